// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/native.h"
#include "x509/openssl.h"

#include <array>

namespace warden::x509
{

namespace
{

QString algorithmName(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "EC"))
        return QStringLiteral("ECDSA");
    if (EVP_PKEY_is_a(key, "ED25519"))
        return QStringLiteral("Ed25519");
    if (EVP_PKEY_is_a(key, "ED448"))
        return QStringLiteral("Ed448");
    return QString::fromLatin1(EVP_PKEY_get0_type_name(key));
}

QString curveName(const EVP_PKEY *key)
{
    std::array<char, 64> group{};
    size_t size = 0;
    if (!EVP_PKEY_is_a(key, "EC") || EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) {
        ERR_clear_error();
        return {};
    }
    const QString name = QString::fromLatin1(group.data());
    if (name == QStringLiteral("prime256v1"))
        return QStringLiteral("P-256");
    if (name == QStringLiteral("secp384r1"))
        return QStringLiteral("P-384");
    if (name == QStringLiteral("secp521r1"))
        return QStringLiteral("P-521");
    return name;
}

} // namespace

QString KeyInfo::display() const
{
    if (!curve.isEmpty())
        return algorithm + u' ' + curve;
    if (algorithm.startsWith(QStringLiteral("Ed")) || bits == 0)
        return algorithm;
    return algorithm + u' ' + QString::number(bits);
}

namespace native
{

KeyInfo keyInfo(const evp_pkey_st *key)
{
    if (!key)
        return {};
    return {algorithmName(key), curveName(key), EVP_PKEY_get_bits(key), EVP_PKEY_get_security_bits(key)};
}

} // namespace native

} // namespace warden::x509
