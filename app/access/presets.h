// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/directory.h"

namespace warden::access {

/// The four roles every broker of ours starts with. Their names are data on the broker, so they are not translated.
/// Each says in full what it may do, receiving included: it does not lean on the default access.
namespace preset {
inline const QString sensors = QStringLiteral("Sensors");
inline const QString controllers = QStringLiteral("Controllers");
inline const QString monitors = QStringLiteral("Monitors");
inline const QString administrators = QStringLiteral("Administrators");
}

/// Send only: publish below \a base ("home"), except to `set` topics up to four levels down, by which things are
/// changed. Subscribes to nothing, receives nothing.
Role sensors(const QString &base);
/// Send, receive and change below \a base.
Role controllers(const QString &base);
/// Receive only, below \a base.
Role monitors(const QString &base);
/// Everything, `$CONTROL` and `$SYS` included.
Role administrators();

/// Four roles, one administrator, default access that denies sending, receiving and subscribing. Receiving is denied
/// too (Mosquitto's own default allows it), so that a subscription kept from before a role was taken away gives nothing.
Directory starterDirectory(const QString &administrator, const QString &base);

} // namespace warden::access
