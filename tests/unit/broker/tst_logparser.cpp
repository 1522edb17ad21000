// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logparser.h"

#include <QTest>
#include <QTimeZone>

using namespace warden::broker::mosquitto;
using warden::monitor::ConnectionEvent;
using Kind = ConnectionEvent::Kind;

Q_DECLARE_METATYPE(ConnectionEvent::Kind)
Q_DECLARE_METATYPE(LogChannel)

namespace {

QDateTime at(qint64 second)
{
    return QDateTime::fromSecsSinceEpoch(second, QTimeZone::utc());
}

const char *name(Kind kind)
{
    constexpr const char *kNames[] {"SocketOpened", "Connected", "Disconnected", "Refused", "TlsFailed",
        "ProtocolError", "TakenOver", "TimedOut", "Kicked", "Subscribed", "Unsubscribed", "PublishReceived",
        "PublishDenied", "AdminCommand", "BrokerStarted", "BrokerStopping", "Reloaded", "Warning", "Failure"};
    return kNames[int(kind)];
}

// "Kind id=… user=… from=…:… on=… v=… k=… topic=… qos=… bytes=… (detail)", with what is not known left out.
QString told(const std::optional<ConnectionEvent> &event)
{
    if (!event)
        return QStringLiteral("nothing");
    QString text = QString::fromLatin1(name(event->kind));
    const auto add = [&](const char *key, const QString &value) {
        if (!value.isEmpty())
            text += QLatin1Char(' ') + QString::fromLatin1(key) + QLatin1Char('=') + value;
    };
    const auto number = [](qint64 value, qint64 unknown) { return value == unknown ? QString() : QString::number(value); };
    add("id", event->clientId);
    add("user", event->userName);
    add("from", event->address.isEmpty() ? QString() : event->address + QLatin1Char('|') + QString::number(event->port));
    add("on", number(event->listenerPort, 0));
    add("v", number(event->protocolVersion, 0));
    add("k", number(event->keepAliveSeconds, -1));
    add("topic", event->topic);
    add("qos", number(event->qos, -1));
    add("bytes", number(event->payloadBytes, -1));
    add("because", event->detail);
    return text;
}

QString readAll(const QByteArrayList &lines, LogChannel channel = LogChannel::Any)
{
    LogParser parser;
    QStringList list;
    for (const QByteArray &line : lines)
        list.append(told(parser.parse(line, at(0), channel)));
    return list.join(QLatin1Char('\n'));
}

const QByteArray kOpened = "New connection from 10.0.0.9:4000 on port 8883.";
const QByteArray kLamp = "New client connected from 10.0.0.9:4000 as lamp (p5, c1, k60, u'hall').";

} // namespace

/// Proves the reading of Mosquitto's log, of 2.0 and 2.1, also where a client chose its id to confuse the reader.
class LogParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsStamps();
    void readsExactLines_data();
    void readsExactLines();
    void readsLinesThatBelongTogether_data();
    void readsLinesThatBelongTogether();
    void readsSubscriptionTopics_data();
    void readsSubscriptionTopics();
    void isNotMisledByHostileNames_data();
    void isNotMisledByHostileNames();
    void passesOverWhatSaysNothing_data();
    void passesOverWhatSaysNothing();
    void forgetsAllAtARestart();
    void staysBounded();
    void knowsTheLogTopics();
};

