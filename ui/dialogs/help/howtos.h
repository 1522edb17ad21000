// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/connect/testpanel.h"
#include "ui/dialogs/help/howtodialog.h"

namespace warden::ui {

/// How a right that is missing is given on a Mosquitto broker, with dynamic security or with an ACL file.
HowTo howToAllow(Right right, const QString &userName);
/// How the fingerprint of a certificate is shown on the machine of the broker.
HowTo howToShowFingerprint();

} // namespace warden::ui
