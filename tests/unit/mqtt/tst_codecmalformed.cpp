// SPDX-License-Identifier: GPL-3.0-or-later
#include "codecsamples.h"
#include "mqtt/encoder.h"
#include "mqtt/propertytable.h"
#include "support/packetrecorder.h"

#include <QTest>

using namespace warden;
using namespace warden::mqtt;
using namespace warden::test;

namespace {

using enum ReasonCode;
constexpr Version v3 = Version::V311;
constexpr Version v5 = Version::V5;
constexpr Role client = Role::Client;
constexpr Role server = Role::Server;

struct Row {
    const char *name;
    Version version;
    Role sender;
    const char *hex;
    ReasonCode reason;
};

constexpr Row kHeaders[] {
    {"type 0", v5, server, "0000", MalformedPacket},
    {"AUTH in 3.1.1", v3, server, "f000", MalformedPacket},
    {"HTTP answer", v5, server, "485454502f312e3120343030", MalformedPacket},
    {"TLS alert", v5, server, "15030300020228", MalformedPacket},
    {"CONNACK flags", v5, server, "2103000000", MalformedPacket},
    {"PUBACK flags", v3, server, "42020001", MalformedPacket},
    {"PUBREC flags", v3, server, "51020001", MalformedPacket},
    {"PUBREL flags", v3, server, "60020001", MalformedPacket},
    {"PUBREL all flags", v3, server, "6f020001", MalformedPacket},
    {"PUBCOMP flags", v3, server, "78020001", MalformedPacket},
    {"SUBSCRIBE flags", v3, client, "8006000100016100", MalformedPacket},
    {"SUBACK flags", v3, server, "9403000100", MalformedPacket},
    {"UNSUBSCRIBE flags", v3, client, "a00500010001 61", MalformedPacket},
    {"UNSUBACK flags", v3, server, "b2020001", MalformedPacket},
    {"PINGREQ flags", v3, client, "c100", MalformedPacket},
    {"PINGRESP flags", v3, server, "d800", MalformedPacket},
    {"DISCONNECT flags", v5, server, "e100", MalformedPacket},
    {"AUTH flags", v5, server, "f200", MalformedPacket},
    {"CONNECT flags", v5, client, "1100", MalformedPacket},
    {"CONNECT from server", v5, server, "1000", ProtocolError},
    {"SUBSCRIBE from server", v5, server, "8200", ProtocolError},
    {"UNSUBSCRIBE from server", v5, server, "a200", ProtocolError},
    {"PINGREQ from server", v5, server, "c000", ProtocolError},
    {"DISCONNECT from server in 3.1.1", v3, server, "e000", ProtocolError},
    {"CONNACK from client", v5, client, "2003000000", ProtocolError},
    {"SUBACK from client", v5, client, "9004000100 00", ProtocolError},
    {"UNSUBACK from client", v5, client, "b004000100 00", ProtocolError},
    {"PINGRESP from client", v5, client, "d000", ProtocolError},
    {"length of five bytes", v5, server, "30ffffffff01", MalformedPacket},
    {"length of five bytes, 3.1.1", v3, server, "3080808080", MalformedPacket},
    {"length longer than needed", v5, server, "d08000", MalformedPacket},
    {"content in PINGRESP", v5, server, "d00100", MalformedPacket},
    {"content in PINGREQ", v3, client, "c00100", MalformedPacket},
    {"content in DISCONNECT of 3.1.1", v3, client, "e00100", MalformedPacket},
};

constexpr Row kConnects[] {
    {"protocol name", v5, client, "100d 00044d515455 05 02 003c 00 0000", UnsupportedProtocolVersion},
    {"protocol name of 3.1", v3, client, "100e 00064d5149736470 03 02 003c 0000", UnsupportedProtocolVersion},
    {"protocol name in small letters", v5, client, "100d 00046d717474 05 02 003c 00 0000", UnsupportedProtocolVersion},
    {"protocol level 6", v5, client, "100d 00044d515454 06 02 003c 00 0000", UnsupportedProtocolVersion},
    {"protocol level 3", v5, client, "100d 00044d515454 03 02 003c 00 0000", UnsupportedProtocolVersion},
    {"protocol level of a bridge", v3, client, "100c 00044d515454 84 02 003c 0000", UnsupportedProtocolVersion},
    {"protocol name cut", v5, client, "1003 00044d", MalformedPacket},
    {"reserved flag", v5, client, "100d 00044d515454 05 03 003c 00 0000", MalformedPacket},
    {"will QoS without will", v5, client, "100d 00044d515454 05 0a 003c 00 0000", MalformedPacket},
    {"will retain without will", v3, client, "100c 00044d515454 04 22 003c 0000", MalformedPacket},
    {"will QoS 3", v5, client, "1014 00044d515454 05 1e 003c 00 0000 00 000161 000162", MalformedPacket},
    {"will topic with wildcard", v5, client, "1014 00044d515454 05 06 003c 00 0000 00 00012b 000162", MalformedPacket},
    {"will topic empty", v3, client, "1010 00044d515454 04 06 003c 0000 0000 0000", ProtocolError},
    {"will topic not UTF-8", v3, client, "1012 00044d515454 04 06 003c 0000 0001ff 000162", MalformedPacket},
    {"will payload cut", v3, client, "1011 00044d515454 04 06 003c 0000 000161 0001", MalformedPacket},
    {"will missing", v3, client, "100c 00044d515454 04 06 003c 0000", MalformedPacket},
    {"will property of CONNECT", v5, client, "1017 00044d515454 05 06 003c 00 0000 03 210001 000161 000162",
        MalformedPacket},
    {"will property twice", v5, client, "1018 00044d515454 05 06 003c 00 0000 04 01010101 000161 000162",
        ProtocolError},
    {"password without user name in 3.1.1", v3, client, "100f 00044d515454 04 42 003c 0000 000170", MalformedPacket},
    {"user name missing", v3, client, "100c 00044d515454 04 82 003c 0000", MalformedPacket},
    {"user name not UTF-8", v3, client, "100f 00044d515454 04 82 003c 0000 0001c0", MalformedPacket},
    {"user name with NUL", v3, client, "100f 00044d515454 04 82 003c 0000 000100", MalformedPacket},
    {"password missing", v5, client, "1010 00044d515454 05 c2 003c 00 0000 000175", MalformedPacket},
    {"client id not UTF-8", v5, client, "100f 00044d515454 05 02 003c 00 0002eda0", MalformedPacket},
    {"client id missing", v5, client, "100b 00044d515454 05 02 003c 00", MalformedPacket},
    {"client id empty without clean session", v3, client, "100c 00044d515454 04 00 003c 0000",
        ClientIdentifierNotValid},
    {"keep alive cut", v3, client, "1009 00044d515454 04 02 00", MalformedPacket},
    {"content behind", v3, client, "100d 00044d515454 04 02 003c 0000 00", MalformedPacket},
    {"data without method", v5, client, "1010 00044d515454 05 02 003c 03 160000 0000", ProtocolError},
    {"receive maximum 0", v5, client, "1010 00044d515454 05 02 003c 03 210000 0000", ProtocolError},
    {"maximum packet size 0", v5, client, "1012 00044d515454 05 02 003c 05 2700000000 0000", ProtocolError},
    {"request problem information 2", v5, client, "100f 00044d515454 05 02 003c 02 1702 0000", ProtocolError},
    {"request response information 2", v5, client, "100f 00044d515454 05 02 003c 02 1902 0000", ProtocolError},
    {"connack flags", v5, server, "2003020000", MalformedPacket},
    {"connack flags in 3.1.1", v3, server, "20028000", MalformedPacket},
    {"connack return code 6", v3, server, "20020006", ProtocolError},
    {"connack reason unknown", v5, server, "2003007f00", ProtocolError},
    {"connack reason of DISCONNECT", v5, server, "2003008b00", ProtocolError},
    {"connack session with refusal", v5, server, "2003018700", ProtocolError},
    {"connack session with refusal in 3.1.1", v3, server, "20020105", ProtocolError},
    {"connack without properties", v5, server, "20020000", MalformedPacket},
    {"connack too long in 3.1.1", v3, server, "2003000000", MalformedPacket},
    {"connack empty", v5, server, "2000", MalformedPacket},
    {"maximum QoS 2", v5, server, "2005 0000 02 2402", ProtocolError},
    {"retain available 2", v5, server, "2005 0000 02 2502", ProtocolError},
    {"wildcard available 2", v5, server, "2005 0000 02 2802", ProtocolError},
    {"subscription identifier available 2", v5, server, "2005 0000 02 2902", ProtocolError},
    {"shared available 2", v5, server, "2005 0000 02 2aff", ProtocolError},
    {"data without method in connack", v5, server, "2006 0000 03 160000", ProtocolError},
};

constexpr Row kPublishes[] {
    {"QoS 3", v5, server, "3606000161000100", MalformedPacket},
    {"DUP with QoS 0", v5, server, "380400016100", MalformedPacket},
    {"DUP with QoS 0 in 3.1.1", v3, server, "3903000161", MalformedPacket},
    {"topic length cut", v3, server, "300100", MalformedPacket},
    {"topic cut", v3, server, "30030002 61", MalformedPacket},
    {"topic empty in 3.1.1", v3, server, "30020000", MalformedPacket},
    {"topic empty without alias", v5, server, "3003000000", ProtocolError},
    {"topic with +", v3, server, "30050003612f2b", MalformedPacket},
    {"topic with #", v5, server, "3004000123 00", MalformedPacket},
    {"topic with NUL", v3, server, "3003000100", MalformedPacket},
    {"topic with surrogate", v3, server, "30050003eda080", MalformedPacket},
    {"topic overlong", v3, server, "30040002c0af", MalformedPacket},
    {"packet id missing", v3, server, "3203000161", MalformedPacket},
    {"packet id cut", v3, server, "3204000161 00", MalformedPacket},
    {"packet id 0", v3, server, "32050001610000", ProtocolError},
    {"packet id 0 with QoS 2", v5, server, "3406000161000000", ProtocolError},
    {"properties missing", v5, server, "3003000161", MalformedPacket},
    {"properties cut", v5, server, "3005000161 05 01", MalformedPacket},
    {"property length of five bytes", v5, server, "3008000161 8080808001", MalformedPacket},
    {"property length longer than needed", v5, server, "3005000161 8000", MalformedPacket},
    {"property unknown", v5, server, "3006000161 02 0700", MalformedPacket},
    {"property 0", v5, server, "3006000161 02 0000", MalformedPacket},
    {"property over 127", v5, server, "3007000161 03 810100", MalformedPacket},
    {"property of CONNECT", v5, server, "3007000161 03 210001", MalformedPacket},
    {"property of the will", v5, server, "3009000161 05 1800000001", MalformedPacket},
    {"payload format 2", v5, client, "3006000161 02 0102", ProtocolError},
    {"payload format twice", v5, server, "3008000161 04 01000101", ProtocolError},
    {"message expiry cut", v5, server, "3008000161 04 02000001", MalformedPacket},
    {"content type not UTF-8", v5, server, "3008000161 04 030001ff", MalformedPacket},
    {"response topic with wildcard", v5, client, "3008000161 04 08000123", ProtocolError},
    {"correlation data cut", v5, server, "3008000161 04 09000500", MalformedPacket},
    {"subscription identifier 0", v5, server, "3006000161 02 0b00", ProtocolError},
    {"subscription identifier of five bytes", v5, server, "300a000161 06 0b8080808001", MalformedPacket},
    {"subscription identifier from client", v5, client, "3006000161 02 0b01", ProtocolError},
    {"user property cut", v5, server, "300a000161 06 260001610001", MalformedPacket},
    {"user property not UTF-8", v5, server, "300b000161 07 26000161 0001ff", MalformedPacket},
    {"topic alias 0", v5, server, "3007000161 03 230000", TopicAliasInvalid},
    {"topic alias over maximum", v5, server, "3007000161 03 230005", TopicAliasInvalid},
    {"topic alias never set", v5, server, "30060000 03 230001", ProtocolError},
    {"topic alias twice", v5, server, "300a000161 06 230001230001", ProtocolError},
};

constexpr Row kOthers[] {
    {"PUBACK empty", v3, server, "4000", MalformedPacket},
    {"PUBACK cut", v3, server, "400100", MalformedPacket},
    {"PUBACK id 0", v3, server, "40020000", ProtocolError},
    {"PUBACK too long in 3.1.1", v3, server, "4003000100", MalformedPacket},
    {"PUBACK reason of PUBREL", v5, server, "4003000192", ProtocolError},
    {"PUBACK reason unknown", v5, server, "400300017f", ProtocolError},
    {"PUBACK content behind", v5, server, "400500010000 00", MalformedPacket},
    {"PUBACK reason string twice", v5, server, "400c0001 00 08 1f0001611f000162", ProtocolError},
    {"PUBACK property of PUBLISH", v5, server, "40060001 00 02 0101", MalformedPacket},
    {"PUBREC id 0", v5, server, "50020000", ProtocolError},
    {"PUBREC reason unknown", v5, server, "50030001ff", ProtocolError},
    {"PUBREL id 0", v5, server, "62020000", ProtocolError},
    {"PUBREL reason of PUBACK", v5, server, "6203000187", ProtocolError},
    {"PUBCOMP id 0", v3, server, "70020000", ProtocolError},
    {"PUBCOMP reason of PUBACK", v5, server, "7003000110", ProtocolError},
    {"SUBSCRIBE id 0", v3, client, "8206000000016100", ProtocolError},
    {"SUBSCRIBE without filter", v3, client, "82020001", ProtocolError},
    {"SUBSCRIBE without filter in 5", v5, client, "8203000100", ProtocolError},
    {"SUBSCRIBE without options", v3, client, "82050001000161", MalformedPacket},
    {"SUBSCRIBE filter empty", v3, client, "82050001000000", MalformedPacket},
    {"SUBSCRIBE filter bad", v3, client, "8207000100026123 00", MalformedPacket},
    {"SUBSCRIBE filter not UTF-8", v3, client, "820600010001ff00", MalformedPacket},
    {"SUBSCRIBE shared without name", v5, client, "820f 0001 00 0009 2473686172652f2f61 00", MalformedPacket},
    {"SUBSCRIBE QoS 3", v3, client, "8206000100016103", ProtocolError},
    {"SUBSCRIBE QoS 3 in 5", v5, client, "820700010000016103", ProtocolError},
    {"SUBSCRIBE reserved bits", v3, client, "8206000100016104", MalformedPacket},
    {"SUBSCRIBE reserved bits in 5", v5, client, "820700010000016140", MalformedPacket},
    {"SUBSCRIBE retain handling 3", v5, client, "820700010000016130", ProtocolError},
    {"SUBSCRIBE no local on shared", v5, client, "8210 0001 00 000a 2473686172652f672f61 04", ProtocolError},
    {"SUBSCRIBE identifier 0", v5, client, "8209 0001 02 0b00 000161 00", ProtocolError},
    {"SUBSCRIBE identifier twice", v5, client, "820b 0001 04 0b010b02 000161 00", ProtocolError},
    {"SUBACK id 0", v3, server, "9003000000", ProtocolError},
    {"SUBACK without reason", v3, server, "90020001", ProtocolError},
    {"SUBACK without reason in 5", v5, server, "9003000100", ProtocolError},
    {"SUBACK reason in 3.1.1", v3, server, "9003000187", ProtocolError},
    {"SUBACK reason 3", v5, server, "9004000100 03", ProtocolError},
    {"SUBACK reason of UNSUBACK", v5, server, "9004000100 11", ProtocolError},
    {"UNSUBSCRIBE id 0", v3, client, "a2050000000161", ProtocolError},
    {"UNSUBSCRIBE without filter", v3, client, "a2020001", ProtocolError},
    {"UNSUBSCRIBE filter bad", v3, client, "a2060001000223 23", MalformedPacket},
    {"UNSUBSCRIBE filter cut", v3, client, "a2050001000261", MalformedPacket},
    {"UNSUBACK id 0", v3, server, "b0020000", ProtocolError},
    {"UNSUBACK reason in 3.1.1", v3, server, "b003000100", MalformedPacket},
    {"UNSUBACK without reason", v5, server, "b003000100", ProtocolError},
    {"UNSUBACK reason of SUBACK", v5, server, "b004000100 01", ProtocolError},
    {"DISCONNECT reason unknown", v5, server, "e00177", ProtocolError},
    {"DISCONNECT reason of CONNACK", v5, server, "e00186", ProtocolError},
    {"DISCONNECT with will from server", v5, server, "e00104", ProtocolError},
    {"DISCONNECT of a server from client", v5, client, "e0018b", ProtocolError},
    {"DISCONNECT session expiry from server", v5, server, "e007 00 05 1100000001", ProtocolError},
    {"DISCONNECT content behind", v5, server, "e003000000", MalformedPacket},
    {"DISCONNECT reason string not UTF-8", v5, server, "e006 80 04 1f000180", MalformedPacket},
    {"AUTH without method", v5, server, "f0021800", ProtocolError},
    {"AUTH data only", v5, server, "f005 18 03 160000", ProtocolError},
    {"AUTH reason alone", v5, server, "f00118", MalformedPacket},
    {"AUTH reason unknown", v5, server, "f006 1a 04 15000161", ProtocolError},
    {"AUTH re-authenticate from server", v5, server, "f006 19 04 15000161", ProtocolError},
    {"AUTH success from client", v5, client, "f006 00 04 15000161", ProtocolError},
    {"AUTH method twice", v5, server, "f00a 18 08 1500016115000162", ProtocolError},
};

void addRows(std::span<const Row> rows)
{
    QTest::addColumn<Version>("version");
    QTest::addColumn<Role>("sender");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("reason");
    for (const Row &row : rows)
        QTest::newRow(row.name) << row.version << row.sender << QByteArray::fromHex(row.hex) << int(row.reason);
}

void checkRow()
{
    QFETCH(Version, version);
    QFETCH(Role, sender);
    QFETCH(QByteArray, bytes);
    QFETCH(int, reason);
    const Decoded decoded = decodeAtOnce(bytes, {version, test::peerOf(sender), kMaximumPacketSize, 4});
    QVERIFY(decoded.packets.empty());
    QVERIFY(decoded.error);
    QCOMPARE(int(decoded.error->reason), reason);
    QCOMPARE(decoded.error->code, ErrorCode::ProtocolFailed);
    QVERIFY(!decoded.error->text.isEmpty());
    QVERIFY2(decoded.error->detail.contains(u':') && decoded.error->detail.size() > 12,
        qPrintable(decoded.error->detail));
}

CodecResult<void> tryToSend(const Packet &packet, Version version = v5, Role role = client)
{
    QByteArray out;
    const auto result = Encoder(version, role).encode(packet, out);
    return result || out.isEmpty() ? result : tl::unexpected(CodecError());
}

} // namespace

