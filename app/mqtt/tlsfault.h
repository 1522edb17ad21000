// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/transport.h"

#include <QAbstractSocket>

namespace warden::mqtt {

/// How far TLS had come when the socket failed.
struct TlsProgress {
    bool handshakeDone = false;
    bool sawCertificate = false; ///< The broker's own had arrived.
    bool hasIdentity = false; ///< We had a client certificate to show.
};

/// Reads the reason out of a socket's error; what Qt has no code for is told from OpenSSL's words.
TransportFault socketFault(QAbstractSocket::SocketError error, const QString &text);
TransportFault tlsFault(QAbstractSocket::SocketError error, const QString &text, const TlsProgress &progress);

} // namespace warden::mqtt
