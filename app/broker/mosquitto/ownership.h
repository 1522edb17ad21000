// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace warden::broker::mosquitto {

/// The user that a broker started by this account from \a folder is to run as: empty when it simply keeps this one.
/// Started by root, Mosquitto gives up root and must still read its keys: "mosquitto" where that user exists and can
/// reach the folder, otherwise "root".
QString brokerUser(const QString &folder);

/// Gives the files of a local broker's folder to \a user, no more than it needs: it may write "state" only. Does nothing
/// for an empty user or "root".
Result<void> handOver(const QString &folder, const QString &user);

} // namespace warden::broker::mosquitto
