// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

namespace warden::ui {

/// 0 to 4, as the bars below a password field show it.
int passphraseStrength(const Secret &secret);

/// Why \a password is one of the first that an attacker tries; empty when it is not.
QString defaultPasswordWarning(const QString &userName, const Secret &password);

} // namespace warden::ui
