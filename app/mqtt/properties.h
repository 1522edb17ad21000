// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/reasoncodes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace warden::mqtt {

/// MQTT 5 §2.2.2.2, table 2-4.
enum class PropertyId : quint8 {
    PayloadFormatIndicator = 0x01,
    MessageExpiryInterval = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    SubscriptionIdentifier = 0x0B,
    SessionExpiryInterval = 0x11,
    AssignedClientIdentifier = 0x12,
    ServerKeepAlive = 0x13,
    AuthenticationMethod = 0x15,
    AuthenticationData = 0x16,
    RequestProblemInformation = 0x17,
    WillDelayInterval = 0x18,
    RequestResponseInformation = 0x19,
    ResponseInformation = 0x1A,
    ServerReference = 0x1C,
    ReasonString = 0x1F,
    ReceiveMaximum = 0x21,
    TopicAliasMaximum = 0x22,
    TopicAlias = 0x23,
    MaximumQoS = 0x24,
    RetainAvailable = 0x25,
    UserProperty = 0x26,
    MaximumPacketSize = 0x27,
    WildcardSubscriptionAvailable = 0x28,
    SubscriptionIdentifierAvailable = 0x29,
    SharedSubscriptionAvailable = 0x2A,
};

struct UserProperty {
    QByteArray name; ///< UTF-8, may repeat.
    QByteArray value;
    bool operator==(const UserProperty &) const = default;
};

/// All properties a packet can carry; which are allowed where is table 2-4, and the codec holds both sides to it.
/// Text is UTF-8. Absent is not the same as the default: the standard's defaults are named beside each.
struct Properties {
    std::optional<bool> payloadIsUtf8; ///< Payload Format Indicator; absent: unspecified bytes.
    std::optional<quint32> messageExpiryInterval; ///< Seconds; absent: never.
    std::optional<QByteArray> contentType;
    std::optional<QByteArray> responseTopic;
    std::optional<QByteArray> correlationData;
    QList<quint32> subscriptionIdentifiers; ///< 1 to 268 435 455; one in SUBSCRIBE, any number in PUBLISH.
    std::optional<quint32> sessionExpiryInterval; ///< Seconds; absent: 0; 0xFFFFFFFF: never.
    std::optional<QByteArray> assignedClientIdentifier;
    std::optional<quint16> serverKeepAlive; ///< Seconds.
    std::optional<QByteArray> authenticationMethod;
    std::optional<QByteArray> authenticationData;
    std::optional<bool> requestProblemInformation; ///< Absent: true.
    std::optional<quint32> willDelayInterval; ///< Seconds; absent: 0.
    std::optional<bool> requestResponseInformation; ///< Absent: false.
    std::optional<QByteArray> responseInformation;
    std::optional<QByteArray> serverReference;
    std::optional<QByteArray> reasonString;
    std::optional<quint16> receiveMaximum; ///< Not 0; absent: 65 535.
    std::optional<quint16> topicAliasMaximum; ///< Absent: 0.
    std::optional<quint16> topicAlias; ///< Not 0.
    std::optional<quint8> maximumQoS; ///< 0 or 1; absent: 2.
    std::optional<bool> retainAvailable; ///< Absent: true.
    QList<UserProperty> userProperties; ///< In their order.
    std::optional<quint32> maximumPacketSize; ///< Not 0; absent: no limit.
    std::optional<bool> wildcardSubscriptionAvailable; ///< Absent: true.
    std::optional<bool> subscriptionIdentifierAvailable; ///< Absent: true.
    std::optional<bool> sharedSubscriptionAvailable; ///< Absent: true.

    bool operator==(const Properties &) const = default;
    bool isEmpty() const;
};

/// The properties a message travels with, under the name of their use.
using PublishProperties = Properties;

/// The name as the standard writes it: "Receive Maximum"; null for a number it does not know.
const char *propertyName(PropertyId id);
/// True when table 2-4 lists \a id for \a packet.
bool isAllowed(PropertyId id, PacketType packet);

/// Reads the property bytes of a PUBLISH (without their length), as PublishView::properties holds them.
CodecResult<Properties> decodePublishProperties(QByteArrayView raw);

} // namespace warden::mqtt
