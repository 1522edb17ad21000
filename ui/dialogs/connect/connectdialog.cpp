// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/connectdialog.h"

#include "ui/dialogs/connect/connectform.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

namespace warden::ui {

ConnectDialog::ConnectDialog(Prompts &prompts, QWidget *parent)
    : Dialog(parent)
    , m_form(new ConnectForm(prompts))
    , m_panel(new TestPanel)
    , m_test(new session::ConnectionTest(this))
    , m_message(makeWrapped({}, TypeRole::Body, ColorRole::Danger))
{
    setObjectName(QStringLiteral("connect"));
    setHeading(tr("Connect to a broker"), tr("Nothing on the broker is changed by connecting."));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_message->setContentsMargins(space::XL, space::L, space::XL, 0);
    m_message->setObjectName(QStringLiteral("connect.message"));
    m_message->hide();
    column->addWidget(m_message);
    column->addWidget(m_form, 1);
    setContent(content);
    setSidePanel(m_panel, metric::Drawer);
    buildButtons();
    setPreferredSize({968, 740});

    broker::Profile fresh;
    fresh.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_form->setProfile(fresh);
    m_form->focusFirst();

    connect(m_form, &ConnectForm::changed, this, &ConnectDialog::fieldsChanged);
    connect(m_test, &session::ConnectionTest::stepChanged, m_panel, &TestPanel::showStep);
    connect(m_test, &session::ConnectionTest::finished, this, [this](const session::ConnectionTest::Report &report) {
        m_panel->showReport(report);
        m_testButton->setText(tr("Test connection"));
    });
    connect(m_panel, &TestPanel::howToAllowWanted, this, &ConnectDialog::howToAllowWanted);
    connect(m_panel, &TestPanel::certificateWanted, this, [this] { emit certificateWanted(m_test->report().link); });
}

void ConnectDialog::buildButtons()
{
    m_testButton = makeButton(tr("Test connection"), u"pulse");
    m_testButton->setObjectName(QStringLiteral("connect.test"));
    m_testButton->setAutoDefault(false);
    m_more = makeQuiet(tr("More options"), u"chevron-right");
    m_more->setObjectName(QStringLiteral("connect.more"));
    m_more->setAutoDefault(false);
    auto *cancel = makeButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("connect.cancel"));
    cancel->setAutoDefault(false);
    auto *accept = makePrimary(tr("Connect"));
    accept->setObjectName(QStringLiteral("connect.accept"));
    accept->setDefault(true);
    addLeft(m_testButton);
    addLeft(m_more);
    addRight(cancel);
    addRight(accept);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectDialog::startTest);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &ConnectDialog::acceptForm);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_form->setMoreShown(!m_form->isMoreShown());
        m_more->setText(m_form->isMoreShown() ? tr("Fewer options") : tr("More options"));
        m_more->setIcon(icon(m_form->isMoreShown() ? u"chevron-down" : u"chevron-right", ColorRole::Accent));
    });
}

void ConnectDialog::edit(
    const broker::Profile &profile, const Secret &keptPassword, const Secret &keptPassphrase)
{
    m_keptPassword = keptPassword;
    m_keptPassphrase = keptPassphrase;
    m_form->setProfile(profile);
    m_form->setPasswordKept(!keptPassword.isEmpty() || !keptPassphrase.isEmpty());
}

void ConnectDialog::setSecretsNote(const QString &note)
{
    m_form->setSecretsNote(note);
}

void ConnectDialog::setMessage(const QString &message)
{
    m_message->setText(message);
    m_message->setVisible(!message.isEmpty());
}

void ConnectDialog::focusPassword()
{
    m_form->focusPassword();
}

broker::Profile ConnectDialog::profile() const
{
    return m_form->profile();
}

Secret ConnectDialog::password() const
{
    const Secret typed = m_form->password();
    return typed.isEmpty() && profile().signIn == broker::SignIn::Password ? m_keptPassword : typed;
}

Secret ConnectDialog::keyPassphrase() const
{
    const Secret typed = m_form->keyPassphrase();
    return typed.isEmpty() && profile().signIn == broker::SignIn::Certificate ? m_keptPassphrase : typed;
}

bool ConnectDialog::secretsTyped() const
{
    return !m_form->password().isEmpty() || !m_form->keyPassphrase().isEmpty();
}

void ConnectDialog::startTest()
{
    if (m_test->isRunning()) {
        m_test->cancel();
        m_panel->forget();
        m_testButton->setText(tr("Test connection"));
        return;
    }
    if (!m_form->validate())
        return;
    m_panel->begin(profile());
    m_testButton->setText(tr("Stop the test"));
    m_test->start(profile(), password(), keyPassphrase());
}

void ConnectDialog::acceptForm()
{
    if (!m_form->validate())
        return;
    m_test->cancel();
    emit connectWanted();
    accept();
}

void ConnectDialog::fieldsChanged()
{
    if (m_test->isRunning()) {
        m_test->cancel();
        m_testButton->setText(tr("Test connection"));
    }
    m_panel->forget(); // what was measured was another connection
}

} // namespace warden::ui
