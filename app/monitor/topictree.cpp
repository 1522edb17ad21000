// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/topictree.h"

#include "monitor/payloadstore.h"
#include "monitor/ratewindow.h"
#include "monitor/topicnodes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace warden::monitor {

namespace {

// One cache line, all that a message touches beside the payload.
struct alignas(64) Topic {
    quint64 hash = 0;
    quint64 messages = 0;
    quint64 bytes = 0;
    qint64 lastMs = 0;
    NodeId node = 0;
    quint32 lastSize = 0;
    quint32 secondMessages = 0; // since the last tick
    quint32 secondBytes = 0;
    quint32 windowMessages = 0; // in the rate window
    quint32 payloadPlace = 0;
    quint16 keptSize = 0;
    quint8 payloadClass = 0;
    quint8 qos : 2 = 0;
    quint8 retained : 1 = 0;
};
static_assert(sizeof(Topic) == 64);

// One bit a topic: marked without a branch, walked in the order of memory.
class BitSet
{
public:
    void resize(quint32 bits) { m_words.resize((bits + 63) / 64, 0); }
    void set(quint32 bit) { m_words[bit >> 6] |= quint64(1) << (bit & 63); }
    template <class Visit>
    void takeAll(Visit visit)
    {
        for (std::size_t word = 0; word < m_words.size(); ++word) {
            for (quint64 bits = std::exchange(m_words[word], 0); bits != 0; bits &= bits - 1)
                visit(quint32(word * 64 + std::size_t(std::countr_zero(bits))));
        }
    }
    qsizetype memoryBytes() const { return qsizetype(m_words.capacity() * sizeof(quint64)); }

private:
    std::vector<quint64> m_words;
};

} // namespace

