// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/signinfields.h"

#include "ui/dialogs/passwordadvice.h"
#include "ui/dialogs/connect/signinadvice.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/form.h"
#include "ui/widgets/prompts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace warden::ui {

using broker::SignIn;

SignInFields::SignInFields(Form &form, Prompts &prompts, QWidget *parent)
    : QObject(parent)
    , m_prompts(prompts)
    , m_window(parent)
    , m_kind(new SegmentedControl(tr("Sign in with")))
    , m_user(new QLineEdit)
    , m_password(new PasswordField(tr("Password")))
    , m_inClear(new CaptionCheckBox(tr("Send the password unencrypted to this broker"),
          tr("Everybody in the network between can read it")))
{
    m_kind->setObjectName(QStringLiteral("connect.signIn"));
    m_kind->addSegment(tr("Password"), int(SignIn::Password));
    m_kind->addSegment(tr("Certificate"), int(SignIn::Certificate));
    m_kind->addSegment(tr("Nothing"), int(SignIn::Nothing));
    auto *which = makeQuiet(tr("Which suits?"), u"help");
    which->setObjectName(QStringLiteral("connect.advice"));
    m_user->setObjectName(QStringLiteral("connect.user"));
    m_user->setAccessibleName(tr("User name"));
    m_password->edit()->setObjectName(QStringLiteral("connect.password"));
    m_inClear->setObjectName(QStringLiteral("connect.allowInClear"));

    auto *kind = new QWidget;
    auto *kindRow = new QHBoxLayout(kind);
    kindRow->setContentsMargins({});
    kindRow->addWidget(m_kind);
    kindRow->addWidget(which);
    kindRow->addStretch(1);
    which->setAutoDefault(false);
    m_kindRow = form.addRow(tr("Sign in with"), kind);
    m_userRow = form.addRow(tr("User name"), m_user);
    m_passwordRow = form.addRow(tr("Password"), m_password);
    m_inClearRow = form.addRow({}, m_inClear);
    buildCertificate(form);

    connect(m_kind, &SegmentedControl::currentChanged, this, [this] { emit touched({}); });
    connect(m_user, &QLineEdit::textEdited, this, [this] { emit touched(QStringLiteral("signIn.userName")); });
    connect(m_password, &PasswordField::changed, this, [this] { emit touched(QStringLiteral("password")); });
    connect(m_inClear, &QCheckBox::toggled, this, [this] { emit touched(QStringLiteral("signIn.allowInClear")); });
    connect(which, &QPushButton::clicked, this, &SignInFields::showAdvice);
}

void SignInFields::buildCertificate(Form &form)
{
    m_certificate = new QLineEdit;
    m_certificate->setObjectName(QStringLiteral("connect.certificate"));
    m_certificate->setAccessibleName(tr("Certificate file"));
    m_certificate->setPlaceholderText(tr("PEM or PKCS#12 (.p12, .pfx)"));
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("connect.key"));
    m_key->setAccessibleName(tr("Key file"));
    m_key->setPlaceholderText(tr("Empty when it is in the same file"));
    m_passphrase = new PasswordField(tr("Passphrase of the key"));
    m_passphrase->edit()->setObjectName(QStringLiteral("connect.passphrase"));
    m_certificateRow = form.addRow(tr("Certificate"),
        fileField(m_certificate, QStringLiteral("connect.browseCertificate"), tr("Choose the client certificate")));
    m_keyRow = form.addRow(
        tr("Key"), fileField(m_key, QStringLiteral("connect.browseKey"), tr("Choose the key of the certificate")));
    m_passphraseRow = form.addRow(tr("Passphrase"), m_passphrase, tr("Only where the key is encrypted"));
    connect(m_certificate, &QLineEdit::textChanged, this, [this] { emit touched(QStringLiteral("signIn.certificateFile")); });
    connect(m_key, &QLineEdit::textChanged, this, [this] { emit touched(QStringLiteral("signIn.keyFile")); });
    connect(m_passphrase, &PasswordField::changed, this, [this] { emit touched({}); });
}

