// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "support/widgetwalk.h"
#include "ui/pages/overview/eventlist.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/linkbanner.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/settings/settingspage.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barlist.h"
#include "ui/widgets/emptystate.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::ui;
using namespace warden::test;
using session::Rights;
using session::Session;

namespace {

mqtt::Failure lost()
{
    mqtt::Failure failure;
    failure.kind = mqtt::FailureKind::ConnectionLost;
    failure.error = {ErrorCode::Unreachable, QStringLiteral("The broker closed the connection."), QStringLiteral("EOF")};
    return failure;
}

monitor::BrokerFrame frame()
{
    monitor::BrokerFrame made;
    made.version = QStringLiteral("mosquitto version 2.0.11");
    made.uptimeSeconds = 3 * 3600 + 12 * 60;
    made.clientsConnected = 14;
    made.clientsTotal = 16;
    made.messagesReceivedPerSecond = 148;
    made.messagesSentPerSecond = 312;
    made.bytesReceivedPerSecond = 21'400;
    return made;
}

} // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void welcomeOffersThreeWays();
    void welcomeTellsWhatIsMissing();
    void overviewBeginsWithoutABroker();
    void overviewShowsFiguresOnlyWhenMeasured();
    void overviewForgetsFiguresWhenTheBrokerIsGone();
    void overviewSaysWhyItNeverConnected();
    void overviewSaysWhatItMayNotRead();
    void settingsHandOnWhatWasChosen();
    void preferencesSurviveAStart();
    void everyControlHasAName();
    void nothingIsCutAtCommonSizes_data();
    void nothingIsCutAtCommonSizes();

private:
    void showLive(OverviewPage &page);

    std::unique_ptr<Theme> m_theme;
    QTimer m_tick;
    SystemClock m_clock;
};

void PagesTest::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light);
    m_tick.setInterval(333);
}

void PagesTest::showLive(OverviewPage &page)
{
    page.setState(Session::State::Connected, {});
    mqtt::LinkReport link;
    link.encrypted = true;
    link.protocol = QStringLiteral("TLS 1.3");
    link.verdict = mqtt::TrustVerdict::Verified;
    page.setLink(link);
    page.setBrokerFrame(frame());
    monitor::ConnectionEvent event;
    event.kind = monitor::ConnectionEvent::Kind::Connected;
    event.at = m_clock.now();
    event.clientId = QStringLiteral("thermostat-hall");
    page.addEvents({event});
}

void PagesTest::welcomeOffersThreeWays()
{
    WelcomePage page;
    QSignalSpy connectWanted(&page, &WelcomePage::connectWanted);
    QSignalSpy createWanted(&page, &WelcomePage::createWanted);
    QSignalSpy demoWanted(&page, &WelcomePage::demoWanted);
    named<QPushButton>(&page, "welcome.connect")->click();
    named<QPushButton>(&page, "welcome.create")->click();
    named<QPushButton>(&page, "welcome.demo")->click();
    QCOMPARE(connectWanted.size(), 1);
    QCOMPARE(createWanted.size(), 1);
    QCOMPARE(demoWanted.size(), 1);
}

void PagesTest::welcomeTellsWhatIsMissing()
{
    WelcomePage page;
    const auto says = [&](const QString &text) {
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->text().contains(text); });
    };
    QVERIFY(!says(QStringLiteral("found on this computer")));
    page.setMosquittoMissing(QStringLiteral("Install it."));
    QVERIFY(says(QStringLiteral("not on this computer yet")));
    page.setMosquittoFound(QStringLiteral("2.0.11"));
    QVERIFY(says(QStringLiteral("Mosquitto 2.0.11 found on this computer")));
    page.setDemoProgress(QStringLiteral("Making certificates…"));
    QVERIFY(!named<QPushButton>(&page, "welcome.demo")->isEnabled());
    page.setDemoFailed(QStringLiteral("No port is free."));
    QVERIFY(named<QPushButton>(&page, "welcome.demo")->isEnabled());
    QVERIFY(says(QStringLiteral("No port is free.")));
}

void PagesTest::overviewBeginsWithoutABroker()
{
    OverviewPage page(m_tick, m_clock);
    page.resize(1180, 820);
    page.show();
    QSignalSpy wanted(&page, &OverviewPage::connectWanted);
    auto *button = named<QPushButton>(&page, "overview.connect");
    QVERIFY(button && button->isVisible());
    button->click();
    QCOMPARE(wanted.size(), 1);
}

void PagesTest::overviewShowsFiguresOnlyWhenMeasured()
{
    OverviewPage page(m_tick, m_clock);
    page.setState(Session::State::Connected, {});
    auto *clients = named<FigureCard>(&page, "overview.clients");
    auto *messages = named<FigureCard>(&page, "overview.messages");
    QCOMPARE(clients->figure(), QStringLiteral("–"));
    page.setBrokerFrame({});
    QCOMPARE(clients->figure(), QStringLiteral("–"));
    QCOMPARE(messages->figure(), QStringLiteral("–"));
    page.setBrokerFrame(frame());
    QCOMPARE(clients->figure(), QStringLiteral("14"));
    QCOMPARE(messages->figure(), QStringLiteral("148"));
    QCOMPARE(messages->foot(), QStringLiteral("312 /s out"));
    QCOMPARE(named<FigureCard>(&page, "overview.broker")->figure(), QStringLiteral("2.0.11"));
    QCOMPARE(named<FigureCard>(&page, "overview.broker")->foot(), QStringLiteral("up for 3 h 12 min"));
}

