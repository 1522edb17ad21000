// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/properties.h"

#include "mqtt/propertycodec.h"
#include "mqtt/propertytable.h"

#include <array>

namespace warden::mqtt {

namespace {

constexpr quint16 at(PacketType type)
{
    return quint16(1u << quint8(type));
}

using enum PacketType;

constexpr quint16 kWill = at(kWillPlace);
constexpr quint16 kMessage = at(Publish) | kWill;
constexpr quint16 kConnect = at(Connect);
constexpr quint16 kConnack = at(Connack);
constexpr quint16 kBoth = kConnect | kConnack;
constexpr quint16 kAuthentic = kBoth | at(Auth);
constexpr quint16 kReasoned = kConnack | at(Puback) | at(Pubrec) | at(Pubrel) | at(Pubcomp) | at(Suback) | at(Unsuback)
    | at(Disconnect) | at(Auth);
constexpr quint16 kAll = kReasoned | kMessage | kConnect | at(Subscribe) | at(Unsubscribe);

/// Table 2-4, the row's index being the identifier.
constexpr auto kRows = [] {
    std::array<PropertyRow, 0x2B> rows {};
    const auto set = [&rows](PropertyId id, PropertyRow row) { rows[quint8(id)] = row; };
    set(PropertyId::PayloadFormatIndicator, {"Payload Format Indicator", Wire::Byte, kMessage});
    set(PropertyId::MessageExpiryInterval, {"Message Expiry Interval", Wire::FourBytes, kMessage});
    set(PropertyId::ContentType, {"Content Type", Wire::Text, kMessage});
    set(PropertyId::ResponseTopic, {"Response Topic", Wire::Text, kMessage});
    set(PropertyId::CorrelationData, {"Correlation Data", Wire::Binary, kMessage});
    set(PropertyId::SubscriptionIdentifier, {"Subscription Identifier", Wire::Varint, at(Publish) | at(Subscribe)});
    set(PropertyId::SessionExpiryInterval, {"Session Expiry Interval", Wire::FourBytes, kBoth | at(Disconnect)});
    set(PropertyId::AssignedClientIdentifier, {"Assigned Client Identifier", Wire::Text, kConnack});
    set(PropertyId::ServerKeepAlive, {"Server Keep Alive", Wire::TwoBytes, kConnack});
    set(PropertyId::AuthenticationMethod, {"Authentication Method", Wire::Text, kAuthentic});
    set(PropertyId::AuthenticationData, {"Authentication Data", Wire::Binary, kAuthentic});
    set(PropertyId::RequestProblemInformation, {"Request Problem Information", Wire::Byte, kConnect});
    set(PropertyId::WillDelayInterval, {"Will Delay Interval", Wire::FourBytes, kWill});
    set(PropertyId::RequestResponseInformation, {"Request Response Information", Wire::Byte, kConnect});
    set(PropertyId::ResponseInformation, {"Response Information", Wire::Text, kConnack});
    set(PropertyId::ServerReference, {"Server Reference", Wire::Text, kConnack | at(Disconnect)});
    set(PropertyId::ReasonString, {"Reason String", Wire::Text, kReasoned});
    set(PropertyId::ReceiveMaximum, {"Receive Maximum", Wire::TwoBytes, kBoth});
    set(PropertyId::TopicAliasMaximum, {"Topic Alias Maximum", Wire::TwoBytes, kBoth});
    set(PropertyId::TopicAlias, {"Topic Alias", Wire::TwoBytes, at(Publish)});
    set(PropertyId::MaximumQoS, {"Maximum QoS", Wire::Byte, kConnack});
    set(PropertyId::RetainAvailable, {"Retain Available", Wire::Byte, kConnack});
    set(PropertyId::UserProperty, {"User Property", Wire::Pair, kAll});
    set(PropertyId::MaximumPacketSize, {"Maximum Packet Size", Wire::FourBytes, kBoth});
    set(PropertyId::WildcardSubscriptionAvailable, {"Wildcard Subscription Available", Wire::Byte, kConnack});
    set(PropertyId::SubscriptionIdentifierAvailable, {"Subscription Identifier Available", Wire::Byte, kConnack});
    set(PropertyId::SharedSubscriptionAvailable, {"Shared Subscription Available", Wire::Byte, kConnack});
    return rows;
}();

template <class Field>
bool isSet(const std::optional<Field> &field)
{
    return field.has_value();
}

template <class Element>
bool isSet(const QList<Element> &field)
{
    return !field.isEmpty();
}

} // namespace

const PropertyRow *propertyRow(quint32 id)
{
    return id < kRows.size() && kRows[id].name ? &kRows[id] : nullptr;
}

const char *propertyName(PropertyId id)
{
    const PropertyRow *row = propertyRow(quint32(id));
    return row ? row->name : nullptr;
}

bool isAllowed(PropertyId id, PacketType packet)
{
    const PropertyRow *row = propertyRow(quint32(id));
    return row && (row->places & at(packet));
}

bool Properties::isEmpty() const
{
    bool empty = true;
    forEachProperty(*this, [&empty](PropertyId, const auto &field) { empty = empty && !isSet(field); });
    return empty;
}

CodecResult<Properties> decodePublishProperties(QByteArrayView raw)
{
    // A server may send all that a client may in PUBLISH, and more.
    PropertyReader reader(raw, PacketType::Publish, Role::Server);
    Properties properties = collectProperties(reader);
    if (reader.fault().rule)
        return tl::unexpected(receivedError(reader.fault(), PacketType::Publish));
    return properties;
}

} // namespace warden::mqtt
