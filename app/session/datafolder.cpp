// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/datafolder.h"

#include <QDir>
#include <QStandardPaths>

namespace warden::session {

DataFolder DataFolder::at(const QString &wanted)
{
    if (!wanted.isEmpty())
        return {QDir(wanted).absolutePath()};
    // Not AppDataLocation: the window and the command line have different application names.
    return {QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/mqtt-warden")};
}

} // namespace warden::session
