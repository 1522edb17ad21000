// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/readgate.h"
#include "mqtt/transport.h"

class QTcpSocket;

namespace warden::mqtt {

class TlsGate;

/// MQTT straight on TCP, or on TLS over TCP.
class SocketTransport final : public AbstractTransport
{
    Q_OBJECT

public:
    SocketTransport(const Endpoint &endpoint, const TlsSettings &tls, std::shared_ptr<const Clock> clock,
        QObject *parent = nullptr);
    ~SocketTransport() override;

    void open() override;
    void close() override;
    void abort() override;
    qint64 bytesAvailable() const override;
    qint64 read(char *data, qint64 size) override;
    void write(const QByteArray &bytes) override;
    void flush() override;
    qint64 bytesToWrite() const override;
    void holdReading(bool hold) override;

private:
    void openPlain();
    void openTls();
    void onConnected();
    void onError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void end(const TransportFault &fault);

    Endpoint m_endpoint;
    TlsSettings m_tls;
    std::shared_ptr<const Clock> m_clock;
    QTcpSocket *m_socket = nullptr;
    TlsGate *m_gate = nullptr;
    ReadGate m_readGate;
    bool m_closing = false;
    bool m_ended = false;
};

} // namespace warden::mqtt
