// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/profile.h"

#include "base/text.h"
#include "pki/signing.h"
#include "x509/openssl.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUuid>

#include <array>

namespace warden::pki
{

namespace
{

using namespace x509;

constexpr int kMaxCommonName = 64;
// Bits of RFC 5280 §4.2.1.3.
constexpr int kDigitalSignature = 0;
constexpr int kKeyEncipherment = 2;
constexpr int kKeyCertSign = 5;
constexpr int kCrlSign = 6;

using BasicConstraintsPtr = Owned<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
using BitsPtr = Owned<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using OctetsPtr = Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using UsagesPtr = Owned<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using GeneralNamesPtr = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using GeneralNamePtr = Owned<GENERAL_NAME, GENERAL_NAME_free>;
using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;

QString tr(const char *text)
{
    return QCoreApplication::translate("Authority", text);
}

bool isCa(Profile profile)
{
    return profile == Profile::Root || profile == Profile::Issuing;
}

bool add(X509 *certificate, int nid, void *value, bool critical)
{
    return value && X509_add1_ext_i2d(certificate, nid, value, critical ? 1 : 0, X509V3_ADD_DEFAULT) == 1;
}

bool addBasicConstraints(X509 *certificate, Profile profile)
{
    const BasicConstraintsPtr constraints(BASIC_CONSTRAINTS_new());
    constraints->ca = isCa(profile) ? 0xff : 0;
    if (profile == Profile::Issuing) {
        constraints->pathlen = ASN1_INTEGER_new();
        ASN1_INTEGER_set(constraints->pathlen, 0);
    }
    return add(certificate, NID_basic_constraints, constraints.get(), true);
}

bool addKeyUsage(X509 *certificate, Profile profile, const PrivateKey &key)
{
    const BitsPtr bits(ASN1_BIT_STRING_new());
    if (isCa(profile)) {
        ASN1_BIT_STRING_set_bit(bits.get(), kKeyCertSign, 1);
        ASN1_BIT_STRING_set_bit(bits.get(), kCrlSign, 1);
    } else {
        ASN1_BIT_STRING_set_bit(bits.get(), kDigitalSignature, 1);
        // TLS needs no more, but NSS takes an RSA certificate for a server's only with this.
        if (profile == Profile::Server && key.info().algorithm == QStringLiteral("RSA"))
            ASN1_BIT_STRING_set_bit(bits.get(), kKeyEncipherment, 1);
    }
    return add(certificate, NID_key_usage, bits.get(), true);
}

// The CAs get none: some TLS stacks of devices do not nest the purposes of a CA rightly.
bool addExtendedKeyUsage(X509 *certificate, Profile profile)
{
    if (isCa(profile))
        return true;
    const UsagesPtr usages(sk_ASN1_OBJECT_new_null());
    sk_ASN1_OBJECT_push(usages.get(), OBJ_nid2obj(profile == Profile::Server ? NID_server_auth : NID_client_auth));
    return add(certificate, NID_ext_key_usage, usages.get(), false);
}

bool addKeyIdentifiers(X509 *certificate, const Certificate &issuer)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const OctetsPtr own(ASN1_OCTET_STRING_new());
    // Method 1 of RFC 5280 §4.2.1.2: an identifier, not a protection.
    if (X509_pubkey_digest(certificate, EVP_sha1(), digest.data(), &size) != 1
        || ASN1_OCTET_STRING_set(own.get(), digest.data(), int(size)) != 1
        || !add(certificate, NID_subject_key_identifier, own.get(), false))
        return false;
    const ASN1_OCTET_STRING *above = issuer.isNull() ? own.get() : X509_get0_subject_key_id(issuer.native());
    const AuthorityKeyIdPtr authority = authorityKeyId(above);
    return add(certificate, NID_authority_key_identifier, authority.get(), false);
}

bool addName(GENERAL_NAMES *names, int type, const QByteArray &text)
{
    GeneralNamePtr name(GENERAL_NAME_new());
    ASN1_IA5STRING *value = ASN1_IA5STRING_new();
    if (ASN1_STRING_set(value, text.constData(), int(text.size())) != 1) {
        ASN1_IA5STRING_free(value);
        return false;
    }
    GENERAL_NAME_set0_value(name.get(), type, value);
    return sk_GENERAL_NAME_push(names, name.release()) > 0;
}

bool addAddress(GENERAL_NAMES *names, const QString &text)
{
    GeneralNamePtr name(GENERAL_NAME_new());
    ASN1_OCTET_STRING *value = a2i_IPADDRESS(text.toLatin1().constData());
    if (!value)
        return false;
    GENERAL_NAME_set0_value(name.get(), GEN_IPADD, value);
    return sk_GENERAL_NAME_push(names, name.release()) > 0;
}

// Java and pyca refuse a client certificate without any alternative name.
bool addClientName(GENERAL_NAMES *names, const QString &commonName)
{
    if (isDnsName(commonName) && !commonName.startsWith(u'*'))
        return addName(names, GEN_DNS, commonName.toLatin1());
    constexpr QUuid space(0x6ba7b814, 0x9dad, 0x11d1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8);
    const QString id = QUuid::createUuidV5(space, commonName).toString(QUuid::WithoutBraces);
    return addName(names, GEN_URI, QByteArray("urn:uuid:" + id.toLatin1()));
}

bool addAltNames(X509 *certificate, const Request &request)
{
    if (isCa(request.profile))
        return true;
    const GeneralNamesPtr names(GENERAL_NAMES_new());
    bool done = request.profile != Profile::Client || addClientName(names.get(), request.commonName);
    for (const QString &name : request.hosts.names)
        done = done && addName(names.get(), GEN_DNS, name.toLatin1());
    for (const QString &address : request.hosts.addresses)
        done = done && addAddress(names.get(), address);
    return done && sk_GENERAL_NAME_num(names.get()) > 0 && add(certificate, NID_subject_alt_name, names.get(), false);
}

bool setSerial(X509 *certificate, const QByteArray &serial)
{
    const BignumPtr number(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(serial.constData()), int(serial.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setNames(X509 *certificate, const QString &commonName, const Certificate &issuer)
{
    const QByteArray name = commonName.toUtf8();
    X509_NAME *subject = X509_get_subject_name(certificate);
    if (X509_NAME_add_entry_by_NID(subject, NID_commonName, V_ASN1_UTF8STRING,
            reinterpret_cast<const unsigned char *>(name.constData()), int(name.size()), -1, 0)
        != 1)
        return false;
    return X509_set_issuer_name(certificate, issuer.isNull() ? subject : X509_get_subject_name(issuer.native())) == 1;
}

bool setValidity(X509 *certificate, const QDateTime &from, const QDateTime &until)
{
    return ASN1_TIME_adj(X509_getm_notBefore(certificate), time_t(from.toSecsSinceEpoch()), 0, 0)
        && ASN1_TIME_adj(X509_getm_notAfter(certificate), time_t(until.toSecsSinceEpoch()), 0, 0);
}

} // namespace

Result<void> checkCommonName(const QString &commonName)
{
    if (commonName.trimmed().isEmpty() || commonName != commonName.trimmed())
        return failure(ErrorCode::InvalidInput, tr("The certificate needs a name without blanks around it."));
    if (commonName.toUcs4().size() > kMaxCommonName)
        return failure(ErrorCode::InvalidInput,
            tr("A name in a certificate can have at most 64 characters. Choose a shorter one."));
    QString plain = commonName;
    plain.remove(u'\\');
    if (displayText(plain) != plain)
        return failure(ErrorCode::InvalidInput, tr("The name contains invisible characters. Type it anew."));
    return {};
}

Result<Certificate> sign(
    const Request &request, const PrivateKey &subjectKey, const Certificate &issuer, const PrivateKey &issuerKey)
{
    if (auto named = checkCommonName(request.commonName); !named)
        return failure(named.error());
    const X509Ptr native(X509_new());
    const bool filled = native && X509_set_version(native.get(), X509_VERSION_3) == 1
        && setSerial(native.get(), request.serial) && setNames(native.get(), request.commonName, issuer)
        && setValidity(native.get(), request.notBefore, request.notAfter)
        && X509_set_pubkey(native.get(), subjectKey.native()) == 1 && addBasicConstraints(native.get(), request.profile)
        && addKeyUsage(native.get(), request.profile, subjectKey) && addExtendedKeyUsage(native.get(), request.profile)
        && addAltNames(native.get(), request) && addKeyIdentifiers(native.get(), issuer);
    if (!filled || X509_sign(native.get(), issuerKey.native(), digestFor(issuerKey)) <= 0)
        return failure(ErrorCode::Internal, tr("The certificate could not be signed."), takeOpenSslErrors());
    // Read back from its bytes, as everybody else will.
    return Certificate::fromDer(Certificate::fromNative(native.get()).toDer());
}

} // namespace warden::pki
