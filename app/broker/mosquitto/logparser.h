// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>

#include <optional>

namespace warden::broker::mosquitto {

/// Where a line comes from. The log's topics tell its type; from a file or standard output every type comes mixed, and
/// there a client could word its id so that its own subscription reads like another line.
enum class LogChannel { Any, Notice, Information, Warning, Error, Subscribe, Unsubscribe };

/// The channel of `$SYS/broker/log/…`; nullopt for another topic.
std::optional<LogChannel> logChannel(QByteArrayView topic);

/// Reads Mosquitto's log lines (2.0 and 2.1 grammars) from a topic, a file or standard output. Parses from the known
/// ends of a line, since client ids and user names are chosen by the client and may hold any text.
class LogParser
{
public:
    /// A line with its own "epoch: " stamp, or \a received where it has none. nullopt: nothing the console shows.
    std::optional<monitor::ConnectionEvent> parse(
        QByteArrayView line, const QDateTime &received, LogChannel channel = LogChannel::Any);

private:
    struct Pending {
        QString address;
        quint16 port = 0;
        quint16 listenerPort = 0;
        QDateTime at;
        QString userName; // once connected
        bool tlsFailed = false; // told already: the end of the socket says nothing new
    };
    using Event = monitor::ConnectionEvent;
    using Found = std::optional<Event>;

    Found parseText(QByteArrayView text, LogChannel channel);
    std::optional<Found> connectionLine(QByteArrayView text);
    std::optional<Found> messageLine(QByteArrayView text);
    Found socketOpened(QByteArrayView rest);
    Found clientConnected(QByteArrayView rest);
    Found clientLine(QByteArrayView rest);
    Found clientEnd(QByteArrayView id, Event event);
    Found socketFault(QByteArrayView rest);
    Found unknownEnd(Event event);
    Found openSslError(QByteArrayView text);
    Found publishLine(QByteArrayView rest, Event::Kind kind);
    Found subscribeLine(QByteArrayView text, LogChannel channel);
    Found unsubscribeLine(QByteArrayView text, LogChannel channel);
    Found adminCommand(QByteArrayView rest) const;
    void connackSent(QByteArrayView rest);

    bool isKnown(QByteArrayView id) const;
    void fillFrom(Event &event, const Pending &pending) const;
    std::optional<Pending> takeOpened(const QString &address, quint16 port);

    QList<Pending> m_opened; // sockets without a client yet, newest last, at most 64
    QHash<QByteArray, Pending> m_clients; // where each connected client came from, bounded
};

} // namespace warden::broker::mosquitto
