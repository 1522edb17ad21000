// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/clientprivate.h"

namespace warden::mqtt {

namespace {

/// With so much on its way already, nothing is added.
constexpr qint64 kHighWater = 8 * 1024 * 1024;
constexpr qsizetype kFlushAt = 256 * 1024;
constexpr qint64 kBacklog = 64 * 1024;

Error notConnected()
{
    return {ErrorCode::Unreachable,
        Client::tr("There is no connection to the broker right now. Try again when it is back."), {}};
}

Error busy()
{
    return {ErrorCode::Busy,
        Client::tr("Too many messages are waiting to be sent. Try again when the broker has taken some."), {}};
}

} // namespace

/// False when MQTT cannot express the packet; nothing is sent then.
bool Client::Private::send(const Packet &packet)
{
    if (!m_transport || !m_encoder.encode(packet, m_out))
        return false;
    ++counters.packetsOut;
    scheduleFlush();
    return true;
}

void Client::Private::sendNow(const Packet &packet)
{
    send(packet);
    flush();
}

void Client::Private::scheduleFlush()
{
    if (m_out.size() >= kFlushAt) {
        flush();
        return;
    }
    if (std::exchange(m_flushScheduled, true))
        return;
    QMetaObject::invokeMethod(this, [this] { flush(); }, Qt::QueuedConnection);
}

void Client::Private::flush()
{
    m_flushScheduled = false;
    if (!m_transport || m_out.isEmpty())
        return;
    counters.bytesOut += quint64(m_out.size());
    m_transport->write(m_out);
    m_out.resize(0);
    m_unflushedAcks = 0;
    m_keepAlive.sent(now());
}

CodecResult<void> Client::Private::encodePublish(PublishPacket packet)
{
    TopicAliases::Use use;
    if (options.version == Version::V5)
        use = m_aliases.use(packet.topic);
    if (use.alias > 0) {
        packet.properties.topicAlias = use.alias;
        if (use.known)
            packet.topic.clear();
    }
    const auto encoded = m_encoder.encode(packet, m_out);
    if (!encoded) {
        // The broker will not hear of a new alias in it; each is told again with its topic.
        m_aliases.reset(grants.properties.topicAliasMaximum.value_or(0));
        return encoded;
    }
    ++counters.packetsOut;
    ++counters.publishesOut;
    scheduleFlush();
    return {};
}

/// Why the broker would not take \a message, by what it granted.
std::optional<Error> Client::Private::refusal(const Message &message) const
{
    const quint8 most = grants.properties.maximumQoS.value_or(2);
    if (message.qos > most)
        return Error {ErrorCode::Unsupported,
            Client::tr("This broker takes messages with QoS %1 at most. Send with a lower QoS.").arg(most), {}};
    if (message.retain && !grants.properties.retainAvailable.value_or(true))
        return Error {ErrorCode::Unsupported,
            Client::tr("This broker keeps no retained messages. Send the message without “retained”."), {}};
    return std::nullopt;
}

void Client::Private::publish(const Message &message, const PublishDone &done)
{
    std::optional<Error> error;
    if (state == State::Connected)
        error = refusal(message);
    else if (message.qos == 0 || (state != State::Waiting && state != State::Connecting))
        error = notConnected();
    if (!error && state == State::Connected && message.qos == 0) {
        publishOnce(message, done);
        return;
    }
    if (!error && !m_session.enqueue(message, done))
        error = busy();
    if (error) {
        if (done)
            done(failure(*error));
        return;
    }
    if (state == State::Connected)
        pump();
}

void Client::Private::publishOnce(const Message &message, const PublishDone &done)
{
    Result<ReasonCode> result = ReasonCode::Success;
    if (bytesPending() > kHighWater) {
        result = failure(busy());
    } else {
        const auto encoded = encodePublish(toPublish(message, 0, false));
        if (!encoded)
            result = failure(encoded.error());
    }
    if (done)
        done(result);
}

void Client::Private::pump()
{
    while (m_transport && state == State::Connected && bytesPending() < kHighWater) {
        auto packet = m_session.next();
        if (!packet)
            return;
        const quint16 packetId = packet->packetId;
        const auto encoded = encodePublish(std::move(*packet));
        if (!encoded)
            m_session.fail(packetId, encoded.error());
    }
}

/// What the broker has not acknowledged goes out again before anything new (MQTT 5 §4.4).
void Client::Private::resend()
{
    const QList<Packet> packets = m_session.unacknowledged();
    for (const Packet &packet : packets) {
        if (const auto *publish = std::get_if<PublishPacket>(&packet)) {
            const auto encoded = encodePublish(*publish);
            if (!encoded)
                m_session.fail(publish->packetId, encoded.error());
        } else {
            send(packet);
        }
    }
}

void Client::Private::subscribe(
    const QList<Subscription> &subscriptions, const SubscribeDone &done, quint32 identifier)
{
    SubscribePacket packet;
    packet.subscriptions = subscriptions;
    if (identifier > 0)
        packet.properties.subscriptionIdentifiers = {identifier};
    std::optional<Error> error;
    if (state != State::Connected)
        error = notConnected();
    else if (packet.packetId = m_session.takePacketId(); packet.packetId == 0)
        error = busy();
    else if (const auto encoded = m_encoder.encode(Packet(packet), m_out); !encoded)
        error = encoded.error();
    if (error) {
        if (done)
            done(failure(*error));
        return;
    }
    m_session.expectAnswer(packet.packetId, done);
    ++counters.packetsOut;
    scheduleFlush();
}

void Client::Private::unsubscribe(const QList<QByteArray> &filters, const SubscribeDone &done)
{
    UnsubscribePacket packet;
    packet.filters = filters;
    std::optional<Error> error;
    if (state != State::Connected)
        error = notConnected();
    else if (packet.packetId = m_session.takePacketId(); packet.packetId == 0)
        error = busy();
    else if (const auto encoded = m_encoder.encode(Packet(packet), m_out); !encoded)
        error = encoded.error();
    if (error) {
        if (done)
            done(failure(*error));
        return;
    }
    m_session.expectAnswer(packet.packetId, done);
    ++counters.packetsOut;
    scheduleFlush();
}

void Client::Private::reauthenticate(const QByteArray &data)
{
    if (state != State::Connected || options.authenticationMethod.isEmpty())
        return;
    AuthPacket packet {ReasonCode::Reauthenticate, {}};
    packet.properties.authenticationMethod = options.authenticationMethod.toUtf8();
    if (!data.isEmpty())
        packet.properties.authenticationData = data;
    send(packet);
}

void Client::Private::onWritten()
{
    // While much is waiting, the system takes more only as the peer acknowledges: our PINGREQ may be far behind.
    if (bytesPending() > kBacklog)
        m_keepAlive.heardPackets(now());
    if (m_session.hasQueued())
        pump();
}

void Client::Private::onTick()
{
    if (m_paused)
        m_keepAlive.heardPackets(now()); // We are the one who does not listen.
    switch (m_keepAlive.tick(now())) {
    case KeepAlive::Action::Nothing:
        break;
    case KeepAlive::Action::Ping:
        send(PingreqPacket {});
        break;
    case KeepAlive::Action::Expired:
        end({FailureKind::KeepAliveExpired, QStringLiteral("no PINGRESP within %1 ms").arg(m_keepAlive.answerMs()), -1,
            {}, PacketType::Disconnect, ReasonCode::UnspecifiedError});
        break;
    }
}

} // namespace warden::mqtt
