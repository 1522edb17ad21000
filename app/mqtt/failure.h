// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "mqtt/endpoint.h"
#include "mqtt/reasoncodes.h"
#include "mqtt/trust.h"

namespace warden::mqtt {

/// Why a connection did not come about or ended. Each has a sentence of its own for the person.
enum class FailureKind {
    None,
    NameNotFound,
    ConnectionRefused,
    HostUnreachable,
    ConnectTimedOut,
    CertificateRefused, ///< Our judgement; the reasons stand in link.verification.findings.
    PinChanged,
    FirstUse, ///< Not a fault: the certificate waits for the person's decision.
    ProtocolMismatch, ///< No common TLS version.
    CipherMismatch,
    PlainOnTlsPort, ///< We spoke TLS, the other side does not.
    TlsOnPlainPort, ///< We spoke plain MQTT, the other side wants TLS.
    ClientCertificateMissing,
    ClientCertificateRefused,
    TlsFailed, ///< Any other handshake failure.
    NotWebSocket, ///< The WebSocket upgrade was refused or the sub-protocol is not mqtt.
    NotMqtt, ///< Something else answers there.
    NoAnswer, ///< Connected, but no CONNACK in time.
    BadUserNameOrPassword,
    NotAuthorized,
    ProtocolVersionRefused,
    ClientIdRefused,
    ServerBusy,
    RefusedByBroker, ///< Any other CONNACK or DISCONNECT reason.
    SessionTakenOver,
    KeepAliveExpired, ///< The broker did not answer PINGREQ.
    MalformedPacket,
    ConnectionLost,
    PasswordInClear, ///< Ours: a password would have gone over an unencrypted link without consent.
    InvalidSettings, ///< Ours: MQTT has no way to send what the profile asks for.
};

/// The steps that a connection takes, in their order.
enum class ConnectStep { NameFound, TcpConnected, TlsNegotiated, WebSocketOpened, SignedIn };

struct Failure {
    FailureKind kind = FailureKind::None;
    Error error; ///< text: what is wrong and what to do next (the two below in one); detail: technical.
    QString what; ///< One plain sentence.
    QString next; ///< What the person can do.
    int reasonCode = -1; ///< MQTT 5 reason code when the broker gave one.
    QString reasonString; ///< The broker's own words: show escaped.
    LinkReport link;
    bool mayRetry = true; ///< False where trying again without a change cannot help.
};

/// What a sentence needs to be concrete.
struct FailureFacts {
    Endpoint endpoint;
    LinkReport link;
    QString technical; ///< Untranslated: goes to Error::detail.
    int timeoutMs = 0;
    int reasonCode = -1;
    QString reasonString;
    PacketType packet = PacketType::Connack; ///< Which packet gave the reason code.
};

/// The sentence, the advice and whether another attempt makes sense, for \a kind.
Failure describeFailure(FailureKind kind, const FailureFacts &facts);
/// The kind for a reason code of CONNACK or DISCONNECT.
FailureKind kindOf(ReasonCode code, PacketType packet);

} // namespace warden::mqtt
