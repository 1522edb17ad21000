// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mqtt/protocol.h"

#include <QString>

#include <optional>
#include <span>

namespace warden::mqtt {

/// MQTT 5 §2.4, table 2-6. 0x00 has other names in SUBACK and DISCONNECT: see reasonName().
enum class ReasonCode : quint8 {
    Success = 0x00,
    NormalDisconnection = 0x00,
    GrantedQoS0 = 0x00,
    GrantedQoS1 = 0x01,
    GrantedQoS2 = 0x02,
    DisconnectWithWill = 0x04,
    NoMatchingSubscribers = 0x10,
    NoSubscriptionExisted = 0x11,
    ContinueAuthentication = 0x18,
    Reauthenticate = 0x19,
    UnspecifiedError = 0x80,
    MalformedPacket = 0x81,
    ProtocolError = 0x82,
    ImplementationSpecificError = 0x83,
    UnsupportedProtocolVersion = 0x84,
    ClientIdentifierNotValid = 0x85,
    BadUserNameOrPassword = 0x86,
    NotAuthorized = 0x87,
    ServerUnavailable = 0x88,
    ServerBusy = 0x89,
    Banned = 0x8A,
    ServerShuttingDown = 0x8B,
    BadAuthenticationMethod = 0x8C,
    KeepAliveTimeout = 0x8D,
    SessionTakenOver = 0x8E,
    TopicFilterInvalid = 0x8F,
    TopicNameInvalid = 0x90,
    PacketIdentifierInUse = 0x91,
    PacketIdentifierNotFound = 0x92,
    ReceiveMaximumExceeded = 0x93,
    TopicAliasInvalid = 0x94,
    PacketTooLarge = 0x95,
    MessageRateTooHigh = 0x96,
    QuotaExceeded = 0x97,
    AdministrativeAction = 0x98,
    PayloadFormatInvalid = 0x99,
    RetainNotSupported = 0x9A,
    QoSNotSupported = 0x9B,
    UseAnotherServer = 0x9C,
    ServerMoved = 0x9D,
    SharedSubscriptionsNotSupported = 0x9E,
    ConnectionRateExceeded = 0x9F,
    MaximumConnectTime = 0xA0,
    SubscriptionIdentifiersNotSupported = 0xA1,
    WildcardSubscriptionsNotSupported = 0xA2,
};

/// 0x80 and above say that something failed.
constexpr bool isFailure(ReasonCode code) { return quint8(code) >= 0x80; }

/// True when the standard lists \a code for \a packet in MQTT 5.
bool isAllowed(ReasonCode code, PacketType packet);
/// The name as the standard writes it ("Not authorized"); "Unknown reason code" for a number it does not know.
QString reasonName(ReasonCode code, PacketType packet);
/// What \a code means for a person and what to do next, translated; empty for a number not known.
QString reasonExplanation(ReasonCode code, PacketType packet);
/// "Not authorized (0x87)".
QString reasonDisplay(ReasonCode code, PacketType packet);
/// Every code of table 2-6, ascending, once each.
std::span<const ReasonCode> allReasonCodes();

/// The MQTT 5 code for a return code of MQTT 3.1.1 CONNACK (§3.2.2.3, 0 to 5); none for a reserved number.
std::optional<ReasonCode> fromConnectReturnCode(quint8 returnCode);
/// The MQTT 3.1.1 return code that says the same, where there is one.
std::optional<quint8> toConnectReturnCode(ReasonCode code);

/// What is wrong with a packet: the Error, and the reason code that a DISCONNECT (or CONNACK) gives for it.
struct CodecError : Error {
    ReasonCode reason = ReasonCode::MalformedPacket;
};

template <class T>
using CodecResult = tl::expected<T, CodecError>;

} // namespace warden::mqtt
