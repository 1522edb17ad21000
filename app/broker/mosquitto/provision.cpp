// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/provision.h"

#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"
#include "broker/mosquitto/ownership.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace warden::broker::mosquitto {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Provision", text);
}

/// Chain and key in the one file that the broker reads both from.
Secret serverFile(const BrokerSet &set)
{
    QByteArray pem = set.serverChainPem;
    if (!pem.endsWith('\n'))
        pem += '\n';
    pem += set.serverKeyPem.view();
    return Secret::taking(std::move(pem));
}

Result<QByteArray> directoryFile(const BrokerSet &set)
{
    return set.directoryFile.isEmpty() ? dynamicSecurityFile(set.directory, set.passwords)
                                       : Result<QByteArray>(set.directoryFile);
}

Result<void> writeDirectory(const BrokerSet &set, const QString &folder, bool replace)
{
    const QString path = dynamicSecurityPath(folder);
    const QFileInfo info(path);
    if (info.isSymLink())
        return failure(ErrorCode::NotAllowed, tr("%1 points somewhere else. Remove that link first.").arg(path));
    if (info.exists() && !replace)
        return {};
    Result<QByteArray> json = directoryFile(set);
    if (!json)
        return failure(json.error());
    const Secret bytes = Secret::taking(std::move(*json));
    return writeFile(path, bytes.view(), FileAccess::Private);
}

Result<void> writeCertificates(const BrokerSet &set, const QString &folder)
{
    if (const Result<void> done = writeFile(caPath(folder), set.caPem, FileAccess::Public); !done)
        return done;
    const Secret server = serverFile(set);
    if (const Result<void> done = writeFile(serverCertificatePath(folder), server.view(), FileAccess::Private); !done)
        return done;
    return writeFile(crlPath(folder), set.crlPem, FileAccess::Public);
}

Result<void> makeFolders(const QString &folder)
{
    const QString files = brokerFilesFolder(folder);
    for (const QString &path : {folder, files, QString(files + QStringLiteral("/state"))}) {
        if (const Result<void> done = makeFolder(path, FileAccess::Private); !done)
            return done;
    }
    // A folder that was there already is closed to others, too.
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

} // namespace

Result<void> writeSet(const BrokerSet &set, const QString &folder, const ConfigPaths &paths, bool replaceDirectory)
{
    if (const Result<void> done = makeFolders(folder); !done)
        return done;
    if (const Result<void> done = writeCertificates(set, folder); !done)
        return done;
    if (const Result<void> done = writeDirectory(set, folder, replaceDirectory); !done)
        return done;
    if (const Result<void> done = writeFile(configPath(folder), configFile(set, paths), FileAccess::Public); !done)
        return done;
    if (const Result<void> done = handOver(folder, paths.user); !done)
        return done;
    return writeFolderSettings(folder, {set.name, set.listeners, set.hosts, set.tls13Only});
}

} // namespace warden::broker::mosquitto
