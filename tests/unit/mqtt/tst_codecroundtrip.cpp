// SPDX-License-Identifier: GPL-3.0-or-later
#include "codecsamples.h"
#include "mqtt/encoder.h"
#include "support/packetrecorder.h"

#include <QTest>

#include <set>

using namespace warden;
using namespace warden::mqtt;
using namespace warden::test;

namespace {

DecoderOptions receiverOf(const Sample &sample)
{
    return {sample.version, test::peerOf(sample.sender), kMaximumPacketSize, 0xFFFF};
}

QByteArray encoded(const Packet &packet, Version version, Role sender)
{
    QByteArray bytes;
    const auto done = Encoder(version, sender).encode(packet, bytes);
    return done ? bytes : QByteArray("error: ") + done.error().detail.toUtf8();
}

/// PUBLISH is handed on with its alias resolved, which takes the alias from its properties.
Packet withoutAlias(Packet packet)
{
    if (auto *publish = std::get_if<PublishPacket>(&packet))
        publish->properties.topicAlias.reset();
    return packet;
}

struct Vector {
    const char *name;
    Version version;
    Role sender;
    QByteArray hex;
    Packet packet;
};

/// Written by hand after the figures and examples of the standards.
QList<Vector> vectors()
{
    const Version v3 = Version::V311;
    const Version v5 = Version::V5;
    const Role client = Role::Client;
    const Role server = Role::Server;
    ConnectPacket connect {v3, true, 10, "id", Will {"w/t", "bye", 1, false, {}}, "user", Secret("pw"), {}};
    ConnectPacket connect5 {v5, true, 10, "", std::nullopt, std::nullopt, std::nullopt, {}};
    connect5.properties.sessionExpiryInterval = 10;
    ConnackPacket connack {false, ReasonCode::Success, {}};
    connack.properties.receiveMaximum = 10;
    connack.properties.topicAliasMaximum = 10;
    PublishPacket hello {"a/b", "hi", 0, false, false, 0, {}};
    hello.properties.payloadIsUtf8 = true;
    hello.properties.userProperties = {{"k", "v"}};
    DisconnectPacket moved {ReasonCode::ServerMoved, {}};
    moved.properties.serverReference = "b:1";
    return {
        {"CONNECT 3.1.1, figure 3.6", v3, client,
            "102200044d51545404ce000a0002696400 03772f740003627965000475736572 00027077", connect},
        {"CONNECT 5, figure 3-6 without will", v5, client, "1012 00044d515454 05 02 000a 05 110000000a 0000", connect5},
        {"CONNACK 3.1.1", v3, server, "20020100", ConnackPacket {true, ReasonCode::Success, {}}},
        {"CONNACK 3.1.1 refused", v3, server, "20020005", ConnackPacket {false, ReasonCode::NotAuthorized, {}}},
        {"CONNACK 5", v5, server, "2009 0000 06 21000a 22000a", connack},
        {"PUBLISH 3.1.1, figure 3.11", v3, client, "3207 0003612f62 000a",
            PublishPacket {"a/b", "", 1, false, false, 10, {}}},
        {"PUBLISH 5, figure 3-9", v5, client, "3208 0003612f62 000a 00",
            PublishPacket {"a/b", "", 1, false, false, 10, {}}},
        {"PUBLISH 5 with properties", v5, server, "3011 0003612f62 09 0101 2600016b000176 6869", hello},
        {"PUBLISH with all flags", v3, client, "3d06 000161 0001 78", PublishPacket {"a", "x", 2, true, true, 1, {}}},
        {"PUBACK", v3, client, "40020001", PubackPacket {1, ReasonCode::Success, {}}},
        {"PUBACK 5 short", v5, client, "40020001", PubackPacket {1, ReasonCode::Success, {}}},
        {"PUBACK 5 with reason", v5, client, "4003000187", PubackPacket {1, ReasonCode::NotAuthorized, {}}},
        {"PUBREC", v3, server, "50020002", PubrecPacket {2, ReasonCode::Success, {}}},
        {"PUBREL", v3, client, "62020003", PubrelPacket {3, ReasonCode::Success, {}}},
        {"PUBREL 5 with reason", v5, client, "6203000392", PubrelPacket {3, ReasonCode::PacketIdentifierNotFound, {}}},
        {"PUBCOMP", v3, server, "7002ffff", PubcompPacket {0xFFFF, ReasonCode::Success, {}}},
        {"SUBSCRIBE 3.1.1, figure 3.23", v3, client, "820e 000a 0003612f6201 0003632f6402",
            SubscribePacket {10, {{"a/b", 1}, {"c/d", 2}}, {}}},
        {"SUBSCRIBE 5, figure 3-21", v5, client, "820f 000a 00 0003612f6201 0003632f6402",
            SubscribePacket {10, {{"a/b", 1}, {"c/d", 2}}, {}}},
        {"SUBSCRIBE 5 with options", v5, client, "8207 0001 00 0001612d",
            SubscribePacket {1, {{"a", 1, true, true, RetainHandling::DoNotSend}}, {}}},
        {"SUBACK 3.1.1, figure 3.26", v3, server, "9005 000a 000280",
            SubackPacket {10, {ReasonCode::GrantedQoS0, ReasonCode::GrantedQoS2, ReasonCode::UnspecifiedError}, {}}},
        {"SUBACK 5", v5, server, "9004 000a 00 87", SubackPacket {10, {ReasonCode::NotAuthorized}, {}}},
        {"UNSUBSCRIBE 3.1.1, figure 3.30", v3, client, "a20c 000a 0003612f62 0003632f64",
            UnsubscribePacket {10, {"a/b", "c/d"}, {}}},
        {"UNSUBACK 3.1.1", v3, server, "b002000a", UnsubackPacket {10, {}, {}}},
        {"UNSUBACK 5", v5, server, "b005 000a 00 0011",
            UnsubackPacket {10, {ReasonCode::Success, ReasonCode::NoSubscriptionExisted}, {}}},
        {"PINGREQ", v3, client, "c000", PingreqPacket()},
        {"PINGRESP", v3, server, "d000", PingrespPacket()},
        {"DISCONNECT 3.1.1", v3, client, "e000", DisconnectPacket()},
        {"DISCONNECT 5 short", v5, client, "e000", DisconnectPacket()},
        {"DISCONNECT 5 with reason", v5, server, "e0018e", DisconnectPacket {ReasonCode::SessionTakenOver, {}}},
        {"DISCONNECT 5 with reference", v5, server, "e008 9d 06 1c0003623a31", moved},
        {"AUTH short", v5, server, "f000", AuthPacket()},
    };
}

} // namespace

class TestCodecRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void everyPacketComesBackAsItWas()
    {
        std::set<std::pair<int, int>> seen;
        for (const Sample &sample : samples()) {
            const QByteArray bytes = encoded(sample.packet, sample.version, sample.sender);
            const Decoded decoded = decodeAtOnce(bytes, receiverOf(sample));
            QVERIFY2(!decoded.error, QByteArray(sample.name + bytes.left(80)).constData());
            QCOMPARE(decoded.packets.size(), size_t(1));
            QVERIFY2(decoded.packets.front() == withoutAlias(sample.packet), sample.name.constData());
            if (decoded.packets.front() == sample.packet)
                QCOMPARE(encoded(decoded.packets.front(), sample.version, sample.sender).toHex(), bytes.toHex());
            seen.emplace(int(sample.version), int(typeOf(sample.packet)));
        }
        QCOMPARE(seen.size(), size_t(15 + 14)); // AUTH is in MQTT 5 only.
    }

    void everyPropertyIsInSomeSample()
    {
        QCOMPARE(allPropertyIds().size(), 27);
        for (const PropertyId id : allPropertyIds()) {
            bool found = false;
            for (const Sample &sample : samples())
                found |= sample.name.contains(propertyName(id));
            QVERIFY2(found, propertyName(id));
        }
    }

    void handMadeVectorsAreWrittenAndRead()
    {
        for (const Vector &vector : vectors()) {
            const QByteArray bytes = QByteArray::fromHex(vector.hex);
            QCOMPARE(encoded(vector.packet, vector.version, vector.sender).toHex(), bytes.toHex());
            const Decoded decoded = decodeAtOnce(bytes, {vector.version, test::peerOf(vector.sender)});
            QVERIFY2(!decoded.error && decoded.packets.size() == 1, vector.name);
            QVERIFY2(decoded.packets.front() == vector.packet, vector.name);
        }
    }

    void longFormsOfShortPacketsAreRead()
    {
        // With reason code and an empty property length, which may be left out.
        const DecoderOptions client;
        QVERIFY(decodeAtOnce(QByteArray::fromHex("4004000700 00"), client).packets.front()
            == Packet(PubackPacket {7, ReasonCode::Success, {}}));
        QVERIFY(decodeAtOnce(QByteArray::fromHex("4003000700"), client).packets.front()
            == Packet(PubackPacket {7, ReasonCode::Success, {}}));
        QVERIFY(decodeAtOnce(QByteArray::fromHex("e0028b00"), client).packets.front()
            == Packet(DisconnectPacket {ReasonCode::ServerShuttingDown, {}}));
        QVERIFY(decodeAtOnce(QByteArray::fromHex("f0020000"), client).packets.front() == Packet(AuthPacket()));
    }

    void remainingLengthHasTheSizesOfTheStandard_data()
    {
        QTest::addColumn<int>("remaining");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("127") << 127 << QByteArray("7f");
        QTest::newRow("128") << 128 << QByteArray("8001");
        QTest::newRow("16383") << 16'383 << QByteArray("ff7f");
        QTest::newRow("16384") << 16'384 << QByteArray("808001");
        QTest::newRow("2097151") << 2'097'151 << QByteArray("ffff7f");
        QTest::newRow("2097152") << 2'097'152 << QByteArray("80808001");
    }

    void remainingLengthHasTheSizesOfTheStandard()
    {
        QFETCH(int, remaining);
        QFETCH(QByteArray, hex);
        const PublishPacket packet {"a", QByteArray(remaining - 3, 'x'), 0, false, false, 0, {}};
        const QByteArray bytes = encoded(packet, Version::V311, Role::Client);
        QCOMPARE(bytes.mid(1, hex.size() / 2).toHex(), hex);
        QVERIFY(decodeAtOnce(bytes, {Version::V311, Role::Server}).packets.front() == Packet(packet));
    }

    void theGreatestPacketIsWrittenAndNotAByteMore()
    {
        PublishPacket packet {"a", QByteArray(kMaximumRemainingLength - 3, 'x'), 0, false, false, 0, {}};
        QByteArray bytes;
        QVERIFY(Encoder(Version::V311).encode(packet, bytes));
        QCOMPARE(bytes.size(), qsizetype(kMaximumPacketSize));
        QCOMPARE(bytes.first(5).toHex(), QByteArray("30ffffff7f"));
        packet.payload.append('x');
        QCOMPARE(Encoder(Version::V311).encode(packet, bytes).error().reason, ReasonCode::PacketTooLarge);
        QCOMPARE(bytes.size(), qsizetype(kMaximumPacketSize));
    }

    void encoderAppendsAndLeavesTheBufferAloneOnError()
    {
        QByteArray out("before");
        Encoder encoder;
        QVERIFY(encoder.encode(PingreqPacket(), out));
        QCOMPARE(out, QByteArray("before\xc0\0", 8));
        QVERIFY(!encoder.encode(PublishPacket(), out));
        QCOMPARE(out.size(), 8);
        encoder.setMaximumPacketSize(7);
        PublishPacket packet {"a", "b", 0, false, false, 0, {}};
        QVERIFY(encoder.encode(packet, out));
        packet.payload = "bc";
        QCOMPARE(encoder.encode(packet, out).error().reason, ReasonCode::PacketTooLarge);
    }

    void theVersionOfConnectIsTakenOverByTheServer()
    {
        ConnectPacket connect;
        connect.version = Version::V311;
        QByteArray bytes = encoded(connect, Version::V5, Role::Client);
        bytes += encoded(PublishPacket {"a", "b", 0, false, false, 0, {}}, Version::V311, Role::Client);
        const Decoded decoded = decodeAtOnce(bytes, {Version::V5, Role::Server});
        QVERIFY(!decoded.error);
        QCOMPARE(decoded.version, Version::V311);
        QCOMPARE(std::get<PublishPacket>(decoded.packets.at(1)).payload, QByteArray("b"));
    }
};

QTEST_GUILESS_MAIN(TestCodecRoundTrip)
#include "tst_codecroundtrip.moc"
