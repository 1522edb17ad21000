// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logparser.h"
#include "support/certificates.h"
#include "support/mosquitto.h"

#include <QTcpSocket>
#include <QTest>

using namespace warden;
using broker::mosquitto::LogParser;
using Kind = monitor::ConnectionEvent::Kind;

namespace {

QByteArray connectPacket(const QByteArray &clientId, quint8 keepAlive)
{
    const QByteArray body = QByteArray::fromHex("00044d515454040200") + char(keepAlive) + QByteArray(1, '\0')
        + char(clientId.size()) + clientId;
    return QByteArray(1, '\x10') + char(body.size()) + body;
}

} // namespace

/// Has the Mosquitto of this computer write each kind of line that the console reads, and reads them.
class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_sockets.clear(); }
    void readsSignInsAndTheirEnds();
    void readsHostileClientIds();
    void readsSubscriptions();
    void readsRefusals();
    void readsTakeOvers();
    void readsTlsFailures();
    void readsProtocolErrors();
    void readsKeepAliveTimeouts();
    void readsDeniedPublishes();
    void readsItsOwnStartAndEnd();

private:
    void pub(const QStringList &arguments, quint16 port = 0);
    QTcpSocket *client(const QByteArray &clientId, quint8 keepAlive = 60);
    std::optional<monitor::ConnectionEvent> event(Kind kind, const QString &clientId = {});

    test::Mosquitto m_broker;
    quint16 m_plain = 0, m_tls = 0, m_asking = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

void LogTest::initTestCase()
{
    const test::Made authority = test::makeSelfSigned(test::caSpec(QStringLiteral("Log CA")));
    test::CertificateSpec spec = test::serverSpec(QStringLiteral("localhost"));
    spec.addresses = QStringList {QStringLiteral("127.0.0.1")};
    const test::Made server = test::makeSigned(spec, authority);
    const Secret key = server.key.toPem();
    const QString ca = m_broker.writeFile(QStringLiteral("ca.crt"), authority.certificate.toPem());
    const QStringList tls {QStringLiteral("cafile ") + ca,
        QStringLiteral("certfile ") + m_broker.writeFile(QStringLiteral("server.crt"), server.certificate.toPem()),
        QStringLiteral("keyfile ") + m_broker.writeFile(QStringLiteral("server.key"), key.view().toByteArray())};
    m_broker.setPassword(QStringLiteral("good"), QStringLiteral("right"));
    m_broker.setAllowAnonymous(true);
    m_broker.addLines({QStringLiteral("acl_file ")
        + m_broker.writeFile(QStringLiteral("acl"), "topic readwrite ok/#\nuser good\ntopic readwrite ok/#\n")});
    m_plain = m_broker.addListener();
    m_tls = m_broker.addListener(tls);
    m_asking = m_broker.addListener(tls + QStringList {QStringLiteral("require_certificate true")});
    QVERIFY2(m_broker.start(), m_broker.log().constData());
}

void LogTest::pub(const QStringList &arguments, quint16 port)
{
    test::Tool tool(QStringLiteral("mosquitto_pub"),
        QStringList {QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
            QString::number(port ? port : m_plain), QStringLiteral("-m"), QStringLiteral("hi")}
            + arguments);
    tool.waitForEnd();
}

QTcpSocket *LogTest::client(const QByteArray &clientId, quint8 keepAlive)
{
    m_sockets.push_back(std::make_unique<QTcpSocket>());
    QTcpSocket *const socket = m_sockets.back().get();
    socket->connectToHost(QHostAddress::LocalHost, m_plain);
    socket->waitForConnected();
    socket->write(connectPacket(clientId, keepAlive));
    socket->waitForReadyRead();
    return socket;
}

