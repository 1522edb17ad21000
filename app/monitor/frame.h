// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"
#include "monitor/topictree.h"

#include <QList>

namespace warden::monitor {

/// What the tap hands to the GUI thread, at most ten times a second: totals, rates and the busiest topics, never a message.
struct TrafficFrame {
    qint64 atMs = 0;
    quint64 messages = 0; ///< Since the tap connected.
    quint64 bytes = 0;
    double messagesPerSecond = 0; ///< Over the last second.
    double bytesPerSecond = 0;
    qsizetype topics = 0;
    quint64 leftOut = 0;
    qsizetype memoryBytes = 0;
    QList<TopicRow> busiest; ///< At most ten, by rate.
    QByteArray largestTopic; ///< Most bytes in the last minute.
};

/// The broker's own figures from $SYS; −1 where the broker has not told.
struct BrokerFrame {
    qint64 atMs = 0;
    QString version; ///< "mosquitto version 2.0.11"
    qint64 uptimeSeconds = -1;
    double clientsConnected = -1;
    double clientsTotal = -1;
    double messagesReceivedPerSecond = -1; ///< From the difference of two readings.
    double messagesSentPerSecond = -1;
    double bytesReceivedPerSecond = -1;
    double bytesSentPerSecond = -1;
    double subscriptions = -1;
    double retained = -1;
    double heapBytes = -1;
    double publishDropped = -1;
};

struct LogFrame {
    QList<ConnectionEvent> events; ///< New ones, oldest first, at most 200; older ones are in the session.
    quint64 leftOut = 0;
};

} // namespace warden::monitor
