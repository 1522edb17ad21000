// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace warden::broker::mosquitto {

/// What tells a process from a later one with the same number.
struct ProcessFacts {
    QString startMark; ///< When it was started, as this system writes it.
    QString commandLine; ///< Where the system does not tell: the program's path.
};

/// nullopt when there is no such process or it has ended.
std::optional<ProcessFacts> processFacts(qint64 pid);

/// Cheap enough to ask twice a second.
bool isThere(qint64 pid);

bool askToReload(qint64 pid);
bool askToEnd(qint64 pid);
bool endNow(qint64 pid);
/// Blocks until the process has ended, at most \a limitMs.
bool waitForEnd(qint64 pid, int limitMs);

} // namespace warden::broker::mosquitto
