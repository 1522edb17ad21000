// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/mosquitto/localbroker.h"
#include "broker/mosquitto/provision.h"

namespace warden::broker::mosquitto {

// The folder of a local broker: broker.json (and vault.db) for the console, and below it the folder "mosquitto" with what
// the broker reads (settings, certificates, log) and, in "state", what it writes itself.

QString brokerFilesFolder(const QString &folder);
QString configPath(const QString &folder);
QString caPath(const QString &folder);
QString crlPath(const QString &folder);
QString serverCertificatePath(const QString &folder); ///< Chain and private key in one file.
QString dynamicSecurityPath(const QString &folder);
QString logPath(const QString &folder);
QString processPath(const QString &folder);

/// What broker.json keeps: enough to write the broker's settings anew.
struct FolderSettings {
    QString name;
    Listeners listeners;
    QStringList hosts;
    bool tls13Only = false;
};
Result<void> writeFolderSettings(const QString &folder, const FolderSettings &settings);
/// NotFound where there is no broker of ours, Damaged or Unsupported where its file cannot be read.
Result<FolderSettings> readFolderSettings(const QString &folder);

/// Settings for a broker that runs on this computer from \a folder, by this account.
ConfigPaths localPaths(const QString &folder, const Installation &installation);

} // namespace warden::broker::mosquitto
