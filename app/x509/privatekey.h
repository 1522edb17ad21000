// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "x509/certificate.h"

#include <memory>

struct evp_pkey_st;

namespace warden::x509 {

enum class KeyType { EcP256, EcP384, Rsa2048, Rsa3072, Rsa4096, Ed25519 };

/// A private key in memory. Shared, never changed; OpenSSL wipes it with the last owner.
class PrivateKey
{
public:
    PrivateKey() = default;

    /// Blocks for up to seconds with RSA: call it off the GUI thread.
    static Result<PrivateKey> generate(KeyType type);
    /// PKCS#8, PKCS#1 or SEC1. ErrorCode::WrongPassphrase when it is encrypted and \a passphrase does not open it.
    static Result<PrivateKey> fromPem(QByteArrayView pem, const Secret &passphrase = {});
    static PrivateKey fromNative(evp_pkey_st *native);

    bool isNull() const { return !m_native; }
    KeyInfo info() const;
    bool matches(const Certificate &certificate) const;
    /// PKCS#8 in clear: for the files that a broker or a device must read, and for encryption by the vault.
    Secret toPem() const;
    /// PKCS#8 with PBES2, PBKDF2-HMAC-SHA256 600 000 rounds, AES-256-CBC.
    Result<QByteArray> toEncryptedPem(const Secret &passphrase) const;
    QByteArray publicKeyDer() const; ///< SubjectPublicKeyInfo

    evp_pkey_st *native() const { return m_native.get(); }

private:
    std::shared_ptr<evp_pkey_st> m_native;
};

/// Certificate and key with which one signs in; the chain goes from the leaf to the last intermediate.
struct Identity {
    QList<Certificate> chain;
    PrivateKey key;
    bool isNull() const { return chain.isEmpty() || key.isNull(); }
};

/// Reads a PEM certificate (with chain) and its key, which may stand in one file.
Result<Identity> identityFromPem(QByteArrayView certificates, QByteArrayView key, const Secret &passphrase);
/// ErrorCode::WrongPassphrase when the MAC does not verify.
Result<Identity> identityFromPkcs12(QByteArrayView der, const Secret &passphrase);
Result<QByteArray> identityToPkcs12(const Identity &identity, const QString &friendlyName, const Secret &passphrase);

} // namespace warden::x509
