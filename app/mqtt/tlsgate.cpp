// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/tlsgate.h"

#include "mqtt/tlsfault.h"
#include "x509/openssl.h"

#include <QSslCipher>
#include <QSslKey>

namespace warden::mqtt {

namespace {

QSslKey toQt(const x509::PrivateKey &key)
{
    const QString algorithm = key.info().algorithm;
    const Secret pem = key.toPem();
    const QByteArray bytes = QByteArray::fromRawData(pem.view().data(), pem.view().size());
    if (algorithm == QLatin1StringView("ECDSA") || algorithm == QLatin1StringView("EC"))
        return QSslKey(bytes, QSsl::Ec, QSsl::Pem, QSsl::PrivateKey);
    if (algorithm.startsWith(QLatin1StringView("RSA")))
        return QSslKey(bytes, QSsl::Rsa, QSsl::Pem, QSsl::PrivateKey);
    // Qt reads no Ed25519, but takes OpenSSL's own object and owns that reference.
    EVP_PKEY_up_ref(key.native());
    return QSslKey(Qt::HANDLE(key.native()), QSsl::PrivateKey);
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return QStringLiteral("TLS");
    }
}

} // namespace

TlsGate::TlsGate(QSslSocket *socket, const TlsSettings &settings, const QString &host,
    std::shared_ptr<const Clock> clock)
    : QObject(socket)
    , m_socket(socket)
    , m_settings(settings)
    , m_host(settings.serverName.isEmpty() ? host : settings.serverName)
    , m_clock(std::move(clock))
{
    connect(socket, &QSslSocket::sslErrors, this, &TlsGate::onSslErrors);
    connect(socket, &QSslSocket::encrypted, this, &TlsGate::onEncrypted);
}

QSslConfiguration TlsGate::configuration(const TlsSettings &settings)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(settings.tls13Only ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates({}); // The judge has the anchors; the socket need not load and try them too.
    configuration.setAllowedNextProtocols(settings.alpn);
    if (!settings.identity.isNull()) {
        QList<QSslCertificate> chain;
        for (const x509::Certificate &certificate : settings.identity.chain)
            chain.append(QSslCertificate(certificate.toDer(), QSsl::Der));
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(toQt(settings.identity.key));
    }
    return configuration;
}

void TlsGate::onSslErrors(const QList<QSslError> &errors)
{
    m_sawCertificate = true;
    // Exactly these, and only so that the handshake gets as far as the judge, who sees all of them again.
    m_socket->ignoreSslErrors(errors);
}

void TlsGate::onEncrypted()
{
    m_sawCertificate = true;
    m_link = judge(m_settings.trust, sentChain(), m_host, m_clock->now());
    m_link.protocol = protocolName(m_socket->sessionProtocol());
    m_link.cipher = m_socket->sessionCipher().name();
    m_link.peerAddress = m_socket->peerAddress();
    m_link.peerPort = m_socket->peerPort();

    if (m_link.verdict == TrustVerdict::Verified || m_link.verdict == TrustVerdict::Pinned) {
        m_passed = true;
        Q_EMIT passed();
        return;
    }
    TransportFault fault {FailureKind::CertificateRefused};
    if (m_link.verdict == TrustVerdict::Unverified)
        fault.kind = FailureKind::FirstUse;
    else if (m_link.pinChanged)
        fault.kind = FailureKind::PinChanged;
    if (!m_link.verification.findings.isEmpty())
        fault.technical = m_link.verification.findings.first().detail;
    Q_EMIT refused(fault); // First, or the abort would look like the reason.
    m_socket->abort();
}

TransportFault TlsGate::fault(QAbstractSocket::SocketError error)
{
    const QList<x509::Certificate> chain = sentChain();
    if (m_link.sentChain.isEmpty())
        m_link.sentChain = chain;
    const bool sawCertificate = m_sawCertificate || !chain.isEmpty();
    return tlsFault(error, m_socket->errorString(), {m_passed, sawCertificate, !m_settings.identity.isNull()});
}

QList<x509::Certificate> TlsGate::sentChain() const
{
    QList<x509::Certificate> chain;
    const QList<QSslCertificate> sent = m_socket->peerCertificateChain();
    for (const QSslCertificate &certificate : sent) {
        const auto read = x509::Certificate::fromDer(certificate.toDer());
        if (!read)
            break;
        chain.append(*read);
    }
    return chain;
}

} // namespace warden::mqtt