class TopicTree::Private
{
public:
    explicit Private(Limits wanted)
        : limits(wanted)
        , key(HashKey::random())
        , nodes(HashKey::random())
    {
        limits.keepPayloadBytes = std::clamp<qsizetype>(limits.keepPayloadBytes, 0, 65'535);
    }

    TopicId insert(QByteArrayView topic, quint64 hash);
    void keepPayload(Topic &topic, QByteArrayView payload);
    void growPayload(Topic &topic, quint8 sizeClass);
    qsizetype memory() const;
    double rate(const Topic &topic) const { return window.seconds() > 0 ? topic.windowMessages / window.seconds() : 0; }
    QList<TopicRow> rows(const TopicTree &tree, const std::vector<Leaders::Entry> &ranked, int count) const;
    void expire();

    Limits limits;
    HashKey key;
    ChunkedArray<Topic> topics;
    IdIndex index;
    TopicNodes nodes;
    PayloadStore payloads;
    BitSet dirty, changed;
    RateWindow window;
    Leaders byRate, byBytes;
    BusiestMinute minute;
    quint64 messages = 0, bytes = 0, leftOut = 0;
    qint64 tickedMs = 0;
    qsizetype fixedMemory = 0; // of all but the payloads, as of the last insertion
};

TopicId TopicTree::Private::insert(QByteArrayView topic, quint64 hash)
{
    if (fixedMemory + payloads.memoryBytes() + TopicNodes::costOf(topic) + qsizetype(sizeof(Topic)) > limits.budgetBytes
        || topics.size() >= IdIndex::kMaximumIds || nodes.isFull()) {
        return kNoTopic;
    }
    const TopicId id = topics.append();
    topics[id].hash = hash;
    topics[id].node = nodes.insert(topic, id);
    index.insert(hash, id, [this](TopicId other) { return topics[other].hash; });
    dirty.resize(id + 1);
    changed.resize(id + 1);
    fixedMemory = topics.memoryBytes() + index.memoryBytes() + nodes.memoryBytes() + dirty.memoryBytes()
        + changed.memoryBytes() + window.memoryBytes();
    return id;
}

void TopicTree::Private::keepPayload(Topic &topic, QByteArrayView payload)
{
    const qsizetype wanted = qMin(payload.size(), limits.keepPayloadBytes);
    if (wanted > PayloadStore::capacity(topic.payloadClass)) [[unlikely]]
        growPayload(topic, PayloadStore::classFor(wanted));
    topic.keptSize = quint16(qMin(wanted, PayloadStore::capacity(topic.payloadClass)));
    if (topic.keptSize > 0)
        std::memcpy(payloads.at({topic.payloadPlace, topic.payloadClass}), payload.data(), topic.keptSize);
}

void TopicTree::Private::growPayload(Topic &topic, quint8 sizeClass)
{
    if (fixedMemory + payloads.memoryBytes() + payloads.growthFor(sizeClass) > limits.budgetBytes)
        return;
    payloads.release({topic.payloadPlace, topic.payloadClass});
    const PayloadStore::Slot slot = payloads.allocate(sizeClass);
    topic.payloadPlace = slot.place;
    topic.payloadClass = slot.sizeClass;
}

void TopicTree::Private::expire()
{
    while (window.hasExpired()) {
        for (const RateWindow::Entry &entry : window.takeExpired())
            topics[entry.id].windowMessages -= entry.messages;
    }
}

QList<TopicRow> TopicTree::Private::rows(
    const TopicTree &tree, const std::vector<Leaders::Entry> &ranked, int count) const
{
    QList<TopicRow> list;
    for (const Leaders::Entry &entry : ranked) {
        if (list.size() >= count)
            break;
        list.append(tree.row(entry.id));
    }
    return list;
}

TopicTree::TopicTree()
    : TopicTree(Limits())
{
}

TopicTree::TopicTree(Limits limits)
    : d(std::make_unique<Private>(limits))
{
}

TopicTree::~TopicTree() = default;
TopicTree::TopicTree(TopicTree &&) noexcept = default;
TopicTree &TopicTree::operator=(TopicTree &&) noexcept = default;

TopicId TopicTree::add(QByteArrayView topic, QByteArrayView payload, quint8 qos, bool retain, qint64 nowMs)
{
    Private &p = *d;
    const auto size = quint64(payload.size());
    ++p.messages;
    p.bytes += size;
    // The hash stands for the topic: that two of a million share one has a chance of one to thirty million.
    const quint64 hash = keyedHash(topic, p.key);
    TopicId id = p.index.find(hash, [&](TopicId known) { return p.topics[known].hash == hash; });
    if (id == IdIndex::kNone) [[unlikely]] {
        id = p.insert(topic, hash);
        if (id == kNoTopic) {
            ++p.leftOut;
            return kNoTopic;
        }
    }
    Topic &t = p.topics[id];
    ++t.messages;
    t.bytes += size;
    ++t.secondMessages;
    t.secondBytes += quint32(size);
    t.lastMs = nowMs;
    t.lastSize = quint32(size);
    t.qos = qos & 3;
    t.retained = retain;
    p.dirty.set(id);
    p.changed.set(id);
    p.keepPayload(t, payload);
    return id;
}

void TopicTree::tick(qint64 nowMs)
{
    Private &p = *d;
    const double seconds = p.tickedMs == 0 ? 1.0 : qMax(0.001, double(nowMs - p.tickedMs) / 1000.0);
    p.tickedMs = nowMs;
    std::vector<RateWindow::Entry> entries;
    Leaders largest;
    p.dirty.takeAll([&](TopicId id) {
        Topic &topic = p.topics[id];
        entries.push_back({id, topic.secondMessages});
        largest.offer(id, topic.secondBytes);
        topic.windowMessages += topic.secondMessages;
        p.nodes.addMessages(topic.node, topic.secondMessages);
        topic.secondMessages = 0;
        topic.secondBytes = 0;
        p.byRate.offer(id, topic.windowMessages);
        p.byBytes.offer(id, double(topic.bytes));
    });
    p.window.push(std::move(entries), seconds);
    p.expire();
    p.byRate.settle([&](TopicId id) { return p.topics[id].windowMessages; });
    p.byBytes.settle([&](TopicId id) { return double(p.topics[id].bytes); });
    p.minute.push(largest.strongest(16), seconds);
}

qsizetype TopicTree::topicCount() const
{
    return d->topics.size();
}

quint64 TopicTree::messageCount() const
{
    return d->messages;
}

quint64 TopicTree::byteCount() const
{
    return d->bytes;
}

quint64 TopicTree::leftOut() const
{
    return d->leftOut;
}

qsizetype TopicTree::memoryBytes() const
{
    return d->fixedMemory + d->payloads.memoryBytes();
}

TopicRow TopicTree::row(TopicId id) const
{
    if (id >= d->topics.size())
        return {};
    const Topic &topic = d->topics[id];
    TopicRow row;
    row.id = id;
    row.name = d->nodes.name(topic.node);
    row.messages = topic.messages;
    row.bytes = topic.bytes;
    row.ratePerSecond = d->rate(topic);
    row.lastMs = topic.lastMs;
    if (topic.keptSize > 0)
        row.lastPayload = QByteArray(d->payloads.at({topic.payloadPlace, topic.payloadClass}), topic.keptSize);
    row.lastSize = topic.lastSize;
    row.retained = topic.retained;
    row.lastQos = topic.qos;
    return row;
}

std::optional<TopicId> TopicTree::find(QByteArrayView topic) const
{
    const quint64 hash = keyedHash(topic, d->key);
    const TopicId id = d->index.find(hash, [&](TopicId known) { return d->topics[known].hash == hash; });
    return id == IdIndex::kNone ? std::nullopt : std::optional(id);
}

QList<TopicRow> TopicTree::topByRate(int count) const
{
    return d->rows(*this, d->byRate.ranked(), count);
}

QList<TopicRow> TopicTree::topByBytes(int count) const
{
    return d->rows(*this, d->byBytes.ranked(), count);
}

TopicId TopicTree::largestInLastMinute() const
{
    return d->minute.largest();
}

QList<TopicId> TopicTree::takeChanged(qsizetype max)
{
    QList<TopicId> list;
    d->changed.takeAll([&](TopicId id) {
        if (list.size() < max)
            list.append(id);
    });
    return list;
}

NodeRow TopicTree::node(NodeId node) const
{
    NodeRow row;
    row.id = node;
    row.parent = node == root() ? root() : d->nodes.parent(node);
    if (node != root())
        row.segment = d->nodes.segment(node).toByteArray();
    row.topic = d->nodes.topic(node);
    row.childCount = d->nodes.childCount(node);
    row.topicsBelow = d->nodes.topicsBelow(node);
    row.messagesBelow = d->nodes.messagesBelow(node);
    return row;
}

NodeId TopicTree::nodeOf(TopicId topic) const
{
    return d->topics[topic].node;
}

QList<NodeId> TopicTree::children(NodeId node) const
{
    return d->nodes.children(node);
}

} // namespace warden::monitor
