// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "session/session.h"

#include <QHostAddress>

/// What the connection test says of each step that went well.
namespace warden::session::teststeps {

QString nameFound(const broker::Profile &profile, const QList<QHostAddress> &addresses);
QString tcpConnected(const broker::Profile &profile);
QString tlsNegotiated(const broker::Profile &profile, const mqtt::LinkReport &link);
QString webSocketOpened();
QString signedIn(const broker::Profile &profile, const mqtt::ConnectOptions &options);
QString rights(const Rights &rights);
/// Nothing is refused.
bool isComplete(const Rights &rights);

} // namespace warden::session::teststeps
