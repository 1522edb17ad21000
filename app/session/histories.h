// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <array>

namespace warden::session {

/// The time series of a session, one value a second, with gaps while nothing is known.
class Histories
{
public:
    struct Now {
        bool connected = false;
        bool tapConnected = false;
        bool logRead = false;
        monitor::BrokerFrame broker;
        monitor::TrafficFrame traffic;
    };
    /// Writes the second \a t; seconds that a busy thread missed get the same values.
    void write(qint64 t, const Now &now);
    void addRefused(qint64 t, int count);
    const monitor::TimeSeries &series(Session::Series which) const { return m_series[std::size_t(which)]; }

private:
    void add(Session::Series which, qint64 t, double value, bool known);
    int refusedInLastMinute(qint64 t) const;

    std::array<monitor::TimeSeries, 8> m_series;
    struct Refused {
        qint64 second = 0;
        int count = 0;
    };
    std::array<Refused, 60> m_refused {};
    qint64 m_last = -1;
};

} // namespace warden::session
