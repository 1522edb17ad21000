// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/reasoncodes.h"

#include <algorithm>
#include <array>

namespace warden::mqtt {

namespace {

/// One row of MQTT 5 table 2-6.
struct Row {
    ReasonCode code;
    const char *name;
    quint16 packets;
};

constexpr quint16 bit(PacketType type)
{
    return quint16(1u << quint8(type));
}

constexpr quint16 kConnack = bit(PacketType::Connack);
constexpr quint16 kPuback = bit(PacketType::Puback) | bit(PacketType::Pubrec);
constexpr quint16 kPubrel = bit(PacketType::Pubrel) | bit(PacketType::Pubcomp);
constexpr quint16 kSuback = bit(PacketType::Suback);
constexpr quint16 kUnsuback = bit(PacketType::Unsuback);
constexpr quint16 kDisconnect = bit(PacketType::Disconnect);
constexpr quint16 kAuth = bit(PacketType::Auth);

using enum ReasonCode;

constexpr std::array kRows {
    Row {Success, "Success", kConnack | kPuback | kPubrel | kSuback | kUnsuback | kDisconnect | kAuth},
    Row {GrantedQoS1, "Granted QoS 1", kSuback},
    Row {GrantedQoS2, "Granted QoS 2", kSuback},
    Row {DisconnectWithWill, "Disconnect with Will Message", kDisconnect},
    Row {NoMatchingSubscribers, "No matching subscribers", kPuback},
    Row {NoSubscriptionExisted, "No subscription existed", kUnsuback},
    Row {ContinueAuthentication, "Continue authentication", kAuth},
    Row {Reauthenticate, "Re-authenticate", kAuth},
    Row {UnspecifiedError, "Unspecified error", kConnack | kPuback | kSuback | kUnsuback | kDisconnect},
    Row {MalformedPacket, "Malformed Packet", kConnack | kDisconnect},
    Row {ProtocolError, "Protocol Error", kConnack | kDisconnect},
    Row {ImplementationSpecificError, "Implementation specific error",
        kConnack | kPuback | kSuback | kUnsuback | kDisconnect},
    Row {UnsupportedProtocolVersion, "Unsupported Protocol Version", kConnack},
    Row {ClientIdentifierNotValid, "Client Identifier not valid", kConnack},
    Row {BadUserNameOrPassword, "Bad User Name or Password", kConnack},
    Row {NotAuthorized, "Not authorized", kConnack | kPuback | kSuback | kUnsuback | kDisconnect},
    Row {ServerUnavailable, "Server unavailable", kConnack},
    Row {ServerBusy, "Server busy", kConnack | kDisconnect},
    Row {Banned, "Banned", kConnack},
    Row {ServerShuttingDown, "Server shutting down", kDisconnect},
    Row {BadAuthenticationMethod, "Bad authentication method", kConnack | kDisconnect},
    Row {KeepAliveTimeout, "Keep Alive timeout", kDisconnect},
    Row {SessionTakenOver, "Session taken over", kDisconnect},
    Row {TopicFilterInvalid, "Topic Filter invalid", kSuback | kUnsuback | kDisconnect},
    Row {TopicNameInvalid, "Topic Name invalid", kConnack | kPuback | kDisconnect},
    Row {PacketIdentifierInUse, "Packet Identifier in use", kPuback | kSuback | kUnsuback},
    Row {PacketIdentifierNotFound, "Packet Identifier not found", kPubrel},
    Row {ReceiveMaximumExceeded, "Receive Maximum exceeded", kDisconnect},
    Row {TopicAliasInvalid, "Topic Alias invalid", kDisconnect},
    Row {PacketTooLarge, "Packet too large", kConnack | kDisconnect},
    Row {MessageRateTooHigh, "Message rate too high", kDisconnect},
    Row {QuotaExceeded, "Quota exceeded", kConnack | kPuback | kSuback | kDisconnect},
    Row {AdministrativeAction, "Administrative action", kDisconnect},
    Row {PayloadFormatInvalid, "Payload format invalid", kConnack | kPuback | kDisconnect},
    Row {RetainNotSupported, "Retain not supported", kConnack | kDisconnect},
    Row {QoSNotSupported, "QoS not supported", kConnack | kDisconnect},
    Row {UseAnotherServer, "Use another server", kConnack | kDisconnect},
    Row {ServerMoved, "Server moved", kConnack | kDisconnect},
    Row {SharedSubscriptionsNotSupported, "Shared Subscriptions not supported", kSuback | kDisconnect},
    Row {ConnectionRateExceeded, "Connection rate exceeded", kConnack | kDisconnect},
    Row {MaximumConnectTime, "Maximum connect time", kDisconnect},
    Row {SubscriptionIdentifiersNotSupported, "Subscription Identifiers not supported", kSuback | kDisconnect},
    Row {WildcardSubscriptionsNotSupported, "Wildcard Subscriptions not supported", kSuback | kDisconnect},
};

constexpr auto kCodes = [] {
    std::array<ReasonCode, kRows.size()> codes {};
    std::transform(kRows.begin(), kRows.end(), codes.begin(), [](const Row &row) { return row.code; });
    return codes;
}();

const Row *find(ReasonCode code)
{
    const auto at = std::lower_bound(
        kRows.begin(), kRows.end(), code, [](const Row &row, ReasonCode wanted) { return row.code < wanted; });
    return at != kRows.end() && at->code == code ? &*at : nullptr;
}

constexpr std::array<ReasonCode, 6> kReturnCodes {
    Success, UnsupportedProtocolVersion, ClientIdentifierNotValid, ServerUnavailable, BadUserNameOrPassword,
    NotAuthorized};

} // namespace

bool isAllowed(ReasonCode code, PacketType packet)
{
    const Row *row = find(code);
    return row && (row->packets & bit(packet));
}

QString reasonName(ReasonCode code, PacketType packet)
{
    if (code == Success && packet == PacketType::Disconnect)
        return QStringLiteral("Normal disconnection");
    if (code == Success && packet == PacketType::Suback)
        return QStringLiteral("Granted QoS 0");
    const Row *row = find(code);
    return row ? QString::fromLatin1(row->name) : QStringLiteral("Unknown reason code");
}

QString reasonDisplay(ReasonCode code, PacketType packet)
{
    return QStringLiteral("%1 (0x%2)")
        .arg(reasonName(code, packet), QString::number(quint8(code), 16).toUpper().rightJustified(2, u'0'));
}

std::span<const ReasonCode> allReasonCodes()
{
    return kCodes;
}

std::optional<ReasonCode> fromConnectReturnCode(quint8 returnCode)
{
    if (returnCode >= kReturnCodes.size())
        return std::nullopt;
    return kReturnCodes[returnCode];
}

std::optional<quint8> toConnectReturnCode(ReasonCode code)
{
    const auto at = std::find(kReturnCodes.begin(), kReturnCodes.end(), code);
    if (at == kReturnCodes.end())
        return std::nullopt;
    return quint8(at - kReturnCodes.begin());
}

} // namespace warden::mqtt
