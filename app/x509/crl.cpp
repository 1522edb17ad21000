// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/crl.h"

#include "x509/native.h"
#include "x509/openssl.h"

#include <QCoreApplication>

#include <limits>
#include <openssl/pem.h>

namespace warden::x509
{

namespace
{

using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;

QString tr(const char *text)
{
    return QCoreApplication::translate("X509", text);
}

} // namespace

Result<Crl> Crl::fromDer(QByteArrayView der)
{
    const auto refused = [](const QString &detail) {
        return failure(ErrorCode::InvalidInput,
            tr("This is not a revocation list that can be read. Choose a CRL file (PEM or DER)."), detail);
    };
    if (der.isEmpty() || der.size() > native::kMaxCrlBytes)
        return refused(QStringLiteral("%1 bytes").arg(der.size()));
    ERR_clear_error();
    const auto *at = reinterpret_cast<const unsigned char *>(der.data());
    const unsigned char *const end = at + der.size();
    X509CrlPtr native(d2i_X509_CRL(nullptr, &at, long(der.size())));
    if (!native)
        return refused(takeOpenSslErrors());
    if (at != end)
        return refused(QStringLiteral("%1 bytes after the list").arg(end - at));
    Crl crl;
    crl.m_native = std::shared_ptr<X509_crl_st>(native.release(), X509_CRL_free);
    return crl;
}

Result<QList<Crl>> Crl::listFromPem(QByteArrayView pem)
{
    auto blocks = native::pemBlocks(pem, 2 * native::kMaxCrlBytes);
    if (!blocks)
        return failure(blocks.error());
    QList<Crl> list;
    for (const native::PemBlock &block : std::as_const(*blocks)) {
        if (block.type != PEM_STRING_X509_CRL)
            continue;
        auto crl = fromDer(block.data.view());
        if (!crl)
            return failure(crl.error());
        list += *crl;
    }
    if (list.isEmpty())
        return failure(ErrorCode::InvalidInput,
            tr("There is no revocation list in this file. It should have a line “-----BEGIN X509 CRL-----”."));
    return list;
}

Crl Crl::fromNative(X509_crl_st *native)
{
    // OpenSSL notes a list's extensions and fingerprint while it reads it: one just built lacks them and would be
    // taken for any other list of its issuer.
    unsigned char *der = nullptr;
    const int size = native ? i2d_X509_CRL(native, &der) : 0;
    Crl crl;
    const unsigned char *at = der;
    if (size > 0)
        crl.m_native = std::shared_ptr<X509_crl_st>(d2i_X509_CRL(nullptr, &at, size), X509_CRL_free);
    OPENSSL_free(der);
    return crl;
}

QByteArray Crl::toDer() const
{
    if (isNull())
        return {};
    unsigned char *bytes = nullptr;
    const int size = i2d_X509_CRL(m_native.get(), &bytes);
    const QByteArray der = size > 0 ? QByteArray(reinterpret_cast<const char *>(bytes), size) : QByteArray();
    OPENSSL_free(bytes);
    return der;
}

QByteArray Crl::toPem() const
{
    if (isNull())
        return {};
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_X509_CRL(bio.get(), m_native.get()) != 1)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, size);
}

Name Crl::issuer() const
{
    return isNull() ? Name() : native::name(X509_CRL_get_issuer(m_native.get()));
}

QDateTime Crl::thisUpdate() const
{
    return isNull() ? QDateTime() : native::time(X509_CRL_get0_lastUpdate(m_native.get()));
}

QDateTime Crl::nextUpdate() const
{
    return isNull() ? QDateTime() : native::time(X509_CRL_get0_nextUpdate(m_native.get()));
}

qint64 Crl::number() const
{
    if (isNull())
        return -1;
    const IntegerPtr number(
        static_cast<ASN1_INTEGER *>(X509_CRL_get_ext_d2i(m_native.get(), NID_crl_number, nullptr, nullptr)));
    int64_t value = -1;
    // RFC 5280 allows 159 bits: what does not fit is still a number, and a high one.
    if (number && ASN1_INTEGER_get_int64(&value, number.get()) != 1)
        value = std::numeric_limits<qint64>::max();
    ERR_clear_error();
    return value;
}

int Crl::entryCount() const
{
    if (isNull())
        return 0;
    const auto *entries = X509_CRL_get_REVOKED(m_native.get());
    return entries ? sk_X509_REVOKED_num(entries) : 0;
}

bool Crl::revokes(const QByteArray &serial) const
{
    if (isNull() || serial.isEmpty())
        return false;
    const BignumPtr number(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(serial.constData()), int(serial.size()), nullptr));
    const IntegerPtr integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
    X509_REVOKED *entry = nullptr;
    // 2 stands for "removed from the list" in a delta list.
    return X509_CRL_get0_by_serial(m_native.get(), &entry, integer.get()) == 1;
}

bool Crl::isSignedBy(const Certificate &issuer) const
{
    if (isNull() || issuer.isNull())
        return false;
    EVP_PKEY *key = X509_get0_pubkey(issuer.native());
    const bool verified = key && X509_CRL_verify(m_native.get(), key) == 1;
    ERR_clear_error();
    return verified;
}

} // namespace warden::x509
