// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/hostnames.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace warden::pki
{

namespace
{

constexpr int kMaxHosts = 100;
constexpr int kMaxNameLength = 253;

QString tr(const char *text)
{
    return QCoreApplication::translate("HostNames", text);
}

/// The address in its plain form, or nothing. QHostAddress alone takes "10.1" for one.
QString addressFrom(QString text)
{
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.mid(1, text.size() - 2);
    text = text.section(u'%', 0, 0);
    static const QRegularExpression four(QStringLiteral("^\\d{1,3}(\\.\\d{1,3}){3}$"));
    if (!text.contains(u':') && !four.match(text).hasMatch())
        return {};
    const QHostAddress address(text);
    return address.isNull() ? QString() : address.toString();
}

QString nameFrom(QString text)
{
    if (text.endsWith(u'.'))
        text.chop(1);
    const bool isAscii = std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
    return isAscii ? text.toLower() : QString::fromLatin1(QUrl::toAce(text));
}

void addOnce(QStringList &list, const QString &text)
{
    if (!list.contains(text))
        list += text;
}

} // namespace

bool isDnsName(const QString &text)
{
    static const QRegularExpression labels(QStringLiteral("^(\\*\\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)("
                                                          "\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$"));
    return text.size() <= kMaxNameLength && labels.match(text).hasMatch();
}

Result<HostNames> hostNames(const QStringList &hosts)
{
    if (hosts.size() > kMaxHosts)
        return failure(ErrorCode::InvalidInput, tr("A certificate can carry at most 100 names and addresses."));
    HostNames result;
    for (const QString &host : hosts) {
        const QString text = host.trimmed();
        const QString address = addressFrom(text);
        const QString name = address.isEmpty() ? nameFrom(text) : QString();
        if (address.isEmpty() && !isDnsName(name))
            return failure(ErrorCode::InvalidInput,
                tr("“%1” is neither a host name nor an address. Write it as in homepi.local or 192.168.1.10.")
                    .arg(displayText(text, 64)));
        if (address.isEmpty()) {
            addOnce(result.names, name);
            continue;
        }
        addOnce(result.addresses, address);
        // Older mbedTLS and BearSSL compare an address with names only. A name cannot hold the colons of IPv6.
        if (!address.contains(u':'))
            addOnce(result.names, address);
    }
    if (result.names.isEmpty() && result.addresses.isEmpty())
        return failure(ErrorCode::InvalidInput, tr("A server certificate needs at least one host name or address."));
    return result;
}

} // namespace warden::pki
