// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/client.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <list>

namespace warden::mqtt {

/// What a client must remember of its session (MQTT 5 §4.1, §4.3, §4.4, §4.9), without any I/O: packet ids, messages
/// that wait or are not acknowledged yet, and QoS 2 receipts.
class SessionState
{
public:
    using PublishDone = Client::PublishDone;
    using SubscribeDone = Client::SubscribeDone;

    static constexpr int kMaximumQueued = 1000;
    static constexpr qint64 kMaximumQueuedBytes = 8 * 1024 * 1024;

    /// How many QoS 1 and 2 messages the broker takes before it acknowledges one.
    void setWindow(quint16 receiveMaximum) { m_window = receiveMaximum; }

    /// Takes a QoS 1 or 2 message to send; false when the queue is full, and then \a done is left alone.
    bool enqueue(const Message &message, const PublishDone &done);
    bool hasQueued() const { return !m_queue.empty(); }
    /// The next message that may go out now, with its packet id.
    std::optional<PublishPacket> next();
    /// What a resumed session has to send again, in order (§4.4): PUBLISH with DUP, and PUBREL.
    QList<Packet> unacknowledged() const;
    int inFlight() const { return int(m_inFlight.size()); }

    void acknowledge(const PubackPacket &packet);
    /// The PUBREL to answer with; none when the broker refused the message.
    std::optional<PubrelPacket> received(const PubrecPacket &packet, Version version);
    void complete(const PubcompPacket &packet);
    /// Gives up one message that could not be sent.
    void fail(quint16 packetId, const Error &error);

    /// True for a QoS 2 message that was not handed on yet.
    bool takeReceipt(quint16 packetId);
    /// The PUBCOMP for a PUBREL.
    PubcompPacket release(const PubrelPacket &packet, Version version);
    int receipts() const { return int(m_receipts.size()); }

    /// 0 when all are in use.
    quint16 takePacketId();
    void expectAnswer(quint16 packetId, SubscribeDone done);
    void answer(quint16 packetId, const QList<ReasonCode> &codes);

    /// The network connection ended: what waits for SUBACK or UNSUBACK fails.
    void failRequests(const Error &error);
    /// The broker has no session any more: messages in flight fail, receipts are forgotten; the queue stays.
    void failInFlight(const Error &error);
    void failAll(const Error &error);

private:
    enum class Stage { AwaitsAck, AwaitsComp };
    struct Outgoing {
        Message message;
        PublishDone done;
        quint16 packetId = 0;
        Stage stage = Stage::AwaitsAck;
    };
    using OutgoingList = std::list<Outgoing>;

    static qint64 sizeOf(const Message &message);
    void finish(quint16 packetId, const Result<ReasonCode> &result);

    std::deque<std::pair<Message, PublishDone>> m_queue;
    qint64 m_queuedBytes = 0;
    OutgoingList m_inFlight;
    QHash<quint16, OutgoingList::iterator> m_byId;
    QHash<quint16, SubscribeDone> m_requests;
    QSet<quint16> m_receipts;
    quint16 m_window = 65'535;
    quint16 m_lastId = 0;
};

/// The packet for \a message.
PublishPacket toPublish(const Message &message, quint16 packetId, bool duplicate);

} // namespace warden::mqtt
