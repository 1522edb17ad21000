// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/topictree.h"

#include <deque>
#include <vector>

namespace warden::monitor {

/// Which topics received how much in each of the last ten seconds, so that rates and the busiest topics follow from
/// the topics that changed, never from a walk over all of them.
class RateWindow
{
public:
    struct Entry {
        TopicId id = 0;
        quint32 messages = 0;
    };
    static constexpr double kSeconds = 10;
    /// Beyond this many entries the window becomes shorter instead of larger.
    static constexpr std::size_t kMaximumEntries = 1'000'000;

    /// Adds what a second (or a little more) brought.
    void push(std::vector<Entry> entries, double seconds);
    /// True when the oldest slice has left the window; take it and subtract its counts.
    bool hasExpired() const;
    std::vector<Entry> takeExpired();
    double seconds() const { return m_seconds; }
    qsizetype memoryBytes() const;

private:
    struct Slice {
        std::vector<Entry> entries;
        double seconds = 1;
    };
    std::deque<Slice> m_slices;
    double m_seconds = 0;
    std::size_t m_entries = 0;
};

/// The topics with the greatest values, kept from one tick to the next. Exact while a value only grows, since a topic
/// outside can come in only by changing.
class Leaders
{
public:
    struct Entry {
        TopicId id = 0;
        double value = 0;
    };
    static constexpr std::size_t kCapacity = 256;

    void offer(TopicId id, double value);
    /// Brings kept values up to date by \a valueOf, drops the zeros, keeps the greatest.
    template <class ValueOf>
    void settle(ValueOf valueOf)
    {
        for (Entry &entry : m_entries)
            entry.value = valueOf(entry.id);
        rank();
    }
    const std::vector<Entry> &ranked() const { return m_entries; }
    /// Ranks what was offered and gives the first \a count.
    std::vector<Entry> strongest(std::size_t count);

private:
    void rank();
    void shrink();

    std::vector<Entry> m_entries;
    double m_least = 0; // the smallest value that was kept at the last shrink()
};

/// Sums the greatest senders of each of the last 60 seconds.
class BusiestMinute
{
public:
    void push(std::vector<Leaders::Entry> second, double seconds);
    /// The topic with most bytes in the last minute, kNoTopic when none was received.
    TopicId largest() const;

private:
    struct Slice {
        std::vector<Leaders::Entry> entries;
        double seconds = 1;
    };
    std::deque<Slice> m_slices;
    double m_seconds = 0;
};

} // namespace warden::monitor
