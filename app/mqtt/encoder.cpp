// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/encoder.h"

#include "mqtt/packetwriter.h"
#include "mqtt/rules.h"

namespace warden::mqtt {

namespace {

/// The side on which a packet is encoded: version, direction and the peer's limit.
struct Framing {
    Version version;
    Role sender;
    quint32 maximumPacketSize;
};

quint8 firstByte(const PublishPacket &packet)
{
    return quint8(quint8(PacketType::Publish) << 4 | (packet.dup ? 8 : 0) | packet.qos << 1 | (packet.retain ? 1 : 0));
}

Fault sizeFault(quint64 remaining, quint32 maximumPacketSize)
{
    if (remaining > kMaximumRemainingLength)
        return {ReasonCode::PacketTooLarge, "Remaining Length", "is over 268,435,455 (MQTT 5 §2.1.4)"};
    if (1 + quint64(varintSize(quint32(remaining))) + remaining > maximumPacketSize)
        return {ReasonCode::PacketTooLarge, "packet", "is over the receiver's maximum size (MQTT 5 §3.1.2.11.4)"};
    return {};
}

/// Header, body and \a payload behind each other; \a type is for the error only.
template <class SomePacket>
CodecResult<void> encodeAs(const SomePacket &packet, PacketType type, quint8 first, QByteArrayView payload,
    const Framing &framing, QByteArray &out)
{
    Fault fault = headerFault(first, framing.version, framing.sender);
    if (!fault.rule)
        fault = packetFault(packet, framing.version, framing.sender);
    if (fault.rule)
        return tl::unexpected(sendingError(fault, type));
    QByteArray body;
    Writer writer(body);
    writeBody(writer, packet, framing.version, framing.sender);
    const quint64 remaining = quint64(body.size()) + quint64(payload.size());
    fault = writer.isGood() ? sizeFault(remaining, framing.maximumPacketSize) : writer.fault();
    if (fault.rule)
        return tl::unexpected(sendingError(fault, type));
    Writer whole(out);
    whole.byte(first);
    whole.varint(quint32(remaining));
    whole.raw(body);
    whole.raw(payload);
    return {};
}

} // namespace

CodecResult<void> Encoder::encode(const PublishPacket &packet, QByteArray &out) const
{
    return encodeAs(packet, PacketType::Publish, firstByte(packet), packet.payload,
        {m_version, m_role, m_maximumPacketSize}, out);
}

CodecResult<void> Encoder::encode(const Packet &packet, QByteArray &out) const
{
    if (const auto *publish = std::get_if<PublishPacket>(&packet))
        return encode(*publish, out);
    const auto *connect = std::get_if<ConnectPacket>(&packet);
    const Framing framing {connect ? connect->version : m_version, m_role, m_maximumPacketSize};
    const PacketType type = typeOf(packet);
    const auto first = quint8(quint8(type) << 4 | headerFlags(type));
    return std::visit([&](const auto &p) { return encodeAs(p, type, first, {}, framing, out); }, packet);
}

} // namespace warden::mqtt