void PagesTest::overviewForgetsFiguresWhenTheBrokerIsGone()
{
    OverviewPage page(m_tick, m_clock);
    page.resize(1180, 820);
    page.show();
    showLive(page);
    auto *banner = named<LinkBanner>(&page, "overview.banner");
    QVERIFY(!banner->isVisible());
    page.setState(Session::State::Waiting, lost());
    page.setReconnectDue(4200);
    QVERIFY(banner->isVisible());
    QVERIFY(banner->accessibleName().contains(QStringLiteral("The broker closed the connection.")));
    QCOMPARE(named<FigureCard>(&page, "overview.clients")->figure(), QStringLiteral("–"));
    QCOMPARE(named<FigureCard>(&page, "overview.encryption")->figure(), QStringLiteral("–"));
    QSignalSpy again(&page, &OverviewPage::tryAgainWanted);
    named<QPushButton>(banner, "overview.tryAgain")->click();
    QCOMPARE(again.size(), 1);
    page.setState(Session::State::Connected, {});
    QVERIFY(!banner->isVisible());
}

void PagesTest::overviewSaysWhyItNeverConnected()
{
    OverviewPage page(m_tick, m_clock);
    page.resize(1180, 820);
    page.show();
    page.setState(Session::State::Connecting, {});
    QVERIFY(page.findChild<Skeleton *>());
    page.setState(Session::State::Failed, lost());
    auto *state = named<EmptyState>(&page, "overview.notConnected");
    QVERIFY(state && state->isVisible());
    QSignalSpy again(&page, &OverviewPage::tryAgainWanted);
    named<QPushButton>(state, "overview.tryAgain")->click();
    QCOMPARE(again.size(), 1);
}

void PagesTest::overviewSaysWhatItMayNotRead()
{
    OverviewPage page(m_tick, m_clock);
    page.resize(1180, 820);
    page.show();
    showLive(page);
    QSignalSpy how(&page, &OverviewPage::howToAllowWanted);
    auto *list = named<EventList>(&page, "overview.events");
    QVERIFY(list->isVisible());
    page.setRights({Rights::Answer::No, Rights::Answer::No, Rights::Answer::No, Rights::Answer::No});
    QVERIFY(!list->isVisible());
    QVERIFY(!named<BarList>(&page, "overview.talkers")->isVisible());
    QCOMPARE(named<FigureCard>(&page, "overview.clients")->foot(), QStringLiteral("not allowed to read"));
    auto *allow = named<QPushButton>(&page, "overview.allowState");
    QVERIFY(allow->isVisible());
    allow->click();
    QCOMPARE(how.size(), 1);
    QCOMPARE(how.first().first().value<OverviewPage::Missing>(), OverviewPage::Missing::State);
    page.setRights({Rights::Answer::Yes, Rights::Answer::Yes, Rights::Answer::Yes, Rights::Answer::Yes});
    QVERIFY(list->isVisible());
    QVERIFY(!allow->isVisible());
}

void PagesTest::settingsHandOnWhatWasChosen()
{
    SettingsPage page({});
    page.show();
    QSignalSpy changed(&page, &SettingsPage::preferencesChanged);
    auto *leave = page.findChild<QAbstractButton *>(QStringLiteral("settings.leaveRunning"));
    leave->click();
    QCOMPARE(changed.size(), 1);
    QVERIFY(changed.first().first().value<Preferences>().leaveBrokersRunning);
    Preferences same = changed.first().first().value<Preferences>();
    page.setPreferences(same);
    QCOMPARE(changed.size(), 1);
}

void PagesTest::preferencesSurviveAStart()
{
    const QTemporaryDir folder;
    Preferences chosen;
    chosen.theme = Theme::Mode::Dark;
    chosen.compactRows = true;
    chosen.secrets = SecretsWish::Vault;
    chosen.demoPace = 600;
    {
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        chosen.save(settings);
    }
    const QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    QCOMPARE(Preferences::load(settings), chosen);
    QVERIFY(Preferences::load(QSettings(folder.filePath(QStringLiteral("none.ini")), QSettings::IniFormat)) == Preferences());
}

void PagesTest::everyControlHasAName()
{
    WelcomePage welcome;
    welcome.show();
    QCOMPARE(namelessControls(&welcome), QStringList());
    OverviewPage overview(m_tick, m_clock);
    overview.show();
    QCOMPARE(namelessControls(&overview), QStringList());
    showLive(overview);
    QCOMPARE(namelessControls(&overview), QStringList());
    SettingsPage settings({});
    settings.setDataFolder(QStringLiteral("/home/anna/.local/share/mqtt-warden"));
    settings.show();
    QCOMPARE(namelessControls(&settings).join(QLatin1Char(';')), QString());
}

void PagesTest::nothingIsCutAtCommonSizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1440 x 900") << QSize(1220, 848);
    QTest::newRow("1024 x 768") << QSize(804, 716);
    QTest::newRow("200 % of 1280 x 800") << QSize(584, 348);
}

void PagesTest::nothingIsCutAtCommonSizes()
{
    QFETCH(QSize, size);
    WelcomePage welcome;
    welcome.resize(size);
    welcome.setMosquittoFound(QStringLiteral("2.0.11"));
    welcome.show();
    QTRY_COMPARE(cutLabels(&welcome), QStringList());
    SettingsPage settings({});
    settings.resize(size);
    settings.show();
    QTRY_COMPARE(cutLabels(&settings), QStringList());
    OverviewPage overview(m_tick, m_clock);
    overview.resize(size);
    overview.show();
    showLive(overview);
    QTRY_COMPARE(cutLabels(&overview), QStringList());
}

QTEST_MAIN(PagesTest)
#include "tst_pages.moc"
