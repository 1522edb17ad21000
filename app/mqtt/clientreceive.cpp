// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/clientprivate.h"

#include "base/text.h"

#include <array>

namespace warden::mqtt {

namespace {

constexpr qint64 kReadChunk = 64 * 1024;
/// Reads closer together than this are a flow; so many of them in a row are load.
constexpr qint64 kFlowNs = 1'000'000;
constexpr int kBusyTurns = 16;
constexpr qint64 kQuietNs = 20'000'000;

} // namespace

void Client::Private::onReadable()
{
    if (m_paused)
        return;
    // QSslSocket tells of each TLS record by itself: under load they are read together when all are decrypted.
    m_readLater = m_busyTurns >= kBusyTurns && gatherMs > 0 && isEncrypted(options.endpoint.transport);
    if (m_readLater)
        scheduleTurn();
    else
        drain();
}

/// After our DISCONNECT nothing that comes has a meaning any more (MQTT 5 §3.14.4).
void Client::Private::discard()
{
    std::array<char, 4096> scratch;
    while (m_transport && m_transport->bytesAvailable() > 0) {
        if (m_transport->read(scratch.data(), qint64(scratch.size())) <= 0)
            return;
    }
}

void Client::Private::drain()
{
    if (m_decoding || !m_transport)
        return;
    if (state == State::Closing)
        return discard();
    // Load comes in gusts: a pause takes some of the busyness back, only a long one all of it.
    const qint64 gapNs = m_sinceReading.isValid() ? m_sinceReading.nsecsElapsed() : kQuietNs;
    if (gapNs < kFlowNs)
        m_busyTurns = qMin(m_busyTurns + 1, 4 * kBusyTurns);
    else
        m_busyTurns = gapNs < kQuietNs ? qMax(0, m_busyTurns - 2) : 0;
    m_decoding = true;
    bool goesOn = m_decoder.bufferedSize() == 0 || decodeBuffered();
    while (goesOn && m_transport) {
        const qint64 size = qMin(m_transport->bytesAvailable(), kReadChunk);
        if (size <= 0)
            break;
        char *room = m_decoder.prepareWrite(size);
        const qint64 count = m_transport->read(room, size);
        if (count <= 0)
            break;
        if (state == State::Connecting && m_firstBytes.size() < 4)
            m_firstBytes.append(room, qMin<qsizetype>(count, 4 - m_firstBytes.size()));
        m_decoder.commitWrite(count);
        m_turnBytes += count;
        counters.bytesIn += quint64(count);
        m_keepAlive.heardBytes(count, now());
        goesOn = decodeBuffered();
    }
    m_decoding = false;
    if (m_end) {
        const ConnectionEnd why = *std::exchange(m_end, std::nullopt);
        if (m_transport)
            end(why);
        return;
    }
    if (!m_transport)
        return;
    m_sinceReading.start();
    if (!m_out.isEmpty())
        scheduleFlush();
    if (m_busyTurns >= kBusyTurns && gatherMs > 0)
        scheduleTurn();
}

void Client::Private::scheduleTurn()
{
    if (!std::exchange(m_turnScheduled, true))
        QMetaObject::invokeMethod(this, [this] { endTurn(); }, Qt::QueuedConnection);
}

/// False when no more is to be read now.
bool Client::Private::decodeBuffered()
{
    const auto decoded = m_decoder.decode(*this);
    if (decoded)
        return flow() == Flow::Continue;
    const CodecError &error = decoded.error();
    const QString technical = error.detail.isEmpty() ? error.text : error.text + QLatin1Char(' ') + error.detail;
    if (state != State::Connecting) {
        endLater({FailureKind::MalformedPacket, technical, -1, {}, PacketType::Disconnect, error.reason});
        return false;
    }
    // A broker of MQTT 3.1.1 answers a CONNECT of MQTT 5 in its own form: "unacceptable protocol version".
    const bool oldBroker = m_firstBytes == QByteArrayView("\x20\x02\x00\x01", 4);
    const bool alert = m_firstBytes.startsWith("\x15\x03");
    endLater({oldBroker   ? FailureKind::ProtocolVersionRefused
            : alert       ? FailureKind::TlsOnPlainPort
                          : FailureKind::NotMqtt,
        technical});
    return false;
}

/// After a turn of the event loop under load: what trickles in during the next moment is read at once.
void Client::Private::endTurn()
{
    if (std::exchange(m_readLater, false) && !m_paused)
        drain();
    m_turnScheduled = false;
    const bool trickle = std::exchange(m_turnBytes, 0) < kReadChunk;
    if (!m_transport || state != State::Connected || m_paused || !trickle || m_gatherTimer.isActive())
        return;
    m_transport->holdReading(true);
    m_gatherTimer.start(gatherMs);
}

void Client::Private::onGathered()
{
    if (!m_transport || m_paused)
        return;
    m_transport->holdReading(false);
    m_sinceReading.start();
}

void Client::Private::pause()
{
    m_paused = true;
    if (m_transport && state == State::Connected)
        m_transport->holdReading(true);
}

void Client::Private::resume()
{
    if (!std::exchange(m_paused, false) || !m_transport)
        return;
    m_keepAlive.heardPackets(now());
    m_transport->holdReading(false);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_paused)
                return;
            drain();
            if (m_transport && m_heldFault)
                onFault(*std::exchange(m_heldFault, std::nullopt));
        },
        Qt::QueuedConnection);
}

