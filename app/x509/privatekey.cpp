// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/privatekey.h"

#include "x509/native.h"
#include "x509/openssl.h"

#include <QCoreApplication>

#include <cstring>
#include <openssl/pem.h>

namespace warden::x509
{

namespace
{

using X509SigPtr = Owned<X509_SIG, X509_SIG_free>;
using Pkcs8Ptr = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
constexpr int kRounds = 600'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("X509", text);
}

tl::unexpected<Error> wrongPassphrase()
{
    return failure(ErrorCode::WrongPassphrase,
        tr("The passphrase does not open this key. Type the one that was set when the key was made."),
        takeOpenSslErrors());
}

tl::unexpected<Error> unreadable()
{
    return failure(ErrorCode::InvalidInput,
        tr("The private key cannot be read. Choose the key file that belongs to the certificate."),
        takeOpenSslErrors());
}

const unsigned char *bytes(const Secret &secret)
{
    return reinterpret_cast<const unsigned char *>(secret.view().data());
}

PkeyPtr keyFromPkcs8(const Secret &der)
{
    const unsigned char *at = bytes(der);
    return PkeyPtr(d2i_AutoPrivateKey(nullptr, &at, long(der.size())));
}

Result<PrivateKey> fromEncryptedPkcs8(const Secret &der, const Secret &passphrase)
{
    const unsigned char *at = bytes(der);
    const X509SigPtr envelope(d2i_X509_SIG(nullptr, &at, long(der.size())));
    if (!envelope)
        return unreadable();
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(envelope.get(), &algorithm, nullptr);
    if (!native::isKdfAffordable(algorithm))
        return failure(
            ErrorCode::Unsupported, tr("The key file asks for so much computing that it cannot be opened here."));
    if (passphrase.isEmpty())
        return wrongPassphrase();
    const Pkcs8Ptr info(PKCS8_decrypt(envelope.get(), passphrase.view().data(), int(passphrase.size())));
    if (!info)
        return wrongPassphrase();
    const PkeyPtr key(EVP_PKCS82PKEY(info.get()));
    if (!key)
        return unreadable();
    return PrivateKey::fromNative(key.get());
}

int givePassphrase(char *buffer, int size, int, void *context)
{
    const auto *passphrase = static_cast<const Secret *>(context);
    if (passphrase->isEmpty() || passphrase->size() > size)
        return -1;
    std::memcpy(buffer, passphrase->view().data(), size_t(passphrase->size()));
    return int(passphrase->size());
}

// RFC 1421 encryption inside the PEM: "Proc-Type: 4,ENCRYPTED", as older tools write it.
Result<PrivateKey> fromTraditional(const native::PemBlock &block, const Secret &passphrase)
{
    QByteArray header = block.header;
    EVP_CIPHER_INFO cipher{};
    if (PEM_get_EVP_CIPHER_INFO(header.data(), &cipher) != 1)
        return unreadable();
    QByteArray data(block.data.view().data(), block.data.size());
    long size = long(data.size());
    Secret copy = passphrase;
    const bool opened
        = PEM_do_header(&cipher, reinterpret_cast<unsigned char *>(data.data()), &size, givePassphrase, &copy) == 1;
    data.truncate(opened ? size : 0);
    const Secret der = Secret::taking(std::move(data));
    const PkeyPtr key = opened ? keyFromPkcs8(der) : nullptr;
    if (!key)
        return wrongPassphrase();
    return PrivateKey::fromNative(key.get());
}

PkeyPtr generated(KeyType type)
{
    const auto rsa = [](size_t bits) { return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)); };
    switch (type) {
    case KeyType::EcP256:
        return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case KeyType::EcP384:
        return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
    case KeyType::Rsa2048:
        return rsa(2048);
    case KeyType::Rsa3072:
        return rsa(3072);
    case KeyType::Rsa4096:
        return rsa(4096);
    case KeyType::Ed25519:
        return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    }
    return nullptr;
}

} // namespace

Result<PrivateKey> PrivateKey::generate(KeyType type)
{
    const PkeyPtr key = generated(type);
    if (!key)
        return failure(ErrorCode::Internal, tr("A new key could not be made."), takeOpenSslErrors());
    return fromNative(key.get());
}

Result<PrivateKey> PrivateKey::fromPem(QByteArrayView pem, const Secret &passphrase)
{
    auto blocks = native::pemBlocks(pem);
    if (!blocks)
        return failure(blocks.error());
    ERR_clear_error();
    for (const native::PemBlock &block : std::as_const(*blocks)) {
        if (!block.type.endsWith("PRIVATE KEY"))
            continue;
        if (block.type == PEM_STRING_PKCS8)
            return fromEncryptedPkcs8(block.data, passphrase);
        if (block.header.contains("ENCRYPTED"))
            return fromTraditional(block, passphrase);
        const PkeyPtr key = keyFromPkcs8(block.data);
        if (!key)
            return unreadable();
        ERR_clear_error();
        return fromNative(key.get());
    }
    return failure(ErrorCode::InvalidInput,
        tr("There is no private key in this file. It should have a line “-----BEGIN PRIVATE KEY-----”."));
}

PrivateKey PrivateKey::fromNative(evp_pkey_st *native)
{
    PrivateKey key;
    if (native && EVP_PKEY_up_ref(native) == 1)
        key.m_native = std::shared_ptr<evp_pkey_st>(native, EVP_PKEY_free);
    return key;
}

KeyInfo PrivateKey::info() const
{
    return native::keyInfo(m_native.get());
}

bool PrivateKey::matches(const Certificate &certificate) const
{
    if (isNull() || certificate.isNull())
        return false;
    const EVP_PKEY *key = X509_get0_pubkey(certificate.native());
    const bool same = key && EVP_PKEY_eq(key, m_native.get()) == 1;
    ERR_clear_error();
    return same;
}

Secret PrivateKey::toPem() const
{
    if (isNull())
        return {};
    // OpenSSL wipes a memory BIO when it frees it.
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), m_native.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return Secret(QByteArrayView(text, size));
}

Result<QByteArray> PrivateKey::toEncryptedPem(const Secret &passphrase) const
{
    if (isNull() || passphrase.isEmpty())
        return failure(ErrorCode::InvalidInput, tr("To encrypt the key a passphrase is needed."));
    const auto refused
        = [] { return failure(ErrorCode::Internal, tr("The key could not be encrypted."), takeOpenSslErrors()); };
    const Pkcs8Ptr info(EVP_PKEY2PKCS8(m_native.get()));
    if (!info)
        return refused();
    // PEM_write_PKCS8PrivateKey would silently take 2048 rounds.
    const X509SigPtr envelope(PKCS8_encrypt_ex(-1, EVP_aes_256_cbc(), passphrase.view().data(), int(passphrase.size()),
        nullptr, 16, kRounds, info.get(), nullptr, nullptr));
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (!envelope || PEM_write_bio_PKCS8(bio.get(), envelope.get()) != 1)
        return refused();
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, size);
}

QByteArray PrivateKey::publicKeyDer() const
{
    if (isNull())
        return {};
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(m_native.get(), &der);
    const QByteArray result = size > 0 ? QByteArray(reinterpret_cast<const char *>(der), size) : QByteArray();
    OPENSSL_free(der);
    return result;
}

} // namespace warden::x509
