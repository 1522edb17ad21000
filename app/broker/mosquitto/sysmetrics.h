// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/frame.h"

#include <QByteArrayView>

namespace warden::broker::mosquitto {

/// Turns `$SYS/broker/#` messages into the figures of a frame; rates come from the difference of two readings, timed
/// by the broker's own uptime, which opens each of its reports.
class SysMetrics
{
public:
    /// True when \a topic was one of ours and its value was a number or text of the right form.
    bool take(QByteArrayView topic, QByteArrayView payload, qint64 nowMs);
    monitor::BrokerFrame frame() const { return m_frame; }
    /// Uptime went back: the broker was restarted since the last reading.
    bool sawRestart();
    void reset(); ///< On disconnect: nothing is known any more.

private:
    struct Counter {
        double last = -1;
        qint64 atSecond = -1; ///< Uptime of the report that held it; −1: came before the first uptime.
    };
    bool takeUptime(QByteArrayView payload);
    bool takeCounter(QByteArrayView name, double value);
    bool takeGauge(QByteArrayView name, double value);
    void update(Counter &counter, double value, double &rate) const;
    void settle(Counter &counter, double &rate, qint64 previousUptime) const;

    monitor::BrokerFrame m_frame;
    Counter m_messagesIn, m_messagesOut, m_bytesIn, m_bytesOut;
    bool m_restarted = false;
};

} // namespace warden::broker::mosquitto
