// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/failure.h"

#include "base/text.h"

#include <QCoreApplication>

namespace warden::mqtt {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(warden::mqtt::Failure)
};

struct Sentence {
    QString what;
    QString next;
};

QString hostOf(const FailureFacts &facts)
{
    return displayText(facts.endpoint.host, 80);
}

QString secondsOf(const FailureFacts &facts)
{
    const int seconds = qMax(1, facts.timeoutMs / 1000);
    return seconds == 1 ? Words::tr("a second") : Words::tr("%n seconds", nullptr, seconds);
}

Sentence networkWords(FailureKind kind, const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    const QString port = QString::number(facts.endpoint.port);
    if (kind == FailureKind::NameNotFound)
        return {Words::tr("No device called “%1” was found.").arg(host),
            Words::tr("Check the spelling. Names ending in .local work only in the same network; the address of the "
                      "broker, such as 192.168.1.20, works as well.")};
    if (kind == FailureKind::ConnectionRefused)
        return {Words::tr("“%1” is there, but nothing answers on port %2.").arg(host, port),
            Words::tr("Check the port and that the broker is running. Encrypted MQTT usually uses port 8883.")};
    if (kind == FailureKind::HostUnreachable)
        return {Words::tr("This computer has no way to reach “%1”.").arg(host),
            Words::tr("Check that it is connected to the right network or VPN.")};
    if (kind == FailureKind::ConnectTimedOut)
        return {Words::tr("“%1” did not answer on port %2 within %3.").arg(host, port, secondsOf(facts)),
            Words::tr("Check the address and the port. A firewall in between may be dropping the connection.")};
    if (kind == FailureKind::NoAnswer)
        return {Words::tr("“%1” accepted the connection on port %2 but then said nothing for %3.")
                    .arg(host, port, secondsOf(facts)),
            Words::tr("Check that this port belongs to an MQTT broker, and look whether the broker is overloaded.")};
    if (kind == FailureKind::KeepAliveExpired)
        return {Words::tr("“%1” stopped answering.").arg(host),
            Words::tr("Check the network in between and whether the broker still runs.")};
    return {Words::tr("The connection to “%1” broke off.").arg(host),
        Words::tr("Check the network and whether the broker is running; its log tells why it closed a connection.")};
}

/// The reason that a broker gives in its TLS alert, as a sentence of its own.
QString clientCertificateRefusal(const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    if (facts.technical.contains(QLatin1StringView("revoked")))
        return Words::tr("“%1” refused the client certificate: it has been revoked.").arg(host);
    if (facts.technical.contains(QLatin1StringView("expired")))
        return Words::tr("“%1” refused the client certificate: it has expired.").arg(host);
    if (facts.technical.contains(QLatin1StringView("unknown ca")))
        return Words::tr("“%1” refused the client certificate: it does not know who issued it.").arg(host);
    return Words::tr("“%1” refused the client certificate.").arg(host);
}

Sentence certificateWords(FailureKind kind, const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    if (kind == FailureKind::ClientCertificateMissing)
        return {Words::tr("“%1” asks for a client certificate, and this connection has none.").arg(host),
            Words::tr("Choose a client certificate and its key for this connection.")};
    if (kind == FailureKind::ClientCertificateRefused)
        return {clientCertificateRefusal(facts),
            Words::tr("Choose a certificate that the broker's own authority has issued and that is still valid.")};
    if (kind == FailureKind::PinChanged)
        return {Words::tr("“%1” shows another certificate than the one you trusted.").arg(host),
            Words::tr("If the broker's certificate was renewed, compare the new fingerprint with the one on the "
                      "broker and trust it. Otherwise somebody may be in between: do not sign in.")};
    if (kind == FailureKind::FirstUse)
        return {Words::tr("This is the first contact with “%1”, and nobody has vouched for its certificate yet.")
                    .arg(host),
            Words::tr("Compare the fingerprint with the one on the broker, then trust the certificate.")};

    const QList<x509::Finding> &findings = facts.link.verification.findings;
    const x509::Certificate leaf = facts.link.sentChain.value(0);
    x509::Finding finding;
    finding.problem = x509::Problem::NoCertificate;
    if (!findings.isEmpty())
        finding = findings.first();
    const x509::Explanation explanation = x509::explain(finding, leaf, facts.endpoint.host);
    return {explanation.what, explanation.next};
}

