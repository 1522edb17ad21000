// SPDX-License-Identifier: GPL-3.0-or-later
#include "codecsamples.h"
#include "mqtt/encoder.h"
#include "support/mosquitto.h"
#include "support/packetrecorder.h"

#include <QTcpSocket>
#include <QTest>

using namespace warden;
using namespace warden::mqtt;
using namespace warden::test;

namespace {

/// The codec on a bare socket, without anything of the client.
class Peer
{
public:
    Peer(Version version, quint16 port)
        : m_encoder(version)
        , m_decoder({version, Role::Client, kMaximumPacketSize, 10})
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket.waitForConnected(5000);
    }

    bool send(const Packet &packet)
    {
        QByteArray bytes;
        return m_encoder.encode(packet, bytes) && sendRaw(bytes);
    }
    bool sendRaw(const QByteArray &bytes) { return m_socket.write(bytes) == bytes.size() && m_socket.flush(); }

    /// The next packet if it is of this type.
    template <class SomePacket>
    std::optional<SomePacket> receive()
    {
        while (m_recorder.packets.empty() && m_socket.waitForReadyRead(5000)) {
            m_decoder.append(m_socket.readAll());
            if (const auto decoded = m_decoder.decode(m_recorder); !decoded) {
                qWarning().noquote() << decoded.error().detail;
                return std::nullopt;
            }
        }
        if (m_recorder.packets.empty() || !std::holds_alternative<SomePacket>(m_recorder.packets.front()))
            return std::nullopt;
        const SomePacket packet = std::get<SomePacket>(m_recorder.packets.front());
        m_recorder.packets.erase(m_recorder.packets.begin());
        return packet;
    }
    /// True when the broker ends the connection.
    bool isClosedByBroker()
    {
        while (m_socket.waitForReadyRead(5000))
            m_socket.readAll();
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }

private:
    Encoder m_encoder;
    Decoder m_decoder;
    PacketRecorder m_recorder;
    QTcpSocket m_socket;
};

ConnectPacket connectPacket(Version version, const QByteArray &clientId)
{
    ConnectPacket packet;
    packet.version = version;
    packet.clientId = clientId;
    packet.keepAlive = 60;
    return packet;
}

} // namespace

