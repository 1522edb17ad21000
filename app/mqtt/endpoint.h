// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace warden::mqtt {

enum class Transport { Tcp, Tls, WebSocket, SecureWebSocket };

bool isEncrypted(Transport transport);
bool isWebSocket(Transport transport);
quint16 defaultPort(Transport transport); ///< 1883, 8883, 80, 443

/// Where a broker listens.
struct Endpoint {
    Transport transport = Transport::Tls;
    QString host; ///< DNS name or address, without brackets.
    quint16 port = 8883;
    QString path = QStringLiteral("/mqtt"); ///< WebSocket only.

    /// Reads mqtt://, mqtts://, tcp://, ssl://, ws://, wss:// and bare "host[:port]" (taken as TLS). User info in
    /// the URL is refused: passwords do not belong on a command line.
    static Result<Endpoint> fromUrl(const QString &url);
    QString toUrl() const;
    /// "homepi.local:8883", IPv6 in brackets.
    QString display() const;
    bool operator==(const Endpoint &) const = default;
};

} // namespace warden::mqtt
