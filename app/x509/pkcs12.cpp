// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/native.h"
#include "x509/openssl.h"
#include "x509/privatekey.h"

#include <QCoreApplication>

#include <openssl/pkcs7.h>

namespace warden::x509
{

namespace
{

constexpr int kRounds = 600'000;
constexpr qsizetype kMaxBytes = 1024 * 1024;

void freeSafes(STACK_OF(PKCS7) * safes)
{
    sk_PKCS7_pop_free(safes, PKCS7_free);
}

void freeBags(STACK_OF(PKCS12_SAFEBAG) * bags)
{
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}

void freeChain(STACK_OF(X509) * chain)
{
    sk_X509_free(chain);
}

using SafesPtr = Owned<STACK_OF(PKCS7), freeSafes>;
using BagsPtr = Owned<STACK_OF(PKCS12_SAFEBAG), freeBags>;
using ChainPtr = Owned<STACK_OF(X509), freeChain>;
using Pkcs8Ptr = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

QString tr(const char *text)
{
    return QCoreApplication::translate("X509", text);
}

tl::unexpected<Error> unreadable(const QString &detail)
{
    return failure(ErrorCode::InvalidInput, tr("This is not a PKCS#12 file that can be read (.p12 or .pfx)."), detail);
}

tl::unexpected<Error> tooCostly()
{
    return failure(ErrorCode::Unsupported, tr("The file asks for so much computing that it cannot be opened here."));
}

tl::unexpected<Error> oldCipher()
{
    return failure(ErrorCode::Unsupported,
        tr("The file is encrypted in a way that is no longer supported (RC2). Export it again with AES or 3DES."),
        takeOpenSslErrors());
}

struct Passphrase {
    const char *text = nullptr;
    int size = 0;
};

/// What was found in a file, with the passphrase in the form that fits it.
struct Contents {
    Passphrase passphrase;
    QList<Certificate> certificates;
    PrivateKey key;
};

Result<void> readKey(const PKCS12_SAFEBAG *bag, Contents &contents)
{
    PkeyPtr key;
    if (PKCS12_SAFEBAG_get_nid(bag) == NID_pkcs8ShroudedKeyBag) {
        const X509_ALGOR *algorithm = nullptr;
        X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
        if (!native::isKdfAffordable(algorithm))
            return tooCostly();
        const Pkcs8Ptr info(PKCS12_decrypt_skey(bag, contents.passphrase.text, contents.passphrase.size));
        if (!info)
            return oldCipher();
        key.reset(EVP_PKCS82PKEY(info.get()));
    } else {
        key.reset(EVP_PKCS82PKEY(PKCS12_SAFEBAG_get0_p8inf(bag)));
    }
    if (!key)
        return unreadable(takeOpenSslErrors());
    contents.key = PrivateKey::fromNative(key.get());
    return {};
}

Result<void> readBag(const PKCS12_SAFEBAG *bag, Contents &contents)
{
    switch (PKCS12_SAFEBAG_get_nid(bag)) {
    case NID_certBag: {
        const X509Ptr certificate(PKCS12_SAFEBAG_get1_cert(bag));
        if (certificate && contents.certificates.size() < native::kMaxBlocks)
            contents.certificates += Certificate::fromNative(certificate.get());
        return {};
    }
    case NID_keyBag:
    case NID_pkcs8ShroudedKeyBag:
        return contents.key.isNull() ? readKey(bag, contents) : Result<void>();
    default:
        return {};
    }
}

Result<void> readSafe(PKCS7 *safe, Contents &contents)
{
    BagsPtr bags;
    if (PKCS7_type_is_data(safe)) {
        bags.reset(PKCS12_unpack_p7data(safe));
    } else if (PKCS7_type_is_encrypted(safe)) {
        if (!native::isKdfAffordable(safe->d.encrypted->enc_data->algorithm))
            return tooCostly();
        bags.reset(PKCS12_unpack_p7encdata(safe, contents.passphrase.text, contents.passphrase.size));
        // The passphrase is right, since the MAC held: what is left is a cipher that this OpenSSL does not have.
        if (!bags)
            return oldCipher();
    }
    if (!bags)
        return unreadable(takeOpenSslErrors());
    for (int i = 0; i < sk_PKCS12_SAFEBAG_num(bags.get()); ++i) {
        if (auto done = readBag(sk_PKCS12_SAFEBAG_value(bags.get(), i), contents); !done)
            return done;
    }
    return {};
}

Result<Passphrase> checkedPassphrase(PKCS12 *file, const Secret &passphrase)
{
    const ASN1_INTEGER *rounds = nullptr;
    PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, file);
    if (rounds && (ASN1_INTEGER_get(rounds) < 0 || ASN1_INTEGER_get(rounds) > native::kMaxKdfRounds))
        return tooCostly();
    const Passphrase given{passphrase.isEmpty() ? "" : passphrase.view().data(), int(passphrase.size())};
    if (!PKCS12_mac_present(file) || PKCS12_verify_mac(file, given.text, given.size) == 1)
        return given;
    // No passphrase is written in two ways, as an empty text and as none.
    if (passphrase.isEmpty() && PKCS12_verify_mac(file, nullptr, 0) == 1)
        return Passphrase{};
    return failure(ErrorCode::WrongPassphrase,
        tr("The passphrase does not open this file. Type the one that was set when the file was exported."),
        takeOpenSslErrors());
}

} // namespace

