// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/packetwriter.h"

#include "mqtt/propertycodec.h"

namespace warden::mqtt {

namespace {

void writeIfV5(Writer &writer, const Properties &properties, PacketType place, Version version, Role sender)
{
    if (version == Version::V5)
        writeProperties(writer, properties, place, sender);
}

/// Leaves out from the end what says nothing, as the standard allows (MQTT 5 §3.4.2, §3.14.2).
void writeReason(Writer &writer, ReasonCode code, const Properties &properties, PacketType place, Role sender)
{
    const bool hasProperties = !properties.isEmpty();
    if (code != ReasonCode::Success || hasProperties)
        writer.byte(quint8(code));
    if (hasProperties)
        writeProperties(writer, properties, place, sender);
}

template <PacketType Type>
void writeAcknowledgement(Writer &writer, const Acknowledgement<Type> &packet, Version version, Role sender)
{
    writer.twoBytes(packet.packetId);
    if (version == Version::V5)
        writeReason(writer, packet.reasonCode, packet.properties, Type, sender);
}

quint8 connectFlags(const ConnectPacket &packet)
{
    quint8 flags = packet.cleanStart ? 0x02 : 0;
    if (packet.will)
        flags |= quint8(0x04 | packet.will->qos << 3 | (packet.will->retain ? 0x20 : 0));
    if (packet.password)
        flags |= 0x40;
    if (packet.userName)
        flags |= 0x80;
    return flags;
}

void writeReasons(Writer &writer, const QList<ReasonCode> &reasons)
{
    for (const ReasonCode code : reasons)
        writer.byte(quint8(code));
}

} // namespace

void writeBody(Writer &writer, const ConnectPacket &packet, Version version, Role sender)
{
    writer.text("MQTT", "Protocol Name");
    writer.byte(quint8(version));
    writer.byte(connectFlags(packet));
    writer.twoBytes(packet.keepAlive);
    writeIfV5(writer, packet.properties, PacketType::Connect, version, sender);
    writer.text(packet.clientId, "Client Identifier");
    if (packet.will) {
        writeIfV5(writer, packet.will->properties, kWillPlace, version, sender);
        writer.text(packet.will->topic, "Will Topic");
        writer.binary(packet.will->payload, "Will Payload");
    }
    if (packet.userName)
        writer.text(*packet.userName, "User Name");
    if (packet.password)
        writer.binary(packet.password->view(), "Password");
}

void writeBody(Writer &writer, const ConnackPacket &packet, Version version, Role sender)
{
    writer.byte(packet.sessionPresent ? 1 : 0);
    writer.byte(version == Version::V5 ? quint8(packet.reasonCode) : *toConnectReturnCode(packet.reasonCode));
    writeIfV5(writer, packet.properties, PacketType::Connack, version, sender);
}

void writeBody(Writer &writer, const PublishPacket &packet, Version version, Role sender)
{
    writer.binary(packet.topic, "Topic Name");
    if (packet.qos > 0)
        writer.twoBytes(packet.packetId);
    writeIfV5(writer, packet.properties, PacketType::Publish, version, sender);
}

void writeBody(Writer &writer, const PubackPacket &packet, Version version, Role sender)
{
    writeAcknowledgement(writer, packet, version, sender);
}

void writeBody(Writer &writer, const PubrecPacket &packet, Version version, Role sender)
{
    writeAcknowledgement(writer, packet, version, sender);
}

void writeBody(Writer &writer, const PubrelPacket &packet, Version version, Role sender)
{
    writeAcknowledgement(writer, packet, version, sender);
}

void writeBody(Writer &writer, const PubcompPacket &packet, Version version, Role sender)
{
    writeAcknowledgement(writer, packet, version, sender);
}

void writeBody(Writer &writer, const SubscribePacket &packet, Version version, Role sender)
{
    writer.twoBytes(packet.packetId);
    writeIfV5(writer, packet.properties, PacketType::Subscribe, version, sender);
    for (const Subscription &subscription : packet.subscriptions) {
        writer.text(subscription.filter, "Topic Filter");
        writer.byte(quint8(subscription.qos | (subscription.noLocal ? 0x04 : 0)
            | (subscription.retainAsPublished ? 0x08 : 0) | quint8(subscription.retainHandling) << 4));
    }
}

void writeBody(Writer &writer, const SubackPacket &packet, Version version, Role sender)
{
    writer.twoBytes(packet.packetId);
    writeIfV5(writer, packet.properties, PacketType::Suback, version, sender);
    writeReasons(writer, packet.reasonCodes);
}

void writeBody(Writer &writer, const UnsubscribePacket &packet, Version version, Role sender)
{
    writer.twoBytes(packet.packetId);
    writeIfV5(writer, packet.properties, PacketType::Unsubscribe, version, sender);
    for (const QByteArray &filter : packet.filters)
        writer.text(filter, "Topic Filter");
}

void writeBody(Writer &writer, const UnsubackPacket &packet, Version version, Role sender)
{
    writer.twoBytes(packet.packetId);
    writeIfV5(writer, packet.properties, PacketType::Unsuback, version, sender);
    writeReasons(writer, packet.reasonCodes);
}

void writeBody(Writer &, const PingreqPacket &, Version, Role)
{
    // A PINGREQ has no body (MQTT 5 §3.12), nor has its answer.
}

void writeBody(Writer &, const PingrespPacket &, Version, Role)
{
    // See PINGREQ.
}

void writeBody(Writer &writer, const DisconnectPacket &packet, Version version, Role sender)
{
    if (version == Version::V5)
        writeReason(writer, packet.reasonCode, packet.properties, PacketType::Disconnect, sender);
}

void writeBody(Writer &writer, const AuthPacket &packet, Version, Role sender)
{
    writeReason(writer, packet.reasonCode, packet.properties, PacketType::Auth, sender);
}

} // namespace warden::mqtt
