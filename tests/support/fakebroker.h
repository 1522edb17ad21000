// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/decoder.h"
#include "mqtt/encoder.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace warden::test {

/// The other end of one connection at a time: by default a friendly broker, otherwise what the test makes of it.
class FakeBroker : public QObject, private mqtt::PacketHandler
{
    Q_OBJECT

public:
    FakeBroker();

    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }
    bool hasPeer() const { return m_peer != nullptr; }

    /// What the next CONNECT is answered with; none: silence.
    std::optional<mqtt::ConnackPacket> connack = mqtt::ConnackPacket {};
    /// Whether SUBSCRIBE, PUBLISH and the like get their usual answer.
    bool answers = true;
    bool answersPings = true;
    /// Called before the usual answer.
    std::function<void(const mqtt::Packet &)> onPacket;

    const QList<mqtt::Packet> &received() const { return m_received; }
    /// The topic alias that each PUBLISH came with, 0 for none.
    const QList<int> &aliases() const { return m_aliases; }
    template <class Wanted>
    QList<Wanted> all() const
    {
        QList<Wanted> found;
        for (const mqtt::Packet &packet : m_received) {
            if (const auto *one = std::get_if<Wanted>(&packet))
                found.append(*one);
        }
        return found;
    }

    void send(const mqtt::Packet &packet);
    void sendRaw(const QByteArray &bytes);
    QByteArray encoded(const mqtt::Packet &packet) const;
    /// Closes without a word.
    void cut();
    void stopListening() { m_server.close(); }

private:
    void onConnection();
    void onReadable();
    Flow publishes(std::span<const mqtt::PublishView> batch) override;
    Flow packet(mqtt::Packet &&packet) override;
    void take(const mqtt::Packet &packet);
    void answer(const mqtt::Packet &packet);

    QTcpServer m_server;
    QTcpSocket *m_peer = nullptr;
    std::unique_ptr<mqtt::Decoder> m_decoder;
    mqtt::Encoder m_encoder {mqtt::Version::V5, mqtt::Role::Server};
    QList<mqtt::Packet> m_received;
    QList<int> m_aliases;
    int m_connections = 0;
};

} // namespace warden::test
