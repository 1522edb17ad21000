// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"

#include <QByteArrayView>

#include <optional>

namespace warden::broker::mosquitto {

/// The pieces of Mosquitto's log lines that need no memory of earlier lines.
struct SocketAddress {
    QString host;
    quint16 port = 0;
};

/// "192.168.1.5:45326" or "::1:45326": the port stands after the last colon.
std::optional<SocketAddress> readSocketAddress(QByteArrayView text);

/// Takes "1795352030: " or "2026-11-22T13:00:00: " off \a line; invalid when there is none.
QDateTime takeStamp(QByteArrayView &line);

/// What stands in brackets after the client id of "New client connected".
struct SignInDetails {
    QByteArrayView clientId;
    int protocolVersion = 0;
    bool cleanStart = false;
    int keepAliveSeconds = -1;
    QByteArrayView userName;
};
/// Reads "ID (p2, c1, k60, u'user')." from its end.
std::optional<SignInDetails> readSignIn(QByteArrayView text);

/// How the sentence about a client's end is worded, and what it means.
struct ClientEnd {
    QByteArrayView clientId;
    monitor::ConnectionEvent::Kind kind = monitor::ConnectionEvent::Kind::Disconnected;
    QByteArrayView reason;
};
/// Reads "ID disconnected." and its sisters (2.0, up to 2.1.0).
std::optional<ClientEnd> readClientEnd(QByteArrayView text);

/// "ID [IP:PORT] disconnected: reason." (2.1.1 and later).
struct BracketedEnd {
    ClientEnd end;
    SocketAddress address;
};
std::optional<BracketedEnd> readBracketedEnd(QByteArrayView text);

/// The text between the client id and the end of "ID (d0, q0, r0, m0, 'topic', ... (5 bytes))".
struct PublishDetails {
    QByteArrayView clientId;
    QByteArrayView topic;
    int qos = 0;
    qint64 payloadBytes = -1;
};
/// Reads the detail that starts at the bracket \a from of \a text; nullopt when it is not one.
std::optional<PublishDetails> readPublish(QByteArrayView text, qsizetype from);

/// The text after the last "::" of an OpenSSL error line.
QByteArrayView tlsReason(QByteArrayView text);

} // namespace warden::broker::mosquitto
