// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/certificate.h"

#include "base/text.h"
#include "x509/native.h"
#include "x509/openssl.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHostAddress>

#include <algorithm>
#include <openssl/pem.h>

namespace warden::x509
{

namespace
{

constexpr int kMaxAltNames = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("X509", text);
}

QString addressText(const ASN1_STRING *bytes)
{
    const unsigned char *data = ASN1_STRING_get0_data(bytes);
    if (ASN1_STRING_length(bytes) == 4)
        return QHostAddress((quint32(data[0]) << 24) | (quint32(data[1]) << 16) | (quint32(data[2]) << 8) | data[3])
            .toString();
    if (ASN1_STRING_length(bytes) == 16)
        return QHostAddress(data).toString();
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(data), ASN1_STRING_length(bytes)).toHex());
}

AltName altName(const GENERAL_NAME *name)
{
    int type = 0;
    const void *value = GENERAL_NAME_get0_value(name, &type);
    const auto *string = static_cast<const ASN1_STRING *>(value);
    switch (type) {
    case GEN_DNS:
        return {AltName::Type::Dns, native::text(string)};
    case GEN_IPADD:
        return {AltName::Type::IpAddress, addressText(string)};
    case GEN_URI:
        return {AltName::Type::Uri, native::text(string)};
    case GEN_EMAIL:
        return {AltName::Type::Email, native::text(string)};
    case GEN_DIRNAME:
        return {AltName::Type::Other, native::name(static_cast<const X509_NAME *>(value)).display()};
    default:
        return {AltName::Type::Other, {}};
    }
}

QString digestName(int nid)
{
    switch (nid) {
    case NID_sha1:
        return QStringLiteral("SHA-1");
    case NID_sha224:
        return QStringLiteral("SHA-224");
    case NID_sha256:
        return QStringLiteral("SHA-256");
    case NID_sha384:
        return QStringLiteral("SHA-384");
    case NID_sha512:
        return QStringLiteral("SHA-512");
    default:
        return QString::fromLatin1(OBJ_nid2sn(nid));
    }
}

} // namespace

Result<Certificate> Certificate::fromDer(QByteArrayView der)
{
    const auto refused = [](const QString &detail) {
        return failure(ErrorCode::InvalidInput,
            tr("This is not a certificate that can be read. Choose a certificate file (PEM or DER)."), detail);
    };
    if (der.isEmpty() || der.size() > native::kMaxCertificateBytes)
        return refused(QStringLiteral("%1 bytes").arg(der.size()));
    ERR_clear_error();
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const unsigned char *const end = at + der.size();
    X509Ptr native(d2i_X509(nullptr, &at, long(der.size())));
    if (!native)
        return refused(takeOpenSslErrors());
    if (at != end)
        return refused(QStringLiteral("%1 bytes after the certificate").arg(end - at));
    const Certificate certificate = fromNative(native.get());
    return certificate;
}

Result<Certificate> Certificate::fromPem(QByteArrayView pem)
{
    auto list = listFromPem(pem);
    if (!list)
        return failure(list.error());
    return list->constFirst();
}

Result<QList<Certificate>> Certificate::listFromPem(QByteArrayView pem)
{
    auto blocks = native::pemBlocks(pem);
    if (!blocks)
        return failure(blocks.error());
    QList<Certificate> certificates;
    for (const native::PemBlock &block : std::as_const(*blocks)) {
        if (block.type != PEM_STRING_X509 && block.type != PEM_STRING_X509_OLD && block.type != PEM_STRING_X509_TRUSTED)
            continue;
        auto certificate = fromDer(block.data.view());
        if (!certificate)
            return failure(certificate.error());
        certificates += *certificate;
    }
    if (certificates.isEmpty())
        return failure(ErrorCode::InvalidInput,
            tr("There is no certificate in this file. It should have a line “-----BEGIN CERTIFICATE-----”."));
    return certificates;
}

Certificate Certificate::fromNative(x509_st *native)
{
    Certificate certificate;
    if (!native || X509_up_ref(native) != 1)
        return certificate;
    // Fills the cache of extensions now: later reads from several threads then only read.
    X509_check_purpose(native, -1, 0);
    ERR_clear_error();
    certificate.m_native = std::shared_ptr<x509_st>(native, X509_free);
    return certificate;
}

QByteArray Certificate::toDer() const
{
    if (isNull())
        return {};
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(m_native.get(), &bytes);
    const QByteArray der = size > 0 ? QByteArray(reinterpret_cast<const char *>(bytes), size) : QByteArray();
    OPENSSL_free(bytes);
    return der;
}

