// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/segmenttable.h"

#include <cstring>

namespace warden::monitor {

SegmentTable::SegmentTable(const HashKey &key)
    : m_key(key)
{
}

quint32 SegmentTable::intern(QByteArrayView text)
{
    const quint64 hash = keyedHash(text, m_key);
    const quint32 known = m_index.find(hash, [&](quint32 id) { return this->text(id) == text; });
    if (known != IdIndex::kNone)
        return known;
    const quint32 id = m_places.append();
    m_places[id] = store(text);
    m_index.insert(hash, id, [this](quint32 other) { return keyedHash(this->text(other), m_key); });
    return id;
}

quint32 SegmentTable::store(QByteArrayView text)
{
    const auto size = quint16(text.size());
    if (m_used + sizeof(size) + size > kChunk) {
        m_chunks.emplace_back(new char[kChunk]);
        m_used = 0;
    }
    char *const at = m_chunks.back().get() + m_used;
    std::memcpy(at, &size, sizeof(size));
    if (size > 0)
        std::memcpy(at + sizeof(size), text.data(), size);
    const quint32 place = quint32((m_chunks.size() - 1) << kChunkBits) | m_used;
    m_used += quint32(sizeof(size)) + size;
    return place;
}

QByteArrayView SegmentTable::text(quint32 id) const
{
    const quint32 place = m_places[id];
    const char *const at = m_chunks[place >> kChunkBits].get() + (place & (kChunk - 1));
    quint16 size = 0;
    std::memcpy(&size, at, sizeof(size));
    return {at + sizeof(size), qsizetype(size)};
}

qsizetype SegmentTable::memoryBytes() const
{
    return m_places.memoryBytes() + m_index.memoryBytes() + qsizetype(m_chunks.size()) * kChunk;
}

} // namespace warden::monitor
