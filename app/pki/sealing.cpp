// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/sealing.h"

#include "pki/vault.h"
#include "x509/openssl.h"

#include <QCoreApplication>

#include <array>
#include <bit>
#include <openssl/hmac.h>

namespace warden::pki
{

namespace
{

constexpr int kKeyBytes = 32;
constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;
constexpr quint64 kMaxMemory = 256ULL * 1024 * 1024;
constexpr quint64 kMinRounds = 1ULL << 10;
constexpr quint64 kMaxRounds = 1ULL << 20;
constexpr quint32 kMaxBlockSize = 32;
constexpr quint32 kMaxParallel = 16;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

const unsigned char *bytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

tl::unexpected<Error> failed()
{
    return failure(ErrorCode::Internal, tr("The vault could not encrypt."), x509::takeOpenSslErrors());
}

tl::unexpected<Error> damaged()
{
    ERR_clear_error();
    return failure(ErrorCode::Damaged, tr("A part of the vault is damaged. Restore it from a backup."));
}

} // namespace

QByteArray randomBytes(qsizetype length)
{
    return Secret::random(length).view().toByteArray();
}

Result<Sealed> seal(const Secret &key, const Secret &plain, const QByteArray &place)
{
    Sealed sealed{randomBytes(kNonceBytes), QByteArray(plain.size() + kTagBytes, '\0')};
    const x509::CipherContextPtr context(EVP_CIPHER_CTX_new());
    int size = 0;
    int rest = 0;
    unsigned char *out = bytes(sealed.box);
    const bool done = context && key.size() == kKeyBytes
        && EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key.view()), bytes(sealed.nonce), nullptr) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(QByteArrayView(place)), int(place.size())) == 1
        && EVP_EncryptUpdate(context.get(), out, &size, bytes(plain.view()), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), out + size, &rest) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, out + plain.size()) == 1;
    if (!done)
        return failed();
    return sealed;
}

Result<Secret> unseal(const Secret &key, const Sealed &sealed, const QByteArray &place)
{
    const qsizetype length = sealed.box.size() - kTagBytes;
    if (key.size() != kKeyBytes || sealed.nonce.size() != kNonceBytes || length < 0)
        return damaged();
    QByteArray plain(length + 1, '\0');
    QByteArray tag = sealed.box.right(kTagBytes);
    const x509::CipherContextPtr context(EVP_CIPHER_CTX_new());
    int size = 0;
    int rest = 0;
    const auto *const nonce = bytes(QByteArrayView(sealed.nonce));
    const bool done = context
        && EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), bytes(key.view()), nonce, nullptr) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &size, bytes(QByteArrayView(place)), int(place.size())) == 1
        && EVP_DecryptUpdate(context.get(), bytes(plain), &size, bytes(QByteArrayView(sealed.box)), int(length)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(context.get(), bytes(plain) + size, &rest) == 1;
    plain.truncate(done ? length : 0);
    Secret secret = Secret::taking(std::move(plain));
    if (!done)
        return damaged();
    return secret;
}

bool isAffordable(const KdfCost &cost)
{
    return std::has_single_bit(cost.rounds) && cost.rounds >= kMinRounds && cost.rounds <= kMaxRounds
        && cost.blockSize >= 1 && cost.blockSize <= kMaxBlockSize && cost.parallel >= 1 && cost.parallel <= kMaxParallel
        && 128 * cost.blockSize * (cost.rounds + cost.parallel + 2) <= kMaxMemory;
}

Result<Secret> derivedKey(const Secret &passphrase, const QByteArray &salt, const KdfCost &cost)
{
    QByteArray key(kKeyBytes, '\0');
    if (!isAffordable(cost)
        || EVP_PBE_scrypt(passphrase.view().data(), size_t(passphrase.size()), bytes(QByteArrayView(salt)),
               size_t(salt.size()), cost.rounds, cost.blockSize, cost.parallel, kMaxMemory, bytes(key), kKeyBytes)
            != 1)
        return failed();
    return Secret::taking(std::move(key));
}

QByteArray authenticated(const Secret &key, const QByteArray &message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.view().data(), int(key.size()), bytes(QByteArrayView(message)), size_t(message.size()),
        code.data(), &size);
    return QByteArray(reinterpret_cast<const char *>(code.data()), int(size));
}

} // namespace warden::pki
