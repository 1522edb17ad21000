// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/rules.h"

#include "topic/topic.h"

#include <algorithm>

namespace warden::mqtt {

namespace {

constexpr const char *kReasonField = "Reason Code";
constexpr const char *kNotIn311 = "does not exist in MQTT 3.1.1";

Fault malformed(const char *subject, const char *rule)
{
    return {ReasonCode::MalformedPacket, subject, rule};
}

Fault protocolError(const char *subject, const char *rule)
{
    return {ReasonCode::ProtocolError, subject, rule};
}

/// The first of several faults.
Fault first(std::initializer_list<Fault> faults)
{
    for (const Fault &fault : faults) {
        if (fault.rule)
            return fault;
    }
    return {};
}

Fault versionFault(const Properties &properties, Version version)
{
    return version == Version::V311 && !properties.isEmpty() ? malformed("Properties", kNotIn311) : Fault();
}

Fault packetIdFault(quint16 packetId)
{
    return packetId ? Fault() : protocolError("Packet Identifier", "is 0 (MQTT 5 §2.2.1)");
}

Fault authenticationFault(const Properties &properties)
{
    if (properties.authenticationData && !properties.authenticationMethod)
        return protocolError("Authentication Data", "is there without a method (MQTT 5 §3.1.2.11.10)");
    return {};
}

Fault topicFault(const char *subject, QByteArrayView topic)
{
    if (topic.isEmpty())
        return protocolError(subject, "is empty (MQTT 5 §4.7.3)");
    if (topic::checkName(topic))
        return malformed(subject, "has a wildcard, or is not UTF-8 without NUL (MQTT 5 §3.3.2.1, §4.7)");
    return {};
}

Fault willFault(const Will &will, Version version)
{
    if (will.qos > 2)
        return malformed("Will QoS", "is 3 (MQTT 5 §3.1.2.6)");
    return first({topicFault("Will Topic", will.topic), versionFault(will.properties, version)});
}

/// PUBACK, PUBREC, PUBREL and PUBCOMP.
template <PacketType Type>
Fault acknowledgementFault(const Acknowledgement<Type> &packet, Version version)
{
    if (version == Version::V311 && packet.reasonCode != ReasonCode::Success)
        return protocolError(kReasonField, kNotIn311);
    if (!isAllowed(packet.reasonCode, Type))
        return protocolError(kReasonField, "is not one for this packet (MQTT 5 §2.4)");
    return first({packetIdFault(packet.packetId), versionFault(packet.properties, version)});
}

Fault subscriptionFault(const Subscription &subscription, Version version)
{
    if (subscription.qos > 2)
        return protocolError("Maximum QoS", "is 3 (MQTT 5 §3.8.3.1)");
    if (quint8(subscription.retainHandling) > 2)
        return protocolError("Retain Handling", "is 3 (MQTT 5 §3.8.3.1)");
    if (topic::checkFilter(subscription.filter))
        return malformed("Topic Filter", "is not valid (MQTT 5 §4.7, §4.8.2)");
    const bool hasOptions = subscription.noLocal || subscription.retainAsPublished
        || subscription.retainHandling != RetainHandling::Send;
    if (version == Version::V311 && hasOptions)
        return malformed("Subscription Options", kNotIn311);
    if (subscription.noLocal && subscription.filter.startsWith("$share/"))
        return protocolError("No Local", "is set on a shared subscription (MQTT 5 §3.8.3.1)");
    return {};
}

bool isSubackCode(ReasonCode code, Version version)
{
    if (version == Version::V311)
        return quint8(code) <= 2 || quint8(code) == 0x80;
    return isAllowed(code, PacketType::Suback);
}

/// The reasons that the standard gives to one side only (MQTT 5 table 3-10).
bool maySend(ReasonCode code, Role sender)
{
    using enum ReasonCode;
    if (sender == Role::Server)
        return code != DisconnectWithWill;
    switch (code) {
    case NotAuthorized:
    case ServerBusy:
    case ServerShuttingDown:
    case KeepAliveTimeout:
    case SessionTakenOver:
    case TopicFilterInvalid:
    case RetainNotSupported:
    case QoSNotSupported:
    case UseAnotherServer:
    case ServerMoved:
    case SharedSubscriptionsNotSupported:
    case ConnectionRateExceeded:
    case MaximumConnectTime:
    case SubscriptionIdentifiersNotSupported:
    case WildcardSubscriptionsNotSupported:
        return false;
    default:
        return true;
    }
}

bool maySendType(PacketType type, Version version, Role sender)
{
    switch (type) {
    case PacketType::Connect:
    case PacketType::Subscribe:
    case PacketType::Unsubscribe:
    case PacketType::Pingreq:
        return sender == Role::Client;
    case PacketType::Connack:
    case PacketType::Suback:
    case PacketType::Unsuback:
    case PacketType::Pingresp:
        return sender == Role::Server;
    case PacketType::Disconnect:
        return sender == Role::Client || version == Version::V5;
    case PacketType::Auth:
        return version == Version::V5;
    case PacketType::Publish:
    case PacketType::Puback:
    case PacketType::Pubrec:
    case PacketType::Pubrel:
    case PacketType::Pubcomp:
        return true;
    }
    return false;
}

} // namespace

quint8 headerFlags(PacketType type)
{
    const bool marked = type == PacketType::Pubrel || type == PacketType::Subscribe || type == PacketType::Unsubscribe;
    return marked ? 0x02 : 0x00;
}

Fault headerFault(quint8 first, Version version, Role sender)
{
    const auto type = PacketType(first >> 4);
    const quint8 flags = first & 0x0F;
    if (quint8(type) == 0 || (type == PacketType::Auth && version == Version::V311))
        return malformed("packet type", "is reserved (MQTT 5 §2.1.2)");
    if (type != PacketType::Publish && flags != headerFlags(type))
        return malformed("flags of the fixed header", "are not those of this packet (MQTT 5 §2.1.3)");
    if (type == PacketType::Publish && (flags & 0x06) == 0x06)
        return malformed("QoS", "is 3 (MQTT 5 §3.3.1.2)");
    if (type == PacketType::Publish && (flags & 0x0E) == 0x08)
        return malformed("DUP", "is set with QoS 0 (MQTT 5 §3.3.1.1)");
    if (!maySendType(type, version, sender))
        return protocolError("packet type", "may not be sent in this direction (MQTT 5 §2.1.2)");
    return {};
}

Fault publishFault(QByteArrayView topic, bool hasAlias, quint8 qos, quint16 packetId, Version version)
{
    if (qos > 0 && packetId == 0)
        return packetIdFault(packetId);
    if (!topic.isEmpty())
        return topicFault("Topic Name", topic);
    if (version == Version::V311)
        return malformed("Topic Name", "is empty (MQTT 3.1.1 §4.7.3)");
    if (!hasAlias)
        return protocolError("Topic Name", "is empty and there is no Topic Alias (MQTT 5 §3.3.2.1)");
    return {};
}

Fault packetFault(const ConnectPacket &packet, Version version, Role)
{
    if (version == Version::V311 && packet.password && !packet.userName)
        return malformed("Password", "is there without a User Name (MQTT 3.1.1 §3.1.2.9)");
    if (version == Version::V311 && packet.clientId.isEmpty() && !packet.cleanStart)
        return {ReasonCode::ClientIdentifierNotValid, "Client Identifier",
            "is empty without a clean session (MQTT 3.1.1 §3.1.3.1)"};
    return first({versionFault(packet.properties, version), authenticationFault(packet.properties),
        packet.will ? willFault(*packet.will, version) : Fault()});
}

Fault packetFault(const ConnackPacket &packet, Version version, Role)
{
    const bool known = version == Version::V311 ? toConnectReturnCode(packet.reasonCode).has_value()
                                                : isAllowed(packet.reasonCode, PacketType::Connack);
    if (!known)
        return protocolError(kReasonField, "is not one for this packet (MQTT 5 §3.2.2.2)");
    if (packet.sessionPresent && packet.reasonCode != ReasonCode::Success)
        return protocolError("Session Present", "is set with a refusal (MQTT 5 §3.2.2.1.1)");
    return first({versionFault(packet.properties, version), authenticationFault(packet.properties)});
}

Fault packetFault(const PublishPacket &packet, Version version, Role)
{
    if (packet.qos > 2)
        return malformed("QoS", "is 3 (MQTT 5 §3.3.1.2)");
    if (packet.dup && packet.qos == 0)
        return malformed("DUP", "is set with QoS 0 (MQTT 5 §3.3.1.1)");
    if (packet.qos == 0 && packet.packetId != 0)
        return protocolError("Packet Identifier", "is there with QoS 0 (MQTT 5 §2.2.1)");
    return first({publishFault(packet.topic, packet.properties.topicAlias.has_value(), packet.qos, packet.packetId,
                      version),
        versionFault(packet.properties, version)});
}

Fault packetFault(const PubackPacket &packet, Version version, Role)
{
    return acknowledgementFault(packet, version);
}

Fault packetFault(const PubrecPacket &packet, Version version, Role)
{
    return acknowledgementFault(packet, version);
}

Fault packetFault(const PubrelPacket &packet, Version version, Role)
{
    return acknowledgementFault(packet, version);
}

Fault packetFault(const PubcompPacket &packet, Version version, Role)
{
    return acknowledgementFault(packet, version);
}

Fault packetFault(const SubscribePacket &packet, Version version, Role)
{
    if (packet.subscriptions.isEmpty())
        return protocolError("Payload", "has no Topic Filter (MQTT 5 §3.8.3)");
    for (const Subscription &subscription : packet.subscriptions) {
        const Fault fault = subscriptionFault(subscription, version);
        if (fault.rule)
            return fault;
    }
    return first({packetIdFault(packet.packetId), versionFault(packet.properties, version)});
}

Fault packetFault(const SubackPacket &packet, Version version, Role)
{
    if (packet.reasonCodes.isEmpty())
        return protocolError("Payload", "has no Reason Code (MQTT 5 §3.9.3)");
    const auto isKnown = [version](ReasonCode code) { return isSubackCode(code, version); };
    if (!std::all_of(packet.reasonCodes.begin(), packet.reasonCodes.end(), isKnown))
        return protocolError(kReasonField, "is not one for this packet (MQTT 5 §3.9.3)");
    return first({packetIdFault(packet.packetId), versionFault(packet.properties, version)});
}

Fault packetFault(const UnsubscribePacket &packet, Version version, Role)
{
    if (packet.filters.isEmpty())
        return protocolError("Payload", "has no Topic Filter (MQTT 5 §3.10.3)");
    const auto isBad = [](const QByteArray &filter) { return topic::checkFilter(filter).has_value(); };
    if (std::any_of(packet.filters.begin(), packet.filters.end(), isBad))
        return malformed("Topic Filter", "is not valid (MQTT 5 §4.7, §4.8.2)");
    return first({packetIdFault(packet.packetId), versionFault(packet.properties, version)});
}

Fault packetFault(const UnsubackPacket &packet, Version version, Role)
{
    if (version == Version::V311 && !packet.reasonCodes.isEmpty())
        return malformed("Payload", kNotIn311);
    if (version == Version::V5 && packet.reasonCodes.isEmpty())
        return protocolError("Payload", "has no Reason Code (MQTT 5 §3.11.3)");
    const auto isKnown = [](ReasonCode code) { return isAllowed(code, PacketType::Unsuback); };
    if (!std::all_of(packet.reasonCodes.begin(), packet.reasonCodes.end(), isKnown))
        return protocolError(kReasonField, "is not one for this packet (MQTT 5 §3.11.3)");
    return first({packetIdFault(packet.packetId), versionFault(packet.properties, version)});
}

Fault packetFault(const PingreqPacket &, Version, Role)
{
    return {};
}

Fault packetFault(const PingrespPacket &, Version, Role)
{
    return {};
}

Fault packetFault(const DisconnectPacket &packet, Version version, Role sender)
{
    if (!isAllowed(packet.reasonCode, PacketType::Disconnect) || !maySend(packet.reasonCode, sender))
        return protocolError(kReasonField, "is not one for this packet from this side (MQTT 5 §3.14.2.1)");
    // Without its reason code this packet would keep the broker from publishing the will.
    if (version == Version::V311 && packet.reasonCode == ReasonCode::DisconnectWithWill)
        return protocolError(kReasonField, kNotIn311);
    return {};
}

Fault packetFault(const AuthPacket &packet, Version, Role sender)
{
    const ReasonCode otherSides = sender == Role::Client ? ReasonCode::Success : ReasonCode::Reauthenticate;
    if (!isAllowed(packet.reasonCode, PacketType::Auth) || packet.reasonCode == otherSides)
        return protocolError(kReasonField, "is not one for this packet from this side (MQTT 5 §3.15.2.1)");
    const bool isShort = packet.reasonCode == ReasonCode::Success && packet.properties.isEmpty();
    if (!isShort && !packet.properties.authenticationMethod)
        return protocolError("Authentication Method", "is missing (MQTT 5 §3.15.2.2.2)");
    return {};
}

} // namespace warden::mqtt
