// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace warden::mqtt {

/// How long to wait before the next attempt: exponential with full jitter, so that many clients do not come back to
/// a restarted broker in step.
class Backoff
{
public:
    Backoff(int firstDelayMs, int longestDelayMs, std::function<double()> random)
        : m_firstDelayMs(qMax(1, firstDelayMs))
        , m_longestDelayMs(qMax(m_firstDelayMs, longestDelayMs))
        , m_random(std::move(random))
    {
    }

    /// Anywhere between 0 and twice the bound of the time before.
    int nextDelayMs()
    {
        const qint64 bound = qMin<qint64>(m_longestDelayMs, qint64(m_firstDelayMs) << qMin(m_attempts, 30));
        ++m_attempts;
        return int(double(bound) * qBound(0.0, m_random(), 1.0));
    }
    void reset() { m_attempts = 0; }
    int attempts() const { return m_attempts; }

private:
    int m_firstDelayMs;
    int m_longestDelayMs;
    int m_attempts = 0;
    std::function<double()> m_random;
};

} // namespace warden::mqtt
