// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/vault.h"

#include "pki/schema.h"
#include "pki/vaultprivate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace warden::pki
{

namespace
{

constexpr int kSaltBytes = 16;
constexpr int kMasterKeyBytes = 32;
constexpr int kUnfinishedLockMs = 500;

QByteArray lockPlace(const KdfCost &cost)
{
    return QStringLiteral("master:%1:%2:%3").arg(cost.rounds).arg(cost.blockSize).arg(cost.parallel).toLatin1();
}

/// Tells a damaged lock from a wrong passphrase; holds nothing secret.
QByteArray checksum(const KdfCost &cost, const QByteArray &salt, const Sealed &sealed)
{
    return QCryptographicHash::hash(
        QByteArray(lockPlace(cost) + salt + sealed.nonce + sealed.box), QCryptographicHash::Sha256);
}

QByteArray secretPlace(const QString &name)
{
    return QByteArray("secret:" + name.toUtf8());
}

} // namespace

Vault::Private::Private(const QString &file, const Clock &time)
    : path(file)
    , clock(time)
    , lockFile(file + QStringLiteral(".lock"))
{
    // Never stale by age: only the lock of a program that has ended is taken over.
    lockFile.setStaleLockTime(0);
}

bool Vault::Private::takeOverUnfinishedLock()
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (lockFile.error() != QLockFile::LockFailedError || lockFile.getLockInfo(&pid, &host, &program))
        return false;
    // A program that was killed while it wrote its lock has left it empty. A live one holds a lock of the system too,
    // which keeps it from being taken over by age.
    lockFile.setStaleLockTime(kUnfinishedLockMs);
    const bool locked = lockFile.tryLock(3 * kUnfinishedLockMs);
    lockFile.setStaleLockTime(0);
    return locked;
}

Result<void> Vault::Private::lock()
{
    if (lockFile.tryLock(0) || takeOverUnfinishedLock())
        return {};
    if (lockFile.error() != QLockFile::LockFailedError)
        return failure(ErrorCode::Io,
            tr("The vault cannot be locked for writing in %1. Check that the folder exists and that you may write "
               "there.")
                .arg(QDir::toNativeSeparators(QFileInfo(path).path())));
    qint64 pid = 0;
    QString host;
    QString program;
    lockFile.getLockInfo(&pid, &host, &program);
    return failure(ErrorCode::Busy,
        tr("The vault is open in another program (%1, process %2, on %3). Close it there first.")
            .arg(program.isEmpty() ? tr("unknown") : program, QString::number(pid),
                host.isEmpty() ? tr("this computer") : host));
}

Result<void> Vault::Private::make(const Secret &passphrase, const KdfCost &cost)
{
    const QString beside = path + QStringLiteral(".new");
    QFile::remove(beside);
    QFile file(beside);
    // SQLite gives its other files the permissions of this one.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(ErrorCode::Io,
            tr("The vault cannot be made in %1. Check that the folder exists and that you may write there.")
                .arg(QDir::toNativeSeparators(QFileInfo(path).path())),
            file.errorString());
    file.close();
    masterKey = Secret::random(kMasterKeyBytes);
    auditKey = Secret(authenticated(masterKey, QByteArrayLiteral("audit")));
    auto done
        = database.open(beside, Database::Journal::Rollback).and_then([&] { return migrate(database); }).and_then([&] {
              return database.transaction([&] {
                  return wrapMasterKey(passphrase, cost).and_then([&] {
                      return append(QStringLiteral("create-vault"), {});
                  });
              });
          });
    database.close();
    if (done && !QFile::rename(beside, path))
        done = failure(ErrorCode::AlreadyExists, tr("There is a file at the vault's place already."));
    if (!done)
        QFile::remove(beside);
    return done;
}

Result<void> Vault::Private::open(const Secret &passphrase)
{
    if (auto done = database.open(path, Database::Journal::WriteAhead).and_then([&] { return checkWhole(); }); !done)
        return done;
    if (auto done = migrate(database); !done)
        return done;
    if (const auto cost = unwrapMasterKey(passphrase); !cost)
        return failure(cost.error());
    return voidReserved();
}

Result<void> Vault::Private::checkWhole() const
{
    const auto verdict = database.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!verdict)
        return failure(verdict.error());
    if (verdict->toString() != QStringLiteral("ok"))
        return failure(
            ErrorCode::Damaged, tr("The vault file is damaged. Restore it from a backup."), verdict->toString());
    return {};
}

Result<void> Vault::Private::wrapMasterKey(const Secret &passphrase, const KdfCost &cost)
{
    const QByteArray salt = randomBytes(kSaltBytes);
    const auto sealed = derivedKey(passphrase, salt, cost).and_then([&](const Secret &key) {
        return seal(key, masterKey, lockPlace(cost));
    });
    if (!sealed)
        return failure(sealed.error());
    const auto stored = database.run(
        QStringLiteral("INSERT OR REPLACE INTO lock (id, rounds, block_size, parallel, salt, nonce, box, checksum)"
                       " VALUES (1, ?, ?, ?, ?, ?, ?, ?)"),
        {cost.rounds, cost.blockSize, cost.parallel, salt, sealed->nonce, sealed->box, checksum(cost, salt, *sealed)});
    return stored ? Result<void>() : failure(stored.error());
}