PacketHandler::Flow Client::Private::flow() const
{
    const bool goesOn
        = !m_paused && !m_end && m_transport && (state == State::Connected || state == State::Connecting);
    return goesOn ? Flow::Continue : Flow::Stop;
}

PacketHandler::Flow Client::Private::publishes(std::span<const PublishView> batch)
{
    if (state != State::Connected) {
        endLater({FailureKind::NotMqtt, QStringLiteral("PUBLISH before CONNACK")});
        return Flow::Stop;
    }
    counters.packetsIn += batch.size();
    counters.publishesIn += batch.size();
    m_keepAlive.heardPackets(now());
    bool acknowledged = false;
    for (const PublishView &view : batch)
        acknowledged = acknowledged || view.qos > 0;
    if (acknowledged)
        deliverAcknowledged(batch);
    else
        deliver(batch);
    return flow();
}

void Client::Private::deliver(std::span<const PublishView> batch)
{
    if (sink) {
        sink(batch);
        return;
    }
    for (const PublishView &view : batch) {
        PublishPacket publish = toPublish(view);
        Q_EMIT q->messageReceived({std::move(publish.topic), std::move(publish.payload), publish.qos, publish.retain,
            publish.dup, std::move(publish.properties)});
    }
}

/// Hands on runs between messages that came twice, then acknowledges what was handed on.
void Client::Private::deliverAcknowledged(std::span<const PublishView> batch)
{
    size_t from = 0;
    for (size_t i = 0; i < batch.size(); ++i) {
        if (acceptPublish(batch[i]))
            continue;
        if (i > from)
            deliver(batch.subspan(from, i - from));
        from = i + 1;
        if (m_end)
            break;
    }
    if (!m_end && from < batch.size())
        deliver(batch.subspan(from));
    for (const PublishView &view : batch) {
        if (view.qos == 1)
            send(PubackPacket {view.packetId, ReasonCode::Success, {}});
        else if (view.qos == 2)
            send(PubrecPacket {view.packetId, ReasonCode::Success, {}});
    }
    // Not later, or the broker would run out of what it may send and wait for us.
    if (m_unflushedAcks > options.receiveMaximum / 2)
        flush();
}

/// False for what must not be handed on: a QoS 2 message for the second time, or one too many. Mosquitto 2.0 counts
/// a little generously, so a few beyond our Receive Maximum are let pass.
bool Client::Private::acceptPublish(const PublishView &view)
{
    if (view.qos == 0)
        return true;
    if (view.qos == 2 && !m_session.takeReceipt(view.packetId))
        return false;
    if (view.qos == 1)
        ++m_unflushedAcks;
    const int most = options.receiveMaximum + qMax(8, options.receiveMaximum / 8);
    if (options.version == Version::V5 && options.receiveMaximum > 0
        && m_unflushedAcks + m_session.receipts() > most) {
        const QString technical
            = QStringLiteral("more messages in flight than our Receive Maximum of %1").arg(options.receiveMaximum);
        endLater({FailureKind::MalformedPacket, technical, -1, {}, PacketType::Disconnect,
            ReasonCode::ReceiveMaximumExceeded});
        return false;
    }
    return true;
}

PacketHandler::Flow Client::Private::packet(Packet &&packet)
{
    ++counters.packetsIn;
    m_keepAlive.heardPackets(now());
    const PacketType type = typeOf(packet);
    const bool early = state == State::Connecting && type != PacketType::Connack && type != PacketType::Auth
        && type != PacketType::Disconnect;
    if (early || (state == State::Connected && type == PacketType::Connack)) {
        endLater({early ? FailureKind::NotMqtt : FailureKind::MalformedPacket,
            QStringLiteral("%1 out of turn").arg(QLatin1StringView(packetName(type))), -1, {},
            PacketType::Disconnect, ReasonCode::ProtocolError});
        return Flow::Stop;
    }
    std::visit([this](auto &&one) { handle(std::move(one)); }, std::move(packet));
    return flow();
}

/// What only a server receives is an error of the codec already.
template <class Other>
void Client::Private::handle(Other &&)
{
}