// Reads the whole log until it holds the event.
std::optional<monitor::ConnectionEvent> LogTest::event(Kind kind, const QString &clientId)
{
    std::optional<monitor::ConnectionEvent> found;
    const bool ok = QTest::qWaitFor(
        [&] {
            LogParser parser;
            const QList<QByteArray> lines = m_broker.log().split('\n');
            for (const QByteArray &line : lines) {
                const auto event = parser.parse(line, QDateTime::currentDateTimeUtc());
                if (event && event->kind == kind && event->clientId == clientId)
                    found = event;
            }
            return found.has_value();
        },
        10'000);
    return ok ? found : std::nullopt;
}

void LogTest::readsSignInsAndTheirEnds()
{
    pub({QStringLiteral("-i"), QStringLiteral("ok"), QStringLiteral("-u"), QStringLiteral("good"), QStringLiteral("-P"),
        QStringLiteral("right"), QStringLiteral("-V"), QStringLiteral("5"), QStringLiteral("-k"), QStringLiteral("47"),
        QStringLiteral("-t"), QStringLiteral("ok/x")});
    const auto connected = event(Kind::Connected, QStringLiteral("ok"));
    QVERIFY(connected);
    QCOMPARE(connected->userName, QStringLiteral("good"));
    QCOMPARE(connected->address, QStringLiteral("127.0.0.1"));
    QVERIFY(connected->port != 0);
    QCOMPARE(connected->listenerPort, m_plain);
    QCOMPARE(connected->protocolVersion, 5);
    QCOMPARE(connected->keepAliveSeconds, 47);
    QVERIFY(connected->cleanStart);
    QVERIFY(qAbs(connected->at.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    const auto received = event(Kind::PublishReceived, QStringLiteral("ok"));
    QVERIFY(received);
    QCOMPARE(received->topic, QStringLiteral("ok/x"));
    QCOMPARE(received->payloadBytes, 2);
    const auto ended = event(Kind::Disconnected, QStringLiteral("ok"));
    QVERIFY(ended);
    QCOMPARE(ended->port, connected->port);
    client("gone")->abort();
    QVERIFY(event(Kind::Disconnected, QStringLiteral("gone")));
}

void LogTest::readsHostileClientIds()
{
    for (const char *id : {"x (p2, c1, k60, u'admin')", " as y", "z [9.9.9.9:9]", "a disconnected: b", "'", "n/m | listRoles",
             "Client q", "\xe2\x80\xae" "evil"}) {
        client(id)->close();
        const auto connected = event(Kind::Connected, QString::fromUtf8(id));
        QVERIFY2(connected, id);
        QVERIFY2(connected->userName.isEmpty(), id);
        QCOMPARE(connected->protocolVersion, 4);
        QVERIFY2(event(Kind::Disconnected, QString::fromUtf8(id)), id);
    }
}

void LogTest::readsSubscriptions()
{
    QTcpSocket *const socket = client("two words");
    socket->write(QByteArray::fromHex("820a0001000561206221") + "/#" + QByteArray(1, '\0'));
    socket->write(QByteArray());
    socket->abort();
    QTcpSocket *const good = client("sub one");
    good->write(QByteArray::fromHex("820a0001") + QByteArray::fromHex("0005") + "a b/#" + '\1');
    good->waitForReadyRead();
    const auto subscribed = event(Kind::Subscribed, QStringLiteral("sub one"));
    QVERIFY(subscribed);
    QCOMPARE(subscribed->topic, QStringLiteral("a b/#"));
    QCOMPARE(subscribed->qos, 1);
    good->write(QByteArray::fromHex("a2090002") + QByteArray::fromHex("0005") + "a b/#");
    good->waitForReadyRead();
    const auto unsubscribed = event(Kind::Unsubscribed, QStringLiteral("sub one"));
    QVERIFY(unsubscribed);
    QCOMPARE(unsubscribed->topic, QStringLiteral("a b/#"));
}

void LogTest::readsRefusals()
{
    pub({QStringLiteral("-i"), QStringLiteral("bad"), QStringLiteral("-u"), QStringLiteral("good"), QStringLiteral("-P"),
        QStringLiteral("wrong"), QStringLiteral("-t"), QStringLiteral("ok/x")});
    // 2.0 does not tell the id of a refused client, 2.1 does.
    auto refused = event(Kind::Refused);
    if (!refused)
        refused = event(Kind::Refused, QStringLiteral("bad"));
    QVERIFY(refused);
    QCOMPARE(refused->address, QStringLiteral("127.0.0.1"));
    QCOMPARE(refused->listenerPort, m_plain);
    QVERIFY(refused->detail.contains(QStringLiteral("not authorised")));
}

void LogTest::readsTakeOvers()
{
    client("twice");
    client("twice");
    const auto takenOver = event(Kind::TakenOver, QStringLiteral("twice"));
    QVERIFY(takenOver);
    QCOMPARE(takenOver->address, QStringLiteral("127.0.0.1"));
}

void LogTest::readsTlsFailures()
{
    pub({QStringLiteral("-t"), QStringLiteral("x")}, m_tls);
    const auto failure = event(Kind::TlsFailed);
    QVERIFY(failure);
    // Where the handshake fails at once, Mosquitto names the address alone.
    QCOMPARE(failure->address, QStringLiteral("127.0.0.1"));
    QVERIFY(failure->listenerPort == m_tls || failure->listenerPort == 0);
    QCOMPARE(failure->detail, QStringLiteral("wrong version number"));
    pub({QStringLiteral("--cafile"), m_broker.folder() + QStringLiteral("/ca.crt"), QStringLiteral("-t"),
            QStringLiteral("x")},
        m_asking);
    QTRY_COMPARE_WITH_TIMEOUT(event(Kind::TlsFailed)->listenerPort, m_asking, 10'000);
    QCOMPARE(event(Kind::TlsFailed)->detail, QStringLiteral("peer did not return a certificate"));
}

void LogTest::readsProtocolErrors()
{
    client("broken")->write(QByteArray::fromHex("3003000561"));
    m_sockets.back()->waitForDisconnected();
    const auto broken = event(Kind::ProtocolError, QStringLiteral("broken"));
    QVERIFY(broken);
    QCOMPARE(broken->address, QStringLiteral("127.0.0.1"));
    QTcpSocket web;
    web.connectToHost(QHostAddress::LocalHost, m_plain);
    QVERIFY(web.waitForConnected());
    web.write("GET / HTTP/1.1\r\n\r\n");
    web.waitForDisconnected();
    const auto stranger = event(Kind::ProtocolError);
    QVERIFY(stranger);
    QCOMPARE(stranger->port, web.localPort() ? web.localPort() : stranger->port);
}

void LogTest::readsKeepAliveTimeouts()
{
    client("sleepy", 1);
    const bool ended = QTest::qWaitFor([this] { return m_broker.log().contains("sleepy has exceeded timeout")
            || m_broker.log().contains("Client sleepy closed") || m_broker.log().contains("disconnected: exceeded timeout"); },
        10'000);
    QVERIFY(ended);
    // Mosquitto's words, whichever way it noticed.
    QVERIFY(event(Kind::TimedOut, QStringLiteral("sleepy")) || event(Kind::Disconnected, QStringLiteral("sleepy")));
}

void LogTest::readsDeniedPublishes()
{
    pub({QStringLiteral("-i"), QStringLiteral("curious"), QStringLiteral("-t"), QStringLiteral("secret/it's")});
    const auto denied = event(Kind::PublishDenied, QStringLiteral("curious"));
    QVERIFY(denied);
    QCOMPARE(denied->topic, QStringLiteral("secret/it's"));
    QCOMPARE(denied->address, QStringLiteral("127.0.0.1"));
}

void LogTest::readsItsOwnStartAndEnd()
{
    QVERIFY(event(Kind::BrokerStarted));
    m_broker.stop();
    QVERIFY(event(Kind::BrokerStopping));
}

QTEST_GUILESS_MAIN(LogTest)
#include "tst_log.moc"
