// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/packetreader.h"

#include "mqtt/propertycodec.h"
#include "mqtt/rules.h"

namespace warden::mqtt {

namespace {

/// What the reading of every body needs.
struct Body {
    Reader &reader;
    Version version;
    Role sender;

    Properties properties(PacketType place) const
    {
        return version == Version::V5 ? readProperties(reader, place, sender) : Properties();
    }
    QByteArray text(const char *subject) const { return reader.text(subject).toByteArray(); }
    ReasonCode reason() const { return ReasonCode(reader.byte("Reason Code")); }
    quint16 packetId() const { return reader.twoBytes("Packet Identifier"); }
    void fail(const char *subject, const char *rule) const { reader.fail(ReasonCode::MalformedPacket, subject, rule); }
};

namespace connectflag {
constexpr quint8 kReserved = 0x01;
constexpr quint8 kCleanStart = 0x02;
constexpr quint8 kWill = 0x04;
constexpr quint8 kWillRetain = 0x20;
constexpr quint8 kPassword = 0x40;
constexpr quint8 kUserName = 0x80;
} // namespace connectflag

Will readWill(const Body &body, quint8 flags)
{
    Will will;
    will.qos = flags >> 3 & 3;
    will.retain = flags & connectflag::kWillRetain;
    will.properties = body.properties(kWillPlace);
    will.topic = body.text("Will Topic");
    will.payload = body.reader.binary("Will Payload").toByteArray();
    return will;
}

void checkConnectFlags(const Body &body, quint8 flags)
{
    if (flags & connectflag::kReserved)
        body.fail("Connect Flags", "have the reserved bit set (MQTT 5 §3.1.2.3)");
    if (!(flags & connectflag::kWill) && (flags & 0x38))
        body.fail("Will QoS or Will Retain", "is set without a will (MQTT 5 §3.1.2.6, §3.1.2.7)");
}

ConnectPacket readConnect(Body body)
{
    Reader &reader = body.reader;
    const QByteArrayView name = reader.text("Protocol Name");
    const quint8 level = reader.byte("Protocol Version");
    if (name != "MQTT" || (level != quint8(Version::V311) && level != quint8(Version::V5))) {
        reader.fail(ReasonCode::UnsupportedProtocolVersion, "Protocol Name or Version",
            "is not MQTT 3.1.1 or 5 (MQTT 5 §3.1.2.1)");
        return {};
    }
    body.version = Version(level);
    ConnectPacket packet;
    packet.version = body.version;
    const quint8 flags = reader.byte("Connect Flags");
    checkConnectFlags(body, flags);
    packet.cleanStart = flags & connectflag::kCleanStart;
    packet.keepAlive = reader.twoBytes("Keep Alive");
    packet.properties = body.properties(PacketType::Connect);
    packet.clientId = body.text("Client Identifier");
    if (flags & connectflag::kWill)
        packet.will = readWill(body, flags);
    if (flags & connectflag::kUserName)
        packet.userName = body.text("User Name");
    if (flags & connectflag::kPassword)
        packet.password = Secret(reader.binary("Password"));
    return packet;
}

ConnackPacket readConnack(const Body &body)
{
    ConnackPacket packet;
    const quint8 flags = body.reader.byte("Connect Acknowledge Flags");
    if (flags & 0xFE)
        body.fail("Connect Acknowledge Flags", "have a reserved bit set (MQTT 5 §3.2.2.1)");
    packet.sessionPresent = flags & 1;
    packet.reasonCode = body.reason();
    if (body.version == Version::V5) {
        packet.properties = body.properties(PacketType::Connack);
        return packet;
    }
    const auto mapped = fromConnectReturnCode(quint8(packet.reasonCode));
    if (!mapped)
        body.reader.fail(ReasonCode::ProtocolError, "Return Code", "is over 5 (MQTT 3.1.1 §3.2.2.3)");
    packet.reasonCode = mapped.value_or(ReasonCode::UnspecifiedError);
    return packet;
}

/// Reason code and properties may be left out from the end (MQTT 5 §3.4.2).
template <class Acknowledging>
Acknowledging readAcknowledgement(const Body &body)
{
    Acknowledging packet;
    packet.packetId = body.packetId();
    if (body.version == Version::V5 && !body.reader.atEnd())
        packet.reasonCode = body.reason();
    if (body.version == Version::V5 && !body.reader.atEnd())
        packet.properties = body.properties(Acknowledging::kType);
    return packet;
}

Subscription readSubscription(const Body &body)
{
    Subscription subscription;
    subscription.filter = body.text("Topic Filter");
    const quint8 options = body.reader.byte("Subscription Options");
    if (options & (body.version == Version::V5 ? 0xC0 : 0xFC))
        body.fail("Subscription Options", "have a reserved bit set (MQTT 5 §3.8.3.1)");
    subscription.qos = options & 3;
    subscription.noLocal = options & 4;
    subscription.retainAsPublished = options & 8;
    subscription.retainHandling = RetainHandling(options >> 4 & 3);
    return subscription;
}

SubscribePacket readSubscribe(const Body &body)
{
    SubscribePacket packet;
    packet.packetId = body.packetId();
    packet.properties = body.properties(PacketType::Subscribe);
    while (!body.reader.atEnd())
        packet.subscriptions.append(readSubscription(body));
    return packet;
}

UnsubscribePacket readUnsubscribe(const Body &body)
{
    UnsubscribePacket packet;
    packet.packetId = body.packetId();
    packet.properties = body.properties(PacketType::Unsubscribe);
    while (!body.reader.atEnd())
        packet.filters.append(body.text("Topic Filter"));
    return packet;
}

QList<ReasonCode> readReasons(const Body &body)
{
    QList<ReasonCode> reasons;
    reasons.reserve(body.reader.left());
    while (!body.reader.atEnd())
        reasons.append(body.reason());
    return reasons;
}

SubackPacket readSuback(const Body &body)
{
    SubackPacket packet;
    packet.packetId = body.packetId();
    packet.properties = body.properties(PacketType::Suback);
    packet.reasonCodes = readReasons(body);
    return packet;
}

UnsubackPacket readUnsuback(const Body &body)
{
    UnsubackPacket packet;
    packet.packetId = body.packetId();
    packet.properties = body.properties(PacketType::Unsuback);
    if (body.version == Version::V5)
        packet.reasonCodes = readReasons(body);
    return packet;
}

DisconnectPacket readDisconnect(const Body &body)
{
    DisconnectPacket packet;
    if (body.version == Version::V5 && !body.reader.atEnd())
        packet.reasonCode = body.reason();
    if (body.version == Version::V5 && !body.reader.atEnd())
        packet.properties = body.properties(PacketType::Disconnect);
    return packet;
}

AuthPacket readAuth(const Body &body)
{
    AuthPacket packet;
    if (body.reader.atEnd())
        return packet;
    packet.reasonCode = body.reason();
    packet.properties = body.properties(PacketType::Auth);
    return packet;
}

Packet readBody(PacketType type, const Body &body)
{
    switch (type) {
    case PacketType::Connect:
        return readConnect(body);
    case PacketType::Connack:
        return readConnack(body);
    case PacketType::Publish:
        break;
    case PacketType::Puback:
        return readAcknowledgement<PubackPacket>(body);
    case PacketType::Pubrec:
        return readAcknowledgement<PubrecPacket>(body);
    case PacketType::Pubrel:
        return readAcknowledgement<PubrelPacket>(body);
    case PacketType::Pubcomp:
        return readAcknowledgement<PubcompPacket>(body);
    case PacketType::Subscribe:
        return readSubscribe(body);
    case PacketType::Suback:
        return readSuback(body);
    case PacketType::Unsubscribe:
        return readUnsubscribe(body);
    case PacketType::Unsuback:
        return readUnsuback(body);
    case PacketType::Pingreq:
        return PingreqPacket();
    case PacketType::Pingresp:
        return PingrespPacket();
    case PacketType::Disconnect:
        return readDisconnect(body);
    case PacketType::Auth:
        return readAuth(body);
    }
    Q_UNREACHABLE();
}

} // namespace

Packet readPacket(Reader &reader, quint8 first, Version version, Role sender)
{
    Packet packet = readBody(PacketType(first >> 4), {reader, version, sender});
    if (!reader.atEnd())
        reader.fail(ReasonCode::MalformedPacket, "Remaining Length", "goes beyond the content (MQTT 5 §2.1.4)");
    if (!reader.isGood())
        return packet;
    if (const auto *connect = std::get_if<ConnectPacket>(&packet))
        version = connect->version;
    const Fault fault = std::visit([=](const auto &p) { return packetFault(p, version, sender); }, packet);
    if (fault.rule)
        reader.fail(fault);
    return packet;
}

} // namespace warden::mqtt
