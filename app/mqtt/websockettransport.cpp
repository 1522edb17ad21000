// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/websockettransport.h"

#include "mqtt/tlsfault.h"
#include "mqtt/tlsgate.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocketHandshakeOptions>

#include <cstring>

namespace warden::mqtt {

namespace {

constexpr auto kSubProtocol = "mqtt";

QUrl urlOf(const Endpoint &endpoint)
{
    QUrl url;
    url.setScheme(isEncrypted(endpoint.transport) ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setHost(endpoint.host);
    url.setPort(endpoint.port);
    const QString path = endpoint.path.startsWith(u'/') ? endpoint.path : u'/' + endpoint.path;
    const qsizetype query = path.indexOf(u'?');
    url.setPath(path.left(query), QUrl::StrictMode);
    if (query >= 0)
        url.setQuery(path.mid(query + 1), QUrl::StrictMode);
    return url;
}

} // namespace

WebSocketTransport::WebSocketTransport(const Endpoint &endpoint, const TlsSettings &tls, quint32 maximumPacketSize,
    std::shared_ptr<const Clock> clock, QObject *parent)
    : AbstractTransport(parent)
    , m_endpoint(endpoint)
    , m_tls(tls)
    , m_clock(std::move(clock))
{
    // Room for one packet of the greatest size; without a limit Qt takes two gigabytes from a hostile server.
    const quint64 limit = quint64(maximumPacketSize) + 64 * 1024;
    m_webSocket.setMaxAllowedIncomingFrameSize(limit);
    m_webSocket.setMaxAllowedIncomingMessageSize(limit);
    m_webSocket.setOutgoingFrameSize(64 * 1024);
    // QWebSocket takes a frame whole or not at all, so the socket must be able to hold the greatest.
    m_webSocket.setReadBufferSize(qint64(limit) + kReadBuffer);
    m_webSocket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_webSocket, &QWebSocket::connected, this, &WebSocketTransport::onUpgraded);
    connect(&m_webSocket, &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected);
    connect(&m_webSocket, &QWebSocket::binaryFrameReceived, this, &WebSocketTransport::onFrame);
    connect(&m_webSocket, &QWebSocket::bytesWritten, this, &AbstractTransport::written);
    connect(&m_webSocket, &QWebSocket::textFrameReceived, this, [this] {
        end({FailureKind::NotMqtt, QStringLiteral("text frame where MQTT 5 §6.0 asks for binary ones")});
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_webSocket, &QWebSocket::errorOccurred, this, &WebSocketTransport::onError);
#else
    connect(&m_webSocket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        &WebSocketTransport::onError);
#endif
}

WebSocketTransport::~WebSocketTransport()
{
    m_ended = true;
    m_webSocket.disconnect(this);
}

void WebSocketTransport::open()
{
    if (isEncrypted(m_endpoint.transport))
        m_webSocket.setSslConfiguration(TlsGate::configuration(m_tls));
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QLatin1StringView(kSubProtocol)});
    m_webSocket.open(QNetworkRequest(urlOf(m_endpoint)), options);
    watchSocket();
}

void WebSocketTransport::watchSocket()
{
    m_socket = m_webSocket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (!m_socket) {
        end({FailureKind::TlsFailed, QStringLiteral("the WebSocket has no socket to check")});
        m_webSocket.abort();
        return;
    }
    // A name in the cache is found before there is anything to connect to.
    if (m_socket->state() == QAbstractSocket::HostLookupState)
        connect(m_socket, &QTcpSocket::hostFound, this, [this] { Q_EMIT stepDone(ConnectStep::NameFound); });
    else
        Q_EMIT stepDone(ConnectStep::NameFound);
    connect(m_socket, &QTcpSocket::connected, this, [this] {
        m_tcpConnected = true;
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_link.peerAddress = m_socket->peerAddress();
        m_link.peerPort = m_socket->peerPort();
        Q_EMIT stepDone(ConnectStep::TcpConnected);
    });
    if (isEncrypted(m_endpoint.transport))
        openGate();
}

