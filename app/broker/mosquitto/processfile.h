// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace warden::broker::mosquitto {

/// Which process runs the broker of a folder, and which of our programs looks after it.
struct ProcessRecord {
    qint64 pid = 0;
    QString startMark;
    QDateTime since;
    bool leave = false; ///< Stays when its program ends.
    qint64 ownerPid = 0;
    QString ownerStartMark;
};

/// Best effort: without this file the broker only is not found again.
void writeProcessRecord(const QString &path, const ProcessRecord &record);
std::optional<ProcessRecord> readProcessRecord(const QString &path);

/// The recorded process still runs and is the broker with this configuration, not a later process with its number.
bool isSameProcess(const ProcessRecord &record, const QString &configPath, const QString &program);
/// The program that looks after it still runs and is not this one.
bool isOwnerAlive(const ProcessRecord &record);

} // namespace warden::broker::mosquitto
