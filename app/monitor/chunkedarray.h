// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>
#include <vector>

namespace warden::monitor {

/// An array that grows by whole chunks: nothing moves, and nothing is held twice while it grows.
template <class T, int Shift = 12>
class ChunkedArray
{
public:
    quint32 size() const { return m_size; }
    T &operator[](quint32 index) { return m_chunks[index >> Shift][index & kMask]; }
    const T &operator[](quint32 index) const { return m_chunks[index >> Shift][index & kMask]; }

    /// Returns the index of the new, zeroed element.
    quint32 append()
    {
        if ((m_size & kMask) == 0 && (m_size >> Shift) == m_chunks.size())
            m_chunks.push_back(std::make_unique<T[]>(std::size_t(1) << Shift));
        return m_size++;
    }

    qsizetype memoryBytes() const { return qsizetype(m_chunks.size()) * (qsizetype(sizeof(T)) << Shift); }

private:
    static constexpr quint32 kMask = (quint32(1) << Shift) - 1;
    std::vector<std::unique_ptr<T[]>> m_chunks;
    quint32 m_size = 0;
};

} // namespace warden::monitor
