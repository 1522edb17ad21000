// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/verify.h"

#include "x509/native.h"
#include "x509/openssl.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

namespace warden::x509
{

namespace
{

constexpr int kMaxChain = 32;
constexpr int kMinSecurityBits = 112;
constexpr int kFirstPlausibleYear = 2024;
constexpr qint64 kDaySeconds = 24 * 3600;
/// A list signed by a machine whose clock is a little ahead is still a list.
constexpr qint64 kClockSlackSeconds = 300;

void freeStack(STACK_OF(X509) * stack)
{
    sk_X509_free(stack);
}

using StackPtr = Owned<STACK_OF(X509), freeStack>;

Problem problemOf(int error)
{
    switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return Problem::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return Problem::NotYetValid;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return Problem::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
        return Problem::UnknownIssuer;
    case X509_V_ERR_CERT_REVOKED:
        return Problem::Revoked;
    case X509_V_ERR_CRL_HAS_EXPIRED:
        return Problem::CrlExpired;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
        return Problem::CrlMissing;
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_CERT_REJECTED:
        return Problem::WrongPurpose;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
        return Problem::BadSignature;
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
        return Problem::NotACa;
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
    case X509_V_ERR_SUBTREE_MINMAX:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
    case X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX:
        return Problem::ConstraintViolated;
    default:
        return Problem::Other;
    }
}

/// The order in which a person wants to hear of them: what makes the others meaningless comes first.
int rank(Problem problem)
{
    static constexpr std::array order{Problem::NoCertificate, Problem::ClockWrong, Problem::Revoked,
        Problem::BadSignature, Problem::NotACa, Problem::SelfSigned, Problem::UnknownIssuer, Problem::WrongPurpose,
        Problem::ConstraintViolated, Problem::Expired, Problem::NotYetValid, Problem::HostMismatch, Problem::WeakKey,
        Problem::WeakSignature, Problem::CrlExpired, Problem::CrlMissing, Problem::Other};
    return int(std::find(order.begin(), order.end(), problem) - order.begin());
}

/// One run: OpenSSL's findings by way of its callback, then our own.
class Verification
{
public:
    explicit Verification(const VerifyRequest &request);
    VerifyReport run();

private:
    static int onResult(int ok, X509_STORE_CTX *context);
    void collect(X509_STORE_CTX *context);
    bool prepareStore();
    bool buildChain();
    void checkHost();
    void checkStrength();
    void checkClock();
    void tidy();
    void add(Problem problem, int position, const QString &detail);
    bool has(Problem problem) const { return m_report.has(problem); }
    bool isAnchor(const Certificate &certificate) const { return m_request.anchors.contains(certificate); }

    const VerifyRequest &m_request;
    const QDateTime m_at;
    X509StorePtr m_store;
    VerifyReport m_report;
};

Verification::Verification(const VerifyRequest &request)
    : m_request(request)
    , m_at(request.at.isValid() ? request.at.toUTC() : QDateTime::currentDateTimeUtc())
{
}

VerifyReport Verification::run()
{
    m_report.chain = m_request.chain.mid(0, kMaxChain);
    if (m_report.chain.isEmpty() || m_report.chain.constFirst().isNull()) {
        m_report.chain.clear();
        add(Problem::NoCertificate, 0, {});
        return m_report;
    }
    if (!prepareStore() || !buildChain())
        add(Problem::Other, 0, takeOpenSslErrors());
    checkHost();
    checkStrength();
    checkClock();
    tidy();
    ERR_clear_error();
    return m_report;
}

void Verification::add(Problem problem, int position, const QString &detail)
{
    for (const Finding &each : std::as_const(m_report.findings)) {
        if (each.problem == problem && each.position == position)
            return;
    }
    m_report.findings.append({problem, position, detail, m_report.chain.value(position), m_at});
}

bool Verification::prepareStore()
{
    m_store.reset(X509_STORE_new());
    if (!m_store)
        return false;
    for (const Certificate &anchor : m_request.anchors) {
        if (!anchor.isNull())
            X509_STORE_add_cert(m_store.get(), anchor.native());
    }
    for (const Crl &crl : m_request.crls) {
        if (!crl.isNull())
            X509_STORE_add_crl(m_store.get(), crl.native());
    }
    return true;
}

int Verification::onResult(int ok, X509_STORE_CTX *context)
{
    if (!ok)
        static_cast<Verification *>(X509_STORE_CTX_get_app_data(context))->collect(context);
    // Going on shows all that is wrong, not only the first.
    return 1;
}

void Verification::collect(X509_STORE_CTX *context)
{
    const int error = X509_STORE_CTX_get_error(context);
    const int depth = std::max(0, X509_STORE_CTX_get_error_depth(context));
    const Problem problem = problemOf(error);
    // The list of the issuing CA is what counts; few have one of the root at hand.
    if (problem == Problem::CrlMissing && depth > 0)
        return;
    if (error == X509_V_ERR_CRL_NOT_YET_VALID) {
        const X509_CRL *crl = X509_STORE_CTX_get0_current_crl(context);
        const QDateTime from = crl ? native::time(X509_CRL_get0_lastUpdate(crl)) : QDateTime();
        if (from.isValid() && m_at.secsTo(from) <= kClockSlackSeconds)
            return;
    }
    add(problem, depth,
        QStringLiteral("%1 (%2)").arg(QString::fromLatin1(X509_verify_cert_error_string(error))).arg(error));
}

bool Verification::buildChain()
{
    const StackPtr sent(sk_X509_new_null());
    for (const Certificate &each : std::as_const(m_report.chain)) {
        if (!each.isNull())
            sk_X509_push(sent.get(), each.native());
    }
    const X509StoreContextPtr context(X509_STORE_CTX_new());
    if (!sent || !context
        || X509_STORE_CTX_init(context.get(), m_store.get(), m_report.chain.constFirst().native(), sent.get()) != 1)
        return false;
    X509_STORE_CTX_set_app_data(context.get(), this);
    X509_STORE_CTX_set_verify_cb(context.get(), onResult);
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(context.get());
    // An intermediate or the broker's own certificate may be the anchor, if the person chose it as that.
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST;
    if (!m_request.crls.isEmpty())
        flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
    if (m_request.strict)
        flags |= X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE;
    X509_VERIFY_PARAM_set_flags(param, flags);
    X509_VERIFY_PARAM_set_time(param, time_t(m_at.toSecsSinceEpoch()));
    // OpenSSL's own security level would hide a weak key behind a general refusal.
    X509_VERIFY_PARAM_set_auth_level(param, 0);
    X509_STORE_CTX_set_purpose(
        context.get(), m_request.purpose == Purpose::Server ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_SSL_CLIENT);
    const int verified = X509_verify_cert(context.get());
    QList<Certificate> built;
    const STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; chain && i < sk_X509_num(chain); ++i)
        built += Certificate::fromNative(sk_X509_value(chain, i));
    if (!built.isEmpty())
        m_report.chain = built;
    for (Finding &each : m_report.findings)
        each.certificate = m_report.chain.value(each.position);
    return verified == 1 || !m_report.findings.isEmpty();
}

