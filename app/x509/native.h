// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "x509/certificate.h"

struct asn1_string_st;
struct evp_pkey_st;
struct X509_algor_st;
struct X509_name_st;

/// What the files of this room share about OpenSSL's structures.
namespace warden::x509::native {

constexpr qsizetype kMaxPemBytes = 4 * 1024 * 1024;
constexpr qsizetype kMaxCertificateBytes = 256 * 1024;
constexpr qsizetype kMaxCrlBytes = 16 * 1024 * 1024;
constexpr int kMaxBlocks = 100;
/// More rounds than this in a file from outside would hang the program, not protect anything.
constexpr qint64 kMaxKdfRounds = 10'000'000;

struct PemBlock {
    QByteArray type; ///< "CERTIFICATE", "EC PRIVATE KEY" …
    QByteArray header; ///< The lines of RFC 1421 encryption, mostly empty.
    Secret data;
};

/// The blocks of \a pem in their order, text between them skipped, indented and CRLF lines accepted.
Result<QList<PemBlock>> pemBlocks(QByteArrayView pem, qsizetype maxBytes = kMaxPemBytes);

QString text(const asn1_string_st *string);
Name name(const X509_name_st *native);
QDateTime time(const asn1_string_st *native);
KeyInfo keyInfo(const evp_pkey_st *key);
/// False when the file asks for more rounds of key derivation than kMaxKdfRounds.
bool isKdfAffordable(const X509_algor_st *algorithm);

/// \a leaf and then, of \a pool, its issuers as far as they are there.
QList<Certificate> orderedChain(const Certificate &leaf, const QList<Certificate> &pool);
/// The certificates in which \a key stands and their issuers; an Error when it stands in none.
Result<QList<Certificate>> chainFor(const evp_pkey_st *key, const QList<Certificate> &pool);

} // namespace warden::x509::native
