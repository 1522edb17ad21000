// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/schema.h"

#include "pki/database.h"

#include <QCoreApplication>

namespace warden::pki
{

namespace
{

// "MQWV" in the head of the file: other SQLite files are told apart from vaults.
constexpr int kApplicationId = 0x4d515756;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

QStringList firstVersion()
{
    return {
        QStringLiteral("CREATE TABLE lock ("
                       " id INTEGER PRIMARY KEY CHECK (id = 1), rounds INTEGER NOT NULL, block_size INTEGER NOT NULL,"
                       " parallel INTEGER NOT NULL, salt BLOB NOT NULL, nonce BLOB NOT NULL, box BLOB NOT NULL,"
                       " checksum BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE certificate ("
                       " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                       " issuer INTEGER NOT NULL REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,"
                       " serial BLOB NOT NULL, profile TEXT NOT NULL,"
                       " state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'revoked', 'void')),"
                       " reserved_at INTEGER NOT NULL, der BLOB, nonce BLOB, box BLOB,"
                       " revoked_at INTEGER, reason INTEGER,"
                       " UNIQUE (issuer, serial),"
                       " CHECK ((der IS NOT NULL) = (state IN ('issued', 'revoked'))),"
                       " CHECK ((revoked_at IS NOT NULL) = (state = 'revoked')),"
                       " CHECK ((reason IS NOT NULL) = (state = 'revoked')),"
                       " CHECK ((nonce IS NULL) = (box IS NULL)))"),
        QStringLiteral("CREATE TRIGGER certificate_stays BEFORE DELETE ON certificate"
                       " BEGIN SELECT RAISE(ABORT, 'a serial number is never used again'); END"),
        QStringLiteral("CREATE TRIGGER certificate_is_signed_once BEFORE UPDATE OF issuer, serial, der ON certificate"
                       " WHEN OLD.state <> 'reserved' OR NEW.serial <> OLD.serial OR NEW.issuer <> OLD.issuer"
                       " BEGIN SELECT RAISE(ABORT, 'a certificate is stored once'); END"),
        QStringLiteral("CREATE TRIGGER revocation_stays BEFORE UPDATE OF state, revoked_at, reason ON certificate"
                       " WHEN OLD.state IN ('revoked', 'void')"
                       " BEGIN SELECT RAISE(ABORT, 'a revocation is never taken back'); END"),
        QStringLiteral("CREATE TABLE crl ("
                       " id INTEGER PRIMARY KEY AUTOINCREMENT, issuer INTEGER NOT NULL REFERENCES certificate (id),"
                       " number INTEGER NOT NULL, this_update INTEGER NOT NULL, der BLOB NOT NULL,"
                       " UNIQUE (issuer, number), UNIQUE (issuer, this_update))"),
        QStringLiteral("CREATE TABLE secret (name TEXT PRIMARY KEY, nonce BLOB NOT NULL, box BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE audit ("
                       " number INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,"
                       " seal BLOB NOT NULL)"),
        QStringLiteral("CREATE TABLE audit_end (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL,"
                       " seal BLOB NOT NULL)"),
        QStringLiteral("CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit"
                       " BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END"),
        QStringLiteral("CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit"
                       " BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END"),
        QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId),
    };
}

/// The statements that lead from \a version to the next one.
QStringList stepFrom(int version)
{
    return version == 0 ? firstVersion() : QStringList();
}

Result<void> step(const Database &database, int version)
{
    return database.transaction([&]() -> Result<void> {
        const QStringList statements
            = stepFrom(version) + QStringList{QStringLiteral("PRAGMA user_version = %1").arg(version + 1)};
        for (const QString &each : statements) {
            if (const auto done = database.run(each); !done)
                return failure(done.error());
        }
        return {};
    });
}

} // namespace

Result<void> migrate(const Database &database)
{
    const auto version = database.value(QStringLiteral("PRAGMA user_version"));
    const auto id = database.value(QStringLiteral("PRAGMA application_id"));
    const auto tables = database.value(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!version || !id || !tables)
        return failure(!version ? version.error() : !id ? id.error() : tables.error());
    const bool isEmpty = version->toInt() == 0 && tables->toInt() == 0;
    if (!isEmpty && (id->toInt() != kApplicationId || version->toInt() < 1))
        return failure(ErrorCode::Damaged, tr("This file is not a vault, or it is damaged. Choose another file."));
    if (version->toInt() > kSchemaVersion)
        return failure(ErrorCode::Unsupported,
            tr("The vault was written by a newer version of this program. Update the program to open it."),
            QStringLiteral("schema %1, known %2").arg(version->toInt()).arg(kSchemaVersion));
    for (int at = version->toInt(); at < kSchemaVersion; ++at) {
        if (auto done = step(database, at); !done)
            return done;
    }
    return {};
}

} // namespace warden::pki
