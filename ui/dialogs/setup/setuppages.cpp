// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/setuppages.h"

#include "ui/dialogs/passwordadvice.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/form.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

enum From { ThisComputer, HomeNetwork };

QStringList words(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    return text.split(between, Qt::SkipEmptyParts);
}

bool isHost(const QString &text)
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$"));
    return !QHostAddress(text).isNull() || name.match(text).hasMatch();
}

} // namespace

SetupPage::SetupPage(const QString &title, const QString &subtitle, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(space::XXL, space::XL, space::XXL, space::XL);
    m_column->setSpacing(space::S);
    m_column->addWidget(makeWrapped(title, TypeRole::Subtitle));
    m_column->addWidget(makeWrapped(subtitle, TypeRole::Body, ColorRole::Muted));
    m_column->addSpacing(space::M);
}

PlacePage::PlacePage(const QString &brokersFolder, QWidget *parent)
    : SetupPage(tr("Name and place"), tr("How you call it, and where its files are."), parent)
    , m_brokersFolder(brokersFolder)
    , m_name(new QLineEdit(tr("Home broker")))
    , m_topicBase(new QLineEdit(QStringLiteral("home")))
{
    m_name->setObjectName(QStringLiteral("setup.name"));
    m_name->setAccessibleName(tr("Name"));
    m_topicBase->setObjectName(QStringLiteral("setup.topicBase"));
    m_topicBase->setAccessibleName(tr("Topics begin with"));
    setTypeRole(m_topicBase, TypeRole::Mono);
    auto *form = new Form(Form::Labels::Above);
    m_nameRow = form->addRow(tr("Name"), m_name);
    m_topicRow = form->addRow(tr("Topics begin with"), m_topicBase,
        tr("Sensors may send to “home/…”, phones and Home Assistant may send and see."));
    m_column->addWidget(form);
    m_column->addWidget(makeLabel(tr("Folder"), TypeRole::Strong));
    auto *folderLabel = makeWrapped({}, TypeRole::Mono, ColorRole::Muted);
    folderLabel->setObjectName(QStringLiteral("setup.folder"));
    folderLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_column->addWidget(folderLabel);
    m_column->addWidget(makeWrapped(tr("Readable for you alone. The keys in it never leave this computer."),
        TypeRole::Caption, ColorRole::Muted));
    m_column->addStretch(1);
    const auto show = [this, folderLabel] {
        folderLabel->setText(QDir::toNativeSeparators(folder()));
        validate();
        emit changed();
    };
    connect(m_name, &QLineEdit::textChanged, this, show);
    connect(m_topicBase, &QLineEdit::textChanged, this, show);
    show();
}

QString PlacePage::folder() const
{
    static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
    QString slug = m_name->text().toLower().replace(others, QStringLiteral("-")).left(40);
    while (slug.startsWith(QLatin1Char('-')))
        slug.remove(0, 1);
    while (slug.endsWith(QLatin1Char('-')))
        slug.chop(1);
    if (slug.isEmpty())
        slug = QStringLiteral("broker");
    QString path = m_brokersFolder % QLatin1Char('/') % slug;
    for (int number = 2; QDir(path).exists() && number < 1000; ++number)
        path = m_brokersFolder % QLatin1Char('/') % slug % QLatin1Char('-') % QString::number(number);
    return path;
}

void PlacePage::store(session::SetupRequest &request) const
{
    request.name = m_name->text().trimmed();
    request.folder = folder();
    request.topicBase = m_topicBase->text().trimmed();
}

bool PlacePage::validate()
{
    const bool named = !m_name->text().trimmed().isEmpty() && m_name->text().size() <= 64;
    m_nameRow->setError(named ? QString() : tr("Give it a name of at most 64 characters."));
    static const QRegularExpression level(QStringLiteral("^[^+#$/\\s][^+#\\s]{0,63}$"));
    const bool topic = level.match(m_topicBase->text()).hasMatch();
    m_topicRow->setError(topic ? QString() : tr("One word without +, # or blanks, for example home."));
    return named && topic;
}

WhoPage::WhoPage(QWidget *parent)
    : SetupPage(tr("Who may connect"), tr("The broker answers where you say, and only to users that it knows."), parent)
    , m_from(new RadioCardGroup(Qt::Vertical, tr("From where")))
    , m_hosts(new QLineEdit)
    , m_administrator(new QLineEdit(QStringLiteral("warden")))
{
    m_from->setObjectName(QStringLiteral("setup.from"));
    m_from->addCard(ThisComputer, tr("Only this computer"), tr("Nothing is reachable from outside; good for trying it out"));
    m_from->addCard(HomeNetwork, tr("Devices in the home network"), tr("Everything in your network can reach its ports"));
    m_from->setCurrent(HomeNetwork);
    m_hosts->setObjectName(QStringLiteral("setup.hosts"));
    m_hosts->setAccessibleName(tr("More names of this computer"));
    m_hosts->setPlaceholderText(tr("mqtt.home.lan"));
    setTypeRole(m_hosts, TypeRole::Mono);
    m_administrator->setObjectName(QStringLiteral("setup.administrator"));
    m_administrator->setAccessibleName(tr("Administrator"));
    m_column->addWidget(makeLabel(tr("From where"), TypeRole::Strong));
    m_column->addWidget(m_from);
    m_column->addSpacing(space::S);
    auto *form = new Form(Form::Labels::Above);
    m_hostsRow = form->addRow(tr("More names of this computer"), m_hosts,
        tr("Its own names and addresses are in the certificate anyway. Add those that devices use beside them."));
    m_administratorRow = form->addRow(tr("Administrator"), m_administrator,
        tr("This console signs in as this user; a password is generated."));
    m_column->addWidget(form);
    m_column->addStretch(1);
    connect(m_from, &RadioCardGroup::currentChanged, this, &SetupPage::changed);
    for (QLineEdit *edit : {m_hosts, m_administrator}) {
        connect(edit, &QLineEdit::textChanged, this, [this] {
            validate();
            emit changed();
        });
    }
}

