// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/crlsigning.h"

#include "pki/signing.h"
#include "x509/openssl.h"

#include <QCoreApplication>

namespace warden::pki
{

namespace
{

using namespace x509;
using EnumeratedPtr = Owned<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
using IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;
using TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;

TimePtr asn1Time(const QDateTime &time)
{
    // UTCTime up to 2049, GeneralizedTime from then on (RFC 5280 §5.1.2.4).
    return TimePtr(ASN1_TIME_set(nullptr, time_t(time.toSecsSinceEpoch())));
}

bool addReason(X509_REVOKED *entry, int reason)
{
    if (reason == 0)
        return true;
    const EnumeratedPtr value(ASN1_ENUMERATED_new());
    return value && ASN1_ENUMERATED_set(value.get(), reason) == 1
        && X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, value.get(), 0, 0) == 1;
}

bool addEntry(X509_CRL *crl, const RevokedEntry &revoked)
{
    RevokedPtr entry(X509_REVOKED_new());
    const TimePtr at = asn1Time(revoked.at);
    const BignumPtr number(BN_bin2bn(
        reinterpret_cast<const unsigned char *>(revoked.serial.constData()), int(revoked.serial.size()), nullptr));
    const IntegerPtr serial(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    return entry && at && serial && X509_REVOKED_set_serialNumber(entry.get(), serial.get()) == 1
        && X509_REVOKED_set_revocationDate(entry.get(), at.get()) == 1 && addReason(entry.get(), revoked.reason)
        && X509_CRL_add0_revoked(crl, entry.release()) == 1;
}

bool addExtensions(X509_CRL *crl, qint64 number, const Certificate &issuer)
{
    const AuthorityKeyIdPtr authority = authorityKeyId(X509_get0_subject_key_id(issuer.native()));
    const IntegerPtr sequence(ASN1_INTEGER_new());
    return authority && X509_CRL_add1_ext_i2d(crl, NID_authority_key_identifier, authority.get(), 0, 0) == 1
        && ASN1_INTEGER_set_int64(sequence.get(), number) == 1
        && X509_CRL_add1_ext_i2d(crl, NID_crl_number, sequence.get(), 0, 0) == 1;
}

} // namespace

Result<Crl> signCrl(const CrlRequest &request, const Certificate &issuer, const PrivateKey &key)
{
    const X509CrlPtr native(X509_CRL_new());
    const TimePtr from = asn1Time(request.thisUpdate);
    const TimePtr until = asn1Time(request.nextUpdate);
    bool done = native && from && until && X509_CRL_set_version(native.get(), X509_CRL_VERSION_2) == 1
        && X509_CRL_set_issuer_name(native.get(), X509_get_subject_name(issuer.native())) == 1
        && X509_CRL_set1_lastUpdate(native.get(), from.get()) == 1
        && X509_CRL_set1_nextUpdate(native.get(), until.get()) == 1;
    for (const RevokedEntry &each : request.entries)
        done = done && addEntry(native.get(), each);
    done = done && addExtensions(native.get(), request.number, issuer) && X509_CRL_sort(native.get()) == 1
        && X509_CRL_sign(native.get(), key.native(), digestFor(key)) > 0;
    const Crl crl = done ? Crl::fromNative(native.get()) : Crl();
    if (!crl.isSignedBy(issuer) || crl.number() != request.number || crl.entryCount() != request.entries.size())
        return failure(ErrorCode::Internal,
            QCoreApplication::translate("Authority", "The revocation list could not be signed."), takeOpenSslErrors());
    return crl;
}

} // namespace warden::pki
