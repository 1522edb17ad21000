// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/certificatetexts.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace warden::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("warden::ui::CertificateText", text);
}

QString momentText(const QDateTime &at)
{
    return QLocale().toString(at.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm:ss"));
}

/// The first two groups and the last: enough to tell two apart in a table.
QString shortFingerprint(const x509::Certificate &certificate)
{
    const QString whole = x509::fingerprintDisplay(certificate.sha256());
    return whole.left(9) % QStringLiteral(" … ") % whole.right(4);
}

QString namesText(const x509::Certificate &certificate)
{
    QStringList names;
    for (const x509::AltName &name : certificate.altNames())
        names.append(displayText(name.value, 64));
    names.sort();
    names.removeDuplicates();
    return names.isEmpty() ? displayText(certificate.subject().commonName(), 64) : names.join(QStringLiteral(", "));
}

} // namespace

QString certificateName(const x509::Certificate &certificate)
{
    return displayText(certificate.displayName(), 96);
}

QString issuerName(const x509::Certificate &certificate)
{
    if (certificate.isSelfSigned())
        return tr("itself (self-signed)");
    const QString common = certificate.issuer().commonName();
    return common.isEmpty() ? certificate.issuer().display() : displayText(common, 96);
}

QString dateText(const QDateTime &at)
{
    return QLocale().toString(at.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
}

QString validityText(const x509::Certificate &certificate)
{
    return tr("%1 to %2").arg(dateText(certificate.notBefore()), dateText(certificate.notAfter()));
}

QString daysLeftText(const x509::Certificate &certificate, const QDateTime &now)
{
    if (now > certificate.notAfter())
        return tr("expired since %1").arg(dateText(certificate.notAfter()));
    if (now < certificate.notBefore())
        return tr("valid only from %1").arg(dateText(certificate.notBefore()));
    const qint64 days = now.daysTo(certificate.notAfter());
    return days == 1 ? tr("1 day left") : tr("%1 days left").arg(days);
}

bool coversHost(const x509::AltName &name, const QString &host)
{
    if (name.type == x509::AltName::Type::IpAddress)
        return QHostAddress(name.value) == QHostAddress(host);
    if (name.type != x509::AltName::Type::Dns)
        return false;
    if (name.value.compare(host, Qt::CaseInsensitive) == 0)
        return true;
    return name.value.startsWith(QLatin1String("*.")) && host.contains(QLatin1Char('.'))
        && host.section(QLatin1Char('.'), 1).compare(name.value.mid(2), Qt::CaseInsensitive) == 0;
}

VerdictText verdictText(const mqtt::LinkReport &link)
{
    switch (link.verdict) {
    case mqtt::TrustVerdict::Plain:
        return {Tone::Danger, QStringLiteral("lock-open"), tr("Not encrypted"),
            tr("Everybody in the network between can read and change what is sent, passwords included.")};
    case mqtt::TrustVerdict::Verified:
        return {Tone::Success, QStringLiteral("lock"), tr("Verified"),
            tr("Encrypted, and the broker’s certificate was verified up to an authority that you trust.")};
    case mqtt::TrustVerdict::Pinned:
        return {Tone::Warning, QStringLiteral("lock"), tr("Pinned"),
            tr("Encrypted, and it is the certificate that you looked at and pinned. No authority vouches for it.")};
    case mqtt::TrustVerdict::Unverified:
        return {Tone::Warning, QStringLiteral("lock-alert"), tr("Not verified"),
            tr("Encrypted, but nobody vouches for who is at the other end.")};
    case mqtt::TrustVerdict::Rejected:
        return {Tone::Danger, QStringLiteral("lock-alert"), tr("Rejected"),
            tr("The certificate was refused and nothing was sent.")};
    }
    return {};
}

QString sinceText(const QDateTime &at, const QDateTime &now)
{
    const QDate day = at.toLocalTime().date();
    const QDate today = now.toLocalTime().date();
    if (day == today)
        return tr("today, %1").arg(QLocale().toString(at.toLocalTime().time(), QStringLiteral("HH:mm")));
    if (day == today.addDays(-1))
        return tr("yesterday");
    return dateText(at);
}

QList<Difference> compareCertificates(
    const x509::Certificate &before, const x509::Certificate &now, const QDateTime &at)
{
    QList<Difference> rows;
    const auto add = [&](const QString &label, const QString &old, const QString &fresh, bool same, bool mono) {
        rows.append({label, old, fresh, same, mono});
    };
    add(tr("Fingerprint"), shortFingerprint(before), shortFingerprint(now), before.sha256() == now.sha256(), true);
    add(tr("Issued by"), issuerName(before), issuerName(now),
        before.issuer() == now.issuer() && before.isSelfSigned() == now.isSelfSigned(), false);
    add(tr("Valid from"), dateText(before.notBefore()), sinceText(now.notBefore(), at),
        before.notBefore() == now.notBefore(), false);
    const bool sameEnd = before.notAfter() == now.notAfter();
    const bool sameDay = !sameEnd && dateText(before.notAfter()) == dateText(now.notAfter());
    add(tr("Valid until"), sameDay ? momentText(before.notAfter()) : dateText(before.notAfter()),
        sameDay ? momentText(now.notAfter()) : dateText(now.notAfter()), sameEnd, false);
    const bool sameKey = before.publicKeySha256() == now.publicKeySha256();
    add(tr("Key"), before.key().display(),
        sameKey ? tr("the same") : before.key().display() == now.key().display() ? tr("another %1").arg(now.key().display())
                                                                                 : now.key().display(),
        sameKey, false);
    add(tr("Names"), namesText(before), namesText(now), namesText(before) == namesText(now), true);
    return rows;
}

Conclusion concludeChange(const x509::Certificate &before, const x509::Certificate &now)
{
    const bool sameIssuer = before.issuer() == now.issuer() && before.isSelfSigned() == now.isSelfSigned();
    if (before.publicKeySha256() == now.publicKeySha256())
        return {Tone::Warning, tr("This looks like a renewal."),
            tr("The new certificate holds the same key, which only your broker should have.")};
    if (sameIssuer && !before.isSelfSigned())
        return {Tone::Danger, tr("The broker has another key."),
            tr("The certificate names %1 as its issuer too, but a name can be copied: nobody has verified it.")
                .arg(issuerName(before))};
    if (before.isSelfSigned())
        return {Tone::Danger, tr("This may be another machine."), tr("It holds another key than the one you trusted.")};
    return {Tone::Danger, tr("This looks like another machine."),
        tr("It does not carry a certificate from %1.").arg(issuerName(before))};
}

} // namespace warden::ui
