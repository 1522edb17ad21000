// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/floodpeer.h"

#include "mqtt/decoder.h"
#include "mqtt/encoder.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

namespace warden::test {

namespace {

constexpr qint64 kAhead = 4 * 1024 * 1024;

/// One subscriber.
class Peer final : public QObject, private mqtt::PacketHandler
{
public:
    Peer(QSslSocket *socket, const FloodPlan &plan)
        : QObject(socket)
        , m_socket(socket)
        , m_plan(plan)
        , m_decoder({.role = mqtt::Role::Server})
        , m_encoder(mqtt::Version::V5, mqtt::Role::Server)
        , m_timer(this)
    {
        connect(socket, &QSslSocket::readyRead, this, [this] { onReadable(); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QSslSocket::bytesWritten, this, [this] { pump(); });
        connect(socket, &QSslSocket::encryptedBytesWritten, this, [this] { pump(); });
        connect(&m_timer, &QTimer::timeout, this, [this] { pump(); });
    }

private:
    void onReadable()
    {
        m_decoder.append(m_socket->readAll());
        if (!m_decoder.decode(*this))
            m_socket->abort();
    }

    Flow publishes(std::span<const mqtt::PublishView> batch) override
    {
        for (const mqtt::PublishView &view : batch) {
            if (view.topic == "$CONTROL/dynamic-security/v1")
                answerAccess(view.payload);
            if (view.qos == 1)
                send(mqtt::PubackPacket {view.packetId, mqtt::ReasonCode::Success, {}});
        }
        return Flow::Continue;
    }

    Flow packet(mqtt::Packet &&packet) override
    {
        if (const auto *connect = std::get_if<mqtt::ConnectPacket>(&packet)) {
            m_encoder.setVersion(connect->version);
            send(mqtt::ConnackPacket {});
        } else if (const auto *subscribe = std::get_if<mqtt::SubscribePacket>(&packet)) {
            grant(*subscribe);
        } else if (const auto *unsubscribe = std::get_if<mqtt::UnsubscribePacket>(&packet)) {
            mqtt::UnsubackPacket answer {unsubscribe->packetId, {}, {}};
            if (m_encoder.version() == mqtt::Version::V5)
                answer.reasonCodes.fill(mqtt::ReasonCode::Success, unsubscribe->filters.size());
            send(answer);
        } else if (std::holds_alternative<mqtt::PingreqPacket>(packet)) {
            send(mqtt::PingrespPacket {});
        } else if (std::holds_alternative<mqtt::DisconnectPacket>(packet)) {
            m_socket->disconnectFromHost();
        }
        return Flow::Continue;
    }

    void grant(const mqtt::SubscribePacket &subscribe)
    {
        mqtt::SubackPacket answer {subscribe.packetId, {}, {}};
        answer.reasonCodes.fill(mqtt::ReasonCode::GrantedQoS0, subscribe.subscriptions.size());
        send(answer);
        for (const mqtt::Subscription &subscription : subscribe.subscriptions) {
            if (subscription.filter == "$SYS/#")
                sendMessage("$SYS/broker/version", "mosquitto version 0.0.0");
            if (subscription.filter == "#")
                startFlood();
        }
    }

    void answerAccess(QByteArrayView question)
    {
        const QJsonObject command = QJsonDocument::fromJson(question.toByteArray())
                                        .object()
                                        .value(QStringLiteral("commands"))
                                        .toArray()
                                        .first()
                                        .toObject();
        const QJsonObject answer {{QStringLiteral("responses"), QJsonArray {command}}};
        sendMessage("$CONTROL/dynamic-security/v1/response", QJsonDocument(answer).toJson(QJsonDocument::Compact));
    }

    void sendMessage(const QByteArray &topic, const QByteArray &payload)
    {
        mqtt::PublishPacket packet;
        packet.topic = topic;
        packet.payload = payload;
        send(packet);
    }

    void send(const mqtt::Packet &packet)
    {
        QByteArray bytes;
        if (m_encoder.encode(packet, bytes))
            m_socket->write(bytes);
    }

    void startFlood()
    {
        m_round = floodRound(m_plan, m_encoder.version() == mqtt::Version::V5);
        m_packet = m_round.size() / m_plan.topics;
        m_sinceStart.start();
        m_timer.start(m_plan.perSecond > 0 ? 5 : 50);
        pump();
    }

    void pump()
    {
        if (m_round.isEmpty())
            return;
        while (m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite() < kAhead) {
            quint64 due = quint64(m_plan.topics);
            if (m_plan.messages > 0)
                due = qMin(due, m_plan.messages - m_sent);
            if (m_plan.perSecond > 0)
                due = qMin(due, quint64(m_sinceStart.elapsed()) * quint64(m_plan.perSecond) / 1000 - m_sent);
            const quint64 at = m_sent % quint64(m_plan.topics);
            due = qMin(due, quint64(m_plan.topics) - at);
            if (due == 0)
                return;
            m_socket->write(m_round.constData() + qsizetype(at) * m_packet, qsizetype(due) * m_packet);
            m_sent += due;
        }
    }

    QSslSocket *m_socket;
    FloodPlan m_plan;
    mqtt::Decoder m_decoder;
    mqtt::Encoder m_encoder;
    QTimer m_timer;
    QByteArray m_round;
    qsizetype m_packet = 0;
    quint64 m_sent = 0;
    QElapsedTimer m_sinceStart;
};

} // namespace

QByteArray floodRound(const FloodPlan &plan, bool mqtt5)
{
    const mqtt::Encoder encoder(mqtt5 ? mqtt::Version::V5 : mqtt::Version::V311, mqtt::Role::Server);
    QByteArray round;
    for (int i = 0; i < plan.topics; ++i) {
        mqtt::PublishPacket packet;
        packet.topic = "plant/hall" + QByteArray::number(i % 10) + "/line" + QByteArray::number(i / 10 % 10) + "/machine"
            + QByteArray::number(i).rightJustified(7, '0') + "/temperature";
        packet.payload = QByteArray::number(i).rightJustified(plan.payloadBytes, '.', true);
        if (!encoder.encode(packet, round))
            qFatal("a flood of packets that MQTT forbids");
    }
    return round;
}

FloodPeer::FloodPeer(const FloodPlan &plan, QObject *parent)
    : QTcpServer(parent)
    , m_plan(plan)
{
}

void FloodPeer::secure(const QList<QSslCertificate> &chain, const QSslKey &key)
{
    m_chain = chain;
    m_key = key;
}

void FloodPeer::incomingConnection(qintptr handle)
{
    auto *socket = new QSslSocket(this);
    socket->setSocketDescriptor(handle);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new Peer(socket, m_plan);
    if (m_chain.isEmpty())
        return;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(m_chain);
    configuration.setPrivateKey(m_key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setSslConfiguration(configuration);
    socket->startServerEncryption();
}

} // namespace warden::test