QWidget *SignInFields::fileField(QLineEdit *edit, const QString &browseName, const QString &title)
{
    setTypeRole(edit, TypeRole::Mono);
    auto *browse = makeButton(tr("Browse…"));
    browse->setObjectName(browseName);
    browse->setAutoDefault(false);
    browse->setAccessibleName(title);
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->addWidget(edit, 1);
    row->addWidget(browse);
    both->setFocusProxy(edit);
    connect(browse, &QPushButton::clicked, this, [this, edit, title] {
        m_prompts.chooseFile(m_window,
            {title, {}, {}, {tr("Certificates and keys (*.pem *.crt *.cer *.key *.p12 *.pfx)"), tr("All files (*)")}},
            [edit = QPointer<QLineEdit>(edit)](const QString &path) {
                if (edit)
                    edit->setText(path);
            });
    });
    return both;
}

void SignInFields::load(const broker::Profile &profile)
{
    m_kind->setCurrent(int(profile.signIn));
    m_user->setText(profile.userName);
    m_inClear->setChecked(profile.allowPasswordInClear);
    m_certificate->setText(profile.certificateFile);
    m_key->setText(profile.keyFile);
}

void SignInFields::store(broker::Profile &profile) const
{
    profile.signIn = SignIn(m_kind->current());
    profile.userName = m_user->text();
    profile.allowPasswordInClear = m_inClear->isChecked() && !mqtt::isEncrypted(profile.endpoint.transport);
    profile.certificateFile = m_certificate->text().trimmed();
    profile.keyFile = m_key->text().trimmed();
}

void SignInFields::follow(const broker::Profile &now)
{
    const bool password = now.signIn == SignIn::Password;
    const bool certificate = now.signIn == SignIn::Certificate;
    const bool pkcs12 = now.certificateFile.endsWith(QLatin1String(".p12"), Qt::CaseInsensitive)
        || now.certificateFile.endsWith(QLatin1String(".pfx"), Qt::CaseInsensitive);
    m_userRow->setRowVisible(password);
    m_passwordRow->setRowVisible(password);
    m_inClearRow->setRowVisible(password && !mqtt::isEncrypted(now.endpoint.transport));
    m_certificateRow->setRowVisible(certificate);
    m_keyRow->setRowVisible(certificate && !pkcs12);
    m_passphraseRow->setRowVisible(certificate);
    const QString warning = defaultPasswordWarning(now.userName, m_password->secret());
    m_passwordRow->setHelp(
        warning.isEmpty() ? m_note : warning, warning.isEmpty() ? QStringLiteral("key") : QStringLiteral("warning"));
}

QHash<QString, FormRow *> SignInFields::rows() const
{
    return {{QStringLiteral("signIn.by"), m_kindRow}, {QStringLiteral("signIn.userName"), m_userRow}, {QStringLiteral("password"), m_passwordRow},
        {QStringLiteral("signIn.allowInClear"), m_inClearRow}, {QStringLiteral("signIn.certificateFile"), m_certificateRow},
        {QStringLiteral("signIn.keyFile"), m_keyRow}};
}

Secret SignInFields::password() const
{
    return m_kind->current() == int(SignIn::Password) ? m_password->secret() : Secret();
}

Secret SignInFields::keyPassphrase() const
{
    return m_kind->current() == int(SignIn::Certificate) ? m_passphrase->secret() : Secret();
}

void SignInFields::setPasswordKept(bool kept)
{
    const QString prompt = kept ? tr("Unchanged: the one that is kept") : QString();
    m_password->edit()->setPlaceholderText(prompt);
    m_passphrase->edit()->setPlaceholderText(prompt);
}

void SignInFields::setSecretsNote(const QString &note)
{
    m_note = note;
    m_passwordRow->setHelp(note, QStringLiteral("key"));
}

void SignInFields::focusPassword()
{
    (m_kind->current() == int(SignIn::Certificate) ? m_passphrase : m_password)->edit()->setFocus(Qt::OtherFocusReason);
}

void SignInFields::showAdvice()
{
    auto *dialog = new SignInAdviceDialog(m_window->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SignInAdviceDialog::chosen, this, [this](SignIn kind) {
        m_kind->setCurrent(int(kind));
        emit touched({});
    });
    dialog->open();
}

} // namespace warden::ui
