// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/properties.h"

namespace warden::mqtt {

/// The data type of a property (MQTT 5 §1.5).
enum class Wire : quint8 { Byte, TwoBytes, FourBytes, Varint, Text, Binary, Pair };

/// One row of table 2-4; `places` has a bit for each packet type, bit 0 for the will.
struct PropertyRow {
    const char *name = nullptr;
    Wire wire = Wire::Byte;
    quint16 places = 0;
};

/// Null for an identifier that the standard does not know.
const PropertyRow *propertyRow(quint32 id);

/// Calls \a visit(id, field) for every property, in ascending order of the identifiers.
template <class AnyProperties, class Visitor>
void forEachProperty(AnyProperties &p, Visitor &&visit)
{
    visit(PropertyId::PayloadFormatIndicator, p.payloadIsUtf8);
    visit(PropertyId::MessageExpiryInterval, p.messageExpiryInterval);
    visit(PropertyId::ContentType, p.contentType);
    visit(PropertyId::ResponseTopic, p.responseTopic);
    visit(PropertyId::CorrelationData, p.correlationData);
    visit(PropertyId::SubscriptionIdentifier, p.subscriptionIdentifiers);
    visit(PropertyId::SessionExpiryInterval, p.sessionExpiryInterval);
    visit(PropertyId::AssignedClientIdentifier, p.assignedClientIdentifier);
    visit(PropertyId::ServerKeepAlive, p.serverKeepAlive);
    visit(PropertyId::AuthenticationMethod, p.authenticationMethod);
    visit(PropertyId::AuthenticationData, p.authenticationData);
    visit(PropertyId::RequestProblemInformation, p.requestProblemInformation);
    visit(PropertyId::WillDelayInterval, p.willDelayInterval);
    visit(PropertyId::RequestResponseInformation, p.requestResponseInformation);
    visit(PropertyId::ResponseInformation, p.responseInformation);
    visit(PropertyId::ServerReference, p.serverReference);
    visit(PropertyId::ReasonString, p.reasonString);
    visit(PropertyId::ReceiveMaximum, p.receiveMaximum);
    visit(PropertyId::TopicAliasMaximum, p.topicAliasMaximum);
    visit(PropertyId::TopicAlias, p.topicAlias);
    visit(PropertyId::MaximumQoS, p.maximumQoS);
    visit(PropertyId::RetainAvailable, p.retainAvailable);
    visit(PropertyId::UserProperty, p.userProperties);
    visit(PropertyId::MaximumPacketSize, p.maximumPacketSize);
    visit(PropertyId::WildcardSubscriptionAvailable, p.wildcardSubscriptionAvailable);
    visit(PropertyId::SubscriptionIdentifierAvailable, p.subscriptionIdentifierAvailable);
    visit(PropertyId::SharedSubscriptionAvailable, p.sharedSubscriptionAvailable);
}

} // namespace warden::mqtt