void Verification::checkHost()
{
    QString host = m_request.host.trimmed();
    if (host.isEmpty())
        return;
    X509 *leaf = m_report.chain.constFirst().native();
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    const QString address = host.section(u'%', 0, 0);
    bool matches = false;
    if (!QHostAddress(address).isNull()) {
        matches = X509_check_ip_asc(leaf, address.toLatin1().constData(), 0) == 1;
    } else {
        if (host.endsWith(u'.'))
            host.chop(1);
        const QByteArray ace = QUrl::toAce(host);
        const QByteArray name = ace.isEmpty() ? host.toUtf8() : ace;
        matches = X509_check_host(
                      leaf, name.constData(), size_t(name.size()), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr)
            == 1;
    }
    if (!matches)
        add(Problem::HostMismatch, 0, host);
}

void Verification::checkStrength()
{
    for (int i = 0; i < m_report.chain.size(); ++i) {
        const Certificate &each = m_report.chain.at(i);
        const KeyInfo key = each.key();
        if (key.bits > 0 && key.isWeak())
            add(Problem::WeakKey, i, key.display());
        // Nobody relies on the signature of an anchor, nor on one that a certificate gives itself.
        if (isAnchor(each) || each.isSelfSigned())
            continue;
        int bits = 0;
        if (X509_get_signature_info(each.native(), nullptr, nullptr, &bits, nullptr) == 1 && bits > 0
            && bits < kMinSecurityBits)
            add(Problem::WeakSignature, i, each.signatureAlgorithm());
    }
}

void Verification::checkClock()
{
    if (!has(Problem::NotYetValid) && !has(Problem::Expired))
        return;
    const bool tooEarly = std::all_of(m_report.chain.cbegin(), m_report.chain.cend(),
        [this](const Certificate &each) { return m_at.secsTo(each.notBefore()) > kDaySeconds; });
    if (tooEarly || m_at.date().year() < kFirstPlausibleYear)
        add(Problem::ClockWrong, 0, m_at.toString(Qt::ISODate));
}

void Verification::tidy()
{
    QList<Finding> &findings = m_report.findings;
    const bool selfSigned = has(Problem::SelfSigned);
    const bool unknown = selfSigned || has(Problem::UnknownIssuer);
    const bool ownAnchor = isAnchor(m_report.chain.constFirst());
    // Without a known issuer no list can be judged, and who is an anchor himself is not revoked by anybody.
    findings.removeIf([&](const Finding &each) {
        const bool aboutLists = each.problem == Problem::CrlMissing || each.problem == Problem::CrlExpired;
        return aboutLists && (unknown || ownAnchor);
    });
    // "No issuer", "cannot verify the leaf" and the like are the same thing said twice.
    int issuers = 0;
    findings.removeIf(
        [&](const Finding &each) { return each.problem == Problem::UnknownIssuer && (selfSigned || issuers++ > 0); });
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        return rank(a.problem) != rank(b.problem) ? rank(a.problem) < rank(b.problem) : a.position < b.position;
    });
}

} // namespace

bool VerifyReport::has(Problem problem) const
{
    return std::any_of(
        findings.cbegin(), findings.cend(), [problem](const Finding &each) { return each.problem == problem; });
}

VerifyReport verify(const VerifyRequest &request)
{
    return Verification(request).run();
}

} // namespace warden::x509
