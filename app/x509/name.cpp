// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "x509/native.h"
#include "x509/openssl.h"

#include <QStringList>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <ctime>

namespace warden::x509
{

namespace
{

constexpr int kMaxAttributes = 64;
constexpr int kShownAttributes = 12;

QString typeName(const ASN1_OBJECT *object)
{
    const int nid = OBJ_obj2nid(object);
    if (nid == NID_serialNumber)
        return QStringLiteral("serialNumber");
    if (nid != NID_undef)
        return QString::fromLatin1(OBJ_nid2sn(nid));
    std::array<char, 128> dots{};
    OBJ_obj2txt(dots.data(), int(dots.size()), object, 1);
    return QString::fromLatin1(dots.data());
}

} // namespace

QString Name::value(const QString &type) const
{
    // The last one is the most specific one.
    const auto found = std::find_if(
        attributes.crbegin(), attributes.crend(), [&type](const Attribute &each) { return each.type == type; });
    return found == attributes.crend() ? QString() : found->value;
}

QString Name::display() const
{
    QStringList parts;
    for (auto each = attributes.crbegin(); each != attributes.crend(); ++each) {
        if (parts.size() == kShownAttributes) {
            parts += QStringLiteral("…");
            break;
        }
        parts += displayText(each->type, 64) + u'=' + displayText(each->value, 128);
    }
    return parts.join(QStringLiteral(", "));
}

Name Name::fromCommonName(const QString &commonName)
{
    return {{{QStringLiteral("CN"), commonName}}};
}

namespace native
{

QString text(const asn1_string_st *string)
{
    if (!string)
        return {};
    unsigned char *utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0) {
        ERR_clear_error();
        return QString::fromLatin1(QByteArrayView(ASN1_STRING_get0_data(string), ASN1_STRING_length(string)));
    }
    const QString text = QString::fromUtf8(QByteArrayView(utf8, size));
    OPENSSL_free(utf8);
    return text;
}

Name name(const X509_name_st *native)
{
    Name result;
    const int count = std::min(X509_NAME_entry_count(native), kMaxAttributes);
    for (int i = 0; i < count; ++i) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(native, i);
        result.attributes.append({typeName(X509_NAME_ENTRY_get_object(entry)), text(X509_NAME_ENTRY_get_data(entry))});
    }
    return result;
}

QDateTime time(const asn1_string_st *native)
{
    std::tm parts{};
    if (!native || ASN1_TIME_to_tm(native, &parts) != 1) {
        ERR_clear_error();
        return {};
    }
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
        QTime(parts.tm_hour, parts.tm_min, std::min(parts.tm_sec, 59)), Qt::UTC);
}

} // namespace native

} // namespace warden::x509
