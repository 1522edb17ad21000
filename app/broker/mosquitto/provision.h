// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/directory.h"
#include "base/result.h"
#include "base/secret.h"
#include "x509/privatekey.h"

#include <QHash>
#include <QList>
#include <QString>

namespace warden::broker::mosquitto {

/// Where a broker of ours listens. Chosen once, kept in the folder's broker.json.
struct Listeners {
    QString bindAddress = QStringLiteral("127.0.0.1"); ///< "0.0.0.0": the home network; "::": IPv6 too.
    quint16 passwordPort = 8883; ///< TLS, user name and password.
    quint16 certificatePort = 8884; ///< TLS, client certificate; its CN is the user name.
    quint16 webSocketPort = 8443; ///< Secure WebSocket, user name and password; 0: none.
    bool operator==(const Listeners &) const = default;
};

/// All that a Mosquitto of ours is made of, as values: nothing here opens a vault.
struct BrokerSet {
    QString name;
    Listeners listeners;
    QStringList hosts; ///< Names and addresses that the server certificate carries.
    bool tls13Only = false;
    bool logToFile = true;
    QByteArray caPem; ///< Root and issuing CA.
    QByteArray serverChainPem; ///< Leaf and issuing CA.
    Secret serverKeyPem;
    QByteArray crlPem;
    access::Directory directory;
    QHash<QString, Secret> passwords; ///< By user; users without one sign in by certificate only.
    QByteArray directoryFile; ///< A dynamic security file taken over as it is, hashes included; empty: made of the above.
    QHash<QString, x509::Identity> identities; ///< Of users that sign in by certificate: handed out with an export.
    x509::Identity revoked; ///< Revoked by crlPem, to prove with an export that it is refused; null: none.
};

/// The dynamic security file (reference form of 2.0, read by 2.1 too): PBKDF2-HMAC-SHA512, 101 rounds, 12-byte salt.
Result<QByteArray> dynamicSecurityFile(const access::Directory &directory, const QHash<QString, Secret> &passwords);
/// Reads such a file back; passwords are not part of it.
Result<access::Directory> readDynamicSecurityFile(const QByteArray &json);

struct ConfigPaths {
    QString dataFolder; ///< As the broker sees it, absolute.
    QString pluginFile; ///< mosquitto_dynamic_security.so
    QString user; ///< `user` line; empty: none.
    bool logToStdout = true; ///< By the error output, which Mosquitto does not hold back in a buffer.
    QString logFile; ///< Empty: none.
    QString stateFolder; ///< What the broker itself writes, absolute; empty: "state" in dataFolder.
    bool isIncluded = false; ///< Read by another configuration that has the general settings.
    bool debugLog = true;
};
QByteArray configFile(const BrokerSet &set, const ConfigPaths &paths);

/// Writes the set into \a folder (0700; keys and dynamic-security.json 0600): certificates first, settings last. The
/// broker's own files go into its folder "mosquitto", with \a paths.user as their owner where there is one.
/// An existing dynamic-security.json is left alone unless \a replaceDirectory.
Result<void> writeSet(const BrokerSet &set, const QString &folder, const ConfigPaths &paths, bool replaceDirectory);

enum class ExportKind { RaspberryPi, Container, HomeAssistant };
/// Writes the set as a folder with a README for another machine. \a folder must be new or empty.
Result<void> exportSet(const BrokerSet &set, ExportKind kind, const QString &folder);

} // namespace warden::broker::mosquitto
