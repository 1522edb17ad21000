// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client.h"
#include "support/fakebroker.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace warden;
using namespace warden::mqtt;
using test::FakeBroker;

namespace {

ConnectOptions optionsFor(quint16 port, Transport transport = Transport::Tcp)
{
    ConnectOptions options;
    options.endpoint = {transport, QStringLiteral("127.0.0.1"), port, QStringLiteral("/mqtt")};
    options.reconnect = {false, 1, 1};
    return options;
}

/// A peer that says fixed bytes once somebody connects, or nothing.
class RawPeer : public QObject
{
public:
    explicit RawPeer(const QByteArray &greeting = {}, bool hangsUp = false)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this, greeting, hangsUp] {
            socket = m_server.nextPendingConnection();
            ++connections;
            socket->write(greeting);
            if (hangsUp)
                socket->disconnectFromHost();
        });
    }
    quint16 port() const { return m_server.serverPort(); }
    QTcpSocket *socket = nullptr;
    int connections = 0;

private:
    QTcpServer m_server;
};

/// A WebSocket server that says what the test wants, in frames of the test's choice.
class WebSocketPeer : public QObject
{
public:
    explicit WebSocketPeer(const QStringList &subProtocols = {QStringLiteral("mqtt")})
        : m_server(QString(), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols(subProtocols);
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            socket.reset(m_server.nextPendingConnection());
            connect(socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
                if (std::exchange(m_greeted, true))
                    return;
                QVERIFY(bytes.startsWith('\x10'));
                if (onConnect)
                    onConnect();
            });
        });
    }
    quint16 port() const { return m_server.serverPort(); }
    std::function<void()> onConnect;
    std::unique_ptr<QWebSocket> socket;

private:
    QWebSocketServer m_server;
    bool m_greeted = false;
};

QByteArray encoded(const Packet &packet)
{
    QByteArray bytes;
    if (!Encoder(Version::V5, Role::Server).encode(packet, bytes))
        qFatal("not a packet");
    return bytes;
}

} // namespace

/// The client against peers that are wrong, slow, silent or gone.
class ClientPeersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesUpOnAPeerThatNeverAnswers();
    void givesUpOnAByteAtATimeBeforeConnack();
    void givesUpOnAByteAtATimeWhenConnected();
    void givesUpOnAPeerThatStopsAnswering();
    void comesBackAfterACutInTheMiddleOfAPacket();
    void refusesWhatIsLargerThanItTakes();
    void refusesPacketsOutOfTurn_data();
    void refusesPacketsOutOfTurn();
    void refusesFarMoreThanItsReceiveMaximum();
    void tellsWhatElseAnswers_data();
    void tellsWhatElseAnswers();
    void tellsThatNobodyAnswers();
    void tellsThatTheNameIsUnknown();
    void tellsWhyTheBrokerRefuses_data();
    void tellsWhyTheBrokerRefuses();
    void tellsWhyTheBrokerHangsUp_data();
    void tellsWhyTheBrokerHangsUp();
    void waitsLongerEachTime();
    void stopsWaitingWhenClosed();
    void readsPacketsThatSpanFrames();
    void readsALargeFrame();
    void refusesTextFrames();
    void refusesAServerWithoutTheSubProtocol();
};

void ClientPeersTest::givesUpOnAPeerThatNeverAnswers()
{
    RawPeer peer;
    ConnectOptions options = optionsFor(peer.port());
    options.connectTimeoutMs = 200;
    for (const Transport transport : {Transport::Tcp, Transport::Tls, Transport::WebSocket}) {
        options.endpoint.transport = transport;
        Client client;
        client.open(options);
        QTRY_COMPARE(client.state(), Client::State::Failed);
        QCOMPARE(client.lastFailure().kind, FailureKind::NoAnswer);
        QVERIFY(client.lastFailure().mayRetry);
    }
}

void ClientPeersTest::givesUpOnAByteAtATimeBeforeConnack()
{
    RawPeer peer;
    ConnackPacket connack;
    connack.properties.reasonString = QByteArray(1000, 'x');
    const QByteArray bytes = encoded(connack);
    qsizetype sent = 0;
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&] {
        if (peer.socket && sent < bytes.size())
            peer.socket->write(bytes.mid(sent++, 1));
    });
    drip.start(10);
    ConnectOptions options = optionsFor(peer.port());
    options.connectTimeoutMs = 400;
    Client client;
    client.open(options);
    QTRY_COMPARE(client.state(), Client::State::Failed);
    drip.stop();
    QCOMPARE(client.lastFailure().kind, FailureKind::NoAnswer);
    QVERIFY(sent > 5);
}

