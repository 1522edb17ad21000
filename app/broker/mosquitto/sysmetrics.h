// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/frame.h"

#include <QByteArrayView>

namespace warden::broker::mosquitto {

/// Turns `$SYS/broker/#` messages into the figures of a frame; rates come from the difference of two readings.
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
        qint64 atMs = 0;
    };
    double rate(Counter &counter, double value, qint64 nowMs);
    monitor::BrokerFrame m_frame;
    Counter m_messagesIn, m_messagesOut, m_bytesIn, m_bytesOut;
    bool m_restarted = false;
};

} // namespace warden::broker::mosquitto
