// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace warden::monitor {

/// An open-addressed index from a 64-bit hash to an id below 2^24: four bytes a slot, an eight-bit tag of the hash in
/// each so that a foreign entry is hardly ever looked at.
class IdIndex
{
public:
    static constexpr quint32 kNone = 0xffffffff;
    static constexpr quint32 kMaximumIds = (1u << 24) - 2;

    IdIndex();

    /// The id for which \a same says yes among those with \a hash, or kNone.
    template <class Same>
    quint32 find(quint64 hash, Same same) const
    {
        const quint32 tag = tagOf(hash);
        for (std::size_t at = home(hash);;) {
            const quint32 slot = m_slots[at];
            if (slot == 0)
                return kNone;
            if ((slot & kTagMask) == tag && same((slot & kIdMask) - 1))
                return (slot & kIdMask) - 1;
            if (++at == m_slots.size())
                at = 0;
        }
    }

    /// Adds an id that is not there yet; \a hashOf gives the hash of an earlier id when the index has to grow.
    template <class HashOf>
    void insert(quint64 hash, quint32 id, HashOf hashOf)
    {
        if ((m_count + 1) * 5 > m_slots.size() * 4)
            grow(hashOf);
        place(hash, id);
        ++m_count;
    }

    qsizetype memoryBytes() const { return qsizetype(m_slots.size() * sizeof(quint32)); }

private:
    static constexpr quint32 kIdMask = 0x00ffffff;
    static constexpr quint32 kTagMask = 0xff000000;

    static quint32 tagOf(quint64 hash) { return quint32(hash >> 32) & kTagMask; }
    std::size_t home(quint64 hash) const
    {
        return std::size_t((quint64(quint32(hash)) * m_slots.size()) >> 32);
    }
    void place(quint64 hash, quint32 id);

    template <class HashOf>
    void grow(HashOf hashOf)
    {
        std::vector<quint32> old(m_slots.size() + m_slots.size() / 2, 0);
        old.swap(m_slots);
        for (const quint32 slot : old) {
            if (slot != 0)
                place(hashOf((slot & kIdMask) - 1), (slot & kIdMask) - 1);
        }
    }

    std::vector<quint32> m_slots; // 0: empty, else tag and id + 1
    std::size_t m_count = 0;
};

} // namespace warden::monitor
