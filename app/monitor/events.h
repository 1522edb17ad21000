// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace warden::monitor {

/// Something the broker told about a client, read from its log.
struct ConnectionEvent {
    enum class Kind {
        SocketOpened, ///< A TCP connection, nobody signed in yet.
        Connected,
        Disconnected,
        Refused, ///< Sign-in refused.
        TlsFailed,
        ProtocolError,
        TakenOver, ///< The client id signed in a second time.
        TimedOut, ///< Keep alive exceeded.
        Kicked, ///< By administrative action.
        Subscribed,
        Unsubscribed,
        PublishReceived,
        PublishDenied,
        AdminCommand, ///< A dynamic security command; detail holds its name.
        BrokerStarted,
        BrokerStopping,
        Reloaded,
        Warning,
        Failure,
    };
    Kind kind = Kind::Warning;
    QDateTime at; ///< UTC, second resolution as the log gives it.
    QString clientId; ///< As sent by the client: show escaped.
    QString userName;
    QString address; ///< Without port; empty when unknown.
    quint16 port = 0; ///< Of the client, 0 when unknown.
    quint16 listenerPort = 0;
    int protocolVersion = 0; ///< 3, 4 or 5; 0 when unknown.
    int keepAliveSeconds = -1;
    bool cleanStart = false;
    QString topic; ///< Filter or topic name.
    int qos = -1;
    qint64 payloadBytes = -1;
    QString detail; ///< Reason or text as the broker wrote it, bounded.
};

} // namespace warden::monitor
