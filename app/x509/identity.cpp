// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/native.h"
#include "x509/openssl.h"
#include "x509/privatekey.h"

#include <QCoreApplication>

#include <algorithm>

namespace warden::x509
{

namespace native
{

QList<Certificate> orderedChain(const Certificate &leaf, const QList<Certificate> &pool)
{
    QList<Certificate> chain{leaf};
    while (chain.size() <= pool.size()) {
        X509 *last = chain.constLast().native();
        const auto issuer = std::find_if(pool.cbegin(), pool.cend(), [&](const Certificate &each) {
            return !chain.contains(each) && X509_check_issued(each.native(), last) == X509_V_OK;
        });
        // A root at the end is of no use to the peer, which must have it already.
        if (issuer == pool.cend() || issuer->isSelfSigned())
            break;
        chain += *issuer;
    }
    ERR_clear_error();
    return chain;
}

Result<QList<Certificate>> chainFor(const evp_pkey_st *key, const QList<Certificate> &pool)
{
    const auto leaf = std::find_if(pool.cbegin(), pool.cend(), [key](const Certificate &each) {
        const EVP_PKEY *own = X509_get0_pubkey(each.native());
        return own && EVP_PKEY_eq(own, key) == 1;
    });
    ERR_clear_error();
    if (leaf == pool.cend())
        return failure(ErrorCode::InvalidInput,
            QCoreApplication::translate("X509",
                "The private key does not belong to the certificate. Choose the two files that were made together."));
    return orderedChain(*leaf, pool);
}

} // namespace native

Result<Identity> identityFromPem(QByteArrayView certificates, QByteArrayView key, const Secret &passphrase)
{
    const auto list = Certificate::listFromPem(certificates);
    if (!list)
        return failure(list.error());
    const auto privateKey = PrivateKey::fromPem(key.isEmpty() ? certificates : key, passphrase);
    if (!privateKey)
        return failure(privateKey.error());
    const auto chain = native::chainFor(privateKey->native(), *list);
    if (!chain)
        return failure(chain.error());
    return Identity{*chain, *privateKey};
}

} // namespace warden::x509
