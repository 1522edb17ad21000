// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/sysmetrics.h"

#include "base/text.h"

#include <cmath>
#include <utility>

namespace warden::broker::mosquitto {

bool SysMetrics::take(QByteArrayView topic, QByteArrayView payload, qint64 nowMs)
{
    constexpr QByteArrayView kRoot = "$SYS/broker/";
    if (!topic.startsWith(kRoot) || payload.size() > 256)
        return false;
    const QByteArrayView name = topic.sliced(kRoot.size());
    bool taken = false;
    if (name == "version") {
        m_frame.version = displayText(payload, 120);
        taken = !payload.isEmpty();
    } else if (name == "uptime") {
        taken = takeUptime(payload);
    } else {
        bool ok = false;
        const double value = payload.toByteArray().toDouble(&ok);
        taken = ok && std::isfinite(value) && value >= 0 && (takeCounter(name, value) || takeGauge(name, value));
    }
    if (taken)
        m_frame.atMs = nowMs;
    return taken;
}

// "4711 seconds"
bool SysMetrics::takeUptime(QByteArrayView payload)
{
    const qsizetype space = payload.indexOf(' ');
    bool ok = false;
    const qint64 seconds = (space < 0 ? payload : payload.first(space)).toLongLong(&ok);
    if (!ok || seconds < 0)
        return false;
    const qint64 previous = std::exchange(m_frame.uptimeSeconds, seconds);
    if (previous > seconds) {
        const QString version = m_frame.version;
        reset();
        m_frame.version = version;
        m_frame.uptimeSeconds = seconds;
        m_restarted = true;
    } else if (previous != seconds) {
        settle(m_messagesIn, m_frame.messagesReceivedPerSecond, previous);
        settle(m_messagesOut, m_frame.messagesSentPerSecond, previous);
        settle(m_bytesIn, m_frame.bytesReceivedPerSecond, previous);
        settle(m_bytesOut, m_frame.bytesSentPerSecond, previous);
    }
    return true;
}

// A counter that the last report left out had not changed, since the broker sends only what did.
void SysMetrics::settle(Counter &counter, double &rate, qint64 previousUptime) const
{
    if (counter.last < 0)
        return;
    if (counter.atSecond < 0) {
        counter.atSecond = m_frame.uptimeSeconds;
    } else if (counter.atSecond < previousUptime) {
        counter.atSecond = previousUptime;
        rate = 0;
    }
}

void SysMetrics::update(Counter &counter, double value, double &rate) const
{
    const Counter before = std::exchange(counter, {value, m_frame.uptimeSeconds});
    const qint64 seconds = m_frame.uptimeSeconds - before.atSecond;
    if (before.last < 0 || before.atSecond < 0 || value < before.last)
        rate = -1;
    else if (seconds > 0)
        rate = (value - before.last) / double(seconds);
}

bool SysMetrics::takeCounter(QByteArrayView name, double value)
{
    if (name == "messages/received")
        update(m_messagesIn, value, m_frame.messagesReceivedPerSecond);
    else if (name == "messages/sent")
        update(m_messagesOut, value, m_frame.messagesSentPerSecond);
    else if (name == "bytes/received")
        update(m_bytesIn, value, m_frame.bytesReceivedPerSecond);
    else if (name == "bytes/sent")
        update(m_bytesOut, value, m_frame.bytesSentPerSecond);
    else
        return false;
    return true;
}

bool SysMetrics::takeGauge(QByteArrayView name, double value)
{
    if (name == "clients/connected")
        m_frame.clientsConnected = value;
    else if (name == "clients/total")
        m_frame.clientsTotal = value;
    else if (name == "subscriptions/count")
        m_frame.subscriptions = value;
    else if (name == "retained messages/count")
        m_frame.retained = value;
    else if (name == "heap/current")
        m_frame.heapBytes = value;
    else if (name == "publish/messages/dropped")
        m_frame.publishDropped = value;
    else
        return false;
    return true;
}

bool SysMetrics::sawRestart()
{
    return std::exchange(m_restarted, false);
}

void SysMetrics::reset()
{
    *this = {};
}

} // namespace warden::broker::mosquitto
