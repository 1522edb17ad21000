// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pki/database.h"
#include "pki/sealing.h"
#include "pki/vault.h"

#include <QCoreApplication>
#include <QLockFile>

namespace warden::pki {

/// What the files that make up the Vault share.
class Vault::Private
{
public:
    Private(const QString &path, const Clock &clock);

    Result<void> lock();
    bool takeOverUnfinishedLock();
    /// Makes the file, empty but whole, beside its place and moves it there.
    Result<void> make(const Secret &passphrase, const KdfCost &cost);
    Result<void> open(const Secret &passphrase);
    Result<void> wrapMasterKey(const Secret &passphrase, const KdfCost &cost);
    Result<KdfCost> unwrapMasterKey(const Secret &passphrase);
    Result<void> checkWhole() const;
    Result<void> voidReserved();

    /// Inside a transaction of the caller.
    Result<void> append(const QString &action, const QString &subject);
    QByteArray entrySeal(const QByteArray &previous, const AuditEntry &entry) const;
    QByteArray endSeal(qint64 number, const QByteArray &last) const;

    static QString tr(const char *text) { return QCoreApplication::translate("Vault", text); }

    QString path;
    const Clock &clock;
    QLockFile lockFile;
    Database database;
    Secret masterKey;
    Secret auditKey;
};

} // namespace warden::pki