void LogParserTest::readsStamps()
{
    LogParser parser;
    QCOMPARE(parser.parse("1795352038: Reloading config.\n", at(1))->at, at(1'795'352'038));
    QCOMPARE(parser.parse("2026-11-22T13:00:05: Reloading config.\r\n", at(1))->at.time(), QTime(13, 0, 5));
    QCOMPARE(parser.parse("2026-11-22T13:00:05+0100: Reloading config.", at(1))->at.toUTC().time(), QTime(12, 0, 5));
    QCOMPARE(parser.parse("Reloading config.", at(7))->at, at(7));
}

void LogParserTest::readsExactLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *line, const char *expected) {
        QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(expected);
    };
    row("New connection from 127.0.0.1:45326 on port 1883.", "SocketOpened from=127.0.0.1|45326 on=1883");
    row("New connection from ::1:53860 on port 21886.", "SocketOpened from=::1|53860 on=21886");
    row("New client connected from 127.0.0.1:45326 as okc (p2, c1, k60, u'u1').",
        "Connected id=okc user=u1 from=127.0.0.1|45326 v=4 k=60");
    row("New client connected from 127.0.0.1:45326 as okc (p5, c0, k0).",
        "Connected id=okc from=127.0.0.1|45326 v=5 k=0");
    row("New client connected from fe80::1%eth0:1 as x (p1, c1, k60).", "Connected id=x from=fe80::1%eth0|1 v=3 k=60");
    row("New client connected from 1.2.3.4:1 as x (p4, c1, k60).", "Connected id=x from=1.2.3.4|1 v=4 k=60");
    row("New bridge connected from 1.2.3.4:1 as b (p2, c1, k60, u'bridge').",
        "Connected id=b user=bridge from=1.2.3.4|1 v=4 k=60");
    row("Client connection from 127.0.0.1 denied: max_connections exceeded.",
        "Refused from=127.0.0.1|0 because=max_connections exceeded.");
    row("Client connection from 127.0.0.1 failed: error:0A00010B:SSL routines::wrong version number.",
        "TlsFailed from=127.0.0.1|0 because=wrong version number");
    row("Client lamp disconnected.", "Disconnected id=lamp");
    row("Client lamp closed its connection.", "Disconnected id=lamp because=closed its connection");
    row("Client lamp has exceeded timeout, disconnecting.", "TimedOut id=lamp because=exceeded timeout");
    row("Client lamp been disconnected by administrative action.", "Kicked id=lamp because=administrative action");
    row("Client lamp disconnected due to protocol error.", "ProtocolError id=lamp because=protocol error");
    row("Client lamp disconnected due to malformed packet.", "ProtocolError id=lamp because=malformed packet");
    row("Client lamp disconnected due to oversize packet.", "ProtocolError id=lamp because=oversize packet");
    row("Client lamp disconnected due to out of memory.", "Disconnected id=lamp because=out of memory");
    row("Client lamp disconnected: Connection reset by peer.", "Disconnected id=lamp because=Connection reset by peer");
    row("Client lamp already connected, closing old connection.", "TakenOver id=lamp because=session taken over");
    row("Client <unknown> disconnected, not authorised.", "Refused because=not authorised");
    row("Client lamp [10.0.0.9:4000] disconnected.", "Disconnected id=lamp from=10.0.0.9|4000");
    row("Client lamp [::1:4000] disconnected: connection closed by client.",
        "Disconnected id=lamp from=::1|4000 because=connection closed by client");
    row("Client badpw [127.0.0.1:47656] disconnected: not authorised.",
        "Refused id=badpw from=127.0.0.1|47656 because=not authorised");
    row("Client lamp [10.0.0.9:4000] disconnected: exceeded timeout.",
        "TimedOut id=lamp from=10.0.0.9|4000 because=exceeded timeout");
    row("Client lamp [10.0.0.9:4000] disconnected: administrative action.",
        "Kicked id=lamp from=10.0.0.9|4000 because=administrative action");
    row("Client lamp [10.0.0.9:4000] disconnected: session taken over.",
        "TakenOver id=lamp from=10.0.0.9|4000 because=session taken over");
    row("Client lamp [10.0.0.9:4000] disconnected: bad socket read/write: Broken pipe.",
        "Disconnected id=lamp from=10.0.0.9|4000 because=bad socket read/write: Broken pipe");
    row("Client lamp [10.0.0.9:4000] disconnected: used disallowed feature (QoS too high).",
        "ProtocolError id=lamp from=10.0.0.9|4000 because=used disallowed feature (QoS too high)");
    row("Client 127.0.0.1 [127.0.0.1:44468] disconnected: Protocol error.",
        "ProtocolError from=127.0.0.1|44468 because=Protocol error");
    row("Bad socket read/write on client lamp: Broken pipe", "Disconnected id=lamp because=Broken pipe");
    row("OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed",
        "TlsFailed because=certificate verify failed");
    row("OpenSSL Error while trying to get the error[0]: error:0A0000C7:SSL routines::peer did not return a certificate",
        "TlsFailed because=peer did not return a certificate");
    row("Client from 127.0.0.1:51174 appears to be using TLS to connect to a non-TLS listener.",
        "TlsFailed from=127.0.0.1|51174 because=appears to be using TLS to connect to a non-TLS listener.");
    row("Protocol error from 127.0.0.1:47700: First packet not CONNECT (47).",
        "ProtocolError from=127.0.0.1|47700 because=First packet not CONNECT (47).");
    row("Protocol error from lamp: Invalid topic alias.", "ProtocolError id=lamp because=Invalid topic alias.");
    row("Received PUBLISH from lamp (d0, q1, r0, m12, 'home/hall', ... (5 bytes))",
        "PublishReceived id=lamp topic=home/hall qos=1 bytes=5");
    row("Denied PUBLISH from lamp (d0, q0, r0, m0, 'a b', ... (0 bytes))",
        "PublishDenied id=lamp topic=a b qos=0 bytes=0");
    row("dynsec: console/admin | getClient | username=lamp",
        "AdminCommand id=console user=admin because=getClient | username=lamp");
    row("Outgoing messages are being dropped for client lamp.",
        "Warning id=lamp because=Outgoing messages are being dropped for client lamp.");
    row("Reloading config.", "Reloaded because=Reloading config.");
    row("mosquitto version 2.0.11 starting", "BrokerStarted because=mosquitto version 2.0.11 starting");
    row("mosquitto version 2.1.2 terminating", "BrokerStopping because=mosquitto version 2.1.2 terminating");
    row("Error saving Dynamic security plugin config: no space",
        "Failure because=Error saving Dynamic security plugin config: no space");
    row("Warning: Mosquitto should not be run as root.", "Warning because=Warning: Mosquitto should not be run as root.");
}