void ClientPeersTest::givesUpOnAByteAtATimeWhenConnected()
{
    FakeBroker broker;
    broker.answersPings = false;
    PublishPacket publish;
    publish.topic = "t";
    publish.payload = QByteArray(100'000, 'x');
    const QByteArray bytes = broker.encoded(publish);
    qsizetype sent = 0;
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&] { broker.sendRaw(bytes.mid(sent++, 1)); });
    ConnectOptions options = optionsFor(broker.port());
    options.keepAliveSeconds = 1;
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    drip.start(20);
    QTRY_COMPARE(client.state(), Client::State::Failed);
    drip.stop();
    QCOMPARE(client.lastFailure().kind, FailureKind::KeepAliveExpired);
    QVERIFY(sent > 10);
}

void ClientPeersTest::givesUpOnAPeerThatStopsAnswering()
{
    FakeBroker broker;
    broker.answersPings = false;
    ConnectOptions options = optionsFor(broker.port());
    options.keepAliveSeconds = 1;
    options.reconnect = {true, 60'000, 60'000};
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QCOMPARE(client.lastFailure().kind, FailureKind::KeepAliveExpired);
    QTRY_COMPARE(broker.all<DisconnectPacket>().size(), 1);
    QCOMPARE(broker.all<DisconnectPacket>().first().reasonCode, ReasonCode::UnspecifiedError);
}

void ClientPeersTest::comesBackAfterACutInTheMiddleOfAPacket()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker.port());
    options.reconnect = {true, 1, 5};
    Client client;
    QList<QByteArray> payloads;
    QSignalSpy failed(&client, &Client::failed);
    connect(&client, &Client::messageReceived, this, [&](const Message &got) { payloads.append(got.payload); });
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "t";
    publish.payload = "a payload of some length";
    const QByteArray bytes = broker.encoded(publish);
    broker.sendRaw(bytes + bytes.left(bytes.size() / 2));
    QTRY_COMPARE(payloads.size(), 1);
    broker.cut();
    QTRY_COMPARE(failed.count(), 1);
    QTRY_COMPARE(broker.connections(), 2);
    QTRY_VERIFY(client.isConnected());
    broker.sendRaw(bytes);
    QTRY_COMPARE(payloads.size(), 2);
    QCOMPARE(payloads.last(), publish.payload);
}

void ClientPeersTest::refusesWhatIsLargerThanItTakes()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker.port());
    options.maximumPacketSize = 1000;
    Client client;
    QSignalSpy received(&client, &Client::messageReceived);
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(broker.all<ConnectPacket>().first().properties.maximumPacketSize, std::optional<quint32>(1000));
    broker.sendRaw(QByteArray::fromHex("30d00f")); // A PUBLISH of 2,000 bytes begins.
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QCOMPARE(client.lastFailure().kind, FailureKind::MalformedPacket);
    QTRY_COMPARE(broker.all<DisconnectPacket>().size(), 1);
    QCOMPARE(broker.all<DisconnectPacket>().first().reasonCode, ReasonCode::PacketTooLarge);
    QCOMPARE(received.count(), 0);
}

void ClientPeersTest::refusesPacketsOutOfTurn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("SUBSCRIBE from a broker") << QByteArray::fromHex("82070001000001 7400");
    QTest::newRow("PINGREQ from a broker") << QByteArray::fromHex("c000");
    QTest::newRow("second CONNACK") << encoded(ConnackPacket {});
    QTest::newRow("QoS 3") << QByteArray::fromHex("3606000174000100");
    QTest::newRow("alias that was never announced") << QByteArray::fromHex("3006000003230009");
    QTest::newRow("AUTH without a method") << encoded(AuthPacket {});
}

void ClientPeersTest::refusesPacketsOutOfTurn()
{
    QFETCH(QByteArray, bytes);
    FakeBroker broker;
    Client client;
    client.open(optionsFor(broker.port()));
    QTRY_VERIFY(client.isConnected());
    broker.sendRaw(bytes);
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QTRY_COMPARE(broker.all<DisconnectPacket>().size(), 1);
    QVERIFY(isFailure(broker.all<DisconnectPacket>().first().reasonCode));
    QVERIFY(!client.lastFailure().error.detail.isEmpty());
}

void ClientPeersTest::refusesFarMoreThanItsReceiveMaximum()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker.port());
    options.receiveMaximum = 4;
    Client client;
    QSignalSpy received(&client, &Client::messageReceived);
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    for (quint16 id = 1; id <= 50; ++id) {
        PublishPacket publish;
        publish.topic = "t";
        publish.qos = 2;
        publish.packetId = id;
        broker.send(publish);
    }
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QTRY_COMPARE(broker.all<DisconnectPacket>().size(), 1);
    QCOMPARE(broker.all<DisconnectPacket>().first().reasonCode, ReasonCode::ReceiveMaximumExceeded);
    QVERIFY(received.count() < 20);
}

