// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include "x509/openssl.h"

#include <QHostAddress>

namespace warden::test
{

namespace
{

using namespace x509;
using ExtensionPtr = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;

void must(bool done)
{
    if (!done)
        qFatal("A test certificate could not be made: %s", qPrintable(takeOpenSslErrors()));
}

PkeyPtr newKey(const CertificateSpec &spec)
{
    if (spec.rsaBits > 0)
        return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(spec.rsaBits)));
    const auto key = PrivateKey::generate(spec.keyType);
    must(key.has_value());
    EVP_PKEY_up_ref(key->native());
    return PkeyPtr(key->native());
}

void setTime(ASN1_TIME *field, const QDateTime &time)
{
    must(ASN1_TIME_adj(field, time_t(time.toSecsSinceEpoch()), 0, 0) != nullptr);
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_nconf_nid(nullptr, &context, nid, value.constData()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

// The names in tests are our own, so OpenSSL's configuration text is safe here.
QByteArray altNames(const CertificateSpec &spec)
{
    QStringList names;
    for (const QString &name : spec.dnsNames)
        names += QStringLiteral("DNS:") + name;
    for (const QString &address : spec.addresses)
        names += QStringLiteral("IP:") + address;
    return names.join(u',').toUtf8();
}

void addExtensions(X509 *certificate, X509 *issuer, const CertificateSpec &spec)
{
    QByteArray constraints = spec.isCa ? "critical,CA:TRUE" : "critical,CA:FALSE";
    if (spec.pathLength >= 0)
        constraints += ",pathlen:" + QByteArray::number(spec.pathLength);
    addExtension(certificate, issuer, NID_basic_constraints, constraints);
    addExtension(
        certificate, issuer, NID_key_usage, spec.isCa ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
    if (!spec.purposes.isEmpty())
        addExtension(certificate, issuer, NID_ext_key_usage, spec.purposes.join(u',').toUtf8());
    if (const QByteArray names = altNames(spec); !names.isEmpty())
        addExtension(certificate, issuer, NID_subject_alt_name, names);
    if (!spec.permittedDns.isEmpty())
        addExtension(certificate, issuer, NID_name_constraints, "critical,permitted;DNS:" + spec.permittedDns.toUtf8());
    if (spec.hasKeyIdentifiers) {
        addExtension(certificate, issuer, NID_subject_key_identifier, "hash");
        addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
    }
}

const EVP_MD *digestFor(const EVP_PKEY *key, const QString &name)
{
    return EVP_PKEY_is_a(key, "ED25519") ? nullptr : EVP_get_digestbyname(name.toLatin1().constData());
}

X509Ptr unsignedCertificate(const CertificateSpec &spec, EVP_PKEY *key)
{
    X509Ptr native(X509_new());
    X509_set_version(native.get(), X509_VERSION_3);
    const BignumPtr serial(BN_new());
    must(BN_rand(serial.get(), 120, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(native.get()));
    const QByteArray name = spec.commonName.toUtf8();
    must(X509_NAME_add_entry_by_NID(X509_get_subject_name(native.get()), NID_commonName, MBSTRING_UTF8,
             reinterpret_cast<const unsigned char *>(name.constData()), int(name.size()), -1, 0)
        == 1);
    setTime(X509_getm_notBefore(native.get()), spec.notBefore);
    setTime(X509_getm_notAfter(native.get()), spec.notAfter);
    must(X509_set_pubkey(native.get(), key) == 1);
    return native;
}

Made make(const CertificateSpec &spec, const Made *issuer)
{
    const PkeyPtr key = newKey(spec);
    const X509Ptr native = unsignedCertificate(spec, key.get());
    X509 *const by = issuer ? issuer->certificate.native() : native.get();
    EVP_PKEY *const with = issuer ? issuer->key.native() : key.get();
    X509_set_issuer_name(native.get(), X509_get_subject_name(by));
    addExtensions(native.get(), by, spec);
    must(X509_sign(native.get(), with, digestFor(with, spec.digest)) > 0);
    return {Certificate::fromNative(native.get()), PrivateKey::fromNative(key.get())};
}

} // namespace

Identity Made::identity(const QList<Certificate> &issuers) const
{
    return {QList<Certificate>{certificate} + issuers, key};
}

CertificateSpec caSpec(const QString &commonName)
{
    CertificateSpec spec;
    spec.commonName = commonName;
    spec.isCa = true;
    spec.purposes.clear();
    return spec;
}

CertificateSpec serverSpec(const QString &host)
{
    CertificateSpec spec;
    spec.commonName = host;
    if (QHostAddress(host).isNull())
        spec.dnsNames = QStringList{host};
    else
        spec.addresses = QStringList{host};
    return spec;
}

CertificateSpec clientSpec(const QString &userName)
{
    CertificateSpec spec;
    spec.commonName = userName;
    spec.purposes = QStringList{QStringLiteral("clientAuth")};
    return spec;
}

Made makeSelfSigned(const CertificateSpec &spec)
{
    return make(spec, nullptr);
}

Made makeSigned(const CertificateSpec &spec, const Made &issuer)
{
    return make(spec, &issuer);
}

Certificate withBrokenSignature(const Certificate &certificate)
{
    QByteArray der = certificate.toDer();
    // The signature is what a certificate ends with.
    der[der.size() - 1] = char(der.at(der.size() - 1) ^ 1);
    const auto broken = Certificate::fromDer(der);
    must(broken.has_value());
    return *broken;
}

Crl makeCrl(const Made &issuer, const QList<Certificate> &revoked, const QDateTime &thisUpdate,
    const QDateTime &nextUpdate, qint64 number)
{
    const X509CrlPtr native(X509_CRL_new());
    X509_CRL_set_version(native.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(native.get(), X509_get_subject_name(issuer.certificate.native()));
    const TimePtr from(ASN1_TIME_new());
    const TimePtr until(ASN1_TIME_new());
    setTime(from.get(), thisUpdate);
    setTime(until.get(), nextUpdate);
    X509_CRL_set1_lastUpdate(native.get(), from.get());
    X509_CRL_set1_nextUpdate(native.get(), until.get());
    for (const Certificate &each : revoked) {
        RevokedPtr entry(X509_REVOKED_new());
        X509_REVOKED_set_serialNumber(entry.get(), X509_get_serialNumber(each.native()));
        X509_REVOKED_set_revocationDate(entry.get(), from.get());
        must(X509_CRL_add0_revoked(native.get(), entry.release()) == 1);
    }
    const IntegerPtr sequence(ASN1_INTEGER_new());
    ASN1_INTEGER_set_int64(sequence.get(), number);
    must(X509_CRL_add1_ext_i2d(native.get(), NID_crl_number, sequence.get(), 0, 0) == 1);
    X509_CRL_sort(native.get());
    must(
        X509_CRL_sign(native.get(), issuer.key.native(), digestFor(issuer.key.native(), QStringLiteral("SHA256"))) > 0);
    return Crl::fromNative(native.get());
}

} // namespace warden::test
