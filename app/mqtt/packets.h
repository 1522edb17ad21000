// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "mqtt/properties.h"

#include <variant>

namespace warden::mqtt {

/// The last message of a client (MQTT 5 §3.1.2.5).
struct Will {
    QByteArray topic;
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    Properties properties; ///< MQTT 5 only, as are all properties below.
    bool operator==(const Will &) const = default;
};

struct ConnectPacket {
    Version version = Version::V5;
    bool cleanStart = true; ///< Clean Session in MQTT 3.1.1.
    quint16 keepAlive = 0; ///< Seconds; 0: none.
    QByteArray clientId;
    std::optional<Will> will;
    std::optional<QByteArray> userName;
    std::optional<Secret> password; ///< MQTT 3.1.1: only with a user name.
    Properties properties;
    bool operator==(const ConnectPacket &other) const;
};

struct ConnackPacket {
    bool sessionPresent = false;
    ReasonCode reasonCode = ReasonCode::Success; ///< From MQTT 3.1.1: its return code, mapped.
    Properties properties;
    bool operator==(const ConnackPacket &) const = default;
};

struct PublishPacket {
    QByteArray topic; ///< Empty only with a topic alias that is known already.
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
    quint16 packetId = 0; ///< 0 exactly with QoS 0.
    Properties properties;
    bool operator==(const PublishPacket &) const = default;
};

/// PUBACK, PUBREC, PUBREL and PUBCOMP: all of one form (§3.4 to §3.7).
template <PacketType Type>
struct Acknowledgement {
    static constexpr PacketType kType = Type;
    quint16 packetId = 0;
    ReasonCode reasonCode = ReasonCode::Success;
    Properties properties;
    bool operator==(const Acknowledgement &) const = default;
};
using PubackPacket = Acknowledgement<PacketType::Puback>;
using PubrecPacket = Acknowledgement<PacketType::Pubrec>;
using PubrelPacket = Acknowledgement<PacketType::Pubrel>;
using PubcompPacket = Acknowledgement<PacketType::Pubcomp>;

enum class RetainHandling : quint8 { Send = 0, SendIfNew = 1, DoNotSend = 2 };

struct Subscription {
    QByteArray filter;
    quint8 qos = 0;
    bool noLocal = false; ///< This and the next two: MQTT 5 only.
    bool retainAsPublished = false;
    RetainHandling retainHandling = RetainHandling::Send;
    bool operator==(const Subscription &) const = default;
};

struct SubscribePacket {
    quint16 packetId = 0;
    QList<Subscription> subscriptions;
    Properties properties;
    bool operator==(const SubscribePacket &) const = default;
};

struct SubackPacket {
    quint16 packetId = 0;
    QList<ReasonCode> reasonCodes; ///< One for each filter, in order. MQTT 3.1.1 knows 0, 1, 2 and 0x80.
    Properties properties;
    bool operator==(const SubackPacket &) const = default;
};

struct UnsubscribePacket {
    quint16 packetId = 0;
    QList<QByteArray> filters;
    Properties properties;
    bool operator==(const UnsubscribePacket &) const = default;
};

struct UnsubackPacket {
    quint16 packetId = 0;
    QList<ReasonCode> reasonCodes; ///< Empty in MQTT 3.1.1.
    Properties properties;
    bool operator==(const UnsubackPacket &) const = default;
};

struct PingreqPacket {
    bool operator==(const PingreqPacket &) const = default;
};

struct PingrespPacket {
    bool operator==(const PingrespPacket &) const = default;
};

struct DisconnectPacket {
    ReasonCode reasonCode = ReasonCode::NormalDisconnection;
    Properties properties;
    bool operator==(const DisconnectPacket &) const = default;
};

struct AuthPacket {
    ReasonCode reasonCode = ReasonCode::Success;
    Properties properties;
    bool operator==(const AuthPacket &) const = default;
};

/// Any packet, the alternatives in the order of PacketType.
using Packet = std::variant<ConnectPacket, ConnackPacket, PublishPacket, PubackPacket, PubrecPacket, PubrelPacket,
    PubcompPacket, SubscribePacket, SubackPacket, UnsubscribePacket, UnsubackPacket, PingreqPacket, PingrespPacket,
    DisconnectPacket, AuthPacket>;

inline PacketType typeOf(const Packet &packet)
{
    return PacketType(packet.index() + 1);
}

} // namespace warden::mqtt