void ClientPeersTest::tellsWhatElseAnswers_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<FailureKind>("kind");
    QTest::newRow("SSH") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << FailureKind::NotMqtt;
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << FailureKind::NotMqtt;
    QTest::newRow("TLS alert") << QByteArray::fromHex("15030100020246") << FailureKind::TlsOnPlainPort;
    QTest::newRow("broker of MQTT 3.1.1") << QByteArray::fromHex("20020001") << FailureKind::ProtocolVersionRefused;
    QTest::newRow("PUBLISH before CONNACK") << QByteArray::fromHex("300400017400") << FailureKind::NotMqtt;
    QTest::newRow("nothing at all") << QByteArray() << FailureKind::ConnectionLost;
}

void ClientPeersTest::tellsWhatElseAnswers()
{
    QFETCH(QByteArray, greeting);
    QFETCH(FailureKind, kind);
    RawPeer peer(greeting, true);
    Client client;
    client.open(optionsFor(peer.port()));
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QCOMPARE(client.lastFailure().kind, kind);
}

void ClientPeersTest::tellsThatNobodyAnswers()
{
    quint16 port = 0;
    {
        RawPeer gone;
        port = gone.port();
    }
    for (const Transport transport :
        {Transport::Tcp, Transport::Tls, Transport::WebSocket, Transport::SecureWebSocket}) {
        Client client;
        client.open(optionsFor(port, transport));
        QTRY_COMPARE(client.state(), Client::State::Failed);
        QCOMPARE(client.lastFailure().kind, FailureKind::ConnectionRefused);
        QVERIFY(client.lastFailure().what.contains(QString::number(port)));
    }
}

void ClientPeersTest::tellsThatTheNameIsUnknown()
{
    Client client;
    ConnectOptions options = optionsFor(1883);
    options.endpoint.host = QStringLiteral("no-such-broker.invalid");
    client.open(options);
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), Client::State::Failed, 12'000);
    QCOMPARE(client.lastFailure().kind, FailureKind::NameNotFound);
    QVERIFY(client.lastFailure().what.contains(QStringLiteral("no-such-broker.invalid")));
}

void ClientPeersTest::tellsWhyTheBrokerRefuses_data()
{
    QTest::addColumn<ReasonCode>("code");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<bool>("waits");
    QTest::newRow("password") << ReasonCode::BadUserNameOrPassword << FailureKind::BadUserNameOrPassword << false;
    QTest::newRow("rights") << ReasonCode::NotAuthorized << FailureKind::NotAuthorized << false;
    QTest::newRow("client ID") << ReasonCode::ClientIdentifierNotValid << FailureKind::ClientIdRefused << false;
    QTest::newRow("busy") << ReasonCode::ServerBusy << FailureKind::ServerBusy << true;
    QTest::newRow("quota") << ReasonCode::QuotaExceeded << FailureKind::RefusedByBroker << true;
    QTest::newRow("banned") << ReasonCode::Banned << FailureKind::RefusedByBroker << false;
}

void ClientPeersTest::tellsWhyTheBrokerRefuses()
{
    QFETCH(ReasonCode, code);
    QFETCH(FailureKind, kind);
    QFETCH(bool, waits);
    FakeBroker broker;
    broker.connack->reasonCode = code;
    broker.connack->properties.reasonString = "its own words";
    ConnectOptions options = optionsFor(broker.port());
    options.reconnect = {true, 60'000, 60'000};
    Client client;
    QSignalSpy failed(&client, &Client::failed);
    client.open(options);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(client.lastFailure().kind, kind);
    QCOMPARE(client.lastFailure().reasonCode, int(code));
    QCOMPARE(client.lastFailure().reasonString, QStringLiteral("its own words"));
    QCOMPARE(client.state(), waits ? Client::State::Waiting : Client::State::Failed);
}

void ClientPeersTest::tellsWhyTheBrokerHangsUp_data()
{
    QTest::addColumn<ReasonCode>("code");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<bool>("waits");
    QTest::newRow("taken over") << ReasonCode::SessionTakenOver << FailureKind::SessionTakenOver << false;
    QTest::newRow("going down") << ReasonCode::ServerShuttingDown << FailureKind::RefusedByBroker << true;
    QTest::newRow("kicked") << ReasonCode::AdministrativeAction << FailureKind::RefusedByBroker << true;
    QTest::newRow("moved") << ReasonCode::ServerMoved << FailureKind::RefusedByBroker << false;
}

