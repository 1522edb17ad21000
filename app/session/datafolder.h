// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace warden::session {

/// Where everything of one person lies: the window and the command line share it. `--data-dir` moves it all.
struct DataFolder {
    QString root;

    QString profilesFile() const { return root + QStringLiteral("/profiles.json"); }
    QString settingsFile() const { return root + QStringLiteral("/settings.ini"); }
    QString secretsVault() const { return root + QStringLiteral("/secrets.db"); }
    /// One folder a broker that this console made.
    QString brokersFolder() const { return root + QStringLiteral("/brokers"); }
    QString demoFolder() const { return root + QStringLiteral("/demo"); }

    /// The platform's application data folder, or \a wanted when it is not empty.
    static DataFolder at(const QString &wanted = {});
};

/// The keychain's name of this program's entries.
inline const QString kKeychainService = QStringLiteral("MQTT Warden");

} // namespace warden::session
