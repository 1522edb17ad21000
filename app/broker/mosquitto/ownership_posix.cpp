// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfolder.h"
#include "broker/mosquitto/ownership.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace warden::broker::mosquitto {

namespace {

constexpr auto kUser = "mosquitto";

struct Account {
    uid_t user;
    gid_t group;
};

std::optional<Account> accountNamed(const char *name)
{
    QByteArray buffer(16 * 1024, Qt::Uninitialized);
    passwd entry {};
    passwd *found = nullptr;
    if (getpwnam_r(name, &entry, buffer.data(), size_t(buffer.size()), &found) != 0 || !found)
        return std::nullopt;
    return Account {entry.pw_uid, entry.pw_gid};
}

/// Whether everybody may pass through all folders above \a folder.
bool isReachable(const QString &folder)
{
    QDir parent(QDir::cleanPath(QDir(folder).absolutePath()));
    while (parent.cdUp()) {
        struct stat facts {};
        if (stat(QFile::encodeName(parent.path()).constData(), &facts) != 0 || !(facts.st_mode & S_IXOTH))
            return false;
    }
    return true;
}

/// Sets owner and mode of what is really there: never through a symbolic link, since the broker's user may write
/// into its folder.
bool own(const QString &path, uid_t user, gid_t group, mode_t mode)
{
    const int file = open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return errno == ENOENT;
    struct stat facts {};
    const bool known = fstat(file, &facts) == 0 && (S_ISDIR(facts.st_mode) || (S_ISREG(facts.st_mode) && facts.st_nlink == 1));
    const bool done = known && fchown(file, user, group) == 0 && fchmod(file, mode) == 0;
    close(file);
    return done;
}

} // namespace

QString brokerUser(const QString &folder)
{
    if (geteuid() != 0)
        return {};
    return QString::fromLatin1(accountNamed(kUser) && isReachable(folder) ? kUser : "root");
}

Result<void> handOver(const QString &folder, const QString &user)
{
    if (user.isEmpty() || user == QLatin1String("root") || geteuid() != 0)
        return {};
    const std::optional<Account> account = accountNamed(user.toUtf8().constData());
    const QString files = brokerFilesFolder(folder);
    const bool done = account && own(folder, 0, 0, 0711) && own(files, 0, account->group, 0750)
        && own(serverCertificatePath(folder), account->user, account->group, 0600)
        && own(files + QStringLiteral("/state"), account->user, account->group, 0700)
        && own(dynamicSecurityPath(folder), account->user, account->group, 0600)
        && own(files + QStringLiteral("/state/mosquitto.db"), account->user, account->group, 0600);
    if (!done)
        return failure(ErrorCode::NotAllowed,
            QCoreApplication::translate("BrokerFolder",
                "The broker's files could not be given to the user %1, as which it runs. Check the folder %2.")
                .arg(user, QDir::toNativeSeparators(files)),
            QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

} // namespace warden::broker::mosquitto