void LogParserTest::readsExactLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, expected);
    QCOMPARE(readAll({"1795352038: " + line}), expected);
    QCOMPARE(readAll({line}), expected);
}

void LogParserTest::readsLinesThatBelongTogether_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QString>("expected");
    QTest::newRow("listener and user are kept until the end")
        << QByteArrayList {kOpened, kLamp, "Client lamp disconnected.", "Client lamp disconnected."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "Connected id=lamp user=hall from=10.0.0.9|4000 on=8883 v=5 k=60\n"
                          "Disconnected id=lamp user=hall from=10.0.0.9|4000 on=8883\n"
                          "Disconnected id=lamp");
    QTest::newRow("a refusal belongs to the newest socket without a name")
        << QByteArrayList {"New connection from 10.0.0.7:1 on port 1883.", kOpened,
               "Client <unknown> disconnected, not authorised."}
        << QStringLiteral("SocketOpened from=10.0.0.7|1 on=1883\nSocketOpened from=10.0.0.9|4000 on=8883\n"
                          "Refused from=10.0.0.9|4000 on=8883 because=not authorised");
    QTest::newRow("the CONNACK of the full log tells which socket was refused")
        << QByteArrayList {"New connection from 10.0.0.7:1 on port 1883.", kOpened, "Sending CONNACK to 10.0.0.7 (0, 135)",
               "Client <unknown> disconnected, not authorised."}
        << QStringLiteral("SocketOpened from=10.0.0.7|1 on=1883\nSocketOpened from=10.0.0.9|4000 on=8883\nnothing\n"
                          "Refused from=10.0.0.7|1 on=1883 because=not authorised");
    QTest::newRow("one failed handshake is told once")
        << QByteArrayList {kOpened, "OpenSSL Error[0]: error:0A000418:SSL routines::tlsv1 alert unknown ca",
               "OpenSSL Error[1]: error:0A000419:SSL routines::more", "Client <unknown> disconnected: Protocol error."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "TlsFailed from=10.0.0.9|4000 on=8883 because=tlsv1 alert unknown ca\nnothing\nnothing");
    QTest::newRow("a failed handshake of 2.1 is told once")
        << QByteArrayList {kOpened, "OpenSSL Error while trying to get the error[0]: error:0A000086:SSL routines::x",
               "Client 10.0.0.9 [10.0.0.9:4000] disconnected: Protocol error."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "TlsFailed from=10.0.0.9|4000 on=8883 because=x\nnothing");
    QTest::newRow("a handshake that failed at once is told once")
        << QByteArrayList {kOpened, "Client connection from 10.0.0.9 failed: error:0A00010B:SSL routines::x.",
               "Client <unknown> disconnected: Protocol error."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "TlsFailed from=10.0.0.9|4000 on=8883 because=x\nnothing");
    QTest::newRow("a socket that said nothing")
        << QByteArrayList {kOpened, "Client <unknown> closed its connection."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "Disconnected from=10.0.0.9|4000 on=8883 because=closed its connection");
    QTest::newRow("take-over as 2.0 writes it")
        << QByteArrayList {kOpened, kLamp, "Client lamp already connected, closing old connection.",
               "New client connected from 10.0.0.9:5000 as lamp (p2, c1, k60).", "Client lamp disconnected."}
        << QStringLiteral("SocketOpened from=10.0.0.9|4000 on=8883\n"
                          "Connected id=lamp user=hall from=10.0.0.9|4000 on=8883 v=5 k=60\n"
                          "TakenOver id=lamp user=hall from=10.0.0.9|4000 on=8883 because=session taken over\n"
                          "Connected id=lamp from=10.0.0.9|5000 v=4 k=60\n"
                          "Disconnected id=lamp from=10.0.0.9|5000");
    QTest::newRow("subscriptions of a connected client, from standard output")
        << QByteArrayList {kLamp, "lamp 1 home/+/set", "lamp home/+/set", "stranger 1 home/#"}
        << QStringLiteral("Connected id=lamp user=hall from=10.0.0.9|4000 v=5 k=60\n"
                          "Subscribed id=lamp topic=home/+/set qos=1\nUnsubscribed id=lamp topic=home/+/set\nnothing");
    QTest::newRow("denied publish of a connected client")
        << QByteArrayList {kLamp, "Denied PUBLISH from lamp (d0, q0, r0, m0, 'x', ... (2 bytes))"}
        << QStringLiteral("Connected id=lamp user=hall from=10.0.0.9|4000 v=5 k=60\n"
                          "PublishDenied id=lamp user=hall from=10.0.0.9|4000 topic=x qos=0 bytes=2");
}

