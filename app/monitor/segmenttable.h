// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/chunkedarray.h"
#include "monitor/idindex.h"
#include "monitor/keyedhash.h"

#include <QByteArrayView>

namespace warden::monitor {

/// The texts between the slashes, each kept once.
class SegmentTable
{
public:
    explicit SegmentTable(const HashKey &key);

    /// The id of \a text, made at first sight. Texts are at most 65 535 bytes.
    quint32 intern(QByteArrayView text);
    QByteArrayView text(quint32 id) const;
    quint32 count() const { return m_places.size(); }
    qsizetype memoryBytes() const;

private:
    static constexpr int kChunkBits = 20;
    static constexpr quint32 kChunk = 1u << kChunkBits;

    quint32 store(QByteArrayView text);

    HashKey m_key;
    ChunkedArray<quint32> m_places; // chunk and offset of a two-byte length, then the text
    std::vector<std::unique_ptr<char[]>> m_chunks;
    quint32 m_used = kChunk;
    IdIndex m_index;
};

} // namespace warden::monitor