void ClientPeersTest::tellsWhyTheBrokerHangsUp()
{
    QFETCH(ReasonCode, code);
    QFETCH(FailureKind, kind);
    QFETCH(bool, waits);
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker.port());
    options.reconnect = {true, 60'000, 60'000};
    Client client;
    QSignalSpy failed(&client, &Client::failed);
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    broker.send(DisconnectPacket {code, {}});
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(client.lastFailure().kind, kind);
    QCOMPARE(client.state(), waits ? Client::State::Waiting : Client::State::Failed);
    QVERIFY(!client.lastFailure().what.isEmpty());
    QVERIFY(!client.lastFailure().next.isEmpty());
}

void ClientPeersTest::waitsLongerEachTime()
{
    quint16 port = 0;
    {
        RawPeer gone;
        port = gone.port();
    }
    ConnectOptions options = optionsFor(port);
    options.reconnect = {true, 16, 100};
    Client client({{}, [] { return 1.0; }});
    QList<qint64> waits;
    connect(&client, &Client::failed, this, [&] { waits.append(client.reconnectDueMs()); });
    client.open(options);
    QTRY_COMPARE(waits.size(), 5);
    client.close();
    const QList<int> expected {16, 32, 64, 100, 100};
    for (int i = 0; i < 5; ++i)
        QVERIFY2(waits.at(i) <= expected.at(i) * 11 / 10 && waits.at(i) > expected.at(i) - 12,
            qPrintable(QString::number(waits.at(i))));
}

void ClientPeersTest::stopsWaitingWhenClosed()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker.port());
    options.reconnect = {true, 60'000, 60'000};
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    broker.cut();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    bool cancelled = false;
    client.publish({"t", "x", 1, false, false, {}},
        [&](const auto &code) { cancelled = !code && code.error().code == ErrorCode::Cancelled; });
    client.close();
    QCOMPARE(client.state(), Client::State::Idle);
    QCOMPARE(client.reconnectDueMs(), qint64(-1));
    QVERIFY(cancelled);
}

void ClientPeersTest::readsPacketsThatSpanFrames()
{
    WebSocketPeer peer;
    PublishPacket publish;
    publish.topic = "topic";
    publish.payload = "one";
    const QByteArray first = encoded(publish);
    publish.payload = "two";
    const QByteArray second = encoded(publish);
    peer.onConnect = [&] {
        const QByteArray all = encoded(ConnackPacket {}) + first + second;
        for (const char byte : all.left(9))
            peer.socket->sendBinaryMessage(QByteArray(1, byte));
        peer.socket->sendBinaryMessage(all.mid(9));
    };
    Client client;
    QList<QByteArray> payloads;
    connect(&client, &Client::messageReceived, this, [&](const Message &got) { payloads.append(got.payload); });
    client.open(optionsFor(peer.port(), Transport::WebSocket));
    QTRY_COMPARE(payloads, (QList<QByteArray> {"one", "two"}));
}

void ClientPeersTest::readsALargeFrame()
{
    WebSocketPeer peer;
    PublishPacket publish;
    publish.topic = "topic";
    publish.payload = QByteArray(5 * 1024 * 1024, 'x');
    peer.onConnect = [&] {
        peer.socket->setOutgoingFrameSize(16 * 1024 * 1024);
        peer.socket->sendBinaryMessage(encoded(ConnackPacket {}));
        peer.socket->sendBinaryMessage(encoded(publish));
    };
    Client client;
    QByteArray payload;
    connect(&client, &Client::messageReceived, this, [&](const Message &got) { payload = got.payload; });
    client.open(optionsFor(peer.port(), Transport::WebSocket));
    QTRY_COMPARE_WITH_TIMEOUT(payload.size(), publish.payload.size(), 20'000);
}

void ClientPeersTest::refusesTextFrames()
{
    WebSocketPeer peer;
    peer.onConnect = [&] { peer.socket->sendTextMessage(QStringLiteral("hello")); };
    Client client;
    client.open(optionsFor(peer.port(), Transport::WebSocket));
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QCOMPARE(client.lastFailure().kind, FailureKind::NotMqtt);
}

void ClientPeersTest::refusesAServerWithoutTheSubProtocol()
{
    WebSocketPeer peer {QStringList()};
    bool heard = false;
    peer.onConnect = [&] { heard = true; };
    Client client;
    client.open(optionsFor(peer.port(), Transport::WebSocket));
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QCOMPARE(client.lastFailure().kind, FailureKind::NotWebSocket);
    QVERIFY(!heard);
}

QTEST_GUILESS_MAIN(ClientPeersTest)
#include "tst_clientpeers.moc"
