// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/sessionstate.h"

namespace warden::mqtt {

PublishPacket toPublish(const Message &message, quint16 packetId, bool duplicate)
{
    PublishPacket packet;
    packet.topic = message.topic;
    packet.payload = message.payload;
    packet.qos = message.qos;
    packet.retain = message.retain;
    packet.dup = duplicate;
    packet.packetId = packetId;
    packet.properties = message.properties;
    return packet;
}

qint64 SessionState::sizeOf(const Message &message)
{
    return message.topic.size() + message.payload.size() + 64;
}

bool SessionState::enqueue(const Message &message, const PublishDone &done)
{
    // One message of any size fits an empty queue, or it could never be sent.
    const bool full = m_queue.size() >= kMaximumQueued
        || (!m_queue.empty() && m_queuedBytes + sizeOf(message) > kMaximumQueuedBytes);
    if (full)
        return false;
    m_queue.emplace_back(message, done);
    m_queuedBytes += sizeOf(message);
    return true;
}

std::optional<PublishPacket> SessionState::next()
{
    if (m_queue.empty() || m_inFlight.size() >= m_window)
        return std::nullopt;
    const quint16 packetId = takePacketId();
    if (packetId == 0)
        return std::nullopt;
    auto [message, done] = std::move(m_queue.front());
    m_queue.pop_front();
    m_queuedBytes -= sizeOf(message);
    PublishPacket packet = toPublish(message, packetId, false);
    m_inFlight.push_back({std::move(message), std::move(done), packetId, Stage::AwaitsAck});
    m_byId.insert(packetId, std::prev(m_inFlight.end()));
    return packet;
}

QList<Packet> SessionState::unacknowledged() const
{
    QList<Packet> packets;
    for (const Outgoing &outgoing : m_inFlight) {
        if (outgoing.stage == Stage::AwaitsAck)
            packets.append(toPublish(outgoing.message, outgoing.packetId, true));
        else
            packets.append(PubrelPacket {outgoing.packetId, ReasonCode::Success, {}});
    }
    return packets;
}

void SessionState::finish(quint16 packetId, const Result<ReasonCode> &result)
{
    const auto found = m_byId.constFind(packetId);
    if (found == m_byId.constEnd())
        return;
    const PublishDone done = std::move((*found)->done);
    m_inFlight.erase(*found);
    m_byId.erase(found);
    if (done)
        done(result);
}

void SessionState::acknowledge(const PubackPacket &packet)
{
    const auto found = m_byId.constFind(packet.packetId);
    if (found != m_byId.constEnd() && (*found)->message.qos == 1)
        finish(packet.packetId, packet.reasonCode);
}

std::optional<PubrelPacket> SessionState::received(const PubrecPacket &packet, Version version)
{
    const auto found = m_byId.constFind(packet.packetId);
    const bool known = found != m_byId.constEnd() && (*found)->message.qos == 2;
    if (!known) {
        const bool sayIt = version == Version::V5 && !isFailure(packet.reasonCode);
        return PubrelPacket {packet.packetId, sayIt ? ReasonCode::PacketIdentifierNotFound : ReasonCode::Success, {}};
    }
    if (isFailure(packet.reasonCode)) {
        finish(packet.packetId, packet.reasonCode);
        return std::nullopt;
    }
    (*found)->stage = Stage::AwaitsComp;
    (*found)->message.payload.clear(); // It is the broker's now and never sent again.
    return PubrelPacket {packet.packetId, ReasonCode::Success, {}};
}

void SessionState::complete(const PubcompPacket &packet)
{
    const auto found = m_byId.constFind(packet.packetId);
    if (found != m_byId.constEnd() && (*found)->stage == Stage::AwaitsComp)
        finish(packet.packetId, packet.reasonCode);
}

void SessionState::fail(quint16 packetId, const Error &error)
{
    finish(packetId, failure(error));
}

bool SessionState::takeReceipt(quint16 packetId)
{
    const auto before = m_receipts.size();
    m_receipts.insert(packetId);
    return m_receipts.size() != before;
}

PubcompPacket SessionState::release(const PubrelPacket &packet, Version version)
{
    const bool known = m_receipts.remove(packet.packetId);
    const bool sayIt = !known && version == Version::V5;
    return {packet.packetId, sayIt ? ReasonCode::PacketIdentifierNotFound : ReasonCode::Success, {}};
}

quint16 SessionState::takePacketId()
{
    for (int tries = 0; tries < 65'535; ++tries) {
        m_lastId = quint16(m_lastId == 65'535 ? 1 : m_lastId + 1);
        if (!m_byId.contains(m_lastId) && !m_requests.contains(m_lastId))
            return m_lastId;
    }
    return 0;
}

void SessionState::expectAnswer(quint16 packetId, SubscribeDone done)
{
    m_requests.insert(packetId, std::move(done));
}

void SessionState::answer(quint16 packetId, const QList<ReasonCode> &codes)
{
    const SubscribeDone done = m_requests.take(packetId);
    if (done)
        done(codes);
}

void SessionState::failRequests(const Error &error)
{
    const auto requests = std::exchange(m_requests, {});
    for (const SubscribeDone &done : requests) {
        if (done)
            done(failure(error));
    }
}

void SessionState::failInFlight(const Error &error)
{
    m_receipts.clear();
    m_byId.clear();
    const auto inFlight = std::exchange(m_inFlight, {});
    for (const Outgoing &outgoing : inFlight) {
        if (outgoing.done)
            outgoing.done(failure(error));
    }
}

void SessionState::failAll(const Error &error)
{
    const auto queue = std::exchange(m_queue, {});
    m_queuedBytes = 0;
    failRequests(error);
    failInFlight(error);
    for (const auto &[message, done] : queue) {
        if (done)
            done(failure(error));
    }
}

} // namespace warden::mqtt
