// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decoder.h"

#include "mqtt/packetreader.h"
#include "mqtt/propertycodec.h"
#include "mqtt/rules.h"
#include "topic/utf8.h"

#include <cstring>

namespace warden::mqtt {

namespace {

constexpr size_t kBatchSize = 256;
/// An idle buffer larger than this is given back.
constexpr qsizetype kKeptCapacity = 1024 * 1024;
constexpr qsizetype kSmallestCapacity = 4096;

Role peerOf(Role role)
{
    return role == Role::Client ? Role::Server : Role::Client;
}

/// The first byte of a PUBLISH with flags that are allowed, which either side may send.
bool isGoodPublish(quint8 first)
{
    return (first & 0xF0) == 0x30 && (first & 0x06) != 0x06 && (first & 0x0E) != 0x08;
}

/// Checks all properties; only the alias is needed at once.
Fault scanProperties(PublishView &view, Role sender)
{
    PropertyReader properties(view.properties, PacketType::Publish, sender);
    PropertyView property;
    while (properties.next(property)) {
        if (property.id == PropertyId::TopicAlias)
            view.topicAlias = quint16(property.number);
    }
    return properties.fault();
}

Fault readPublish(PublishView &view, quint8 first, QByteArrayView body, Version version, Role sender)
{
    Reader reader(body);
    view.qos = first >> 1 & 3;
    view.retain = first & 1;
    view.dup = first & 8;
    view.topic = reader.binary("Topic Name");
    if (view.qos > 0)
        view.packetId = reader.twoBytes("Packet Identifier");
    if (version == Version::V5)
        view.properties = reader.bytes(reader.varint("Property Length"), "Properties");
    view.payload = reader.rest();
    if (!reader.isGood())
        return reader.fault();
    if (!view.properties.isEmpty()) {
        const Fault fault = scanProperties(view, sender);
        if (fault.rule)
            return fault;
    }
    // The common case at once; all others are looked at in detail.
    if ((view.qos == 0 || view.packetId != 0) && !view.topic.isEmpty() && topic::utf8::allPlain<true>(view.topic))
        return {};
    return publishFault(view.topic, view.topicAlias != 0, view.qos, view.packetId, version);
}

} // namespace

/// A whole packet in the buffer.
struct Decoder::Frame {
    quint8 first = 0;
    QByteArrayView body;
    qsizetype header = 0; ///< Bytes of the fixed header.
    qsizetype size = 0; ///< Bytes with it.
    PacketType type() const { return PacketType(first >> 4); }
};

PublishPacket toPublish(const PublishView &view)
{
    PublishPacket packet {view.topic.toByteArray(), view.payload.toByteArray(), view.qos, view.retain, view.dup,
        view.packetId, decodePublishProperties(view.properties).value_or(Properties())};
    packet.properties.topicAlias.reset();
    return packet;
}

Decoder::Decoder(const DecoderOptions &options)
{
    m_batch.reserve(kBatchSize);
    reset(options);
}

void Decoder::reset(const DecoderOptions &options)
{
    m_options = options;
    m_begin = 0;
    m_end = 0;
    m_batch.clear();
    m_aliases.clear();
    m_error.reset();
}

char *Decoder::prepareWrite(qsizetype size)
{
    if (m_begin == m_end) {
        m_begin = 0;
        m_end = 0;
        if (m_capacity > kKeptCapacity && size <= kKeptCapacity) {
            m_buffer.reset();
            m_capacity = 0;
        }
    }
    if (m_capacity - m_end < size)
        makeRoom(size);
    return m_buffer.get() + m_end;
}

void Decoder::makeRoom(qsizetype size)
{
    const qsizetype used = m_end - m_begin;
    // Moving pays only when as much was read away as has to be moved: that bounds the work for each byte.
    if (m_capacity - used >= size && m_begin >= used) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_begin, size_t(used));
    } else {
        const qsizetype capacity = qMax(kSmallestCapacity, qMax(used + size, used * 2));
        auto larger = std::make_unique_for_overwrite<char[]>(size_t(capacity));
        if (used > 0)
            std::memcpy(larger.get(), m_buffer.get() + m_begin, size_t(used));
        m_buffer = std::move(larger);
        m_capacity = capacity;
    }
    m_begin = 0;
    m_end = used;
}

void Decoder::commitWrite(qsizetype size)
{
    Q_ASSERT(size >= 0 && size <= m_capacity - m_end);
    m_end += size;
}

void Decoder::append(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    std::memcpy(prepareWrite(bytes.size()), bytes.data(), size_t(bytes.size()));
    commitWrite(bytes.size());
}

