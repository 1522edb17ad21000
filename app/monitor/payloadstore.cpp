// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/payloadstore.h"

#include <algorithm>

namespace warden::monitor {

namespace {

constexpr std::array<qsizetype, 29> kSizes {0, 16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 384, 512, 768, 1024,
    1536, 2048, 3072, 4096, 6144, 8192, 12'288, 16'384, 24'576, 32'768, 49'152, PayloadStore::kLargest};

} // namespace

quint8 PayloadStore::classFor(qsizetype size)
{
    if (size <= 128)
        return quint8((size + kUnit - 1) / kUnit);
    return quint8(std::lower_bound(kSizes.begin(), kSizes.end(), size) - kSizes.begin());
}

qsizetype PayloadStore::capacity(quint8 sizeClass)
{
    return kSizes[sizeClass];
}

PayloadStore::Slot PayloadStore::allocate(quint8 sizeClass)
{
    if (sizeClass == 0)
        return {};
    std::vector<quint32> &free = m_free[sizeClass];
    if (!free.empty()) {
        const Slot slot {free.back(), sizeClass};
        free.pop_back();
        return slot;
    }
    const qsizetype size = capacity(sizeClass);
    if (m_used + size > kChunk) {
        // Pages that nobody has written do not count as memory yet, so the chunk is not cleared.
        m_chunks.emplace_back(new char[std::size_t(kChunk)]);
        m_used = 0;
    }
    const Slot slot {quint32((m_chunks.size() - 1) << kUnitBits) | quint32(m_used / kUnit), sizeClass};
    m_used += size;
    return slot;
}

void PayloadStore::release(Slot slot)
{
    if (slot.sizeClass != 0)
        m_free[slot.sizeClass].push_back(slot.place);
}

qsizetype PayloadStore::growthFor(quint8 sizeClass) const
{
    if (sizeClass == 0 || !m_free[sizeClass].empty() || m_used + capacity(sizeClass) <= kChunk)
        return 0;
    return kChunk;
}

qsizetype PayloadStore::memoryBytes() const
{
    qsizetype bytes = qsizetype(m_chunks.size()) * kChunk;
    for (const std::vector<quint32> &free : m_free)
        bytes += qsizetype(free.capacity() * sizeof(quint32));
    return bytes;
}

} // namespace warden::monitor
