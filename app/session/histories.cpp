// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/histories.h"

namespace warden::session {

using Series = Session::Series;

namespace {

/// A longer pause than this was the computer asleep, not a busy thread.
constexpr qint64 kLongestMissed = 5;

} // namespace

void Histories::write(qint64 t, const Now &now)
{
    const qint64 from = m_last >= 0 && t > m_last && t - m_last <= kLongestMissed ? m_last + 1 : t;
    m_last = t;
    for (qint64 second = from; second <= t; ++second) {
        add(Series::MessagesIn, second, now.broker.messagesReceivedPerSecond, now.connected);
        add(Series::MessagesOut, second, now.broker.messagesSentPerSecond, now.connected);
        add(Series::BytesIn, second, now.broker.bytesReceivedPerSecond, now.connected);
        add(Series::BytesOut, second, now.broker.bytesSentPerSecond, now.connected);
        add(Series::Clients, second, now.broker.clientsConnected, now.connected);
        add(Series::TapMessages, second, now.traffic.messagesPerSecond, now.tapConnected);
        add(Series::TapBytes, second, now.traffic.bytesPerSecond, now.tapConnected);
        add(Series::RefusedPerMinute, second, refusedInLastMinute(second), now.logRead);
    }
}

void Histories::add(Series which, qint64 t, double value, bool known)
{
    monitor::TimeSeries &series = m_series[std::size_t(which)];
    if (known && value >= 0)
        series.add(t, value);
    else if (!series.isEmpty())
        series.addGap(t);
}

void Histories::addRefused(qint64 t, int count)
{
    Refused &slot = m_refused[std::size_t(t % 60)];
    if (slot.second != t)
        slot = {t, 0};
    slot.count += count;
}

int Histories::refusedInLastMinute(qint64 t) const
{
    int sum = 0;
    for (const Refused &slot : m_refused) {
        if (slot.second > t - 60 && slot.second <= t)
            sum += slot.count;
    }
    return sum;
}

} // namespace warden::session
