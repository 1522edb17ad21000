// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/signing.h"

#include "x509/openssl.h"

namespace warden::pki
{

const evp_md_st *digestFor(const x509::PrivateKey &key)
{
    const x509::KeyInfo info = key.info();
    if (info.algorithm == QStringLiteral("Ed25519"))
        return nullptr;
    return info.curve == QStringLiteral("P-384") ? EVP_sha384() : EVP_sha256();
}

void AuthorityKeyIdFree::operator()(AUTHORITY_KEYID_st *id) const
{
    AUTHORITY_KEYID_free(id);
}

AuthorityKeyIdPtr authorityKeyId(const asn1_string_st *subjectKeyId)
{
    AuthorityKeyIdPtr id(AUTHORITY_KEYID_new());
    if (!id || !subjectKeyId)
        return nullptr;
    id->keyid = ASN1_OCTET_STRING_dup(subjectKeyId);
    return id;
}

} // namespace warden::pki