/// Mosquitto as a judge that knows nothing of us.
class TestCodecBroker : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_port = m_broker.addListener();
        QVERIFY2(m_broker.start(), m_broker.log().constData());
    }

    void acceptsConnectWithEverythingInIt()
    {
        Peer peer(Version::V5, m_port);
        ConnectPacket packet = connectPacket(Version::V5, "everything");
        packet.properties = allProperties(PacketType::Connect, Role::Client);
        packet.properties.authenticationMethod.reset(); // It knows none and would say so.
        packet.properties.authenticationData.reset();
        packet.properties.maximumPacketSize = 100'000;
        packet.will = Will {"last/will", "gone", 1, true, allProperties(PacketType(0), Role::Client)};
        packet.userName = "user";
        packet.password = Secret("password");
        QVERIFY(peer.send(packet));
        const auto connack = peer.receive<ConnackPacket>();
        QVERIFY(connack);
        QCOMPARE(connack->reasonCode, ReasonCode::Success);
        QVERIFY(connack->properties.topicAliasMaximum);
    }

    void refusesAnUnknownAuthenticationMethod()
    {
        Peer peer(Version::V5, m_port);
        ConnectPacket packet = connectPacket(Version::V5, "method");
        packet.properties.authenticationMethod = "SCRAM-SHA-256";
        QVERIFY(peer.send(packet));
        QCOMPARE(peer.receive<ConnackPacket>().value_or(ConnackPacket()).reasonCode,
            ReasonCode::BadAuthenticationMethod);
    }

    void messagesComeBackWithAllTheirProperties()
    {
        Peer peer(Version::V5, m_port);
        QVERIFY(peer.send(connectPacket(Version::V5, "echo")));
        QVERIFY(peer.receive<ConnackPacket>());
        SubscribePacket subscribe {1, {{"echo/#", 2, false, true, RetainHandling::DoNotSend}}, {}};
        subscribe.properties.subscriptionIdentifiers = {kMaximumRemainingLength};
        subscribe.properties.userProperties = {{"a", "b"}};
        QVERIFY(peer.send(subscribe));
        QVERIFY(peer.receive<SubackPacket>() == (SubackPacket {1, {ReasonCode::GrantedQoS2}, {}}));

        PublishPacket sent {"echo/k\xc3\xbc" "che", QByteArray(20'000, 'x'), 0, false, false, 0,
            allProperties(PacketType::Publish, Role::Client)};
        sent.properties.topicAlias = quint16(1);
        PublishPacket expected = sent;
        expected.properties.topicAlias.reset();
        expected.properties.subscriptionIdentifiers = subscribe.properties.subscriptionIdentifiers;
        for (int round = 0; round < 2; ++round) {
            QVERIFY(peer.send(sent));
            auto received = peer.receive<PublishPacket>();
            QVERIFY(received);
            // What it has waited is taken off by the broker.
            QVERIFY(received->properties.messageExpiryInterval.value_or(0) >= 0x01020304 - 5);
            received->properties.messageExpiryInterval = expected.properties.messageExpiryInterval;
            QVERIFY(*received == expected);
            sent.topic.clear(); // The alias alone stands for it now.
        }
    }

    void allQualitiesOfServiceRunThrough_data()
    {
        QTest::addColumn<int>("level");
        QTest::newRow("3.1.1") << 4;
        QTest::newRow("5") << 5;
    }

    void allQualitiesOfServiceRunThrough()
    {
        QFETCH(int, level);
        const auto version = Version(level);
        Peer peer(version, m_port);
        QVERIFY(peer.send(connectPacket(version, "levels")));
        QVERIFY(peer.receive<ConnackPacket>());
        QVERIFY(peer.send(SubscribePacket {2, {{"levels/1", 1}, {"levels/2", 2}}, {}}));
        QVERIFY(peer.receive<SubackPacket>()
            == (SubackPacket {2, {ReasonCode::GrantedQoS1, ReasonCode::GrantedQoS2}, {}}));

        QVERIFY(peer.send(PublishPacket {"levels/1", "one", 1, false, false, 7, {}}));
        const auto one = peer.receive<PublishPacket>();
        QVERIFY(one && one->qos == 1 && one->payload == "one");
        QVERIFY(peer.send(PubackPacket {one->packetId, {}, {}}));
        QVERIFY(peer.receive<PubackPacket>() == (PubackPacket {7, ReasonCode::Success, {}}));

        QVERIFY(peer.send(PublishPacket {"levels/2", "two", 2, false, false, 8, {}}));
        QVERIFY(peer.receive<PubrecPacket>() == (PubrecPacket {8, ReasonCode::Success, {}}));
        QVERIFY(peer.send(PubrelPacket {8, {}, {}}));
        const auto two = peer.receive<PublishPacket>();
        QVERIFY(two && two->qos == 2 && two->payload == "two");
        QVERIFY(peer.receive<PubcompPacket>() == (PubcompPacket {8, ReasonCode::Success, {}}));
        QVERIFY(peer.send(PubrecPacket {two->packetId, {}, {}}));
        QVERIFY(peer.receive<PubrelPacket>() == (PubrelPacket {two->packetId, ReasonCode::Success, {}}));
        QVERIFY(peer.send(PubcompPacket {two->packetId, {}, {}}));

        QVERIFY(peer.send(UnsubscribePacket {3, {"levels/1", "levels/2"}, {}}));
        const QList<ReasonCode> ended(version == Version::V5 ? 2 : 0, ReasonCode::Success);
        QVERIFY(peer.receive<UnsubackPacket>() == (UnsubackPacket {3, ended, {}}));
        QVERIFY(peer.send(PingreqPacket()));
        QVERIFY(peer.receive<PingrespPacket>());
        QVERIFY(peer.send(DisconnectPacket()));
        QVERIFY(peer.isClosedByBroker());
    }

    void aHostilePublisherCannotEndTheConnectionOfASubscriber()
    {
        Peer subscriber(Version::V5, m_port);
        QVERIFY(subscriber.send(connectPacket(Version::V5, "victim")));
        QVERIFY(subscriber.receive<ConnackPacket>());
        QVERIFY(subscriber.send(SubscribePacket {1, {{"hostile/#"}}, {}}));
        QVERIFY(subscriber.receive<SubackPacket>());
        // hostile/1 with Payload Format Indicator 2, hostile/2 with Response Topic "#": the broker lets both pass.
        for (const char *hex : {"300e 0009686f7374696c652f31 02 0102", "3010 0009686f7374696c652f32 04 08000123"}) {
            Peer publisher(Version::V5, m_port);
            QVERIFY(publisher.send(connectPacket(Version::V5, "attacker")));
            QVERIFY(publisher.receive<ConnackPacket>());
            QVERIFY(publisher.sendRaw(QByteArray::fromHex(hex)));
            const auto received = subscriber.receive<PublishPacket>();
            QVERIFY(received && received->topic.startsWith("hostile/"));
        }
    }

    void agreesWithUsOnWhatIsMalformed_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, int level, const char *hex) {
            QTest::newRow(name) << level << QByteArray::fromHex(hex);
        };
        row("QoS 3", 5, "3606000161000100");
        row("topic with wildcard", 4, "300400022f23");
        row("topic not UTF-8", 4, "30040002c0af");
        row("topic empty without alias", 5, "3003000000");
        row("packet id 0", 4, "32050001610000");
        row("property of CONNECT", 5, "3007000161 03 210001");
        row("payload format twice", 5, "3008000161 04 01000101");
        row("topic alias 0", 5, "3007000161 03 230000");
        row("SUBSCRIBE flags", 4, "8006000100016100");
        row("SUBSCRIBE without filter", 4, "82020001");
        row("SUBSCRIBE QoS 3", 5, "820700010000016103");
        row("SUBSCRIBE reserved bits", 5, "820700010000016140");
        row("SUBSCRIBE retain handling 3", 5, "820700010000016130");
        row("SUBSCRIBE filter bad", 4, "820700010002612300");
        row("UNSUBSCRIBE without filter", 4, "a2020001");
        row("PUBREL flags", 4, "60020001");
        row("type 0", 4, "0000");
        row("length of five bytes", 4, "308080808001");
        row("CONNACK from client", 5, "2003000000");
    }

    void agreesWithUsOnWhatIsMalformed()
    {
        QFETCH(int, level);
        QFETCH(QByteArray, bytes);
        const auto version = Version(level);
        QVERIFY(decodeAtOnce(bytes, {version, Role::Server}).error);
        Peer peer(version, m_port);
        QVERIFY(peer.send(connectPacket(version, "bad")));
        QVERIFY(peer.receive<ConnackPacket>());
        QVERIFY(peer.sendRaw(bytes));
        QVERIFY(peer.isClosedByBroker());
    }

private:
    Mosquitto m_broker;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestCodecBroker)
#include "tst_codecbroker.moc"