Sentence tlsWords(FailureKind kind, const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    const QString port = QString::number(facts.endpoint.port);
    if (kind == FailureKind::ProtocolMismatch)
        return {Words::tr("“%1” and this program have no version of TLS in common.").arg(host),
            Words::tr("Turn on TLS 1.2 or 1.3 in the broker. Older versions are not safe and are not used.")};
    if (kind == FailureKind::CipherMismatch)
        return {Words::tr("“%1” offers no encryption method that this program accepts.").arg(host),
            Words::tr("Remove the list of ciphers from the broker's settings, so that it offers its usual strong "
                      "ones.")};
    if (kind == FailureKind::PlainOnTlsPort)
        return {Words::tr("Port %2 of “%1” is not encrypted: it does not speak TLS.").arg(host, port),
            Words::tr("Use the broker's encrypted port, usually 8883. Connect without encryption only in a network "
                      "that is yours alone.")};
    if (kind == FailureKind::TlsOnPlainPort)
        return {Words::tr("Port %2 of “%1” wants an encrypted connection.").arg(host, port),
            Words::tr("Turn encryption on for this connection (mqtts:// or wss://).")};
    if (kind == FailureKind::PasswordInClear)
        return {Words::tr("The password was not sent, since the connection to “%1” is not encrypted.").arg(host),
            Words::tr("Turn encryption on, or allow the password in clear for this connection if the network is "
                      "yours alone.")};
    return {Words::tr("The secure connection to “%1” could not be set up.").arg(host),
        Words::tr("The details name the reason; the broker's log usually says more.")};
}

Sentence refusalWords(const FailureFacts &facts)
{
    const auto code = ReasonCode(facts.reasonCode);
    const QString explanation = reasonExplanation(code, facts.packet);
    if (facts.packet == PacketType::Disconnect)
        return {Words::tr("“%1” ended the connection: %2.").arg(hostOf(facts), reasonDisplay(code, facts.packet)),
            explanation};
    return {Words::tr("“%1” refused the connection: %2.").arg(hostOf(facts), reasonDisplay(code, facts.packet)),
        explanation};
}

Sentence protocolWords(FailureKind kind, const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    const QString port = QString::number(facts.endpoint.port);
    if (kind == FailureKind::NotWebSocket)
        return {Words::tr("“%1” answers on port %2, but not with MQTT over WebSocket.").arg(host, port),
            Words::tr("Check the port and the path “%1”. Mosquitto needs “protocol websockets” for this port.")
                .arg(displayText(facts.endpoint.path, 80))};
    if (kind == FailureKind::NotMqtt)
        return {Words::tr("Something answers on port %2 of “%1”, but it is not an MQTT broker.").arg(host, port),
            Words::tr("Check the port: MQTT usually uses 8883 with encryption and 1883 without.")};
    if (kind == FailureKind::MalformedPacket)
        return {Words::tr("“%1” sent something that breaks the rules of MQTT.").arg(host),
            Words::tr("The details name the fault. Check that the broker is up to date.")};
    return {Words::tr("These settings cannot be sent to “%1”.").arg(host),
        Words::tr("The details name the field to change.")};
}

Sentence signInWords(FailureKind kind, const FailureFacts &facts)
{
    const QString host = hostOf(facts);
    if (kind == FailureKind::BadUserNameOrPassword)
        return {Words::tr("“%1” did not accept the user name or password.").arg(host),
            Words::tr("Check both, and that this user is enabled on the broker.")};
    if (kind == FailureKind::NotAuthorized)
        return {Words::tr("“%1” does not let this client in.").arg(host),
            Words::tr("Check user name and password, since some brokers report a wrong password this way, and then "
                      "the rights of the user.")};
    if (kind == FailureKind::ProtocolVersionRefused)
        return {Words::tr("“%1” does not speak this version of MQTT.").arg(host),
            Words::tr("Choose MQTT 3.1.1 for this connection.")};
    if (kind == FailureKind::ClientIdRefused)
        return {Words::tr("“%1” does not accept this client ID.").arg(host),
            Words::tr("Leave the client ID empty, so that the broker assigns one, or use letters and digits only.")};
    if (kind == FailureKind::SessionTakenOver)
        return {Words::tr("Another program signed in to “%1” with the same client ID.").arg(host),
            Words::tr("Give each program a client ID of its own, then connect again.")};
    return {Words::tr("“%1” is too busy or not ready to take this connection.").arg(host),
        Words::tr("Try again in a moment.")};
}

