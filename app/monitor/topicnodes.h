// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/segmenttable.h"
#include "monitor/topictree.h"

namespace warden::monitor {

/// The tree behind the topics: a node for each level of each topic, built at the topic's first sight.
class TopicNodes
{
public:
    static constexpr quint32 kNone = IdIndex::kNone;
    /// Deeper levels stand as one text in the last node, so that no topic costs more than this many steps.
    static constexpr int kMaximumDepth = 128;

    explicit TopicNodes(const HashKey &key);

    /// The node of \a topic, made with its parents where needed; marks it as the place of \a id.
    NodeId insert(QByteArrayView topic, TopicId id);
    /// At most what insert() adds to memoryBytes(), without the growth of chunks.
    static qsizetype costOf(QByteArrayView topic);
    bool isFull() const;

    QByteArray name(NodeId node) const; ///< The full topic name down to \a node.
    QByteArrayView segment(NodeId node) const { return m_segments.text(m_nodes[node].segment); }
    NodeId parent(NodeId node) const { return m_nodes[node].parent; }
    TopicId topic(NodeId node) const { return m_nodes[node].topic; }
    QList<NodeId> children(NodeId node) const;
    qsizetype childCount(NodeId node) const;
    quint64 messagesBelow(NodeId node) const;
    qsizetype topicsBelow(NodeId node) const;
    /// Adds to all nodes above \a node.
    void addMessages(NodeId node, quint64 messages);
    qsizetype memoryBytes() const;

private:
    struct Node {
        NodeId parent = kNone;
        quint32 segment = kNone;
        NodeId nextSibling = kNone;
        quint32 branch = kNone; // index in m_branches, none for a leaf
        TopicId topic = kNoTopic;
    };
    struct Branch {
        quint64 messages = 0;
        NodeId firstChild = kNone;
        quint32 childCount = 0;
        quint32 topics = 0;
    };
    NodeId child(NodeId parent, quint32 segment);
    quint64 hash(NodeId parent, quint32 segment) const;
    const Branch *branch(NodeId node) const;

    quint64 m_seed;
    SegmentTable m_segments;
    ChunkedArray<Node> m_nodes; // 0 is the root
    ChunkedArray<Branch, 8> m_branches;
    IdIndex m_index; // parent and segment to node
};

} // namespace warden::monitor
