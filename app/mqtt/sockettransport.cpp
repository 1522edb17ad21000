// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/sockettransport.h"

#include "mqtt/tlsfault.h"
#include "mqtt/tlsgate.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace warden::mqtt {

SocketTransport::SocketTransport(const Endpoint &endpoint, const TlsSettings &tls,
    std::shared_ptr<const Clock> clock, QObject *parent)
    : AbstractTransport(parent)
    , m_endpoint(endpoint)
    , m_tls(tls)
    , m_clock(std::move(clock))
{
}

SocketTransport::~SocketTransport()
{
    m_ended = true;
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void SocketTransport::open()
{
    const bool encrypted = isEncrypted(m_endpoint.transport);
    m_socket = encrypted ? new QSslSocket(this) : new QTcpSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(kReadBuffer);
    connect(m_socket, &QTcpSocket::hostFound, this, [this] { Q_EMIT stepDone(ConnectStep::NameFound); });
    connect(m_socket, &QTcpSocket::connected, this, &SocketTransport::onConnected);
    connect(m_socket, &QTcpSocket::readyRead, this, &AbstractTransport::readable);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &AbstractTransport::written);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &SocketTransport::onError);
    connect(m_socket, &QTcpSocket::disconnected, this, &SocketTransport::onDisconnected);
    if (encrypted)
        openTls();
    else
        openPlain();
}

void SocketTransport::openPlain()
{
    m_socket->connectToHost(m_endpoint.host, m_endpoint.port);
}

void SocketTransport::openTls()
{
    auto *socket = static_cast<QSslSocket *>(m_socket);
    socket->setSslConfiguration(TlsGate::configuration(m_tls));
    m_gate = new TlsGate(socket, m_tls, m_endpoint.host, m_clock);
    connect(m_gate, &TlsGate::passed, this, [this] {
        m_link = m_gate->link();
        Q_EMIT stepDone(ConnectStep::TlsNegotiated);
        Q_EMIT opened();
    });
    connect(m_gate, &TlsGate::refused, this, &SocketTransport::end);
    const QString name = m_tls.serverName.isEmpty() ? m_endpoint.host : m_tls.serverName;
    socket->connectToHostEncrypted(m_endpoint.host, m_endpoint.port, name);
}

void SocketTransport::onConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_link.peerAddress = m_socket->peerAddress();
    m_link.peerPort = m_socket->peerPort();
    Q_EMIT stepDone(ConnectStep::TcpConnected);
    if (!m_gate)
        Q_EMIT opened();
}

void SocketTransport::onError(QAbstractSocket::SocketError error)
{
    if (m_closing)
        return; // disconnected() follows where there was a connection.
    end(m_gate ? m_gate->fault(error) : socketFault(error, m_socket->errorString()));
}

void SocketTransport::onDisconnected()
{
    if (m_ended)
        return;
    if (!m_closing) {
        end({FailureKind::ConnectionLost, QStringLiteral("disconnected")});
        return;
    }
    m_ended = true;
    Q_EMIT closed();
}

void SocketTransport::end(const TransportFault &fault)
{
    if (m_ended)
        return;
    m_ended = true;
    if (m_gate) {
        const QHostAddress address = m_link.peerAddress;
        const quint16 port = m_link.peerPort;
        m_link = m_gate->link();
        m_link.peerAddress = address;
        m_link.peerPort = port;
    }
    Q_EMIT failed(fault);
}

void SocketTransport::close()
{
    m_closing = true;
    m_readGate.release();
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        onDisconnected();
    else
        m_socket->disconnectFromHost();
}

void SocketTransport::abort()
{
    m_ended = true;
    if (m_socket)
        m_socket->abort();
}

qint64 SocketTransport::bytesAvailable() const
{
    return m_socket->bytesAvailable();
}

qint64 SocketTransport::read(char *data, qint64 size)
{
    return m_socket->read(data, size);
}

void SocketTransport::write(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

void SocketTransport::flush()
{
    m_socket->flush();
}

qint64 SocketTransport::bytesToWrite() const
{
    if (!m_gate)
        return m_socket->bytesToWrite();
    return m_socket->bytesToWrite() + static_cast<const QSslSocket *>(m_socket)->encryptedBytesToWrite();
}

void SocketTransport::holdReading(bool hold)
{
    if (hold)
        m_readGate.hold(m_socket);
    else
        m_readGate.release();
}

} // namespace warden::mqtt
