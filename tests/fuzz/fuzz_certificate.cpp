// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/privatekey.h"
#include "x509/verify.h"

#include <QStringList>

#include <cstdio>
#include <cstdlib>

using namespace warden;
using namespace warden::x509;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

bool isShowable(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

void look(const Certificate &certificate)
{
    require(isShowable(certificate.displayName()), "a name shows invisible characters");
    require(isShowable(certificate.subject().display()), "a subject shows invisible characters");
    require(isShowable(certificate.issuer().display()), "an issuer shows invisible characters");
    require(certificate.displayName().size() <= 160, "a name is too long to show");
    certificate.altNames();
    certificate.key().display();
    certificate.signatureAlgorithm();
    certificate.serialHex();
    certificate.notBefore();
    certificate.notAfter();
    certificate.isCa();
    certificate.isSelfSigned();
    require(certificate.sha256().size() == 32, "no fingerprint");
    const auto again = Certificate::fromDer(certificate.toDer());
    require(again && *again == certificate, "what was read is not read again");
    const auto fromPem = Certificate::fromPem(certificate.toPem());
    require(fromPem && *fromPem == certificate, "what was written is not read again");
}

void judge(const QList<Certificate> &chain, const QList<Crl> &crls)
{
    VerifyRequest request;
    request.chain = chain;
    request.anchors = chain.mid(chain.size() - 1);
    request.crls = crls;
    request.host = QStringLiteral("homepi.local");
    request.at = QDateTime(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
    const VerifyReport report = verify(request);
    request.anchors.clear();
    require(!verify(request).isTrusted(), "trusted without an anchor");
    for (const Finding &each : report.findings) {
        require(each.position >= 0 && each.position < report.chain.size(), "a finding points nowhere");
        const Explanation words = explain(each, chain.constFirst(), request.host);
        require(isShowable(words.what) && isShowable(words.next), "an explanation shows invisible characters");
    }
}

} // namespace

/// PEM or DER of certificates, revocation lists, keys and PKCS#12: whatever it is, a value or an Error.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    QList<Certificate> certificates = Certificate::listFromPem(bytes).value_or(QList<Certificate>());
    if (const auto single = Certificate::fromDer(bytes))
        certificates += *single;
    QList<Crl> crls = Crl::listFromPem(bytes).value_or(QList<Crl>());
    if (const auto single = Crl::fromDer(bytes))
        crls += *single;
    for (const Crl &each : std::as_const(crls)) {
        each.issuer().display();
        each.revokes(QByteArrayLiteral("\x01"));
        each.thisUpdate();
        each.nextUpdate();
        each.number();
        each.entryCount();
    }
    for (const Certificate &each : std::as_const(certificates).first(qMin<qsizetype>(certificates.size(), 8)))
        look(each);
    if (!certificates.isEmpty())
        judge(certificates, crls);
    if (const auto key = PrivateKey::fromPem(bytes, Secret("sesame")))
        require(key->info().bits > 0, "a key without bits");
    static_cast<void>(identityFromPem(bytes, {}, Secret("sesame")));
    // Thousands of rounds for each input would leave no time to fuzz: the seeds have few.
    static_cast<void>(identityFromPkcs12(bytes, Secret("sesame")));
    return 0;
}
