// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace warden::bench {

/// User and system time of all children that have ended, in seconds.
double endedChildrenCpuSeconds();
/// User and system time of another process so far, in seconds; 0 when it cannot be read.
double processCpuSeconds(qint64 pid);
/// What another process holds in memory now.
qint64 processMemoryBytes(qint64 pid);
/// The most memory that this process held at once.
qint64 peakMemoryBytes();

} // namespace warden::bench
