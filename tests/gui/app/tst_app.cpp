// SPDX-License-Identifier: GPL-3.0-or-later
// The whole console in this process, against real brokers.
#include "base/clock.h"
#include "support/certificates.h"
#include "support/fakeprompts.h"
#include "support/mosquitto.h"
#include "support/widgetwalk.h"
#include "ui/console/console.h"
#include "ui/console/startoptions.h"
#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/connectiondetails/connectiondetails.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/dialogs/trust/changeddialog.h"
#include "ui/dialogs/trust/trustdialog.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/linkbanner.h"
#include "ui/shell/commandregistry.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choices.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::ui;
using namespace warden::test;

namespace {

constexpr int Patience = 60'000;

/// A Mosquitto with TLS and a password, under a certificate that nobody knows.
class HomeBroker
{
public:
    bool start()
    {
        certificate = makeSelfSigned(serverSpec(QStringLiteral("localhost")));
        return restart();
    }

    bool restart()
    {
        m_mosquitto = std::make_unique<Mosquitto>();
        const QString chain = m_mosquitto->writeFile(QStringLiteral("server.crt"), certificate.certificate.toPem());
        const QString key = m_mosquitto->writeFile(
            QStringLiteral("server.key"), QByteArrayView(certificate.key.toPem().view()).toByteArray());
        m_mosquitto->setPassword(QStringLiteral("warden"), QStringLiteral("a plain test password"));
        port = m_mosquitto->addListener({QStringLiteral("certfile ") + chain, QStringLiteral("keyfile ") + key});
        return m_mosquitto->start();
    }

    QByteArray log() { return m_mosquitto->log(); }
    void kill() { m_mosquitto->kill(); }

    Made certificate;
    quint16 port = 0;

private:
    std::unique_ptr<Mosquitto> m_mosquitto;
};

} // namespace

class AppTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void readsTheCommandLine();
    void refusesAWrongCommandLine();
    void looksForNothingBeforeTheFirstPaint();
    void demoHomeIsTwoClicksAway();
    void firstContactIsShownPinnedAndSignedIn();
    void aChangedCertificateStopsTheConnection();
    void aWrongPasswordBringsTheDialogBack();
    void aLostBrokerIsShownAndFoundAgain();
    void aBrokerIsMadeAndRunsHere();
    void noPasswordIsWrittenToTheDataFolder();
    void everyCommandHasATextAndAnIcon();

private:
    std::unique_ptr<Console> makeConsole();
    void typeConnection(ConnectDialog &dialog, quint16 port, const QString &password);
    template <class D>
    D *dialog() const
    {
        const QList<D *> all = m_console->window().findChildren<D *>();
        for (D *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    bool isConnected() const
    {
        const session::Session *session = m_console->currentSession();
        return session && session->state() == session::Session::State::Connected;
    }
    QString figure(const char *name) const
    {
        auto *card = named<FigureCard>(&m_console->window(), name);
        return card ? card->figure() : QString();
    }

    std::unique_ptr<Theme> m_theme;
    FakePrompts m_prompts;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    HomeBroker m_broker;
};

void AppTest::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light);
}

void AppTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_console = makeConsole();
    m_console->window().show();
}

void AppTest::cleanup()
{
    m_console.reset();
    m_folder.reset();
}

std::unique_ptr<Console> AppTest::makeConsole()
{
    return std::make_unique<Console>(
        Console::Parts {*m_theme, m_prompts, m_clock, session::DataFolder::at(m_folder->path()), true});
}

void AppTest::typeConnection(ConnectDialog &dialog, quint16 port, const QString &password)
{
    named<QLineEdit>(&dialog, "connect.name")->setText(QStringLiteral("Test home"));
    named<QLineEdit>(&dialog, "connect.host")->setText(QStringLiteral("localhost"));
    named<QLineEdit>(&dialog, "connect.port")->setText(QString::number(port));
    named<QLineEdit>(&dialog, "connect.user")->setText(QStringLiteral("warden"));
    named<QLineEdit>(&dialog, "connect.password")->setText(password);
}

void AppTest::readsTheCommandLine()
{
    const auto options = readStartOptions({QStringLiteral("mqtt-warden"), QStringLiteral("--data-dir"),
        QStringLiteral("/somewhere"), QStringLiteral("--demo"), QStringLiteral("--exit-after-startup")});
    QVERIFY(options);
    QCOMPARE(options->dataDir, QStringLiteral("/somewhere"));
    QVERIFY(options->demo && options->exitAfterStartup && !options->version);
    QVERIFY(options->helpText.contains(QStringLiteral("--screenshots")));
}

