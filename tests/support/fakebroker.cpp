// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakebroker.h"

namespace warden::test {

using namespace mqtt;

FakeBroker::FakeBroker()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
    connect(&m_server, &QTcpServer::newConnection, this, &FakeBroker::onConnection);
}

void FakeBroker::onConnection()
{
    if (m_peer)
        m_peer->deleteLater();
    m_peer = m_server.nextPendingConnection();
    ++m_connections;
    DecoderOptions options;
    options.role = Role::Server;
    options.topicAliasMaximum = connack ? connack->properties.topicAliasMaximum.value_or(0) : quint16(0);
    m_decoder = std::make_unique<Decoder>(options);
    connect(m_peer, &QTcpSocket::readyRead, this, &FakeBroker::onReadable);
    connect(m_peer, &QTcpSocket::disconnected, this, [this, peer = m_peer] {
        if (m_peer == peer)
            m_peer = nullptr;
        peer->deleteLater();
    });
}

void FakeBroker::onReadable()
{
    m_decoder->append(m_peer->readAll());
    const auto decoded = m_decoder->decode(*this);
    if (!decoded)
        qWarning("the client sent: %s", qPrintable(decoded.error().text));
}

PacketHandler::Flow FakeBroker::publishes(std::span<const PublishView> batch)
{
    for (const PublishView &view : batch) {
        m_aliases.append(view.topicAlias);
        take(toPublish(view));
    }
    return Flow::Continue;
}

PacketHandler::Flow FakeBroker::packet(Packet &&packet)
{
    take(packet);
    return Flow::Continue;
}

void FakeBroker::take(const Packet &packet)
{
    m_received.append(packet);
    if (onPacket)
        onPacket(packet);
    answer(packet);
}

void FakeBroker::answer(const Packet &packet)
{
    if (const auto *connect = std::get_if<ConnectPacket>(&packet)) {
        m_encoder = Encoder(connect->version, Role::Server);
        if (connack)
            send(*connack);
    } else if (std::holds_alternative<PingreqPacket>(packet)) {
        if (answersPings)
            send(PingrespPacket {});
    }
    if (!answers)
        return;
    if (const auto *publish = std::get_if<PublishPacket>(&packet)) {
        if (publish->qos == 1)
            send(PubackPacket {publish->packetId, ReasonCode::Success, {}});
        else if (publish->qos == 2)
            send(PubrecPacket {publish->packetId, ReasonCode::Success, {}});
    } else if (const auto *release = std::get_if<PubrelPacket>(&packet)) {
        send(PubcompPacket {release->packetId, ReasonCode::Success, {}});
    } else if (const auto *subscribe = std::get_if<SubscribePacket>(&packet)) {
        send(SubackPacket {subscribe->packetId,
            QList<ReasonCode>(subscribe->subscriptions.size(), ReasonCode::GrantedQoS0), {}});
    } else if (const auto *unsubscribe = std::get_if<UnsubscribePacket>(&packet)) {
        send(UnsubackPacket {unsubscribe->packetId,
            QList<ReasonCode>(unsubscribe->filters.size(), ReasonCode::Success), {}});
    }
}

QByteArray FakeBroker::encoded(const Packet &packet) const
{
    QByteArray bytes;
    const auto done = m_encoder.encode(packet, bytes);
    if (!done)
        qFatal("not a packet: %s", qPrintable(done.error().text));
    return bytes;
}

void FakeBroker::send(const Packet &packet)
{
    sendRaw(encoded(packet));
}

void FakeBroker::sendRaw(const QByteArray &bytes)
{
    if (m_peer)
        m_peer->write(bytes);
}

void FakeBroker::cut()
{
    if (m_peer)
        m_peer->abort();
}

} // namespace warden::test
