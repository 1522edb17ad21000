// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrig.h"

#include "session/connectiontest.h"

#include <QMetaEnum>
#include <QTcpServer>
#include <QTcpSocket>

using namespace warden;
using session::ConnectionTest;
using session::Rights;
using test::SessionRig;
using Outcome = ConnectionTest::Outcome;
using Step = ConnectionTest::Step;

namespace {

ConnectionTest::Report run(const broker::Profile &profile, const Secret &password = {})
{
    ConnectionTest test;
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start(profile, password, {});
    if (!finished.wait(20'000))
        return {};
    return test.report();
}

// "Name done, Tcp done, Tls failed"
QString told(const ConnectionTest::Report &report)
{
    QStringList list;
    for (const ConnectionTest::StepReport &step : report.steps) {
        const char *outcomes[] {"running", "done", "warning", "failed"};
        list.append(QString::fromLatin1(QMetaEnum::fromType<Step>().valueToKey(int(step.step))) + QLatin1Char(' ')
            + QLatin1String(outcomes[int(step.outcome)]));
    }
    return list.join(QStringLiteral(", "));
}

} // namespace

/// Proves the connection test: each step with its words, and each failure at the step where it belongs.
class ConnectionTestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachStepOverTls();
    void leavesOutTlsOnAPlainPort();
    void saysWhenNobodyListens();
    void saysWhenTheNameIsUnknown();
    void saysWhenTheCertificateIsNotTrusted();
    void asksAtFirstContact();
    void saysWhenThePasswordIsWrong();
    void saysWhenTheCaFileIsMissing();
    void latestStartWins();
    void cancelEndsItSilently();
};

void ConnectionTestTest::tellsEachStepOverTls()
{
    SessionRig rig;
    rig.protect();
    rig.profile.endpoint.host = QStringLiteral("localhost");
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    const ConnectionTest::Report report = run(rig.profile, rig.password);
    QVERIFY(report.ok);
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp done, Tls done, SignIn done, Rights warning"));
    QVERIFY(report.steps[0].text.startsWith(QStringLiteral("localhost is ")));
    QVERIFY(report.steps[0].text.contains(QStringLiteral("127.0.0.1")));
    QCOMPARE(report.steps[1].text, QStringLiteral("Port %1 answers").arg(rig.profile.endpoint.port));
    QCOMPARE(report.steps[2].text, QStringLiteral("TLS 1.3 · checked with rig-ca.crt"));
    QCOMPARE(report.steps[3].text, QStringLiteral("Signed in as warden with MQTT 5"));
    QCOMPARE(report.steps[4].text, QStringLiteral("Not available: users, groups and roles"));
    QCOMPARE(report.rights.readState, Rights::Answer::Yes);
    QCOMPARE(report.rights.readLog, Rights::Answer::Yes);
    QCOMPARE(report.rights.watchTraffic, Rights::Answer::Yes);
    QVERIFY(report.rights.manageAccess != Rights::Answer::Yes);
    QCOMPARE(report.link.verdict, mqtt::TrustVerdict::Verified);
    QVERIFY(report.brokerVersion.startsWith(QStringLiteral("mosquitto version")));
    QVERIFY(report.totalMs >= 0);
}

void ConnectionTestTest::leavesOutTlsOnAPlainPort()
{
    SessionRig rig(SessionRig::Link::Plain);
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    const ConnectionTest::Report report = run(rig.profile);
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp done, SignIn done, Rights warning"));
    QCOMPARE(report.steps[0].text, QStringLiteral("127.0.0.1 needs no look-up"));
    QCOMPARE(report.steps[2].text, QStringLiteral("Signed in without a name with MQTT 5"));
}

void ConnectionTestTest::saysWhenNobodyListens()
{
    const ConnectionTest::Report report = run(test::plainProfile(test::freePort()));
    QVERIFY(!report.ok);
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp failed"));
    QCOMPARE(report.failure.kind, mqtt::FailureKind::ConnectionRefused);
    QVERIFY(!report.failure.what.isEmpty());
    QVERIFY(!report.failure.next.isEmpty());
    QCOMPARE(report.steps[1].text, report.failure.error.text);
}

void ConnectionTestTest::saysWhenTheNameIsUnknown()
{
    broker::Profile profile = test::plainProfile(1883);
    profile.endpoint.host = QStringLiteral("no-such-broker.invalid");
    const ConnectionTest::Report report = run(profile);
    QCOMPARE(told(report), QStringLiteral("Name failed"));
    QCOMPARE(report.failure.kind, mqtt::FailureKind::NameNotFound);
    QVERIFY(!report.failure.next.isEmpty());
}

void ConnectionTestTest::saysWhenTheCertificateIsNotTrusted()
{
    SessionRig rig;
    const SessionRig other;
    rig.profile.caFile = other.profile.caFile;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    const ConnectionTest::Report report = run(rig.profile);
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp done, Tls failed"));
    QCOMPARE(report.failure.kind, mqtt::FailureKind::CertificateRefused);
    QVERIFY(!report.link.sentChain.isEmpty());
    QVERIFY(!report.failure.next.isEmpty());
}

void ConnectionTestTest::asksAtFirstContact()
{
    SessionRig rig;
    rig.profile.trust = mqtt::TrustPolicy::Mode::FirstUse;
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    const ConnectionTest::Report report = run(rig.profile);
    QVERIFY(!report.ok);
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp done, Tls warning"));
    QCOMPARE(report.failure.kind, mqtt::FailureKind::FirstUse);
    QVERIFY(!report.link.sentChain.isEmpty());
}

void ConnectionTestTest::saysWhenThePasswordIsWrong()
{
    SessionRig rig;
    rig.protect();
    QVERIFY2(rig.broker.start(), rig.broker.log().constData());
    const ConnectionTest::Report report = run(rig.profile, Secret::fromText(u"wrong"));
    QCOMPARE(told(report), QStringLiteral("Name done, Tcp done, Tls done, SignIn failed"));
    QVERIFY(!report.failure.next.isEmpty());
    QVERIFY(report.link.encrypted);
}

void ConnectionTestTest::saysWhenTheCaFileIsMissing()
{
    SessionRig rig;
    rig.profile.caFile = rig.broker.folder() + QStringLiteral("/no-such-file.crt");
    const ConnectionTest::Report report = run(rig.profile);
    QCOMPARE(told(report), QStringLiteral("Name failed"));
    QVERIFY(report.failure.error.text.contains(QStringLiteral("no-such-file.crt")));
}

void ConnectionTestTest::latestStartWins()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ConnectionTest test;
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start(test::plainProfile(silent.serverPort()), {}, {});
    QTRY_VERIFY(silent.hasPendingConnections());
    test.start(test::plainProfile(test::freePort()), {}, {});
    QVERIFY(finished.wait(10'000));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(test.report().failure.kind, mqtt::FailureKind::ConnectionRefused);
    QVERIFY(!test.isRunning());
}

void ConnectionTestTest::cancelEndsItSilently()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    ConnectionTest test;
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.start(test::plainProfile(silent.serverPort()), {}, {});
    QTRY_VERIFY(silent.hasPendingConnections());
    QTcpSocket *const peer = silent.nextPendingConnection();
    QSignalSpy gone(peer, &QTcpSocket::disconnected);
    test.cancel();
    QVERIFY(!test.isRunning());
    QVERIFY(gone.wait(5000));
    QCOMPARE(finished.size(), 0);
}

QTEST_GUILESS_MAIN(ConnectionTestTest)
#include "tst_connectiontest.moc"
