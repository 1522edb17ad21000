// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/sysmetrics.h"

#include <QTest>

using namespace warden::broker::mosquitto;

namespace {

void report(SysMetrics &metrics, int uptime, int received, int bytesSent)
{
    const QByteArray seconds = QByteArray::number(uptime) + " seconds";
    metrics.take("$SYS/broker/uptime", seconds, uptime * 1000);
    metrics.take("$SYS/broker/messages/received", QByteArray::number(received), uptime * 1000);
    metrics.take("$SYS/broker/bytes/sent", QByteArray::number(bytesSent), uptime * 1000);
}

} // namespace

/// Proves the reading of the broker's own figures.
class SysMetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesFigures();
    void refusesWhatIsNotAFigure_data();
    void refusesWhatIsNotAFigure();
    void ratesComeFromTwoReports();
    void retainedFiguresBeforeTheUptimeCount();
    void aCounterLeftOutStoodStill();
    void noticesARestart();
    void knowsNothingAfterReset();
};

void SysMetricsTest::takesFigures()
{
    SysMetrics metrics;
    QVERIFY(metrics.take("$SYS/broker/version", "mosquitto version 2.0.11", 5));
    QVERIFY(metrics.take("$SYS/broker/clients/connected", "7", 5));
    QVERIFY(metrics.take("$SYS/broker/clients/total", "9", 5));
    QVERIFY(metrics.take("$SYS/broker/subscriptions/count", "12", 5));
    QVERIFY(metrics.take("$SYS/broker/retained messages/count", "54", 5));
    QVERIFY(metrics.take("$SYS/broker/heap/current", "1234567", 5));
    QVERIFY(metrics.take("$SYS/broker/publish/messages/dropped", "0", 6));
    const auto frame = metrics.frame();
    QCOMPARE(frame.version, QStringLiteral("mosquitto version 2.0.11"));
    QCOMPARE(frame.clientsConnected, 7.0);
    QCOMPARE(frame.clientsTotal, 9.0);
    QCOMPARE(frame.subscriptions, 12.0);
    QCOMPARE(frame.retained, 54.0);
    QCOMPARE(frame.heapBytes, 1234567.0);
    QCOMPARE(frame.publishDropped, 0.0);
    QCOMPARE(frame.messagesReceivedPerSecond, -1.0);
    QCOMPARE(frame.uptimeSeconds, -1);
    QCOMPARE(frame.atMs, 6);
}

void SysMetricsTest::refusesWhatIsNotAFigure_data()
{
    QTest::addColumn<QByteArray>("topic");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("another topic") << QByteArray("home/clients/connected") << QByteArray("1");
    QTest::newRow("a figure not shown") << QByteArray("$SYS/broker/load/sockets/1min") << QByteArray("1");
    for (const char *payload : {"", "x", "nan", "inf", "-1", "1e999", "12 34"})
        QTest::newRow(payload) << QByteArray("$SYS/broker/clients/connected") << QByteArray(payload);
    QTest::newRow("uptime") << QByteArray("$SYS/broker/uptime") << QByteArray("soon");
    QTest::newRow("negative uptime") << QByteArray("$SYS/broker/uptime") << QByteArray("-5 seconds");
    QTest::newRow("version") << QByteArray("$SYS/broker/version") << QByteArray();
    QTest::newRow("long") << QByteArray("$SYS/broker/version") << QByteArray(300, 'x');
}

void SysMetricsTest::refusesWhatIsNotAFigure()
{
    QFETCH(QByteArray, topic);
    QFETCH(QByteArray, payload);
    SysMetrics metrics;
    QVERIFY(!metrics.take(topic, payload, 1));
    QCOMPARE(metrics.frame().clientsConnected, -1.0);
    QCOMPARE(metrics.frame().atMs, 0);
}

void SysMetricsTest::ratesComeFromTwoReports()
{
    SysMetrics metrics;
    report(metrics, 100, 1000, 50'000);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, -1.0);
    report(metrics, 110, 1500, 60'000);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 50.0);
    QCOMPARE(metrics.frame().bytesSentPerSecond, 1000.0);
    // The same figure told twice in one report changes nothing.
    metrics.take("$SYS/broker/messages/received", "1500", 110'000);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 50.0);
}

void SysMetricsTest::retainedFiguresBeforeTheUptimeCount()
{
    SysMetrics metrics;
    metrics.take("$SYS/broker/messages/received", "1000", 1);
    metrics.take("$SYS/broker/uptime", "100 seconds", 1);
    report(metrics, 105, 1050, 0);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 10.0);
}

void SysMetricsTest::aCounterLeftOutStoodStill()
{
    SysMetrics metrics;
    report(metrics, 100, 1000, 0);
    report(metrics, 110, 1100, 0);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 10.0);
    metrics.take("$SYS/broker/uptime", "120 seconds", 1);
    metrics.take("$SYS/broker/uptime", "130 seconds", 1);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 0.0);
    metrics.take("$SYS/broker/messages/received", "1200", 1);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 10.0);
}

void SysMetricsTest::noticesARestart()
{
    SysMetrics metrics;
    report(metrics, 100, 1000, 0);
    report(metrics, 110, 2000, 0);
    QVERIFY(!metrics.sawRestart());
    report(metrics, 3, 10, 0);
    QVERIFY(metrics.sawRestart());
    QVERIFY(!metrics.sawRestart());
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, -1.0);
    QCOMPARE(metrics.frame().uptimeSeconds, 3);
    report(metrics, 13, 110, 0);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, 10.0);
}

void SysMetricsTest::knowsNothingAfterReset()
{
    SysMetrics metrics;
    report(metrics, 100, 1000, 0);
    metrics.take("$SYS/broker/clients/connected", "7", 1);
    metrics.reset();
    QCOMPARE(metrics.frame().clientsConnected, -1.0);
    QCOMPARE(metrics.frame().uptimeSeconds, -1);
    report(metrics, 200, 9000, 0);
    QCOMPARE(metrics.frame().messagesReceivedPerSecond, -1.0);
    QVERIFY(!metrics.sawRestart());
}

QTEST_GUILESS_MAIN(SysMetricsTest)
#include "tst_sysmetrics.moc"
