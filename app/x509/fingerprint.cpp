// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/certificate.h"

#include <QRegularExpression>
#include <QStringList>

namespace warden::x509
{

namespace
{

constexpr int kSha256Bytes = 32;
// Long enough for a fingerprint with every kind of ornament around it.
constexpr int kMaxText = 512;

} // namespace

QString fingerprintDisplay(const QByteArray &sha256)
{
    const QString hex = QString::fromLatin1(sha256.toHex().toUpper());
    QStringList groups;
    for (qsizetype i = 0; i < hex.size(); i += 4)
        groups += hex.mid(i, 4);
    return groups.join(u' ');
}

QByteArray fingerprintFromText(const QString &text)
{
    if (text.size() > kMaxText)
        return {};
    // "SHA256:", "sha256 Fingerprint=" as openssl prints it, "SHA-256 fingerprint of homepi.local:" and the like.
    static const QRegularExpression label(
        QStringLiteral("^\\s*sha-?256\\b[^=:]*[=:]"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression ornament(QStringLiteral("[\\s:.\\-]"));
    QString hex = text;
    hex.remove(label);
    hex.remove(ornament);
    static const QRegularExpression digits(QStringLiteral("^[0-9A-Fa-f]{64}$"));
    if (!digits.match(hex).hasMatch())
        return {};
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    return bytes.size() == kSha256Bytes ? bytes : QByteArray();
}

} // namespace warden::x509
