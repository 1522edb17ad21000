// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/readgate.h"
#include "mqtt/transport.h"

#include <QWebSocket>

class QTcpSocket;

namespace warden::mqtt {

class TlsGate;

/// MQTT in binary frames of a WebSocket (MQTT 5 §6), plain or over TLS. Packets may span frames or share one.
class WebSocketTransport final : public AbstractTransport
{
    Q_OBJECT

public:
    WebSocketTransport(const Endpoint &endpoint, const TlsSettings &tls, quint32 maximumPacketSize,
        std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~WebSocketTransport() override;

    void open() override;
    void close() override;
    void abort() override;
    qint64 bytesAvailable() const override { return m_received.size() - m_offset; }
    qint64 read(char *data, qint64 size) override;
    void write(const QByteArray &bytes) override;
    void flush() override;
    qint64 bytesToWrite() const override;
    void holdReading(bool hold) override;

private:
    void watchSocket();
    void openGate();
    void onUpgraded();
    void onFrame(const QByteArray &frame);
    void onError(QAbstractSocket::SocketError error);
    void onDisconnected();
    TransportFault faultFor(QAbstractSocket::SocketError error) const;
    void end(const TransportFault &fault);

    Endpoint m_endpoint;
    TlsSettings m_tls;
    std::shared_ptr<const Clock> m_clock;
    QWebSocket m_webSocket;
    QTcpSocket *m_socket = nullptr; ///< The one that QWebSocket made for itself.
    TlsGate *m_gate = nullptr;
    ReadGate m_readGate;
    QByteArray m_received;
    qsizetype m_offset = 0;
    bool m_tcpConnected = false;
    bool m_upgraded = false;
    bool m_closing = false;
    bool m_ended = false;
};

} // namespace warden::mqtt
