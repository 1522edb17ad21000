// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/ratewindow.h"

#include <QHash>

#include <algorithm>

namespace warden::monitor {

namespace {

bool isGreater(const Leaders::Entry &a, const Leaders::Entry &b)
{
    return a.value != b.value ? a.value > b.value : a.id < b.id;
}

} // namespace

void RateWindow::push(std::vector<Entry> entries, double seconds)
{
    m_entries += entries.size();
    m_seconds += seconds;
    m_slices.push_back({std::move(entries), seconds});
}

bool RateWindow::hasExpired() const
{
    if (m_slices.size() < 2)
        return false;
    return m_seconds - m_slices.front().seconds >= kSeconds - 0.5 || m_entries > kMaximumEntries;
}

std::vector<RateWindow::Entry> RateWindow::takeExpired()
{
    Slice slice = std::move(m_slices.front());
    m_slices.pop_front();
    m_seconds -= slice.seconds;
    m_entries -= slice.entries.size();
    return std::move(slice.entries);
}

qsizetype RateWindow::memoryBytes() const
{
    return qsizetype(m_entries * sizeof(Entry));
}

void Leaders::offer(TopicId id, double value)
{
    if (value < m_least || value <= 0)
        return;
    m_entries.push_back({id, value});
    if (m_entries.size() >= 4 * kCapacity)
        shrink();
}

void Leaders::shrink()
{
    std::sort(m_entries.begin(), m_entries.end(),
        [](const Entry &a, const Entry &b) { return a.id != b.id ? a.id < b.id : a.value > b.value; });
    const auto same = [](const Entry &a, const Entry &b) { return a.id == b.id; };
    m_entries.erase(std::unique(m_entries.begin(), m_entries.end(), same), m_entries.end());
    if (m_entries.size() <= kCapacity)
        return;
    std::nth_element(m_entries.begin(), m_entries.begin() + kCapacity, m_entries.end(), isGreater);
    m_entries.resize(kCapacity);
    m_least = std::min_element(m_entries.begin(), m_entries.end(), [](const Entry &a, const Entry &b) {
        return a.value < b.value;
    })->value;
}

void Leaders::rank()
{
    std::erase_if(m_entries, [](const Entry &entry) { return entry.value <= 0; });
    shrink();
    std::sort(m_entries.begin(), m_entries.end(), isGreater);
    m_least = 0;
}

std::vector<Leaders::Entry> Leaders::strongest(std::size_t count)
{
    rank();
    return {m_entries.begin(), m_entries.begin() + qsizetype(qMin(count, m_entries.size()))};
}

void BusiestMinute::push(std::vector<Leaders::Entry> second, double seconds)
{
    m_seconds += seconds;
    m_slices.push_back({std::move(second), seconds});
    while (m_slices.size() > 1 && m_seconds - m_slices.front().seconds >= 60) {
        m_seconds -= m_slices.front().seconds;
        m_slices.pop_front();
    }
}

TopicId BusiestMinute::largest() const
{
    QHash<TopicId, double> sums;
    for (const Slice &slice : m_slices) {
        for (const Leaders::Entry &entry : slice.entries)
            sums[entry.id] += entry.value;
    }
    Leaders::Entry best {kNoTopic, 0};
    for (auto it = sums.cbegin(); it != sums.cend(); ++it) {
        const Leaders::Entry entry {it.key(), it.value()};
        if (isGreater(entry, best))
            best = entry;
    }
    return best.value > 0 ? best.id : kNoTopic;
}

} // namespace warden::monitor