void LogParserTest::readsLinesThatBelongTogether()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(QString, expected);
    QCOMPARE(readAll(lines), expected);
}

void LogParserTest::readsSubscriptionTopics_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<LogChannel>("channel");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *line, LogChannel channel, const char *expected) {
        QTest::newRow(line) << QByteArray(line) << channel << QString::fromUtf8(expected);
    };
    row("1795352031: sub 1 a b/#", LogChannel::Subscribe, "Subscribed id=sub topic=a b/# qos=1");
    row("1795352031: id with spaces 2 a", LogChannel::Subscribe, "Subscribed id=id with spaces topic=a qos=2");
    row("1795352031: sub a b/#", LogChannel::Unsubscribe, "Unsubscribed id=sub topic=a b/#");
    row("1795352031: sub 1 a/#/b", LogChannel::Subscribe, "nothing");
    row("1795352031: sub", LogChannel::Subscribe, "nothing");
    row("1795352031: Client admin disconnected. 0 a", LogChannel::Subscribe,
        "Subscribed id=Client admin disconnected. topic=a qos=0");
    row("1795352031: sub 1 a", LogChannel::Notice, "nothing");
}

void LogParserTest::readsSubscriptionTopics()
{
    QFETCH(QByteArray, line);
    QFETCH(LogChannel, channel);
    QFETCH(QString, expected);
    QCOMPARE(readAll({line}, channel), expected);
}

