// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/privatekey.h"

#include <memory>

struct asn1_string_st;
struct AUTHORITY_KEYID_st;
struct evp_md_st;

namespace warden::pki {

/// The digest with which a key signs: null for Ed25519, which has its own.
const evp_md_st *digestFor(const x509::PrivateKey &key);

struct AuthorityKeyIdFree {
    void operator()(AUTHORITY_KEYID_st *id) const;
};
using AuthorityKeyIdPtr = std::unique_ptr<AUTHORITY_KEYID_st, AuthorityKeyIdFree>;
/// Key identifier only, never issuer and serial. OpenSSL's "keyid" would give an empty one on a root.
AuthorityKeyIdPtr authorityKeyId(const asn1_string_st *subjectKeyId);

} // namespace warden::pki
