// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <memory>
#include <optional>

namespace warden::monitor {

using TopicId = quint32; ///< Small, given at first sight, stable for the tree's life.
using NodeId = quint32; ///< A level in the tree, whether a topic of its own or only a parent. 0 is the root.
inline constexpr TopicId kNoTopic = 0xffffffff;

struct TopicRow {
    TopicId id = 0;
    QByteArray name; ///< Full topic name, UTF-8.
    quint64 messages = 0;
    quint64 bytes = 0; ///< Payload bytes.
    double ratePerSecond = 0; ///< Over the last 10 s.
    qint64 lastMs = 0; ///< Since the epoch.
    QByteArray lastPayload; ///< Cut to the tree's keep size; lastSize tells the real one.
    qint64 lastSize = 0;
    bool retained = false;
    quint8 lastQos = 0;
};

struct NodeRow {
    NodeId id = 0;
    NodeId parent = 0;
    QByteArray segment; ///< The text between the slashes; beyond 128 levels all that is left.
    TopicId topic = kNoTopic; ///< kNoTopic for a level that is only a parent.
    qsizetype childCount = 0;
    qsizetype topicsBelow = 0;
    quint64 messagesBelow = 0; ///< Without its own; as of the last tick.
};

/// All topics seen, with counts, rates and last values, in an arena with interned segments: about 100 bytes a topic
/// beside its last payload. Bounded by a byte budget: beyond it new topics are counted but not kept.
/// Lives in the tap's thread; no locking.
class TopicTree
{
public:
    struct Limits {
        qsizetype budgetBytes = 192 * 1024 * 1024;
        qsizetype keepPayloadBytes = 256; ///< Of each last payload; at most 65 535.
    };
    TopicTree();
    explicit TopicTree(Limits limits);
    ~TopicTree();
    TopicTree(TopicTree &&) noexcept;
    TopicTree &operator=(TopicTree &&) noexcept;

    /// One received message; the hot path: no allocation for a topic already known. kNoTopic when it was left out.
    TopicId add(QByteArrayView topic, QByteArrayView payload, quint8 qos, bool retain, qint64 nowMs);
    /// Once a second: rolls the rates.
    void tick(qint64 nowMs);

    qsizetype topicCount() const;
    quint64 messageCount() const;
    quint64 byteCount() const;
    quint64 leftOut() const; ///< Messages on topics that the budget did not allow.
    qsizetype memoryBytes() const;
    TopicRow row(TopicId id) const;
    std::optional<TopicId> find(QByteArrayView topic) const;
    /// As of the last tick; \a count is at most 256.
    QList<TopicRow> topByRate(int count) const;
    QList<TopicRow> topByBytes(int count) const;
    TopicId largestInLastMinute() const; ///< By bytes; kNoTopic when there is none.
    /// Topics changed since the last call, at most \a max, then forgotten.
    QList<TopicId> takeChanged(qsizetype max);

    static constexpr NodeId root() { return 0; }
    NodeRow node(NodeId node) const;
    NodeId nodeOf(TopicId topic) const;
    QList<NodeId> children(NodeId node) const; ///< In the order of first sight.

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::monitor