void AppTest::refusesAWrongCommandLine()
{
    QVERIFY(!readStartOptions({QStringLiteral("mqtt-warden"), QStringLiteral("--bad")}));
    QVERIFY(!readStartOptions({QStringLiteral("mqtt-warden"), QStringLiteral("file")}));
    QVERIFY(!readStartOptions({QStringLiteral("mqtt-warden"), QStringLiteral("--data-dir")}));
}

void AppTest::looksForNothingBeforeTheFirstPaint()
{
    QVERIFY(!m_console->mosquittoLookedFor());
    QCOMPARE(m_console->window().currentPage(), QStringLiteral("welcome"));
    QVERIFY(!m_console->window().page(QStringLiteral("settings")));
    m_console->begin();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->mosquittoLookedFor(), Patience);
}

void AppTest::demoHomeIsTwoClicksAway()
{
    m_console->begin();
    named<QPushButton>(&m_console->window(), "welcome.demo")->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->demoHome() && m_console->demoHome()->devicesConnected() == 12, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QCOMPARE(m_console->window().currentPage(), QStringLiteral("overview"));
    QCOMPARE(m_console->currentSession()->link().verdict, mqtt::TrustVerdict::Verified);
    QTRY_VERIFY_WITH_TIMEOUT(figure("overview.clients").toInt() >= 12, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(figure("overview.messages").toDouble() > 0, Patience);
    auto *events = named<QAbstractItemView>(&m_console->window(), "overview.events");
    QTRY_VERIFY_WITH_TIMEOUT(events->model()->rowCount() > 0, Patience);
    QVERIFY(m_console->window().commands().action(QStringLiteral("demo.stop"))->isEnabled());
    m_console->stopDemo();
    QCOMPARE(m_console->window().currentPage(), QStringLiteral("welcome"));
    QVERIFY(!m_console->demoHome());
}

void AppTest::firstContactIsShownPinnedAndSignedIn()
{
    QVERIFY(m_broker.start());
    m_console->begin();
    named<QPushButton>(&m_console->window(), "welcome.connect")->click();
    auto *connectDialog = dialog<ConnectDialog>();
    QVERIFY(connectDialog);
    typeConnection(*connectDialog, m_broker.port, QStringLiteral("a plain test password"));
    named<QPushButton>(connectDialog, "connect.accept")->click();

    QTRY_VERIFY_WITH_TIMEOUT(dialog<TrustDialog>(), Patience);
    auto *trust = dialog<TrustDialog>();
    QVERIFY(named<QWidget>(trust, "trust.fingerprint")
                ->accessibleName()
                .contains(x509::fingerprintDisplay(m_broker.certificate.certificate.sha256())));
    QVERIFY(!m_broker.log().contains("u'warden'"));
    named<QPushButton>(trust, "trust.accept")->click();

    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QCOMPARE(m_console->currentSession()->link().verdict, mqtt::TrustVerdict::Pinned);
    QCOMPARE(m_console->currentProfile()->trust, mqtt::TrustPolicy::Mode::PinnedCertificate);
    QTRY_VERIFY_WITH_TIMEOUT(m_broker.log().contains("u'warden'"), Patience);
    QVERIFY(!m_console->window().windowTitle().contains(QStringLiteral("password")));

    auto *details = m_console->showDetails();
    QVERIFY(details);
    QTRY_VERIFY_WITH_TIMEOUT(details->asText().contains(QStringLiteral("X25519")), Patience);
    QCOMPARE(namelessControls(&m_console->window()), QStringList());
}

void AppTest::aChangedCertificateStopsTheConnection()
{
    QVERIFY(m_broker.start());
    m_console->begin();
    auto *connectDialog = m_console->showConnect();
    typeConnection(*connectDialog, m_broker.port, QStringLiteral("a plain test password"));
    broker::Profile pinned = connectDialog->profile();
    const Made other = makeSelfSigned(serverSpec(QStringLiteral("localhost")));
    pinned.trust = mqtt::TrustPolicy::Mode::PinnedCertificate;
    pinned.pin = other.certificate.sha256();
    pinned.pinnedLeafPem = QString::fromLatin1(other.certificate.toPem());
    pinned.pinnedAt = m_clock.now().addDays(-1);
    connectDialog->edit(pinned, Secret::fromText(u"a plain test password"), {});
    named<QPushButton>(connectDialog, "connect.accept")->click();
    QTRY_VERIFY_WITH_TIMEOUT(dialog<ChangedDialog>(), Patience);
    QVERIFY(!isConnected());
    QVERIFY(!m_broker.log().contains("u'warden'"));
    named<QPushButton>(dialog<ChangedDialog>(), "changed.stay")->click();
    QVERIFY(!isConnected());
    QCOMPARE(m_console->currentProfile()->pin, pinned.pin);
}

void AppTest::aWrongPasswordBringsTheDialogBack()
{
    QVERIFY(m_broker.start());
    m_console->begin();
    auto *connectDialog = m_console->showConnect();
    typeConnection(*connectDialog, m_broker.port, QStringLiteral("wrong"));
    broker::Profile pinned = connectDialog->profile();
    pinned.trust = mqtt::TrustPolicy::Mode::PinnedCertificate;
    pinned.pin = m_broker.certificate.certificate.sha256();
    connectDialog->edit(pinned, Secret::fromText(u"wrong"), {});
    named<QPushButton>(connectDialog, "connect.accept")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog<ConnectDialog>() || dialog<ConnectDialog>() != connectDialog, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(dialog<ConnectDialog>(), Patience);
    auto *message = named<QLabel>(dialog<ConnectDialog>(), "connect.message");
    QVERIFY(message->isVisible() && !message->text().isEmpty());
    QVERIFY(!isConnected());
}

void AppTest::aLostBrokerIsShownAndFoundAgain()
{
    QVERIFY(m_broker.start());
    m_console->begin();
    auto *connectDialog = m_console->showConnect();
    typeConnection(*connectDialog, m_broker.port, QString());
    broker::Profile pinned = connectDialog->profile();
    pinned.trust = mqtt::TrustPolicy::Mode::PinnedKey;
    pinned.pin = m_broker.certificate.certificate.publicKeySha256();
    connectDialog->edit(pinned, Secret::fromText(u"a plain test password"), {});
    named<QPushButton>(connectDialog, "connect.accept")->click();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    auto *banner = named<LinkBanner>(&m_console->window(), "overview.banner");
    m_broker.kill();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), Patience);
    QCOMPARE(figure("overview.clients"), QStringLiteral("–"));
}

