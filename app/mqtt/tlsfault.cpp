// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/tlsfault.h"

namespace warden::mqtt {

namespace {

bool hasAny(const QString &text, std::initializer_list<const char *> parts)
{
    for (const char *part : parts) {
        if (text.contains(QLatin1StringView(part)))
            return true;
    }
    return false;
}

FailureKind clientCertificateKind(const TlsProgress &progress)
{
    return progress.hasIdentity ? FailureKind::ClientCertificateRefused : FailureKind::ClientCertificateMissing;
}

bool isNetworkError(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::HostNotFoundError || error == QAbstractSocket::ConnectionRefusedError
        || error == QAbstractSocket::NetworkError || error == QAbstractSocket::SocketTimeoutError;
}

/// The alert that the peer sent, or what OpenSSL found in its bytes; None when the words tell nothing.
FailureKind kindFromWords(const QString &text, const TlsProgress &progress)
{
    if (hasAny(text, {"wrong version number", "packet length too long", "http request", "bad record type"}))
        return FailureKind::PlainOnTlsPort;
    if (hasAny(text, {"alert protocol version", "unsupported protocol", "no protocols available", "version too low"}))
        return FailureKind::ProtocolMismatch;
    if (hasAny(text, {"alert certificate required", "alert bad certificate", "alert certificate revoked",
                         "alert certificate expired", "alert certificate unknown", "alert unknown ca",
                         "alert unsupported certificate", "alert access denied", "alert decrypt error",
                         "alert no certificate"}))
        return clientCertificateKind(progress);
    if (hasAny(text, {"alert insufficient security", "no shared cipher", "no ciphers available", "unknown cipher"}))
        return FailureKind::CipherMismatch;
    // The one alert with two causes: before the broker's certificate it is the ciphers, after it ours.
    if (hasAny(text, {"alert handshake failure"}))
        return progress.sawCertificate ? clientCertificateKind(progress) : FailureKind::CipherMismatch;
    return FailureKind::None;
}

} // namespace

TransportFault socketFault(QAbstractSocket::SocketError error, const QString &text)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return {FailureKind::NameNotFound, text};
    case QAbstractSocket::ConnectionRefusedError:
        return {FailureKind::ConnectionRefused, text};
    case QAbstractSocket::NetworkError:
    case QAbstractSocket::SocketAccessError:
        return {FailureKind::HostUnreachable, text};
    case QAbstractSocket::SocketTimeoutError:
        return {FailureKind::ConnectTimedOut, text};
    default:
        return {FailureKind::ConnectionLost, text};
    }
}

TransportFault tlsFault(QAbstractSocket::SocketError error, const QString &text, const TlsProgress &progress)
{
    if (isNetworkError(error))
        return socketFault(error, text);
    const FailureKind kind = kindFromWords(text.toLower(), progress);
    if (kind != FailureKind::None)
        return {kind, text};
    if (progress.handshakeDone)
        return {FailureKind::ConnectionLost, text};
    // A TLS server says why it hangs up; one that expects MQTT and gets TLS just does.
    const bool hungUp = error == QAbstractSocket::RemoteHostClosedError;
    if (hungUp && !progress.sawCertificate)
        return {FailureKind::PlainOnTlsPort, text, true};
    return {FailureKind::TlsFailed, text, hungUp};
}

} // namespace warden::mqtt
