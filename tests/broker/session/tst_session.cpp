// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrig.h"

#include <cmath>

using namespace warden;
using test::SessionRig;
using test::WatchedSession;
using session::Rights;
using session::Session;
using State = Session::State;
using Kind = monitor::ConnectionEvent::Kind;
using Answer = Rights::Answer;

/// Proves a session against a real Mosquitto: what it shows, what it counts, and what it does when the broker goes.
class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTrafficFiguresAndLogOverTls();
    void handsOutAtMostTenFramesASecond();
    void comesBackAfterTheBrokerDied();
    void knowsWhatIsAllowedByDynamicSecurity();
    void saysThatTheTrafficIsNotAllowed();
    void wrongPasswordFailsOnceAndForAll();
    void countsRefusedSignIns();
    void fedLogIsNotReadTwice();
    void tellsWhoIsConnected();
    void noticesTwoConnectionsThatPushEachOtherOut_data();
    void noticesTwoConnectionsThatPushEachOtherOut();
    void opensAgainAfterClose();
};

void SessionTest::showsTrafficFiguresAndLogOverTls()
{
    SessionRig rig;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open());
    const Session &session = watched.session;
    QVERIFY(session.link().encrypted);
    QCOMPARE(session.link().verdict, mqtt::TrustVerdict::Verified);
    QTRY_COMPARE_WITH_TIMEOUT(session.rights().watchTraffic, Answer::Yes, 10'000);
    rig.publish(QStringLiteral("home/porch/lamp"), QStringLiteral("on"), {QStringLiteral("-i"), QStringLiteral("lamp")});
    QVERIFY(watched.waitForMessages(1));
    QTRY_VERIFY_WITH_TIMEOUT(!session.trafficFrame().busiest.isEmpty(), 5000);
    const monitor::TopicRow row = session.trafficFrame().busiest.constFirst();
    QCOMPARE(row.name, "home/porch/lamp");
    QCOMPARE(row.lastPayload, "on");
    QCOMPARE(session.trafficFrame().bytes, 2u);
    QCOMPARE(session.trafficFrame().topics, 1);
    QTRY_VERIFY_WITH_TIMEOUT(session.brokerFrame().version.startsWith(QStringLiteral("mosquitto version")), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(session.brokerFrame().messagesReceivedPerSecond >= 0, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(session.brokerFrame().clientsConnected >= 2, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(watched.hasEvent(Kind::Connected, QStringLiteral("lamp")), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(watched.hasEvent(Kind::Disconnected, QStringLiteral("lamp")), 5000);
    QCOMPARE(session.rights().readState, Answer::Yes);
    QCOMPARE(session.rights().readLog, Answer::Yes);
    QTRY_VERIFY_WITH_TIMEOUT(!session.series(Session::Series::Clients).isEmpty(), 5000);
    QVERIFY(watched.failures.isEmpty());
    QVERIFY(watched.tapFailures.isEmpty());
}

void SessionTest::handsOutAtMostTenFramesASecond()
{
    SessionRig rig(SessionRig::Link::Plain);
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open());
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().watchTraffic, Answer::Yes, 10'000);
    test::Tool tool(QStringLiteral("mosquitto_pub"),
        rig.toolArguments() + QStringList {QStringLiteral("-t"), QStringLiteral("many"), QStringLiteral("-l")});
    for (quint64 sent = 1; sent <= 30; ++sent) {
        tool.write("message\n");
        QVERIFY(watched.waitForMessages(sent));
    }
    // As many frames as fit; never two within less than what ten a second leave, bar the event loop's own jitter.
    QVERIFY(watched.trafficFrameTimes.size() >= 20);
    const qint64 span = watched.trafficFrameTimes.constLast() - watched.trafficFrameTimes.constFirst();
    const double perSecond = double(watched.trafficFrameTimes.size() - 1) * 1000.0 / double(span);
    QVERIFY2(perSecond <= 10.5, qPrintable(QString::number(perSecond)));
}

void SessionTest::comesBackAfterTheBrokerDied()
{
    SessionRig rig;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open());
    const Session &session = watched.session;
    QTRY_COMPARE_WITH_TIMEOUT(session.rights().watchTraffic, Answer::Yes, 10'000);
    rig.publish(QStringLiteral("before"), QStringLiteral("x"));
    QVERIFY(watched.waitForMessages(1));
    QTRY_VERIFY_WITH_TIMEOUT(!session.series(Session::Series::TapMessages).isEmpty(), 5000);
    rig.broker.kill();
    QVERIFY(watched.waitForState(State::Waiting));
    QTRY_VERIFY(!watched.failures.isEmpty());
    QVERIFY(watched.failures.constFirst().mayRetry);
    QVERIFY(!watched.failures.constFirst().error.text.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(std::isnan(session.series(Session::Series::TapMessages).last()), 5000);
    QVERIFY(session.state() != State::Connected);
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    QVERIFY(watched.waitForState(State::Connected, 40'000));
    QTRY_COMPARE_WITH_TIMEOUT(session.rights().watchTraffic, Answer::Yes, 40'000);
    QTRY_VERIFY_WITH_TIMEOUT(session.rights().readState == Answer::Yes, 10'000);
    // The tap may still be on its way back when the control connection is there: so publish until it sees one.
    QTRY_VERIFY_WITH_TIMEOUT((rig.publish(QStringLiteral("after"), QStringLiteral("x")),
                                 session.trafficFrame().topics == 2), 40'000);
    const auto now = QDateTime::currentSecsSinceEpoch();
    const auto hasValue = [](const monitor::Sample &sample) { return !std::isnan(sample.value); };
    QTRY_VERIFY_WITH_TIMEOUT(!std::isnan(session.series(Session::Series::TapMessages).last()), 5000);
    const QList<monitor::Sample> samples = session.series(Session::Series::TapMessages).range(now - 120, now + 60, 600);
    QVERIFY(hasValue(samples.constFirst()));
    QVERIFY(hasValue(samples.constLast()));
    QVERIFY(!std::all_of(samples.cbegin(), samples.cend(), hasValue));
}

void SessionTest::knowsWhatIsAllowedByDynamicSecurity()
{
    SessionRig rig;
    const QString plugin = QStringLiteral("/usr/lib/%1/mosquitto_dynamic_security.so");
    QString found;
    for (const char *folder : {"x86_64-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf", "."}) {
        if (QFile::exists(plugin.arg(QLatin1String(folder))))
            found = plugin.arg(QLatin1String(folder));
    }
    QVERIFY2(!found.isEmpty(), "Mosquitto's dynamic security plugin is not installed");
    const QString file = rig.broker.folder() + QStringLiteral("/dynamic-security.json");
    test::Tool init(QStringLiteral("mosquitto_ctrl"), {QStringLiteral("dynsec"), QStringLiteral("init"), file,
        QStringLiteral("warden"), QStringLiteral("right-password")});
    QVERIFY(init.waitForEnd());
    rig.broker.addLines({QStringLiteral("plugin ") + found, QStringLiteral("plugin_opt_config_file ") + file});
    rig.broker.setAllowAnonymous(false);
    rig.profile.signIn = broker::SignIn::Password;
    rig.profile.userName = QStringLiteral("warden");
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open(Secret::fromText(u"right-password")));
    const Rights all {Answer::Yes, Answer::Yes, Answer::Yes, Answer::Yes};
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights(), all, 10'000);
    QSignalSpy checked(&watched.session, &Session::rightsChecked);
    watched.session.refreshRights();
    QVERIFY(checked.wait(6000));
    QCOMPARE(watched.session.rights(), all);
    QTRY_VERIFY_WITH_TIMEOUT(watched.hasEvent(Kind::AdminCommand), 5000);
}

void SessionTest::saysThatTheTrafficIsNotAllowed()
{
    SessionRig rig(SessionRig::Link::Plain);
    rig.profile.trafficFilters = QStringList {QStringLiteral("a/#/b")};
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open());
    // No broker takes this filter, and the session goes on without the traffic.
    QTRY_VERIFY_WITH_TIMEOUT(watched.session.rights().watchTraffic == Answer::No || !watched.tapFailures.isEmpty(), 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().readState, Answer::Yes, 10'000);
    QCOMPARE(watched.session.state(), State::Connected);
}

void SessionTest::wrongPasswordFailsOnceAndForAll()
{
    SessionRig rig;
    rig.protect();
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    watched.session.open(Secret::fromText(u"wrong"), {});
    QVERIFY(watched.waitForState(State::Failed));
    QCOMPARE(watched.failures.size(), 1);
    QVERIFY(!watched.failures.constFirst().mayRetry);
    QVERIFY(!watched.session.lastFailure().error.text.isEmpty());
    QCOMPARE(watched.session.reconnectDueMs(), -1);
    // The tap did not try on its own.
    QCOMPARE(rig.broker.log().count("New connection from"), 1);
    QVERIFY(watched.open(Secret::fromText(u"right-password")));
}

void SessionTest::countsRefusedSignIns()
{
    SessionRig rig(SessionRig::Link::Plain);
    rig.protect();
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open(rig.password));
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().readLog, Answer::Yes, 10'000);
    rig.publish(QStringLiteral("x"), QStringLiteral("y"), {QStringLiteral("-P"), QStringLiteral("guess")});
    rig.publish(QStringLiteral("x"), QStringLiteral("y"), {QStringLiteral("-P"), QStringLiteral("guess again")});
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.series(Session::Series::RefusedPerMinute).last(), 2.0, 10'000);
    const QList<monitor::ConnectionEvent> events = watched.session.recentEvents();
    const auto refused = std::find_if(
        events.cbegin(), events.cend(), [](const monitor::ConnectionEvent &event) { return event.kind == Kind::Refused; });
    QVERIFY(refused != events.cend());
    QCOMPARE(refused->address, QStringLiteral("127.0.0.1"));
    QCOMPARE(refused->listenerPort, rig.profile.endpoint.port);
}

void SessionTest::fedLogIsNotReadTwice()
{
    SessionRig rig(SessionRig::Link::Plain);
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    watched.session.feedLog({"New connection from 10.0.0.9:4000 on port 8883.",
        "New client connected from 10.0.0.9:4000 as fed (p5, c1, k60, u'hall')."});
    QVERIFY(watched.open());
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().watchTraffic, Answer::Yes, 10'000);
    rig.publish(QStringLiteral("x"), QStringLiteral("y"), {QStringLiteral("-i"), QStringLiteral("by-topic")});
    QVERIFY(watched.waitForMessages(1));
    QTRY_VERIFY_WITH_TIMEOUT(watched.hasEvent(Kind::Connected, QStringLiteral("fed")), 5000);
    QVERIFY(!watched.hasEvent(Kind::Connected, QStringLiteral("by-topic")));
    QCOMPARE(watched.session.recentEvents().constFirst().userName, QStringLiteral("hall"));
}

void SessionTest::tellsWhoIsConnected()
{
    SessionRig rig(SessionRig::Link::Plain);
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open());
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().readLog, Answer::Yes, 10'000);
    test::Tool lamp(QStringLiteral("mosquitto_sub"),
        rig.toolArguments()
            + QStringList {QStringLiteral("-i"), QStringLiteral("lamp"), QStringLiteral("-t"), QStringLiteral("a/#")});
    QTRY_VERIFY_WITH_TIMEOUT(watched.hasEvent(Kind::Subscribed, QStringLiteral("lamp")), 10'000);
    QSignalSpy ready(&watched.session, &Session::connectionsReady);
    watched.session.requestConnections();
    QVERIFY(ready.wait(5000));
    const auto clients = ready.constFirst().constFirst().value<QList<monitor::ClientRow>>();
    const auto row = std::find_if(clients.cbegin(), clients.cend(),
        [](const monitor::ClientRow &client) { return client.clientId == QStringLiteral("lamp"); });
    QVERIFY(row != clients.cend());
    QCOMPARE(row->address, QStringLiteral("127.0.0.1"));
    QCOMPARE(row->subscriptions.size(), 1);
    QCOMPARE(row->subscriptions.constFirst().filter, QStringLiteral("a/#"));
}

void SessionTest::noticesTwoConnectionsThatPushEachOtherOut_data()
{
    QTest::addColumn<mqtt::Version>("version");
    QTest::newRow("MQTT 5") << mqtt::Version::V5;
    QTest::newRow("MQTT 3.1.1") << mqtt::Version::V311;
}

void SessionTest::noticesTwoConnectionsThatPushEachOtherOut()
{
    QFETCH(mqtt::Version, version);
    SessionRig rig(SessionRig::Link::Plain, {QStringLiteral("use_username_as_clientid true")});
    rig.protect();
    rig.profile.version = version;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    QVERIFY(watched.open(rig.password));
    QTRY_COMPARE_WITH_TIMEOUT(watched.tapFailures.size(), 1, 30'000);
    QCOMPARE(watched.tapFailures.constFirst().kind, mqtt::FailureKind::SessionTakenOver);
    QVERIFY(watched.tapFailures.constFirst().error.text.contains(QStringLiteral("use_username_as_clientid")));
    QCOMPARE(watched.session.tapFailure().kind, mqtt::FailureKind::SessionTakenOver);
    QCOMPARE(watched.session.rights().watchTraffic, Answer::No);
    QVERIFY(watched.waitForState(State::Connected));
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().readState, Answer::Yes, 10'000);
    QVERIFY(!watched.states.contains(State::Failed));
}

void SessionTest::opensAgainAfterClose()
{
    SessionRig rig;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    WatchedSession watched(rig.profile);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(watched.open());
        watched.session.close();
        QCOMPARE(watched.session.state(), State::Offline);
    }
    QVERIFY(watched.open());
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().watchTraffic, Answer::Yes, 10'000);
    QVERIFY(watched.failures.isEmpty());
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