Sentence wordsFor(FailureKind kind, const FailureFacts &facts)
{
    switch (kind) {
    case FailureKind::None:
        return {};
    case FailureKind::NameNotFound:
    case FailureKind::ConnectionRefused:
    case FailureKind::HostUnreachable:
    case FailureKind::ConnectTimedOut:
    case FailureKind::NoAnswer:
    case FailureKind::KeepAliveExpired:
    case FailureKind::ConnectionLost:
        return networkWords(kind, facts);
    case FailureKind::CertificateRefused:
    case FailureKind::PinChanged:
    case FailureKind::FirstUse:
    case FailureKind::ClientCertificateMissing:
    case FailureKind::ClientCertificateRefused:
        return certificateWords(kind, facts);
    case FailureKind::ProtocolMismatch:
    case FailureKind::CipherMismatch:
    case FailureKind::PlainOnTlsPort:
    case FailureKind::TlsOnPlainPort:
    case FailureKind::TlsFailed:
    case FailureKind::PasswordInClear:
        return tlsWords(kind, facts);
    case FailureKind::NotWebSocket:
    case FailureKind::NotMqtt:
    case FailureKind::MalformedPacket:
    case FailureKind::InvalidSettings:
        return protocolWords(kind, facts);
    case FailureKind::BadUserNameOrPassword:
    case FailureKind::NotAuthorized:
    case FailureKind::ProtocolVersionRefused:
    case FailureKind::ClientIdRefused:
    case FailureKind::ServerBusy:
    case FailureKind::SessionTakenOver:
        return signInWords(kind, facts);
    case FailureKind::RefusedByBroker:
        return refusalWords(facts);
    }
    return {};
}

bool mayRetry(FailureKind kind, int reasonCode)
{
    switch (kind) {
    case FailureKind::NameNotFound:
    case FailureKind::ConnectionRefused:
    case FailureKind::HostUnreachable:
    case FailureKind::ConnectTimedOut:
    case FailureKind::NoAnswer:
    case FailureKind::ServerBusy:
    case FailureKind::KeepAliveExpired:
    case FailureKind::MalformedPacket:
    case FailureKind::ConnectionLost:
        return true;
    case FailureKind::RefusedByBroker:
        return reasonCode != int(ReasonCode::Banned) && reasonCode != int(ReasonCode::ServerMoved)
            && reasonCode != int(ReasonCode::UseAnotherServer)
            && reasonCode != int(ReasonCode::BadAuthenticationMethod);
    default:
        return false;
    }
}

ErrorCode codeFor(FailureKind kind)
{
    switch (kind) {
    case FailureKind::NameNotFound:
    case FailureKind::ConnectionRefused:
    case FailureKind::HostUnreachable:
    case FailureKind::ConnectionLost:
        return ErrorCode::Unreachable;
    case FailureKind::ConnectTimedOut:
    case FailureKind::NoAnswer:
    case FailureKind::KeepAliveExpired:
        return ErrorCode::TimedOut;
    case FailureKind::NotWebSocket:
    case FailureKind::NotMqtt:
    case FailureKind::MalformedPacket:
        return ErrorCode::ProtocolFailed;
    case FailureKind::BadUserNameOrPassword:
    case FailureKind::NotAuthorized:
    case FailureKind::PasswordInClear:
        return ErrorCode::NotAllowed;
    case FailureKind::ProtocolVersionRefused:
    case FailureKind::ClientIdRefused:
    case FailureKind::ServerBusy:
    case FailureKind::RefusedByBroker:
    case FailureKind::SessionTakenOver:
        return ErrorCode::Refused;
    case FailureKind::InvalidSettings:
        return ErrorCode::InvalidInput;
    default:
        return ErrorCode::TlsFailed;
    }
}

} // namespace

Failure describeFailure(FailureKind kind, const FailureFacts &facts)
{
    const Sentence sentence = wordsFor(kind, facts);
    Failure failure;
    failure.kind = kind;
    failure.what = sentence.what;
    failure.next = sentence.next;
    const QString text = sentence.next.isEmpty() ? sentence.what : sentence.what + u' ' + sentence.next;
    failure.error = {codeFor(kind), text, facts.technical};
    failure.reasonCode = facts.reasonCode;
    failure.reasonString = facts.reasonString;
    failure.link = facts.link;
    failure.mayRetry = mayRetry(kind, facts.reasonCode);
    return failure;
}

FailureKind kindOf(ReasonCode code, PacketType packet)
{
    switch (code) {
    case ReasonCode::UnsupportedProtocolVersion:
        return FailureKind::ProtocolVersionRefused;
    case ReasonCode::ClientIdentifierNotValid:
        return FailureKind::ClientIdRefused;
    case ReasonCode::BadUserNameOrPassword:
        return FailureKind::BadUserNameOrPassword;
    case ReasonCode::NotAuthorized:
        return packet == PacketType::Connack ? FailureKind::NotAuthorized : FailureKind::RefusedByBroker;
    case ReasonCode::ServerUnavailable:
    case ReasonCode::ServerBusy:
    case ReasonCode::ConnectionRateExceeded:
        return FailureKind::ServerBusy;
    case ReasonCode::SessionTakenOver:
        return FailureKind::SessionTakenOver;
    default:
        return FailureKind::RefusedByBroker;
    }
}

} // namespace warden::mqtt
