// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace warden::bench {

/// A sender that fills its segments. Arguments: messages, certificate file or "-", key file. Prints its port and serves
/// until it is ended.
int flood(const QStringList &arguments);

/// Publishes into a broker on this computer. Arguments: port, messages.
int publish(const QStringList &arguments);

} // namespace warden::bench