CodecResult<void> Decoder::decode(PacketHandler &handler)
{
    if (m_error)
        return tl::unexpected(*m_error);
    Step step = Step::Done;
    while (step == Step::Done) {
        Frame frame;
        step = nextFrame(frame);
        if (step == Step::Done)
            step = frame.type() == PacketType::Publish ? takePublish(frame, handler) : takeOther(frame, handler);
    }
    // What came before a fault is good and handed on before it. Stopped there, the fault is found again later.
    if (flush(handler) == Step::Stopped)
        m_error.reset();
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

Decoder::Step Decoder::nextFrame(Frame &frame)
{
    const qsizetype available = m_end - m_begin;
    if (available == 0)
        return Step::Incomplete;
    frame.first = quint8(m_buffer[size_t(m_begin)]);
    if (!isGoodPublish(frame.first)) {
        const Fault header = headerFault(frame.first, m_options.version, peerOf(m_options.role));
        if (header.rule)
            return fail(header, frame.type());
    }
    const Step length = readLength(frame);
    if (length != Step::Done)
        return length;
    if (frame.size > qsizetype(m_options.maximumPacketSize))
        return fail({ReasonCode::PacketTooLarge, "packet", "is over our maximum packet size (MQTT 5 §3.1.2.11.4)"},
            frame.type());
    if (frame.size > available)
        return Step::Incomplete;
    frame.body = QByteArrayView(m_buffer.get() + m_begin, frame.size).sliced(frame.header);
    return Step::Done;
}

Decoder::Step Decoder::readLength(Frame &frame)
{
    const QByteArrayView received(m_buffer.get() + m_begin, m_end - m_begin);
    quint32 remaining = 0;
    qsizetype at = 1;
    for (bool more = true; more; ++at) {
        if (at == 5)
            return fail({ReasonCode::MalformedPacket, "Remaining Length", "is longer than four bytes (MQTT 5 §2.1.4)"},
                frame.type());
        if (at == received.size())
            return Step::Incomplete;
        more = received[at] & 0x80;
        remaining |= quint32(received[at] & 0x7F) << 7 * (at - 1);
    }
    // MQTT 3.1.1 has no such rule.
    if (at > 2 && received[at - 1] == 0 && m_options.version == Version::V5)
        return fail({ReasonCode::MalformedPacket, "Remaining Length", "takes more bytes than it needs (MQTT 5 §1.5.5)"},
            frame.type());
    frame.header = at;
    frame.size = at + qsizetype(remaining);
    return Step::Done;
}

Decoder::Step Decoder::takePublish(const Frame &frame, PacketHandler &handler)
{
    PublishView view;
    const Fault fault = readPublish(view, frame.first, frame.body, m_options.version, peerOf(m_options.role));
    if (fault.rule)
        return fail(fault, PacketType::Publish);
    if (m_batch.size() == kBatchSize && flush(handler) == Step::Stopped)
        return Step::Stopped;
    if (view.topicAlias != 0) {
        const Step resolved = resolveAlias(view, handler);
        if (resolved != Step::Done)
            return resolved;
    }
    m_batch.push_back(view);
    m_begin += frame.size;
    return Step::Done;
}

Decoder::Step Decoder::resolveAlias(PublishView &view, PacketHandler &handler)
{
    if (view.topicAlias > m_options.topicAliasMaximum)
        return fail({ReasonCode::TopicAliasInvalid, "Topic Alias", "is over our maximum (MQTT 5 §3.3.2.3.4)"},
            PacketType::Publish);
    if (view.topicAlias > m_aliases.size())
        m_aliases.resize(view.topicAlias);
    QByteArray &known = m_aliases[view.topicAlias - 1u];
    if (view.topic.isEmpty()) {
        if (known.isEmpty())
            return fail({ReasonCode::ProtocolError, "Topic Alias", "was never given a topic (MQTT 5 §3.3.2.3.4)"},
                PacketType::Publish);
        view.topic = known;
        return Step::Done;
    }
    if (view.topic == known)
        return Step::Done;
    // Views that are waiting may lie in the topic that is about to go.
    if (flush(handler) == Step::Stopped)
        return Step::Stopped;
    known = view.topic.toByteArray();
    return Step::Done;
}

Decoder::Step Decoder::takeOther(const Frame &frame, PacketHandler &handler)
{
    Reader reader(frame.body);
    Packet packet = readPacket(reader, frame.first, m_options.version, peerOf(m_options.role));
    if (!reader.isGood())
        return fail(reader.fault(), frame.type());
    if (flush(handler) == Step::Stopped)
        return Step::Stopped;
    m_begin += frame.size;
    if (const auto *connect = std::get_if<ConnectPacket>(&packet))
        m_options.version = connect->version;
    return handler.packet(std::move(packet)) == PacketHandler::Flow::Stop ? Step::Stopped : Step::Done;
}

Decoder::Step Decoder::flush(PacketHandler &handler)
{
    if (m_batch.empty())
        return Step::Done;
    const PacketHandler::Flow flow = handler.publishes(m_batch);
    m_batch.clear();
    return flow == PacketHandler::Flow::Stop ? Step::Stopped : Step::Done;
}

Decoder::Step Decoder::fail(const Fault &fault, PacketType type)
{
    m_error = receivedError(fault, type);
    return Step::Failed;
}

} // namespace warden::mqtt