namespace native
{

bool isKdfAffordable(const X509_algor_st *algorithm)
{
    const ASN1_OBJECT *object = nullptr;
    int type = 0;
    const void *value = nullptr;
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    if (type != V_ASN1_SEQUENCE)
        return true;
    const auto *sequence = static_cast<const ASN1_STRING *>(value);
    const ASN1_INTEGER *rounds = nullptr;
    using Pbe2Ptr = Owned<PBE2PARAM, PBE2PARAM_free>;
    using KdfPtr = Owned<PBKDF2PARAM, PBKDF2PARAM_free>;
    using PbePtr = Owned<PBEPARAM, PBEPARAM_free>;
    const auto unpack = [](const ASN1_STRING *from, const ASN1_ITEM *item) { return ASN1_item_unpack(from, item); };
    Pbe2Ptr pbe2;
    KdfPtr kdf;
    PbePtr pbe;
    if (OBJ_obj2nid(object) == NID_pbes2) {
        pbe2.reset(static_cast<PBE2PARAM *>(unpack(sequence, ASN1_ITEM_rptr(PBE2PARAM))));
        // scrypt is bounded by OpenSSL itself.
        if (pbe2 && OBJ_obj2nid(pbe2->keyfunc->algorithm) == NID_id_pbkdf2 && pbe2->keyfunc->parameter
            && pbe2->keyfunc->parameter->type == V_ASN1_SEQUENCE)
            kdf.reset(static_cast<PBKDF2PARAM *>(
                unpack(pbe2->keyfunc->parameter->value.sequence, ASN1_ITEM_rptr(PBKDF2PARAM))));
        rounds = kdf ? kdf->iter : nullptr;
    } else {
        pbe.reset(static_cast<PBEPARAM *>(unpack(sequence, ASN1_ITEM_rptr(PBEPARAM))));
        rounds = pbe ? pbe->iter : nullptr;
    }
    ERR_clear_error();
    return !rounds || (ASN1_INTEGER_get(rounds) >= 0 && ASN1_INTEGER_get(rounds) <= kMaxKdfRounds);
}

} // namespace native

Result<Identity> identityFromPkcs12(QByteArrayView der, const Secret &passphrase)
{
    ERR_clear_error();
    if (der.isEmpty() || der.size() > kMaxBytes)
        return unreadable(QStringLiteral("%1 bytes").arg(der.size()));
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const Pkcs12Ptr file(d2i_PKCS12(nullptr, &at, long(der.size())));
    if (!file)
        return unreadable(takeOpenSslErrors());
    const auto fitting = checkedPassphrase(file.get(), passphrase);
    if (!fitting)
        return failure(fitting.error());
    Contents contents{*fitting, {}, {}};
    const SafesPtr safes(PKCS12_unpack_authsafes(file.get()));
    if (!safes)
        return unreadable(takeOpenSslErrors());
    for (int i = 0; i < sk_PKCS7_num(safes.get()); ++i) {
        if (auto done = readSafe(sk_PKCS7_value(safes.get(), i), contents); !done)
            return failure(done.error());
    }
    if (contents.key.isNull())
        return failure(ErrorCode::InvalidInput,
            tr("There is no private key in this file. Export it again and choose to include the key."));
    const auto chain = native::chainFor(contents.key.native(), contents.certificates);
    if (!chain)
        return failure(chain.error());
    return Identity{*chain, contents.key};
}

Result<QByteArray> identityToPkcs12(const Identity &identity, const QString &friendlyName, const Secret &passphrase)
{
    if (identity.isNull() || passphrase.isEmpty())
        return failure(
            ErrorCode::InvalidInput, tr("To write the file a certificate, its key and a passphrase are needed."));
    const ChainPtr issuers(sk_X509_new_null());
    for (qsizetype i = 1; i < identity.chain.size(); ++i)
        sk_X509_push(issuers.get(), identity.chain.at(i).native());
    QByteArray text(passphrase.view().data(), passphrase.size());
    const QByteArray name = friendlyName.toUtf8();
    // 0 stands for AES-256-CBC under PBES2, and for SHA-256 in the MAC.
    const Pkcs12Ptr file(PKCS12_create(text.constData(), name.constData(), identity.key.native(),
        identity.chain.constFirst().native(), issuers.get(), 0, 0, kRounds, kRounds, 0));
    wipe(text);
    unsigned char *bytes = nullptr;
    const int size = file ? i2d_PKCS12(file.get(), &bytes) : -1;
    if (size <= 0)
        return failure(ErrorCode::Internal, tr("The PKCS#12 file could not be made."), takeOpenSslErrors());
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

} // namespace warden::x509