Result<KdfCost> Vault::Private::unwrapMasterKey(const Secret &passphrase)
{
    const auto row = database.run(
        QStringLiteral("SELECT rounds, block_size, parallel, salt, nonce, box, checksum FROM lock WHERE id = 1"));
    if (!row)
        return failure(row.error());
    const KdfCost cost{row->value(0).toULongLong(), row->value(1).toUInt(), row->value(2).toUInt()};
    const QByteArray salt = row->value(3).toByteArray();
    const Sealed sealed{row->value(4).toByteArray(), row->value(5).toByteArray()};
    if (!row->isValid() || !isAffordable(cost) || row->value(6).toByteArray() != checksum(cost, salt, sealed))
        return failure(ErrorCode::Damaged, tr("The lock of the vault is damaged. Restore the vault from a backup."));
    const auto key = derivedKey(passphrase, salt, cost);
    if (!key)
        return failure(key.error());
    auto opened = unseal(*key, sealed, lockPlace(cost));
    if (!opened)
        return failure(ErrorCode::WrongPassphrase,
            tr("The passphrase does not open the vault. Check capital letters and the keyboard layout."));
    masterKey = std::move(*opened);
    auditKey = Secret(authenticated(masterKey, QByteArrayLiteral("audit")));
    return cost;
}

Vault::Vault(std::unique_ptr<Private> opened)
    : d(std::move(opened))
{
}

Vault::~Vault() = default;

Result<std::unique_ptr<Vault>> Vault::create(
    const QString &path, const Secret &passphrase, const Clock &clock, const KdfCost &cost)
{
    if (passphrase.isEmpty() || !isAffordable(cost))
        return failure(ErrorCode::InvalidInput, Private::tr("The vault needs a passphrase."));
    auto inside = std::make_unique<Private>(path, clock);
    if (auto locked = inside->lock(); !locked)
        return failure(locked.error());
    if (QFile::exists(path))
        return failure(ErrorCode::AlreadyExists,
            Private::tr("There is a vault at %1 already. Open it, or choose another place.")
                .arg(QDir::toNativeSeparators(path)));
    auto done = inside->make(passphrase, cost).and_then([&] {
        return inside->database.open(path, Database::Journal::WriteAhead);
    });
    if (!done)
        return failure(done.error());
    return std::unique_ptr<Vault>(new Vault(std::move(inside)));
}

Result<std::unique_ptr<Vault>> Vault::open(const QString &path, const Secret &passphrase, const Clock &clock)
{
    if (!QFile::exists(path))
        return failure(ErrorCode::NotFound,
            Private::tr("There is no vault at %1. Check the place.").arg(QDir::toNativeSeparators(path)));
    auto inside = std::make_unique<Private>(path, clock);
    if (auto locked = inside->lock(); !locked)
        return failure(locked.error());
    if (auto done = inside->open(passphrase); !done)
        return failure(done.error());
    return std::unique_ptr<Vault>(new Vault(std::move(inside)));
}

Result<void> Vault::changePassphrase(const Secret &from, const Secret &to)
{
    if (to.isEmpty())
        return failure(ErrorCode::InvalidInput, Private::tr("The vault needs a passphrase."));
    const auto cost = d->unwrapMasterKey(from);
    if (!cost)
        return failure(cost.error());
    auto done = d->database.transaction([&] {
        return d->wrapMasterKey(to, *cost).and_then([&] { return d->append(QStringLiteral("change-passphrase"), {}); });
    });
    if (!done)
        return done;
    // Else the key under the old passphrase would stay readable in the journal.
    const auto emptied = d->database.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    return emptied ? Result<void>() : failure(emptied.error());
}

Result<void> Vault::putSecret(const QString &name, const Secret &secret)
{
    const auto sealed = seal(d->masterKey, secret, secretPlace(name));
    if (!sealed)
        return failure(sealed.error());
    const auto stored
        = d->database.run(QStringLiteral("INSERT OR REPLACE INTO secret (name, nonce, box) VALUES (?, ?, ?)"),
            {name, sealed->nonce, sealed->box});
    return stored ? Result<void>() : failure(stored.error());
}

Result<Secret> Vault::secret(const QString &name) const
{
    const auto row = d->database.run(QStringLiteral("SELECT nonce, box FROM secret WHERE name = ?"), {name});
    if (!row)
        return failure(row.error());
    if (!row->isValid())
        return failure(ErrorCode::NotFound, Private::tr("Nothing is kept in the vault under this name."), name);
    return unseal(d->masterKey, {row->value(0).toByteArray(), row->value(1).toByteArray()}, secretPlace(name));
}

Result<void> Vault::removeSecret(const QString &name)
{
    const auto removed = d->database.run(QStringLiteral("DELETE FROM secret WHERE name = ?"), {name});
    return removed ? Result<void>() : failure(removed.error());
}

} // namespace warden::pki
