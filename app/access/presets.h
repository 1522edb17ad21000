// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/directory.h"

namespace warden::access {

/// The four roles every broker of ours starts with. Their names are data on the broker, so they are not translated.
namespace preset {
inline const QString sensors = QStringLiteral("Sensors");
inline const QString controllers = QStringLiteral("Controllers");
inline const QString monitors = QStringLiteral("Monitors");
inline const QString administrators = QStringLiteral("Administrators");
}

/// Send only: publish below \a base ("home"), nothing received but answers to its own client.
Role sensors(const QString &base);
/// Send, receive and change below \a base.
Role controllers(const QString &base);
/// Receive only, below \a base.
Role monitors(const QString &base);
/// Everything, `$CONTROL` and `$SYS` included.
Role administrators();

/// Four roles, one administrator, default access that denies sending and subscribing.
Directory starterDirectory(const QString &administrator, const QString &base);

} // namespace warden::access
