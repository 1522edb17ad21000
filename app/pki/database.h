// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <functional>

namespace warden::pki {

/// One SQLite connection under a name of its own, closed with this object. Lives in the thread that opened it.
class Database
{
public:
    enum class Journal { Rollback, WriteAhead };

    Database() = default;
    ~Database();
    Q_DISABLE_COPY(Database)

    Result<void> open(const QString &path, Journal journal);
    void close();

    /// Runs a statement with its values and hands back the query, on its first row if there is one.
    Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {}) const;
    /// The first column of the first row; an invalid one when there is no row.
    Result<QVariant> value(const QString &statement, const QVariantList &values = {}) const;
    /// All of \a work or, when it fails, nothing.
    Result<void> transaction(const std::function<Result<void>()> &work) const;

private:
    QString m_name;
};

} // namespace warden::pki
