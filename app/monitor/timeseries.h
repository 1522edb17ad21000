// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <vector>

namespace warden::monitor {

/// One sample: seconds since the epoch and a value; NaN is a gap (not connected).
struct Sample {
    double t = 0;
    double value = 0;
};

/// A fixed-capacity history at 1 s (15 min), 10 s (2 h) and 60 s (7 days). Older samples fall out; nothing grows.
class TimeSeries
{
public:
    TimeSeries();

    /// Adds the value of the second \a t (seconds since the epoch, not going back; a repeated second replaces).
    /// Skipped seconds become gaps. A second in the past is passed over, unless the clock went back by more than a
    /// minute: then the history starts anew.
    void add(qint64 t, double value);
    void addGap(qint64 t);
    bool isEmpty() const;
    double last() const; ///< NaN when there is none.

    /// The samples from \a from to \a to, at the finest resolution kept for that span, thinned to at most
    /// \a maxPoints by minimum and maximum of each bucket so that peaks stay visible.
    QList<Sample> range(qint64 from, qint64 to, int maxPoints) const;

private:
    struct Ring {
        int step = 1; // seconds
        qsizetype capacity = 0;
        std::vector<double> values; // index = (t / step) % capacity
        qint64 first = 0, end = 0; // in steps
        double sum = 0; // of the newest step
        int count = 0;
    };
    void addTo(Ring &ring, qint64 t, double value);
    static double at(const Ring &ring, qint64 step) { return ring.values[std::size_t(step % ring.capacity)]; }
    const Ring &ringFor(qint64 from) const;
    void clear();

    std::vector<Ring> m_rings;
    qint64 m_lastSecond = -1;
    double m_lastValue = 0;
};

} // namespace warden::monitor
