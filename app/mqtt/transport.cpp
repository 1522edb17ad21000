// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/transport.h"

#include "mqtt/sockettransport.h"
#include "mqtt/websockettransport.h"

namespace warden::mqtt {

std::unique_ptr<AbstractTransport> makeTransport(const Endpoint &endpoint, const TlsSettings &tls,
    quint32 maximumPacketSize, std::shared_ptr<const Clock> clock)
{
    if (isWebSocket(endpoint.transport))
        return std::make_unique<WebSocketTransport>(endpoint, tls, maximumPacketSize, std::move(clock));
    return std::make_unique<SocketTransport>(endpoint, tls, std::move(clock));
}

} // namespace warden::mqtt
