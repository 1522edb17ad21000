// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/keyexchange.h"

#include "x509/openssl.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>
#include <QtConcurrent>

#include <openssl/crypto.h>
#include <openssl/ssl.h>

namespace warden::mqtt {

namespace {

using SslContextPtr = x509::Owned<SSL_CTX, SSL_CTX_free>;
using SslPtr = x509::Owned<SSL, SSL_free>;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(warden::mqtt::KeyExchange)
};

tl::unexpected<Error> failed(const QString &detail)
{
    return failure(ErrorCode::TlsFailed,
        Words::tr("The key exchange could not be looked at. Check that the broker still answers."), detail);
}

/// The names that people and browsers use for the curves that OpenSSL calls otherwise.
QString groupName(SSL *ssl)
{
    const int id = int(SSL_get_negotiated_group(ssl));
    const char *name = id == 0 ? nullptr : SSL_group_to_name(ssl, id);
    const QString text = QString::fromLatin1(name);
    if (text == QLatin1StringView("x25519"))
        return QStringLiteral("X25519");
    if (text == QLatin1StringView("x448"))
        return QStringLiteral("X448");
    if (text == QLatin1StringView("secp256r1") || text == QLatin1StringView("prime256v1"))
        return QStringLiteral("P-256");
    if (text == QLatin1StringView("secp384r1"))
        return QStringLiteral("P-384");
    if (text == QLatin1StringView("secp521r1"))
        return QStringLiteral("P-521");
    return text;
}

void useIdentity(SSL *ssl, const x509::Identity &identity)
{
    if (identity.isNull())
        return;
    SSL_use_certificate(ssl, identity.chain.first().native());
    SSL_use_PrivateKey(ssl, identity.key.native());
    for (qsizetype i = 1; i < identity.chain.size(); ++i)
        SSL_add1_chain_cert(ssl, identity.chain.at(i).native());
}

/// One handshake over a blocking socket, the TLS bytes passing through two memory BIOs.
class Handshake
{
public:
    Handshake(const Endpoint &endpoint, const TlsSettings &tls, int timeoutMs)
        : m_endpoint(endpoint)
        , m_tls(tls)
        , m_deadline(timeoutMs)
    {
    }

    Result<KeyExchange> run()
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
        m_socket.connectToHost(m_endpoint.host, m_endpoint.port);
        if (!m_socket.waitForConnected(int(m_deadline.remainingTime())))
            return failed(m_socket.errorString());
        if (!prepare())
            return failed(x509::takeOpenSslErrors());
        for (;;) {
            const int result = SSL_do_handshake(m_ssl.get());
            flush();
            if (result == 1)
                return report();
            if (SSL_get_error(m_ssl.get(), result) != SSL_ERROR_WANT_READ)
                return failed(x509::takeOpenSslErrors());
            if (!fill())
                return failed(m_socket.errorString());
        }
    }

private:
    bool prepare()
    {
        m_context.reset(SSL_CTX_new(TLS_client_method()));
        if (!m_context)
            return false;
        SSL_CTX_set_min_proto_version(m_context.get(), m_tls.tls13Only ? TLS1_3_VERSION : TLS1_2_VERSION);
        m_ssl.reset(SSL_new(m_context.get()));
        if (!m_ssl)
            return false;
        m_in = BIO_new(BIO_s_mem());
        m_out = BIO_new(BIO_s_mem());
        SSL_set_bio(m_ssl.get(), m_in, m_out); // They are the SSL's now.
        SSL_set_connect_state(m_ssl.get());
        const QString name = m_tls.serverName.isEmpty() ? m_endpoint.host : m_tls.serverName;
        // What SSL_set_tlsext_host_name() is, without its cast.
        QByteArray sni = QUrl::toAce(name);
        if (QHostAddress(name).isNull())
            SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, sni.data());
        useIdentity(m_ssl.get(), m_tls.identity);
        return true;
    }

    void flush()
    {
        QByteArray bytes(qsizetype(BIO_ctrl_pending(m_out)), Qt::Uninitialized);
        if (bytes.isEmpty())
            return;
        BIO_read(m_out, bytes.data(), int(bytes.size()));
        m_socket.write(bytes);
        m_socket.waitForBytesWritten(int(m_deadline.remainingTime()));
    }

    bool fill()
    {
        if (!m_socket.bytesAvailable() && !m_socket.waitForReadyRead(int(m_deadline.remainingTime())))
            return false;
        const QByteArray bytes = m_socket.readAll();
        return BIO_write(m_in, bytes.constData(), int(bytes.size())) == bytes.size();
    }

    KeyExchange report() const
    {
        const bool newest = SSL_version(m_ssl.get()) == TLS1_3_VERSION;
        return {groupName(m_ssl.get()), newest ? QStringLiteral("TLS 1.3") : QStringLiteral("TLS 1.2"),
            QString::fromLatin1(SSL_get_cipher_name(m_ssl.get()))};
    }

    Endpoint m_endpoint;
    TlsSettings m_tls;
    QDeadlineTimer m_deadline;
    QTcpSocket m_socket;
    SslContextPtr m_context;
    SslPtr m_ssl;
    BIO *m_in = nullptr;
    BIO *m_out = nullptr;
};

} // namespace

QFuture<Result<KeyExchange>> probeKeyExchange(const Endpoint &endpoint, const TlsSettings &tls, int timeoutMs)
{
    return QtConcurrent::run([endpoint, tls, timeoutMs] {
        const auto result = Handshake(endpoint, tls, timeoutMs).run();
        OPENSSL_thread_stop(); // The pool's thread lives on; what OpenSSL keeps for it need not.
        return result;
    });
}

} // namespace warden::mqtt