void AppTest::aBrokerIsMadeAndRunsHere()
{
    m_console->begin();
    QTRY_VERIFY_WITH_TIMEOUT(m_console->mosquittoLookedFor(), Patience);
    SetupDialog *setup = m_console->showSetup();
    named<RadioCardGroup>(setup, "setup.from")->setCurrent(0);
    auto *next = named<QPushButton>(setup, "setup.next");
    for (int step = 0; step < 3; ++step)
        next->click();
    QTRY_COMPARE_WITH_TIMEOUT(next->text(), QStringLiteral("Connect now"), Patience);
    QVERIFY(next->isVisible());
    next->click();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QCOMPARE(m_console->currentSession()->link().verdict, mqtt::TrustVerdict::Verified);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->currentSession()->rights().manageAccess, session::Rights::Answer::Yes, Patience);
}

void AppTest::noPasswordIsWrittenToTheDataFolder()
{
    QVERIFY(m_broker.start());
    m_console->begin();
    auto *connectDialog = m_console->showConnect();
    typeConnection(*connectDialog, m_broker.port, QStringLiteral("a plain test password"));
    named<QPushButton>(connectDialog, "connect.accept")->click();
    QTRY_VERIFY_WITH_TIMEOUT(dialog<TrustDialog>(), Patience);
    m_console->window().close();
    m_console.reset();
    int files = 0;
    QDir folder(m_folder->path());
    const QStringList names = folder.entryList(QDir::Files);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("a plain test password"), qPrintable(name));
        ++files;
    }
    QVERIFY(files >= 2); // profiles and settings
}

void AppTest::everyCommandHasATextAndAnIcon()
{
    const QList<QAction *> actions = m_console->window().commands().actions();
    QVERIFY(actions.size() > 15);
    for (const QAction *action : actions)
        QVERIFY2(!action->text().isEmpty() && !action->icon().isNull(), qPrintable(action->text()));
}

QTEST_MAIN(AppTest)
#include "tst_app.moc"
