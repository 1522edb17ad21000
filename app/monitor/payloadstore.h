// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>
#include <memory>
#include <vector>

namespace warden::monitor {

/// Room for the last payload of each topic, in a few sizes; what is given back is used again for the same size.
class PayloadStore
{
public:
    struct Slot {
        quint32 place = 0; ///< In units of 16 bytes.
        quint8 sizeClass = 0; ///< 0: no room held.
    };
    static constexpr qsizetype kLargest = 65'536;

    /// The smallest class that holds \a size bytes.
    static quint8 classFor(qsizetype size);
    static qsizetype capacity(quint8 sizeClass);

    Slot allocate(quint8 sizeClass);
    void release(Slot slot);
    char *at(Slot slot) { return m_chunks[slot.place >> kUnitBits].get() + unitOffset(slot.place); }
    const char *at(Slot slot) const { return m_chunks[slot.place >> kUnitBits].get() + unitOffset(slot.place); }

    qsizetype memoryBytes() const;
    /// What allocate() would add to memoryBytes().
    qsizetype growthFor(quint8 sizeClass) const;

private:
    static constexpr int kUnitBits = 16; // a chunk has 2^16 units of 16 bytes
    static constexpr qsizetype kUnit = 16;
    static constexpr qsizetype kChunk = kUnit << kUnitBits;
    static std::size_t unitOffset(quint32 place) { return std::size_t(place & ((1u << kUnitBits) - 1)) * kUnit; }

    std::vector<std::unique_ptr<char[]>> m_chunks;
    qsizetype m_used = kChunk; // of the newest chunk
    std::array<std::vector<quint32>, 32> m_free;
};

} // namespace warden::monitor
