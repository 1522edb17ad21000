// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace warden::mqtt {

/// Decides when to send PINGREQ and when the peer counts as gone (MQTT 5 §3.1.2.10). Times are of one monotonic
/// clock, in milliseconds.
class KeepAlive
{
public:
    enum class Action { Nothing, Ping, Expired };

    /// \a intervalMs 0 switches it off.
    void start(int intervalMs, qint64 now)
    {
        m_intervalMs = intervalMs;
        m_sentAt = m_heardAt = now;
        m_pingAt = -1;
    }
    bool isOn() const { return m_intervalMs > 0; }
    /// How often tick() wants to be called.
    int tickMs() const { return qMax(20, m_intervalMs / 8); }

    void sent(qint64 now) { m_sentAt = now; }
    /// Whole packets, or a flow of bytes that is worth the name: a packet of many megabytes may be longer on its way
    /// than the answer may take, while a byte now and then is no sign of life.
    void heardPackets(qint64 now)
    {
        m_heardAt = now;
        m_pingAt = -1;
        m_bytesSincePing = 0;
    }
    void heardBytes(qint64 count, qint64 now)
    {
        m_bytesSincePing += count;
        if (m_bytesSincePing >= kSignOfLife)
            heardPackets(now);
    }

    Action tick(qint64 now)
    {
        if (!isOn())
            return Action::Nothing;
        if (m_pingAt >= 0)
            return now - m_pingAt >= answerMs() ? Action::Expired : Action::Nothing;
        const bool quiet = now - m_sentAt >= m_intervalMs * 3 / 4 || now - m_heardAt >= m_intervalMs;
        if (!quiet)
            return Action::Nothing;
        m_pingAt = now;
        m_bytesSincePing = 0;
        return Action::Ping;
    }
    int answerMs() const { return qBound(500, m_intervalMs / 2, 10'000); }

private:
    static constexpr qint64 kSignOfLife = 16 * 1024;

    int m_intervalMs = 0;
    qint64 m_sentAt = 0;
    qint64 m_heardAt = 0;
    qint64 m_pingAt = -1;
    qint64 m_bytesSincePing = 0;
};

} // namespace warden::mqtt
