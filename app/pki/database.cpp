// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/database.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QUuid>

#include <array>

namespace warden::pki
{

namespace
{

// Result codes of SQLite that mean something to a person.
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kReadOnly = 8;
constexpr int kIoError = 10;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kCannotOpen = 14;
constexpr int kNotADatabase = 26;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

tl::unexpected<Error> asFailure(const QSqlError &error)
{
    const QString detail = error.text();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case kBusy:
    case kLocked:
        return failure(ErrorCode::Busy, tr("The vault is in use by another program. Close it there first."), detail);
    case kCorrupt:
    case kNotADatabase:
        return failure(ErrorCode::Damaged, tr("The vault file is damaged. Restore it from a backup."), detail);
    case kReadOnly:
    case kIoError:
    case kFull:
    case kCannotOpen:
        return failure(ErrorCode::Io,
            tr("The vault could not be read or written. Check that the disk has room and that you may write there."),
            detail);
    default:
        return failure(ErrorCode::Internal, tr("The vault refused a change. Nothing was changed."), detail);
    }
}

} // namespace

Database::~Database()
{
    close();
}

Result<void> Database::open(const QString &path, Journal journal)
{
    close();
    m_name = QStringLiteral("vault-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            return asFailure(database.lastError());
    }
    // FULL: with NORMAL a power cut may take back a revocation that was already reported as done.
    const std::array statements{journal == Journal::WriteAhead ? QStringLiteral("PRAGMA journal_mode=WAL")
                                                               : QStringLiteral("PRAGMA journal_mode=DELETE"),
        QStringLiteral("PRAGMA synchronous=FULL"), QStringLiteral("PRAGMA foreign_keys=ON"),
        QStringLiteral("PRAGMA secure_delete=ON"), QStringLiteral("PRAGMA trusted_schema=OFF")};
    for (const QString &each : statements) {
        if (const auto done = run(each); !done)
            return failure(done.error());
    }
    return {};
}

void Database::close()
{
    if (m_name.isEmpty())
        return;
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
    m_name.clear();
}

Result<QSqlQuery> Database::run(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return asFailure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return asFailure(query.lastError());
    if (query.isSelect() && !query.next() && query.lastError().isValid())
        return asFailure(query.lastError());
    return query;
}

Result<QVariant> Database::value(const QString &statement, const QVariantList &values) const
{
    const auto query = run(statement, values);
    if (!query)
        return failure(query.error());
    return query->isValid() ? query->value(0) : QVariant();
}

Result<void> Database::transaction(const std::function<Result<void>()> &work) const
{
    if (const auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return failure(begun.error());
    auto done = work();
    if (done) {
        const auto committed = run(QStringLiteral("COMMIT"));
        if (committed)
            return {};
        done = failure(committed.error());
    }
    // What failed is reported; that the way back fails too would tell nothing more.
    static_cast<void>(run(QStringLiteral("ROLLBACK")));
    return done;
}

} // namespace warden::pki
