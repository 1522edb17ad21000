// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace warden::bench {

/// Our side, in a process of its own: a session with tree, rates and frames, whose frames a window's loop would take.
/// Arguments: port, CA file or "-", how many messages. Prints what it saw as JSON.
int receive(const QStringList &arguments);

} // namespace warden::bench
