// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace warden::bench {

/// User and system time of all children that have ended, in seconds.
double endedChildrenCpuSeconds();
/// The most memory that this process held at once.
qint64 peakMemoryBytes();

} // namespace warden::bench