class TestCodecMalformed : public QObject
{
    Q_OBJECT

private slots:
    void refusesBadHeaders_data() { addRows(kHeaders); }
    void refusesBadHeaders() { checkRow(); }
    void refusesBadConnects_data() { addRows(kConnects); }
    void refusesBadConnects() { checkRow(); }
    void refusesBadPublishes_data() { addRows(kPublishes); }
    void refusesBadPublishes() { checkRow(); }
    void refusesBadOthers_data() { addRows(kOthers); }
    void refusesBadOthers() { checkRow(); }

    void refusesAPropertyInEveryPlaceThatIsNotItsOwn()
    {
        int refused = 0;
        for (const Sample &sample : samples()) {
            if (sample.version != v5 || std::holds_alternative<PingreqPacket>(sample.packet)
                || std::holds_alternative<PingrespPacket>(sample.packet))
                continue;
            for (const PropertyId id : allPropertyIds()) {
                if (isAllowed(id, typeOf(sample.packet)))
                    continue;
                Packet packet = sample.packet;
                std::visit([id](auto &p) {
                    if constexpr (requires { p.properties; })
                        p.properties = oneProperty(id, PacketType::Publish, server);
                }, packet);
                const auto sent = tryToSend(packet, v5, sample.sender);
                QVERIFY2(!sent && isFailure(sent.error().reason), sample.name.constData());
                ++refused;
            }
        }
        QVERIFY(refused > 2'000);
    }

    void refusesEveryPropertyThatIsThereTwice()
    {
        for (const PropertyId id : allPropertyIds()) {
            if (id == PropertyId::UserProperty || !isAllowed(id, PacketType::Connack))
                continue;
            ConnackPacket packet;
            packet.properties = oneProperty(id, PacketType::Connack, server);
            QByteArray bytes;
            QVERIFY(Encoder(v5, server).encode(packet, bytes));
            const QByteArray properties = bytes.mid(5);
            bytes = QByteArray("\x20", 1) + char(3 + 2 * properties.size()) + QByteArray(2, '\0')
                + char(2 * properties.size()) + properties + properties;
            const Decoded decoded = decodeAtOnce(bytes, {});
            QVERIFY2(decoded.error && decoded.error->reason == ProtocolError, propertyName(id));
            QVERIFY(decoded.error->detail.contains(QStringLiteral("more than once")));
        }
    }

    void refusesEveryCutOfEverySample()
    {
        // Cut at any place, with a Remaining Length that fits, a packet must not become another valid one without
        // notice: what is accepted must be a form the standard allows to be left out, or a shorter list or payload.
        for (const Sample &sample : samples()) {
            QByteArray bytes;
            QVERIFY(Encoder(sample.version, sample.sender).encode(sample.packet, bytes));
            if (bytes.size() > 120)
                continue;
            for (qsizetype cut = 2; cut < bytes.size(); ++cut) {
                QByteArray shorter = bytes.first(cut);
                shorter[1] = char(cut - 2);
                const Decoded decoded
                    = decodeAtOnce(shorter, {sample.version, test::peerOf(sample.sender), kMaximumPacketSize, 0xFFFF});
                QVERIFY2(decoded.error || decoded.packets.size() == 1, sample.name.constData());
                QVERIFY2(decoded.error || !(decoded.packets.front() == sample.packet)
                        || typeOf(sample.packet) == PacketType::Publish, sample.name.constData());
            }
        }
    }

    void refusesToSendWhatTheStandardForbids_data()
    {
        QTest::addColumn<Packet>("packet");
        QTest::addColumn<Version>("version");
        QTest::addColumn<Role>("role");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const Packet &packet, ReasonCode reason, Version version = v5,
                             Role role = client) { QTest::newRow(name) << packet << version << role << int(reason); };
        const auto with = [](auto packet, auto change) {
            change(packet.properties);
            return packet;
        };
        const PublishPacket hello {"a", "b", 0, false, false, 0, {}};
        const QByteArray huge(65'536, 'x');
        row("topic empty", PublishPacket {}, ProtocolError);
        row("topic empty in 3.1.1", PublishPacket {}, MalformedPacket, v3);
        row("topic with wildcard", PublishPacket {"a/#", "", 0, false, false, 0, {}}, MalformedPacket);
        row("topic too long", PublishPacket {huge, "", 0, false, false, 0, {}}, MalformedPacket);
        row("QoS 3", PublishPacket {"a", "", 3, false, false, 1, {}}, MalformedPacket);
        row("DUP with QoS 0", PublishPacket {"a", "", 0, false, true, 0, {}}, MalformedPacket);
        row("id 0", PublishPacket {"a", "", 1, false, false, 0, {}}, ProtocolError);
        row("id with QoS 0", PublishPacket {"a", "", 0, false, false, 1, {}}, ProtocolError);
        row("properties in 3.1.1", with(hello, [](Properties &p) { p.contentType = "t"; }), MalformedPacket, v3);
        row("alias 0", with(hello, [](Properties &p) { p.topicAlias = quint16(0); }), TopicAliasInvalid);
        row("text with NUL", with(hello, [](Properties &p) { p.contentType = QByteArray(1, '\0'); }), MalformedPacket);
        row("text too long", with(hello, [=](Properties &p) { p.contentType = huge; }), MalformedPacket);
        row("data too long", with(hello, [=](Properties &p) { p.correlationData = huge; }), MalformedPacket);
        row("identifier to server", with(hello, [](Properties &p) { p.subscriptionIdentifiers = {1}; }), ProtocolError);
        row("identifier too great", with(hello, [](Properties &p) { p.subscriptionIdentifiers = {268'435'456}; }),
            MalformedPacket, v5, server);
        row("two identifiers", with(SubscribePacket {1, {{"a"}}, {}},
            [](Properties &p) { p.subscriptionIdentifiers = {1, 2}; }),
            ProtocolError);
        row("maximum QoS 2", with(ConnackPacket(), [](Properties &p) { p.maximumQoS = quint8(2); }), ProtocolError,
            v5, server);
        row("CONNACK as client", ConnackPacket(), ProtocolError);
        row("CONNACK reason in 3.1.1", ConnackPacket {false, ServerBusy, {}}, ProtocolError, v3, server);
        row("CONNECT as server", ConnectPacket(), ProtocolError, v5, server);
        row("password alone in 3.1.1", ConnectPacket {v3, true, 0, "a", {}, {}, Secret("p"), {}}, MalformedPacket);
        row("no id, no clean session", ConnectPacket {v3, false, 0, "", {}, {}, {}, {}}, ClientIdentifierNotValid);
        row("client id too long", ConnectPacket {v3, true, 0, huge, {}, {}, {}, {}}, MalformedPacket);
        row("password too long", ConnectPacket {v5, true, 0, "a", {}, {}, Secret(huge), {}}, MalformedPacket);
        row("will QoS 3", ConnectPacket {v5, true, 0, "a", Will {"w", "", 3, false, {}}, {}, {}, {}}, MalformedPacket);
        row("will topic empty", ConnectPacket {v5, true, 0, "a", Will(), {}, {}, {}}, ProtocolError);
        row("will payload too long", ConnectPacket {v5, true, 0, "a", Will {"w", huge, 0, false, {}}, {}, {}, {}},
            MalformedPacket);
        row("reason in 3.1.1", PubackPacket {1, NotAuthorized, {}}, ProtocolError, v3);
        row("ack id 0", PubrecPacket(), ProtocolError);
        row("no filters", SubscribePacket {1, {}, {}}, ProtocolError);
        row("bad filter", SubscribePacket {1, {{"a#"}}, {}}, MalformedPacket);
        row("subscription QoS 3", SubscribePacket {1, {{"a", 3}}, {}}, ProtocolError);
        row("retain handling 3", SubscribePacket {1, {{"a", 0, false, false, RetainHandling(3)}}, {}}, ProtocolError);
        row("options in 3.1.1", SubscribePacket {1, {{"a", 0, true}}, {}}, MalformedPacket, v3);
        row("no local on shared", SubscribePacket {1, {{"$share/g/a", 0, true}}, {}}, ProtocolError);
        row("no filters to end", UnsubscribePacket {1, {}, {}}, ProtocolError);
        row("bad filter to end", UnsubscribePacket {1, {"+a"}, {}}, MalformedPacket);
        row("SUBACK reason in 3.1.1", SubackPacket {1, {NotAuthorized}, {}}, ProtocolError, v3, server);
        row("UNSUBACK reasons in 3.1.1", UnsubackPacket {1, {Success}, {}}, MalformedPacket, v3, server);
        row("DISCONNECT of server in 3.1.1", DisconnectPacket(), ProtocolError, v3, server);
        row("DISCONNECT with will in 3.1.1", DisconnectPacket {DisconnectWithWill, {}}, ProtocolError, v3);
        row("AUTH in 3.1.1", AuthPacket(), MalformedPacket, v3);
        row("AUTH without method", AuthPacket {ContinueAuthentication, {}}, ProtocolError);
    }

    void refusesToSendWhatTheStandardForbids()
    {
        QFETCH(Packet, packet);
        QFETCH(Version, version);
        QFETCH(Role, role);
        QFETCH(int, reason);
        const auto sent = tryToSend(packet, version, role);
        QVERIFY(!sent);
        QCOMPARE(sent.error().code, ErrorCode::InvalidInput);
        QCOMPARE(int(sent.error().reason), reason);
        QVERIFY(!sent.error().text.isEmpty() && !sent.error().detail.isEmpty());
    }

    void passesOverWhatABrokerRelaysUnchecked()
    {
        // Payload Format Indicator 2, Response Topic "#", Content Type "t".
        const Decoded decoded = decodeAtOnce(QByteArray::fromHex("300e000161 0a 0102 08000123 03000174"), {});
        QVERIFY(!decoded.error);
        Properties properties;
        properties.contentType = "t";
        QVERIFY(std::get<PublishPacket>(decoded.packets.at(0)).properties == properties);
    }

    void acceptsWhatOnlyMqtt311Allows()
    {
        const Decoded padded = decodeAtOnce(QByteArray::fromHex("d08000"), {v3, client});
        QVERIFY(!padded.error && padded.packets.size() == 1);
    }
};

QTEST_GUILESS_MAIN(TestCodecMalformed)
#include "tst_codecmalformed.moc"
