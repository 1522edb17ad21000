// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/connectiontable.h"

#include <QTest>

using namespace warden::monitor;
using Kind = ConnectionEvent::Kind;

namespace {

ConnectionEvent eventOf(Kind kind, const QString &clientId, quint16 port = 0)
{
    ConnectionEvent made;
    made.kind = kind;
    made.clientId = clientId;
    made.at = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    made.address = port == 0 ? QString() : QStringLiteral("192.168.1.20");
    made.port = port;
    made.cleanStart = true;
    return made;
}

ConnectionEvent subscription(Kind kind, const QString &clientId, const QString &filter, int qos = 0)
{
    ConnectionEvent made = eventOf(kind, clientId);
    made.topic = filter;
    made.qos = qos;
    return made;
}

const QString kLamp = QStringLiteral("lamp");

} // namespace

/// Proves that the table of live clients follows the log and never claims more than it saw.
class ConnectionTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsConnectAndDisconnect();
    void endsByTimeoutKickAndProtocolError();
    void keepsTheNewConnectionAfterATakeOver();
    void holdsSubscriptions();
    void keepsSubscriptionsOfAKeptSession();
    void knowsThoseBeforeItByNumberOnly();
    void isEmptyAfterABrokerRestart();
    void isBounded();
};

void ConnectionTableTest::followsConnectAndDisconnect()
{
    ConnectionTable table;
    ConnectionEvent connect = eventOf(Kind::Connected, kLamp, 4711);
    connect.userName = QStringLiteral("hall");
    connect.protocolVersion = 5;
    QVERIFY(table.apply(connect));
    const ClientRow *row = table.find(kLamp);
    QVERIFY(row);
    QCOMPARE(row->userName, QStringLiteral("hall"));
    QCOMPARE(row->address, QStringLiteral("192.168.1.20"));
    QCOMPARE(row->protocolVersion, 5);
    QCOMPARE(row->since, connect.at);
    QVERIFY(table.apply(eventOf(Kind::Disconnected, kLamp)));
    QVERIFY(!table.find(kLamp));
    QVERIFY(!table.apply(eventOf(Kind::Disconnected, kLamp)));
}

void ConnectionTableTest::endsByTimeoutKickAndProtocolError()
{
    for (const Kind kind : {Kind::TimedOut, Kind::Kicked, Kind::ProtocolError}) {
        ConnectionTable table;
        table.apply(eventOf(Kind::Connected, kLamp, 1));
        QVERIFY(table.apply(eventOf(kind, kLamp)));
        QCOMPARE(table.count(), 0);
    }
}

void ConnectionTableTest::keepsTheNewConnectionAfterATakeOver()
{
    ConnectionTable table;
    table.apply(eventOf(Kind::Connected, kLamp, 1000));
    table.apply(eventOf(Kind::TakenOver, kLamp));
    table.apply(eventOf(Kind::Connected, kLamp, 2000));
    QVERIFY(!table.apply(eventOf(Kind::Disconnected, kLamp, 1000)));
    QVERIFY(table.find(kLamp));
    QCOMPARE(table.find(kLamp)->port, quint16(2000));
    QCOMPARE(table.find(kLamp)->takeOvers, 1);
    QVERIFY(table.apply(eventOf(Kind::Disconnected, kLamp, 2000)));
}

void ConnectionTableTest::holdsSubscriptions()
{
    ConnectionTable table({.clients = 10, .subscriptionsEach = 2});
    table.apply(eventOf(Kind::Connected, kLamp, 1));
    QVERIFY(!table.apply(subscription(Kind::Subscribed, QStringLiteral("stranger"), QStringLiteral("#"))));
    table.apply(subscription(Kind::Subscribed, kLamp, QStringLiteral("a/#"), 0));
    table.apply(subscription(Kind::Subscribed, kLamp, QStringLiteral("a/#"), 1));
    table.apply(subscription(Kind::Subscribed, kLamp, QStringLiteral("b"), 2));
    table.apply(subscription(Kind::Subscribed, kLamp, QStringLiteral("c"), 0));
    const QList<ClientSubscription> expected {{QStringLiteral("a/#"), 1}, {QStringLiteral("b"), 2}};
    QCOMPARE(table.find(kLamp)->subscriptions, expected);
    QCOMPARE(table.find(kLamp)->subscriptionsLeftOut, 1);
    table.apply(subscription(Kind::Unsubscribed, kLamp, QStringLiteral("a/#")));
    QCOMPARE(table.find(kLamp)->subscriptions.size(), 1);
}

void ConnectionTableTest::keepsSubscriptionsOfAKeptSession()
{
    ConnectionTable table;
    table.apply(eventOf(Kind::Connected, kLamp, 1));
    table.apply(subscription(Kind::Subscribed, kLamp, QStringLiteral("a"), 1));
    table.apply(eventOf(Kind::TakenOver, kLamp));
    ConnectionEvent again = eventOf(Kind::Connected, kLamp, 2);
    again.cleanStart = false;
    table.apply(again);
    QCOMPARE(table.find(kLamp)->subscriptions.size(), 1);
    table.apply(eventOf(Kind::Connected, kLamp, 3));
    QVERIFY(table.find(kLamp)->subscriptions.isEmpty());
}

void ConnectionTableTest::knowsThoseBeforeItByNumberOnly()
{
    ConnectionTable table;
    QCOMPARE(table.connectedBefore(), -1);
    table.setBrokerCount(5);
    QCOMPARE(table.connectedBefore(), 5);
    table.apply(eventOf(Kind::Connected, kLamp, 1));
    QCOMPARE(table.connectedBefore(), 4);
    table.setBrokerCount(0);
    QCOMPARE(table.connectedBefore(), 0);
}

void ConnectionTableTest::isEmptyAfterABrokerRestart()
{
    ConnectionTable table;
    table.apply(eventOf(Kind::Connected, kLamp, 1));
    table.setBrokerCount(3);
    QVERIFY(table.apply(eventOf(Kind::BrokerStarted, {})));
    QCOMPARE(table.count(), 0);
    QCOMPARE(table.connectedBefore(), -1);
}

void ConnectionTableTest::isBounded()
{
    ConnectionTable table({.clients = 100, .subscriptionsEach = 10});
    for (int i = 0; i < 250; ++i)
        table.apply(eventOf(Kind::Connected, QString::number(i), 1));
    QCOMPARE(table.count(), 100);
    QCOMPARE(table.leftOut(), 150);
    table.apply(eventOf(Kind::Disconnected, QStringLiteral("249"), 1));
    QCOMPARE(table.leftOut(), 149);
}

QTEST_GUILESS_MAIN(ConnectionTableTest)
#include "tst_connectiontable.moc"