void WebSocketTransport::openGate()
{
    auto *socket = qobject_cast<QSslSocket *>(m_socket);
    if (!socket) {
        end({FailureKind::TlsFailed, QStringLiteral("the WebSocket has no TLS socket to check")});
        m_webSocket.abort();
        return;
    }
    if (!m_tls.serverName.isEmpty())
        socket->setPeerVerifyName(m_tls.serverName);
    // The upgrade request waits in the socket until encrypted() has been handled, so the gate comes first.
    m_gate = new TlsGate(socket, m_tls, m_endpoint.host, m_clock);
    connect(m_gate, &TlsGate::passed, this, [this] {
        m_link = m_gate->link();
        Q_EMIT stepDone(ConnectStep::TlsNegotiated);
    });
    connect(m_gate, &TlsGate::refused, this, &WebSocketTransport::end);
}

void WebSocketTransport::onUpgraded()
{
    if (m_ended)
        return;
    if (m_gate && !m_gate->isPassed()) {
        end({FailureKind::TlsFailed, QStringLiteral("upgraded before the certificate was judged")});
        return;
    }
    if (m_webSocket.subprotocol() != QLatin1StringView(kSubProtocol)) {
        end({FailureKind::NotWebSocket, QStringLiteral("the sub-protocol mqtt was not agreed")});
        return;
    }
    m_upgraded = true;
    Q_EMIT stepDone(ConnectStep::WebSocketOpened);
    Q_EMIT opened();
}

void WebSocketTransport::onFrame(const QByteArray &frame)
{
    if (m_ended)
        return;
    if (m_offset == m_received.size()) {
        m_received.resize(0);
        m_offset = 0;
    }
    m_received += frame;
    Q_EMIT readable();
}

TransportFault WebSocketTransport::faultFor(QAbstractSocket::SocketError error) const
{
    const QString text = m_webSocket.errorString();
    if (m_gate && !m_gate->isPassed())
        return m_gate->fault(error);
    if (!m_tcpConnected)
        return socketFault(error, text);
    // In TLS 1.3 the broker's word about our certificate comes after the handshake.
    const TransportFault tls = m_gate ? m_gate->fault(error) : TransportFault {};
    if (m_gate && tls.kind != FailureKind::ConnectionLost)
        return tls;
    if (!m_upgraded) {
        // A proxy in front of a broker that is starting answers with 502 or 503.
        const bool passing = text.contains(QLatin1StringView("code: 50"));
        return {passing ? FailureKind::ServerBusy : FailureKind::NotWebSocket, text, !passing};
    }
    return {FailureKind::ConnectionLost, text};
}

void WebSocketTransport::onError(QAbstractSocket::SocketError error)
{
    if (!m_closing)
        end(faultFor(error));
}

void WebSocketTransport::onDisconnected()
{
    if (m_ended)
        return;
    if (!m_closing) {
        // Qt tells of a connection that did not come about here first, and why only afterwards.
        if (m_tcpConnected)
            end(faultFor(QAbstractSocket::RemoteHostClosedError));
        return;
    }
    m_ended = true;
    Q_EMIT closed();
}

void WebSocketTransport::end(const TransportFault &fault)
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

void WebSocketTransport::close()
{
    m_closing = true;
    m_readGate.release();
    if (m_webSocket.state() == QAbstractSocket::UnconnectedState)
        onDisconnected();
    else
        m_webSocket.close();
}

void WebSocketTransport::abort()
{
    m_ended = true;
    m_webSocket.abort();
}

qint64 WebSocketTransport::read(char *data, qint64 size)
{
    const qsizetype count = qMin<qsizetype>(size, m_received.size() - m_offset);
    std::memcpy(data, m_received.constData() + m_offset, size_t(count));
    m_offset += count;
    return count;
}

void WebSocketTransport::write(const QByteArray &bytes)
{
    m_webSocket.sendBinaryMessage(bytes);
}

void WebSocketTransport::flush()
{
    m_webSocket.flush();
}

qint64 WebSocketTransport::bytesToWrite() const
{
    return m_socket ? m_socket->bytesToWrite() : 0;
}

void WebSocketTransport::holdReading(bool hold)
{
    if (hold && m_socket)
        m_readGate.hold(m_socket);
    else
        m_readGate.release();
}

} // namespace warden::mqtt
