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

struct Connect {
    Version version = Version::Mqtt5;
    bool cleanStart = true; ///< Clean Session in MQTT 3.1.1.
    quint16 keepAlive = 0; ///< Seconds; 0: none.
    QByteArray clientId;
    std::optional<Will> will;
    std::optional<QByteArray> userName;
    std::optional<Secret> password; ///< MQTT 3.1.1: only with a user name.
    Properties properties;
    bool operator==(const Connect &other) const;
};

struct ConnAck {
    bool sessionPresent = false;
    ReasonCode reasonCode = ReasonCode::Success; ///< From MQTT 3.1.1: its return code, mapped.
    Properties properties;
    bool operator==(const ConnAck &) const = default;
};

struct Publish {
    QByteArray topic; ///< Empty only with a topic alias that is known already.
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
    quint16 packetId = 0; ///< 0 exactly with QoS 0.
    Properties properties;
    bool operator==(const Publish &) const = default;
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
using PubAck = Acknowledgement<PacketType::PubAck>;
using PubRec = Acknowledgement<PacketType::PubRec>;
using PubRel = Acknowledgement<PacketType::PubRel>;
using PubComp = Acknowledgement<PacketType::PubComp>;

enum class RetainHandling : quint8 { Send = 0, SendIfNew = 1, DoNotSend = 2 };

struct Subscription {
    QByteArray filter;
    quint8 qos = 0;
    bool noLocal = false; ///< This and the next two: MQTT 5 only.
    bool retainAsPublished = false;
    RetainHandling retainHandling = RetainHandling::Send;
    bool operator==(const Subscription &) const = default;
};

struct Subscribe {
    quint16 packetId = 0;
    QList<Subscription> subscriptions;
    Properties properties;
    bool operator==(const Subscribe &) const = default;
};

struct SubAck {
    quint16 packetId = 0;
    QList<ReasonCode> reasonCodes; ///< One for each filter, in order. MQTT 3.1.1 knows 0, 1, 2 and 0x80.
    Properties properties;
    bool operator==(const SubAck &) const = default;
};

struct Unsubscribe {
    quint16 packetId = 0;
    QList<QByteArray> filters;
    Properties properties;
    bool operator==(const Unsubscribe &) const = default;
};

struct UnsubAck {
    quint16 packetId = 0;
    QList<ReasonCode> reasonCodes; ///< Empty in MQTT 3.1.1.
    Properties properties;
    bool operator==(const UnsubAck &) const = default;
};

struct PingReq {
    bool operator==(const PingReq &) const = default;
};

struct PingResp {
    bool operator==(const PingResp &) const = default;
};

struct Disconnect {
    ReasonCode reasonCode = ReasonCode::NormalDisconnection;
    Properties properties;
    bool operator==(const Disconnect &) const = default;
};

struct Auth {
    ReasonCode reasonCode = ReasonCode::Success;
    Properties properties;
    bool operator==(const Auth &) const = default;
};

/// Any packet, the alternatives in the order of PacketType.
using Packet = std::variant<Connect, ConnAck, Publish, PubAck, PubRec, PubRel, PubComp, Subscribe, SubAck, Unsubscribe,
    UnsubAck, PingReq, PingResp, Disconnect, Auth>;

inline PacketType typeOf(const Packet &packet)
{
    return PacketType(packet.index() + 1);
}

} // namespace warden::mqtt
