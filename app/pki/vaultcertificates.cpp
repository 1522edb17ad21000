// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/vaultprivate.h"

namespace warden::pki
{

namespace
{

constexpr int kSerialBytes = 20;

QString stateName(CertificateState state)
{
    switch (state) {
    case CertificateState::Reserved:
        return QStringLiteral("reserved");
    case CertificateState::Issued:
        return QStringLiteral("issued");
    case CertificateState::Revoked:
        return QStringLiteral("revoked");
    case CertificateState::Void:
        break;
    }
    return QStringLiteral("void");
}

CertificateState stateFrom(const QString &name)
{
    for (const auto state : {CertificateState::Reserved, CertificateState::Issued, CertificateState::Revoked}) {
        if (name == stateName(state))
            return state;
    }
    return CertificateState::Void;
}

/// 159 random bits, of which none of the first eight is missing, so that each has the same 20 bytes.
QByteArray newSerial()
{
    for (;;) {
        QByteArray serial = randomBytes(kSerialBytes);
        serial[0] = char(uchar(serial.at(0)) & 0x7f);
        if (serial.at(0) != 0)
            return serial;
    }
}

QByteArray keyPlace(RowId row, const QByteArray &serial)
{
    return QByteArray("key:" + QByteArray::number(row) + ':' + serial.toHex());
}

QString selectWhere(const QString &rest)
{
    return QStringLiteral("SELECT id, issuer, state, serial, der, profile, box IS NOT NULL, revoked_at, reason"
                          " FROM certificate %1")
        .arg(rest);
}

Result<CertificateRecord> recordFrom(const QSqlQuery &row)
{
    CertificateRecord record;
    record.id = row.value(0).toLongLong();
    record.issuer = row.value(1).toLongLong();
    record.state = stateFrom(row.value(2).toString());
    record.serial = row.value(3).toByteArray();
    record.profile = row.value(5).toString();
    record.hasKey = row.value(6).toBool();
    if (!row.value(7).isNull()) {
        record.revokedAt = QDateTime::fromSecsSinceEpoch(row.value(7).toLongLong(), Qt::UTC);
        record.revocationReason = row.value(8).toInt();
    }
    if (row.value(4).isNull())
        return record;
    const auto certificate = x509::Certificate::fromDer(row.value(4).toByteArray());
    if (!certificate || certificate->serial() != record.serial)
        return failure(ErrorCode::Damaged,
            QCoreApplication::translate(
                "Vault", "A certificate in the vault is damaged. Restore the vault from a backup."),
            QStringLiteral("row %1").arg(record.id));
    record.certificate = *certificate;
    return record;
}

Result<QList<CertificateRecord>> recordsFrom(Result<QSqlQuery> row)
{
    if (!row)
        return failure(row.error());
    QList<CertificateRecord> records;
    for (bool more = row->isValid(); more; more = row->next()) {
        const auto record = recordFrom(*row);
        if (!record)
            return failure(record.error());
        records += *record;
    }
    return records;
}

} // namespace

Result<void> Vault::Private::voidReserved()
{
    const auto count = database.value(QStringLiteral("SELECT count(*) FROM certificate WHERE state = 'reserved'"));
    if (!count)
        return failure(count.error());
    if (count->toInt() == 0)
        return {};
    return database.transaction([&]() -> Result<void> {
        const auto done
            = database.run(QStringLiteral("UPDATE certificate SET state = 'void' WHERE state = 'reserved'"));
        return done ? append(QStringLiteral("void"), QString::number(count->toInt())) : failure(done.error());
    });
}

Result<CertificateRecord> Vault::reserveSerial(std::optional<RowId> issuer, const QString &profile)
{
    CertificateRecord record;
    record.serial = newSerial();
    record.profile = profile;
    const auto done = d->database.transaction([&]() -> Result<void> {
        const auto last
            = d->database.value(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'certificate'"));
        if (!last)
            return failure(last.error());
        record.id = last->toLongLong() + 1;
        record.issuer = issuer.value_or(record.id);
        const auto stored
            = d->database.run(QStringLiteral("INSERT INTO certificate (id, issuer, serial, profile, state, reserved_at)"
                                             " VALUES (?, ?, ?, ?, 'reserved', ?)"),
                {record.id, record.issuer, record.serial, profile, d->clock.now().toSecsSinceEpoch()});
        return stored ? Result<void>() : failure(stored.error());
    });
    if (!done)
        return failure(done.error());
    return record;
}

Result<void> Vault::storeIssued(RowId row, const x509::Certificate &certificate, const x509::PrivateKey *key)
{
    const auto reserved = this->certificate(row);
    if (!reserved)
        return failure(reserved.error());
    if (reserved->state != CertificateState::Reserved || certificate.serial() != reserved->serial
        || (key && !key->matches(certificate)))
        return failure(
            ErrorCode::InvalidInput, Private::tr("The certificate does not fit its reserved serial number."));
    QVariant nonce(QMetaType::fromType<QByteArray>());
    QVariant box(QMetaType::fromType<QByteArray>());
    if (key) {
        const auto sealed = seal(d->masterKey, key->toPem(), keyPlace(row, reserved->serial));
        if (!sealed)
            return failure(sealed.error());
        nonce = sealed->nonce;
        box = sealed->box;
    }
    return d->database.transaction([&]() -> Result<void> {
        const auto stored = d->database.run(
            QStringLiteral("UPDATE certificate SET state = 'issued', der = ?, nonce = ?, box = ? WHERE id = ?"),
            {certificate.toDer(), nonce, box, row});
        return stored
            ? d->append(QStringLiteral("issue"),
                QStringLiteral("%1 %2 %3").arg(reserved->profile, certificate.displayName(), certificate.serialHex()))
            : failure(stored.error());
    });
}

Result<void> Vault::markRevoked(RowId row, int reason)
{
    const auto record = certificate(row);
    if (!record)
        return failure(record.error());
    if (record->state == CertificateState::Revoked)
        return failure(ErrorCode::AlreadyExists, Private::tr("The certificate was revoked before."));
    if (record->state != CertificateState::Issued)
        return failure(
            ErrorCode::InvalidInput, Private::tr("The certificate was never issued, so it cannot be revoked."));
    return d->database.transaction([&]() -> Result<void> {
        const auto stored = d->database.run(
            QStringLiteral("UPDATE certificate SET state = 'revoked', revoked_at = ?, reason = ? WHERE id = ?"),
            {d->clock.now().toSecsSinceEpoch(), reason, row});
        return stored
            ? d->append(QStringLiteral("revoke"),
                QStringLiteral("%1 %2 %3")
                    .arg(record->certificate.displayName(), record->certificate.serialHex(), QString::number(reason)))
            : failure(stored.error());
    });
}

Result<QList<CertificateRecord>> Vault::certificates() const
{
    return recordsFrom(d->database.run(selectWhere(QStringLiteral("ORDER BY id"))));
}

Result<QList<CertificateRecord>> Vault::revoked(RowId issuer) const
{
    return recordsFrom(
        d->database.run(selectWhere(QStringLiteral("WHERE issuer = ? AND state = 'revoked' ORDER BY id")), {issuer}));
}

Result<CertificateRecord> Vault::certificate(RowId row) const
{
    const auto found = d->database.run(selectWhere(QStringLiteral("WHERE id = ?")), {row});
    if (!found)
        return failure(found.error());
    if (!found->isValid())
        return failure(ErrorCode::NotFound, Private::tr("This certificate is not in the vault."), QString::number(row));
    return recordFrom(*found);
}

Result<CertificateRecord> Vault::lastIssued(const QString &profile) const
{
    const auto found = d->database.run(
        selectWhere(QStringLiteral("WHERE profile = ? AND state = 'issued' ORDER BY id DESC LIMIT 1")), {profile});
    if (!found)
        return failure(found.error());
    if (!found->isValid())
        return failure(ErrorCode::NotFound, Private::tr("There is no such certificate in the vault yet."), profile);
    return recordFrom(*found);
}

Result<x509::PrivateKey> Vault::privateKey(RowId row) const
{
    const auto found
        = d->database.run(QStringLiteral("SELECT serial, nonce, box FROM certificate WHERE id = ?"), {row});
    if (!found)
        return failure(found.error());
    if (!found->isValid() || found->value(2).isNull())
        return failure(ErrorCode::NotFound, Private::tr("The private key of this certificate is not in the vault."),
            QString::number(row));
    const auto pem = unseal(d->masterKey, {found->value(1).toByteArray(), found->value(2).toByteArray()},
        keyPlace(row, found->value(0).toByteArray()));
    if (!pem)
        return failure(pem.error());
    return x509::PrivateKey::fromPem(pem->view());
}

Result<x509::Crl> Vault::storeCrl(RowId issuer, const std::function<Result<x509::Crl>(qint64 number)> &sign)
{
    x509::Crl crl;
    const auto done = d->database.transaction([&]() -> Result<void> {
        const auto last = d->database.value(QStringLiteral("SELECT max(number) FROM crl WHERE issuer = ?"), {issuer});
        if (!last)
            return failure(last.error());
        const qint64 number = last->toLongLong() + 1;
        const auto made = sign(number);
        if (!made)
            return failure(made.error());
        crl = *made;
        if (crl.number() != number)
            return failure(ErrorCode::InvalidInput, Private::tr("The revocation list does not carry its number."));
        const auto stored
            = d->database.run(QStringLiteral("INSERT INTO crl (issuer, number, this_update, der) VALUES (?, ?, ?, ?)"),
                {issuer, number, crl.thisUpdate().toSecsSinceEpoch(), crl.toDer()});
        return stored ? d->append(QStringLiteral("crl"), QString::number(number)) : failure(stored.error());
    });
    if (!done)
        return failure(done.error());
    return crl;
}

Result<x509::Crl> Vault::latestCrl(RowId issuer) const
{
    const auto der = d->database.value(
        QStringLiteral("SELECT der FROM crl WHERE issuer = ? ORDER BY number DESC LIMIT 1"), {issuer});
    if (!der)
        return failure(der.error());
    if (!der->isValid())
        return failure(ErrorCode::NotFound, Private::tr("No revocation list was signed yet."));
    return x509::Crl::fromDer(der->toByteArray());
}

} // namespace warden::pki