void LogParserTest::isNotMisledByHostileNames_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *title, const QByteArrayList &lines, const char *expected) {
        QTest::newRow(title) << lines << QString::fromUtf8(expected);
    };
    row("id that carries a bracket of its own",
        {"New client connected from 127.0.0.1:51114 as id with (p2, c1, k60, u'x') as y (p5, c1, k60, u'good')."},
        "Connected id=id with (p2, c1, k60, u'x') as y user=good from=127.0.0.1|51114 v=5 k=60");
    row("anonymous client that wants to be admin",
        {"New client connected from 1.2.3.4:1 as e (p2, c1, k60, u'admin') (p2, c1, k60)."},
        "Connected id=e (p2, c1, k60, u'admin') from=1.2.3.4|1 v=4 k=60");
    row("quotes and brackets in a user name",
        {"New client connected from 1.2.3.4:1 as c (p2, c1, k60, u'o'brien (p') ')."},
        "Connected id=c user=o'brien (p')  from=1.2.3.4|1 v=4 k=60");
    row("id that names another address", {"New client connected from 1.2.3.4:1 as  as 9.9.9.9:9 as x (p5, c1, k60)."},
        "Connected id= as 9.9.9.9:9 as x from=1.2.3.4|1 v=5 k=60");
    row("id that ends like 2.1's address",
        {"New client connected from 1.2.3.4:1 as x [9.9.9.9:9] (p5, c1, k60).", "Client x [9.9.9.9:9] disconnected."},
        "Connected id=x [9.9.9.9:9] from=1.2.3.4|1 v=5 k=60\nDisconnected id=x [9.9.9.9:9] from=1.2.3.4|1");
    row("id that words another end", {"Client a [9.9.9.9:9] disconnected: session taken over. [1.2.3.4:5] disconnected."},
        "Disconnected id=a [9.9.9.9:9] disconnected: session taken over. from=1.2.3.4|5");
    row("id that reads like a refusal", {"Client <unknown> disconnected, not authorised. [1.2.3.4:5] disconnected."},
        "Disconnected id=<unknown> disconnected, not authorised. from=1.2.3.4|5");
    row("topic that reads like the bracket", {kLamp,
            "Received PUBLISH from lamp (d0, q0, r0, m0, 'x (d0, q2, r1, m1, 'y', ... (9 bytes))', ... (2 bytes))"},
        "Connected id=lamp user=hall from=10.0.0.9|4000 v=5 k=60\nPublishReceived id=lamp user=hall from=10.0.0.9|4000 "
        "topic=x (d0, q2, r1, m1, 'y', ... (9 bytes)) qos=0 bytes=2");
    row("id that reads like the bracket", {kLamp, "New client connected from 6.6.6.6:6 as lamp (d0, q0, r0, m0, 'a (p5, c1, k60).",
            "Received PUBLISH from lamp (d0, q0, r0, m0, 'a (d0, q1, r0, m1, 'b', ... (2 bytes))"},
        "Connected id=lamp user=hall from=10.0.0.9|4000 v=5 k=60\n"
        "Connected id=lamp (d0, q0, r0, m0, 'a from=6.6.6.6|6 v=5 k=60\n"
        "PublishReceived id=lamp (d0, q0, r0, m0, 'a from=6.6.6.6|6 topic=b qos=1 bytes=2");
    row("id with a slash before an administrator's user",
        {"New client connected from 1.2.3.4:1 as a/b (p5, c1, k60, u'admin/x').", "dynsec: a/b/admin/x | listRoles"},
        "Connected id=a/b user=admin/x from=1.2.3.4|1 v=5 k=60\nAdminCommand id=a/b user=admin/x because=listRoles");
    row("id that reads like a refused connection",
        {"New client connected from 6.6.6.6:6 as connection from 1.2.3.4 denied: x (p5, c1, k60).",
            "Client connection from 1.2.3.4 denied: x disconnected."},
        "Connected id=connection from 1.2.3.4 denied: x from=6.6.6.6|6 v=5 k=60\n"
        "Disconnected id=connection from 1.2.3.4 denied: x from=6.6.6.6|6");
    row("id that begins like the news of a socket",
        {"New client connected from 6.6.6.6:6 as from 1.2.3.4:5 as y (p5, c1, k60).",
            "Client from 1.2.3.4:5 as y disconnected."},
        "Connected id=from 1.2.3.4:5 as y from=6.6.6.6|6 v=5 k=60\nDisconnected id=from 1.2.3.4:5 as y from=6.6.6.6|6");
    row("id with a line's start", {"Client New client connected from 1.2.3.4:1 as x (p5, c1, k60). disconnected."},
        "Disconnected id=New client connected from 1.2.3.4:1 as x (p5, c1, k60).");
}

