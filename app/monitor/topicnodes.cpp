// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/topicnodes.h"

#include <QVarLengthArray>

namespace warden::monitor {

TopicNodes::TopicNodes(const HashKey &key)
    : m_seed(key.first)
    , m_segments(key)
{
    m_nodes.append();
    m_nodes[0].branch = m_branches.append();
}

NodeId TopicNodes::insert(QByteArrayView topic, TopicId id)
{
    NodeId node = 0;
    qsizetype from = 0;
    for (int depth = 1;; ++depth) {
        const qsizetype slash = depth < kMaximumDepth ? topic.indexOf('/', from) : -1;
        const qsizetype end = slash < 0 ? topic.size() : slash;
        node = child(node, m_segments.intern(topic.sliced(from, end - from)));
        if (slash < 0)
            break;
        from = slash + 1;
    }
    m_nodes[node].topic = id;
    for (NodeId above = m_nodes[node].parent; above != kNone; above = m_nodes[above].parent)
        ++m_branches[m_nodes[above].branch].topics;
    return node;
}

qsizetype TopicNodes::costOf(QByteArrayView topic)
{
    // A node with its index entry, a segment with its place and index entry, and perhaps a branch for each level.
    constexpr qsizetype kLevel = qsizetype(sizeof(Node)) + 8 + 4 + 8 + qsizetype(sizeof(Branch));
    return topic.size() + kLevel * qMin<qsizetype>(topic.count('/') + 1, kMaximumDepth);
}

bool TopicNodes::isFull() const
{
    return m_nodes.size() + kMaximumDepth >= IdIndex::kMaximumIds
        || m_segments.count() + kMaximumDepth >= IdIndex::kMaximumIds;
}

NodeId TopicNodes::child(NodeId parent, quint32 segment)
{
    const quint64 key = hash(parent, segment);
    const NodeId known = m_index.find(
        key, [&](NodeId node) { return m_nodes[node].parent == parent && m_nodes[node].segment == segment; });
    if (known != kNone)
        return known;
    const NodeId made = m_nodes.append();
    if (m_nodes[parent].branch == kNone)
        m_nodes[parent].branch = m_branches.append();
    Branch &above = m_branches[m_nodes[parent].branch];
    m_nodes[made] = {parent, segment, above.firstChild, kNone, kNoTopic};
    above.firstChild = made;
    ++above.childCount;
    m_index.insert(key, made, [this](NodeId node) { return hash(m_nodes[node].parent, m_nodes[node].segment); });
    return made;
}

quint64 TopicNodes::hash(NodeId parent, quint32 segment) const
{
    quint64 mixed = (quint64(parent) << 32 | segment) ^ m_seed;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

QByteArray TopicNodes::name(NodeId node) const
{
    QVarLengthArray<NodeId, kMaximumDepth> path;
    qsizetype size = 0;
    for (; node != 0; node = m_nodes[node].parent) {
        path.append(node);
        size += segment(node).size() + 1;
    }
    QByteArray text;
    text.reserve(size);
    for (qsizetype i = path.size() - 1; i >= 0; --i) {
        text.append(segment(path[i]));
        if (i > 0)
            text.append('/');
    }
    return text;
}

const TopicNodes::Branch *TopicNodes::branch(NodeId node) const
{
    const quint32 index = m_nodes[node].branch;
    return index == kNone ? nullptr : &m_branches[index];
}

QList<NodeId> TopicNodes::children(NodeId node) const
{
    const Branch *const below = branch(node);
    if (!below)
        return {};
    QList<NodeId> list(below->childCount);
    // The newest child comes first in the chain; the caller gets them in the order of first sight.
    qsizetype at = list.size();
    for (NodeId next = below->firstChild; next != kNone; next = m_nodes[next].nextSibling)
        list[--at] = next;
    return list;
}

qsizetype TopicNodes::childCount(NodeId node) const
{
    const Branch *const below = branch(node);
    return below ? qsizetype(below->childCount) : 0;
}

quint64 TopicNodes::messagesBelow(NodeId node) const
{
    const Branch *const below = branch(node);
    return below ? below->messages : 0;
}

qsizetype TopicNodes::topicsBelow(NodeId node) const
{
    const Branch *const below = branch(node);
    return below ? qsizetype(below->topics) : 0;
}

void TopicNodes::addMessages(NodeId node, quint64 messages)
{
    for (NodeId above = m_nodes[node].parent; above != kNone; above = m_nodes[above].parent)
        m_branches[m_nodes[above].branch].messages += messages;
}

qsizetype TopicNodes::memoryBytes() const
{
    return m_segments.memoryBytes() + m_nodes.memoryBytes() + m_branches.memoryBytes() + m_index.memoryBytes();
}

} // namespace warden::monitor
