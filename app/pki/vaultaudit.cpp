// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/vaultprivate.h"

#include <QtEndian>

namespace warden::pki
{

namespace
{

// Lengths in front: two fields can never be read as two others.
void appendField(QByteArray &message, const QByteArray &field)
{
    const quint32 size = qToBigEndian(quint32(field.size()));
    message.append(reinterpret_cast<const char *>(&size), sizeof size);
    message += field;
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeFrom(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

} // namespace

// A plain hash could be computed anew by whoever rewrites the file; this one needs the master key.
QByteArray Vault::Private::entrySeal(const QByteArray &previous, const AuditEntry &entry) const
{
    QByteArray message;
    appendField(message, previous);
    appendField(message, QByteArray::number(entry.number));
    appendField(message, timeText(entry.at).toUtf8());
    appendField(message, entry.action.toUtf8());
    appendField(message, entry.subject.toUtf8());
    return authenticated(auditKey, message);
}

// Shows that entries were cut off at the end, which a chain alone cannot.
QByteArray Vault::Private::endSeal(qint64 number, const QByteArray &last) const
{
    QByteArray message("end");
    appendField(message, QByteArray::number(number));
    appendField(message, last);
    return authenticated(auditKey, message);
}

Result<void> Vault::Private::append(const QString &action, const QString &subject)
{
    const auto last = database.run(QStringLiteral("SELECT number, seal FROM audit ORDER BY number DESC LIMIT 1"));
    if (!last)
        return failure(last.error());
    const qint64 number = (last->isValid() ? last->value(0).toLongLong() : 0) + 1;
    const QByteArray previous = last->isValid() ? last->value(1).toByteArray() : QByteArray();
    const AuditEntry entry{number, timeFrom(timeText(clock.now())), action, subject};
    const QByteArray seal = entrySeal(previous, entry);
    const auto stored
        = database.run(QStringLiteral("INSERT INTO audit (number, at, action, subject, seal) VALUES (?, ?, ?, ?, ?)"),
            {number, timeText(entry.at), action, subject.isNull() ? QStringLiteral("") : subject, seal});
    if (!stored)
        return failure(stored.error());
    const auto ended
        = database.run(QStringLiteral("INSERT OR REPLACE INTO audit_end (id, number, seal) VALUES (1, ?, ?)"),
            {number, endSeal(number, seal)});
    return ended ? Result<void>() : failure(ended.error());
}

Result<void> Vault::appendAudit(const QString &action, const QString &subject)
{
    return d->database.transaction([&] { return d->append(action, subject); });
}

Result<QList<Vault::AuditEntry>> Vault::audit() const
{
    auto row = d->database.run(QStringLiteral("SELECT number, at, action, subject FROM audit ORDER BY number"));
    if (!row)
        return failure(row.error());
    QList<AuditEntry> entries;
    for (bool more = row->isValid(); more; more = row->next())
        entries.append({row->value(0).toLongLong(), timeFrom(row->value(1).toString()), row->value(2).toString(),
            row->value(3).toString()});
    return entries;
}

Result<void> Vault::verifyAudit() const
{
    const auto broken = [](qint64 number) {
        return failure(ErrorCode::Damaged,
            Private::tr("The audit log was changed from outside: entry %1 is not what was written.").arg(number),
            QString::number(number));
    };
    auto row = d->database.run(QStringLiteral("SELECT number, at, action, subject, seal FROM audit ORDER BY number"));
    if (!row)
        return failure(row.error());
    QByteArray previous;
    qint64 number = 0;
    for (bool more = row->isValid(); more; more = row->next()) {
        const AuditEntry entry{row->value(0).toLongLong(), timeFrom(row->value(1).toString()), row->value(2).toString(),
            row->value(3).toString()};
        const QByteArray seal = row->value(4).toByteArray();
        if (entry.number != ++number || timeText(entry.at) != row->value(1).toString()
            || seal != d->entrySeal(previous, entry))
            return broken(number);
        previous = seal;
    }
    const auto end = d->database.run(QStringLiteral("SELECT number, seal FROM audit_end WHERE id = 1"));
    if (!end)
        return failure(end.error());
    if (end->value(0).toLongLong() != number || end->value(1).toByteArray() != d->endSeal(number, previous))
        return broken(number + 1);
    return {};
}

} // namespace warden::pki
