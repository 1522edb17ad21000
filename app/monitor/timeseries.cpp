// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/timeseries.h"

#include <cmath>
#include <limits>

namespace warden::monitor {

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

struct Resolution {
    int step;
    qsizetype capacity;
};
constexpr Resolution kResolutions[] {{1, 15 * 60}, {10, 2 * 360}, {60, 7 * 24 * 60}};

// The least and the greatest of a bucket, in the order in which they came; a gap where there is neither.
class Bucket
{
public:
    void add(Sample sample)
    {
        if (m_count++ == 0)
            m_first = sample.t;
        if (std::isnan(sample.value))
            return;
        if (std::isnan(m_least.value) || sample.value < m_least.value)
            m_least = sample;
        if (std::isnan(m_greatest.value) || sample.value > m_greatest.value)
            m_greatest = sample;
    }
    void takeInto(QList<Sample> &list)
    {
        if (std::isnan(m_least.value)) {
            list.append({m_first, kGap});
        } else {
            list.append(m_least.t <= m_greatest.t ? m_least : m_greatest);
            if (m_least.t != m_greatest.t)
                list.append(m_least.t <= m_greatest.t ? m_greatest : m_least);
        }
        *this = {};
    }

private:
    Sample m_least {0, kGap};
    Sample m_greatest {0, kGap};
    double m_first = 0;
    qint64 m_count = 0;
};

} // namespace

TimeSeries::TimeSeries()
{
    clear();
}

void TimeSeries::clear()
{
    m_rings.clear();
    for (const Resolution &resolution : kResolutions) {
        Ring ring;
        ring.step = resolution.step;
        ring.capacity = resolution.capacity;
        m_rings.push_back(std::move(ring));
    }
    m_lastSecond = -1;
}

void TimeSeries::add(qint64 t, double value)
{
    constexpr qint64 kClockWasSetBack = 60;
    if (t < 0 || (t < m_lastSecond && m_lastSecond - t <= kClockWasSetBack))
        return;
    if (t < m_lastSecond)
        clear();
    for (Ring &ring : m_rings)
        addTo(ring, t, value);
    m_lastSecond = t;
    m_lastValue = value;
}

void TimeSeries::addGap(qint64 t)
{
    add(t, kGap);
}

void TimeSeries::addTo(Ring &ring, qint64 t, double value)
{
    const qint64 step = t / ring.step;
    if (ring.values.empty()) {
        ring.values.assign(std::size_t(ring.capacity), kGap);
        ring.first = ring.end = step;
    }
    if (step >= ring.end) {
        for (qint64 skipped = qMax(ring.end, step - ring.capacity + 1); skipped <= step; ++skipped)
            ring.values[std::size_t(skipped % ring.capacity)] = kGap;
        ring.end = step + 1;
        ring.first = qMax(ring.first, ring.end - ring.capacity);
        ring.sum = 0;
        ring.count = 0;
    } else if (t == m_lastSecond && !std::isnan(m_lastValue)) {
        ring.sum -= m_lastValue;
        --ring.count;
    }
    if (!std::isnan(value)) {
        ring.sum += value;
        ++ring.count;
    }
    ring.values[std::size_t(step % ring.capacity)] = ring.count > 0 ? ring.sum / ring.count : kGap;
}

bool TimeSeries::isEmpty() const
{
    return m_lastSecond < 0;
}

double TimeSeries::last() const
{
    return isEmpty() ? kGap : m_lastValue;
}

const TimeSeries::Ring &TimeSeries::ringFor(qint64 from) const
{
    for (const Ring &ring : m_rings) {
        const bool complete = ring.end - ring.first < ring.capacity;
        if (complete || from >= ring.first * ring.step)
            return ring;
    }
    return m_rings.back();
}

QList<Sample> TimeSeries::range(qint64 from, qint64 to, int maxPoints) const
{
    QList<Sample> list;
    if (isEmpty() || to < from || maxPoints < 2)
        return list;
    const Ring &ring = ringFor(from);
    const qint64 begin = qMax(ring.first, (from + ring.step - 1) / ring.step);
    const qint64 end = qMin(ring.end, to / ring.step + 1);
    if (begin >= end)
        return list;
    const qint64 count = end - begin;
    const auto sample = [&](qint64 step) { return Sample {double(step * ring.step), at(ring, step)}; };
    list.reserve(qMin<qint64>(count, maxPoints));
    if (count <= maxPoints) {
        for (qint64 step = begin; step < end; ++step)
            list.append(sample(step));
        return list;
    }
    const qint64 buckets = maxPoints / 2;
    Bucket bucket;
    for (qint64 step = begin, index = 0; step < end; ++step) {
        bucket.add(sample(step));
        if (step + 1 == begin + count * (index + 1) / buckets) {
            bucket.takeInto(list);
            ++index;
        }
    }
    return list;
}

} // namespace warden::monitor