void LogParserTest::isNotMisledByHostileNames()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(QString, expected);
    QCOMPARE(readAll(lines), expected);
}

void LogParserTest::passesOverWhatSaysNothing_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"", " ", ": ", "1795352031: ", "No will message specified.", "Config loaded from m.conf.",
             "Opening ipv4 listen socket on port 21883.", "mosquitto version 2.0.11 running", "Using 1 epoll",
             "Sending CONNACK to lamp (0, 0)", "Sending SUBACK to lamp", "Received SUBSCRIBE from lamp", "\ta b/# (QoS 1)",
             "Client lamp negotiated TLSv1.3 cipher TLS_AES_256_GCM_SHA384", "Client", "Client ", "New connection from ",
             "New connection from x on port 1.", "New client connected from 1.2.3.4:1 as x", "dynsec: x",
             "New client connected from 1.2.3.4:99999 as x (p5, c1, k60).", "Received PUBLISH from lamp",
             "Denied PUBLISH from lamp (d0, q0)", "Protocol error from x", "Bad socket read/write on client x"})
        QTest::newRow(line) << QByteArray(line);
    QTest::newRow("too long") << QByteArray("Client " + QByteArray(9000, 'x') + " disconnected.");
}

void LogParserTest::passesOverWhatSaysNothing()
{
    QFETCH(QByteArray, line);
    QCOMPARE(readAll({line}), QStringLiteral("nothing"));
}

void LogParserTest::forgetsAllAtARestart()
{
    QCOMPARE(readAll({kOpened, kLamp, "mosquitto version 2.0.11 starting", "Client lamp disconnected."})
                 .section(QLatin1Char('\n'), 3),
        QStringLiteral("Disconnected id=lamp"));
}

void LogParserTest::staysBounded()
{
    LogParser parser;
    for (int i = 0; i < 30'000; ++i) {
        const QByteArray port = QByteArray::number(1 + i % 60'000);
        const QByteArray opened = "New connection from 10.0.0.9:" + port + " on port 8883.";
        const QByteArray id = QByteArray::number(i);
        const QByteArray signedIn = "New client connected from 10.0.0.1:" + port + " as c" + id + " (p5, c1, k60).";
        parser.parse(opened, at(0));
        parser.parse(signedIn, at(0));
    }
    // The newest sockets and clients are still known, the oldest sockets no longer.
    QCOMPARE(told(parser.parse("Client 10.0.0.9 [10.0.0.9:30000] disconnected: not authorised.", at(0))),
        QStringLiteral("Refused from=10.0.0.9|30000 on=8883 because=not authorised"));
    QCOMPARE(told(parser.parse("Client 10.0.0.9 [10.0.0.9:29000] disconnected: not authorised.", at(0))),
        QStringLiteral("Refused from=10.0.0.9|29000 because=not authorised"));
}

void LogParserTest::knowsTheLogTopics()
{
    QCOMPARE(logChannel("$SYS/broker/log/N"), LogChannel::Notice);
    QCOMPARE(logChannel("$SYS/broker/log/E"), LogChannel::Error);
    QCOMPARE(logChannel("$SYS/broker/log/M/subscribe"), LogChannel::Subscribe);
    QCOMPARE(logChannel("$SYS/broker/log/M/unsubscribe"), LogChannel::Unsubscribe);
    QVERIFY(!logChannel("$SYS/broker/log/D"));
    QVERIFY(!logChannel("$SYS/broker/uptime"));
}

QTEST_GUILESS_MAIN(LogParserTest)
#include "tst_logparser.moc"
