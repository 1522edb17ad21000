// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "x509/certificate.h"
#include "x509/crl.h"
#include "x509/privatekey.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace warden::pki {

using RowId = qint64;

/// What guessing one passphrase costs: the figures of scrypt (RFC 7914 §2). The default takes 128 MiB.
struct KdfCost {
    quint64 rounds = 1ULL << 17; ///< A power of two, at least 2^10.
    quint32 blockSize = 8;
    quint32 parallel = 1;
};

enum class CertificateState { Reserved, Issued, Revoked, Void };

struct CertificateRecord {
    RowId id = 0;
    RowId issuer = 0; ///< Row of the issuing authority's certificate; its own row for a root.
    CertificateState state = CertificateState::Reserved;
    QByteArray serial; ///< Big-endian.
    x509::Certificate certificate; ///< Null while only reserved.
    QString profile; ///< "root", "issuing", "server", "client", "canary".
    bool hasKey = false;
    QDateTime revokedAt; ///< UTC, invalid when not revoked.
    int revocationReason = -1; ///< RFC 5280 §5.3.1 code.
};

/// The encrypted store of certificates, keys, CRLs and secrets: one SQLite file (WAL, synchronous=FULL), one
/// writer at a time. A random master key, wrapped by scrypt(2^17, 8, 1) of the passphrase and AES-256-GCM,
/// encrypts every private key and secret. Blocking; use it from the thread that opened it.
class Vault
{
public:
    /// ErrorCode::AlreadyExists when there is a file at \a path.
    static Result<std::unique_ptr<Vault>> create(
        const QString &path, const Secret &passphrase, const Clock &clock, const KdfCost &cost = {});
    /// NotFound, WrongPassphrase, Damaged, Busy (another program writes), Unsupported (newer schema).
    static Result<std::unique_ptr<Vault>> open(const QString &path, const Secret &passphrase, const Clock &clock);
    ~Vault();

    Result<void> changePassphrase(const Secret &from, const Secret &to);

    /// Reserves a fresh random 159-bit serial under \a issuer (nullopt: a new root) and commits it before anything
    /// is signed. Rows reserved but never stored become Void when the vault is opened next.
    Result<CertificateRecord> reserveSerial(std::optional<RowId> issuer, const QString &profile);
    /// Stores what was signed for a reserved row; the certificate's serial must be the reserved one.
    Result<void> storeIssued(RowId row, const x509::Certificate &certificate, const x509::PrivateKey *key);
    /// AlreadyExists when it was revoked before: the first reason and time stay.
    Result<void> markRevoked(RowId row, int reason);

    Result<QList<CertificateRecord>> certificates() const;
    Result<CertificateRecord> certificate(RowId row) const;
    /// The newest issued certificate of a profile; NotFound when there is none.
    Result<CertificateRecord> lastIssued(const QString &profile) const;
    /// The revoked certificates of \a issuer.
    Result<QList<CertificateRecord>> revoked(RowId issuer) const;
    Result<x509::PrivateKey> privateKey(RowId row) const;

    /// The next CRL number of \a issuer, its CRL signed by \a sign, and its storage, in one transaction.
    Result<x509::Crl> storeCrl(RowId issuer, const std::function<Result<x509::Crl>(qint64 number)> &sign);
    /// NotFound when none was signed yet.
    Result<x509::Crl> latestCrl(RowId issuer) const;

    /// Small secrets by name: broker passwords where the computer has no keychain.
    Result<void> putSecret(const QString &name, const Secret &secret);
    Result<Secret> secret(const QString &name) const;
    Result<void> removeSecret(const QString &name);

    struct AuditEntry {
        qint64 number = 0;
        QDateTime at;
        QString action;
        QString subject;
    };
    Result<void> appendAudit(const QString &action, const QString &subject);
    Result<QList<AuditEntry>> audit() const;
    /// Damaged, with the number of the first bad entry, when the hash chain does not hold.
    Result<void> verifyAudit() const;

private:
    class Private;
    explicit Vault(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace warden::pki
