// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"

#include <QHash>

#include <optional>

namespace warden::broker::mosquitto {

/// Reads Mosquitto's log lines (2.0 and 2.1 grammars) from a topic, a file or standard output. Parses from the known
/// ends of a line, since client ids and user names are chosen by the client and may hold any text.
class LogParser
{
public:
    /// A line with its own "epoch: " stamp, or \a received where it has none. nullopt: nothing the console shows.
    std::optional<monitor::ConnectionEvent> parse(QByteArrayView line, const QDateTime &received);

private:
    struct Pending {
        QString address;
        quint16 port = 0;
        quint16 listenerPort = 0;
        QDateTime at;
    };
    QList<Pending> m_opened; // sockets without a client yet, newest last, at most 64
    QHash<QString, Pending> m_clients; // where each connected client came from, bounded
};

} // namespace warden::broker::mosquitto