QString Client::Private::technicalOf(const Properties &properties) const
{
    QStringList parts;
    if (properties.reasonString)
        parts += displayText(*properties.reasonString);
    if (properties.serverReference)
        parts += QStringLiteral("server reference: ") + displayText(*properties.serverReference);
    return parts.join(QStringLiteral("; "));
}

void Client::Private::handle(ConnackPacket &&packet)
{
    if (isFailure(packet.reasonCode)) {
        endLater({kindOf(packet.reasonCode, PacketType::Connack),
            reasonDisplay(packet.reasonCode, PacketType::Connack) + QLatin1Char(' ')
                + technicalOf(packet.properties),
            int(packet.reasonCode), QString::fromUtf8(packet.properties.reasonString.value_or(QByteArray())),
            PacketType::Connack});
        return;
    }
    if (packet.properties.authenticationData && authenticator) {
        const auto verified = authenticator(*packet.properties.authenticationData);
        if (!verified) {
            endLater({FailureKind::NotAuthorized, verified.error().text, -1, {}, PacketType::Connack,
                ReasonCode::NotAuthorized});
            return;
        }
    }
    grants = std::move(packet);
    onSignedIn();
}

void Client::Private::onSignedIn()
{
    m_connectTimer.stop();
    m_connectedAt = now();
    if (std::exchange(m_everConnected, true))
        ++counters.reconnects;
    const Properties &granted = grants.properties;
    if (granted.assignedClientIdentifier)
        clientId = QString::fromUtf8(*granted.assignedClientIdentifier);
    m_encoder.setMaximumPacketSize(granted.maximumPacketSize.value_or(kMaximumPacketSize));
    m_aliases.reset(granted.topicAliasMaximum.value_or(0));
    m_session.setWindow(granted.receiveMaximum.value_or(65'535));
    m_keepAlive.start(granted.serverKeepAlive.value_or(options.keepAliveSeconds) * 1000, now());
    if (m_keepAlive.isOn())
        m_keepAliveTimer.start(m_keepAlive.tickMs());
    if (!grants.sessionPresent) {
        m_session.failInFlight({ErrorCode::Unreachable,
            Client::tr("The broker no longer knows this session, so the message may not have arrived. Send it again."),
            {}});
    }
    Q_EMIT q->stepDone(ConnectStep::SignedIn, int(now() - m_attemptAt));
    setState(State::Connected);
    if (state != State::Connected)
        return; // Closed by a slot.
    resend();
    Q_EMIT q->connected(grants.sessionPresent);
    pump();
}

void Client::Private::handle(AuthPacket &&packet)
{
    const bool ours = packet.properties.authenticationMethod == options.authenticationMethod.toUtf8();
    if (!ours || !authenticator) {
        endLater({FailureKind::RefusedByBroker, QStringLiteral("AUTH with a method that was not agreed"),
            int(ReasonCode::BadAuthenticationMethod), {}, PacketType::Disconnect, ReasonCode::ProtocolError});
        return;
    }
    if (packet.reasonCode == ReasonCode::Success)
        return; // Renewed.
    const auto answer = authenticator(packet.properties.authenticationData.value_or(QByteArray()));
    if (!answer) {
        endLater({FailureKind::NotAuthorized, answer.error().text, -1, {}, PacketType::Disconnect,
            ReasonCode::NotAuthorized});
        return;
    }
    AuthPacket reply {ReasonCode::ContinueAuthentication, {}};
    reply.properties.authenticationMethod = packet.properties.authenticationMethod;
    if (!answer->isEmpty())
        reply.properties.authenticationData = *answer;
    send(reply);
}

void Client::Private::handle(DisconnectPacket &&packet)
{
    endLater({kindOf(packet.reasonCode, PacketType::Disconnect),
        reasonDisplay(packet.reasonCode, PacketType::Disconnect) + QLatin1Char(' ') + technicalOf(packet.properties),
        int(packet.reasonCode), QString::fromUtf8(packet.properties.reasonString.value_or(QByteArray())),
        PacketType::Disconnect});
}

void Client::Private::handle(PubackPacket &&packet)
{
    m_session.acknowledge(packet);
    pump();
}

void Client::Private::handle(PubrecPacket &&packet)
{
    if (const auto answer = m_session.received(packet, options.version))
        send(*answer);
    else
        pump();
}

void Client::Private::handle(PubrelPacket &&packet)
{
    send(m_session.release(packet, options.version));
}

void Client::Private::handle(PubcompPacket &&packet)
{
    m_session.complete(packet);
    pump();
}

void Client::Private::handle(SubackPacket &&packet)
{
    m_session.answer(packet.packetId, packet.reasonCodes);
}

void Client::Private::handle(UnsubackPacket &&packet)
{
    m_session.answer(packet.packetId, packet.reasonCodes);
}

void Client::Private::handle(PingrespPacket &&)
{
}

} // namespace warden::mqtt