void WhoPage::store(session::SetupRequest &request) const
{
    request.homeNetwork = m_from->current() == HomeNetwork;
    request.extraHosts = words(m_hosts->text());
    request.administrator = m_administrator->text().trimmed();
}

bool WhoPage::validate()
{
    QString bad;
    for (const QString &host : words(m_hosts->text())) {
        if (bad.isEmpty() && !isHost(host))
            bad = host;
    }
    m_hostsRow->setError(bad.isEmpty() ? QString() : tr("“%1” is no host name or address.").arg(bad));
    const bool named = !m_administrator->text().trimmed().isEmpty() && m_administrator->text().size() <= 64;
    m_administratorRow->setError(named ? QString() : tr("Enter a user name of at most 64 characters."));
    return bad.isEmpty() && named;
}

SecurityPage::SecurityPage(QWidget *parent)
    : SetupPage(tr("Security"), tr("The first choice of each is right for most homes."), parent)
    , m_tls(new RadioCardGroup(Qt::Vertical, tr("Encryption")))
    , m_keys(new RadioCardGroup(Qt::Vertical, tr("Keys of the certificates")))
    , m_passphrase(new PasswordField(tr("Passphrase of the certificate authority")))
    , m_error(makeWrapped({}, TypeRole::Caption, ColorRole::Danger))
{
    m_tls->setObjectName(QStringLiteral("setup.tls"));
    m_tls->addCard(0, tr("TLS 1.2 and newer"), tr("Every device that can encrypt at all can connect"), tr("Recommended"));
    m_tls->addCard(1, tr("TLS 1.3 only"), tr("Stricter; Tasmota and ESP8266 devices cannot connect"));
    m_tls->setCurrent(0);
    m_keys->setObjectName(QStringLiteral("setup.keys"));
    m_keys->addCard(int(x509::KeyType::EcP256), tr("ECDSA P-256"), tr("Small and fast; fits the memory of little devices"),
        tr("Recommended"));
    m_keys->addCard(int(x509::KeyType::Rsa2048), tr("RSA 2048"), tr("For old devices and software that know nothing else"));
    m_keys->setCurrent(int(x509::KeyType::EcP256));
    m_passphrase->edit()->setObjectName(QStringLiteral("setup.passphrase"));
    m_passphrase->showStrength(passphraseStrength);
    m_passphrase->setStrengthNote(tr("Without it no new certificate can be made."));
    m_passphrase->setRevealed(true);
    setTypeRole(m_passphrase->edit(), TypeRole::Mono);
    m_error->hide();
    auto *another = makeButton(tr("Suggest another"));
    another->setObjectName(QStringLiteral("setup.suggest"));
    another->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_passphrase, 1);
    row->addWidget(another, 0, Qt::AlignTop);
    m_column->addWidget(makeLabel(tr("Encryption"), TypeRole::Strong));
    m_column->addWidget(m_tls);
    m_column->addSpacing(space::S);
    m_column->addWidget(makeLabel(tr("Keys of the certificates"), TypeRole::Strong));
    m_column->addWidget(m_keys);
    m_column->addSpacing(space::S);
    m_column->addWidget(makeLabel(tr("Passphrase of the certificate authority"), TypeRole::Strong));
    m_column->addLayout(row);
    m_column->addWidget(m_error);
    m_column->addStretch(1);
    connect(m_tls, &RadioCardGroup::currentChanged, this, &SetupPage::changed);
    connect(m_keys, &RadioCardGroup::currentChanged, this, &SetupPage::changed);
    connect(m_passphrase, &PasswordField::changed, this, [this] {
        validate();
        emit changed();
    });
    connect(another, &QPushButton::clicked, this, &SecurityPage::suggest);
    suggest();
}

void SecurityPage::suggest()
{
    m_passphrase->setSecret(Secret::randomPassphrase(5));
    emit changed();
}

void SecurityPage::store(session::SetupRequest &request) const
{
    request.tls13Only = m_tls->current() == 1;
    request.keyType = x509::KeyType(m_keys->current());
    request.vaultPassphrase = m_passphrase->secret();
}

bool SecurityPage::validate()
{
    const bool strong = m_passphrase->strength() >= 2;
    m_error->setText(tr("Choose a passphrase that is harder to guess."));
    m_error->setVisible(!strong);
    return strong;
}

} // namespace warden::ui