QByteArray Certificate::toPem() const
{
    if (isNull())
        return {};
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509(bio.get(), m_native.get()) != 1)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, size);
}

Name Certificate::subject() const
{
    return isNull() ? Name() : native::name(X509_get_subject_name(m_native.get()));
}

Name Certificate::issuer() const
{
    return isNull() ? Name() : native::name(X509_get_issuer_name(m_native.get()));
}

QByteArray Certificate::serial() const
{
    if (isNull())
        return {};
    const ASN1_INTEGER *serial = X509_get0_serialNumber(m_native.get());
    return QByteArray(reinterpret_cast<const char *>(ASN1_STRING_get0_data(serial)), ASN1_STRING_length(serial));
}

QString Certificate::serialHex() const
{
    return QString::fromLatin1(serial().toHex(':').toUpper());
}

QDateTime Certificate::notBefore() const
{
    return isNull() ? QDateTime() : native::time(X509_get0_notBefore(m_native.get()));
}

QDateTime Certificate::notAfter() const
{
    return isNull() ? QDateTime() : native::time(X509_get0_notAfter(m_native.get()));
}

QList<AltName> Certificate::altNames() const
{
    QList<AltName> names;
    if (isNull())
        return names;
    using GeneralNamesPtr = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
    const GeneralNamesPtr list(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(m_native.get(), NID_subject_alt_name, nullptr, nullptr)));
    ERR_clear_error();
    const int count = list ? std::min(sk_GENERAL_NAME_num(list.get()), kMaxAltNames) : 0;
    for (int i = 0; i < count; ++i)
        names += altName(sk_GENERAL_NAME_value(list.get(), i));
    return names;
}

KeyInfo Certificate::key() const
{
    if (isNull())
        return {};
    if (const EVP_PKEY *key = X509_get0_pubkey(m_native.get()))
        return native::keyInfo(key);
    ERR_clear_error();
    // A key that this OpenSSL cannot use still has a name.
    ASN1_OBJECT *object = nullptr;
    X509_PUBKEY_get0_param(&object, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(m_native.get()));
    KeyInfo info;
    const int nid = OBJ_obj2nid(object);
    info.algorithm = nid == NID_undef ? QStringLiteral("?") : QString::fromLatin1(OBJ_nid2sn(nid));
    return info;
}

QString Certificate::signatureAlgorithm() const
{
    if (isNull())
        return {};
    const int nid = X509_get_signature_nid(m_native.get());
    int digest = NID_undef;
    int key = NID_undef;
    X509_get_signature_info(m_native.get(), &digest, &key, nullptr, nullptr);
    ERR_clear_error();
    if (nid == NID_ED25519)
        return QStringLiteral("Ed25519");
    if (digest == NID_undef)
        return nid == NID_undef ? QStringLiteral("?") : QString::fromLatin1(OBJ_nid2sn(nid));
    const QString with = QStringLiteral("%1 with %2");
    if (nid == NID_rsassaPss)
        return with.arg(QStringLiteral("RSA-PSS"), digestName(digest));
    if (key == NID_rsaEncryption)
        return with.arg(QStringLiteral("RSA"), digestName(digest));
    if (key == NID_X9_62_id_ecPublicKey)
        return with.arg(QStringLiteral("ECDSA"), digestName(digest));
    return with.arg(QString::fromLatin1(OBJ_nid2sn(key)), digestName(digest));
}

bool Certificate::isCa() const
{
    return !isNull() && X509_check_ca(m_native.get()) == 1;
}

bool Certificate::isSelfSigned() const
{
    if (isNull() || X509_NAME_cmp(X509_get_subject_name(m_native.get()), X509_get_issuer_name(m_native.get())) != 0)
        return false;
    EVP_PKEY *key = X509_get0_pubkey(m_native.get());
    const bool verified = key && X509_verify(m_native.get(), key) == 1;
    ERR_clear_error();
    return verified;
}

QByteArray Certificate::sha256() const
{
    return isNull() ? QByteArray() : QCryptographicHash::hash(toDer(), QCryptographicHash::Sha256);
}

QByteArray Certificate::publicKeySha256() const
{
    if (isNull())
        return {};
    unsigned char *bytes = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(m_native.get()), &bytes);
    if (size <= 0)
        return {};
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return QCryptographicHash::hash(der, QCryptographicHash::Sha256);
}

QString Certificate::displayName() const
{
    if (const QString name = subject().commonName(); !name.isEmpty())
        return displayText(name, 128);
    for (const AltName &each : altNames()) {
        if (!each.value.isEmpty())
            return displayText(each.value, 128);
    }
    return serialHex().left(128);
}

} // namespace warden::x509
