// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"

#include "pki/crlsigning.h"
#include "pki/profile.h"
#include "x509/verify.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace warden::pki
{

namespace
{

constexpr int kMaxRootDays = 9132;
constexpr int kMaxServerDays = 825; // More than that Apple's systems refuse.
constexpr int kMaxClientDays = 3650;
constexpr int kCanaryDays = 2;
constexpr qint64 kDaySeconds = 24 * 3600;
constexpr qint64 kCrlSeconds = 30 * kDaySeconds;
constexpr qint64 kMinRestSeconds = kDaySeconds;

QString tr(const char *text)
{
    return QCoreApplication::translate("Authority", text);
}

QString profileName(Profile profile)
{
    switch (profile) {
    case Profile::Root:
        return QStringLiteral("root");
    case Profile::Issuing:
        return QStringLiteral("issuing");
    case Profile::Server:
        return QStringLiteral("server");
    case Profile::Client:
        break;
    }
    return QStringLiteral("client");
}

tl::unexpected<Error> wrongLifetime(int most)
{
    return failure(ErrorCode::InvalidInput, tr("Choose a lifetime between 1 and %1 days.").arg(most));
}

/// Sets the validity: from a little in the past, for so many days, but never beyond the issuer's.
void setValidity(Request &request, const QDateTime &now, int days, const x509::Certificate &issuer)
{
    const QDateTime second = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch(), Qt::UTC);
    request.notBefore = second.addSecs(-kBackdateSeconds);
    // The last second counts in: 825 days are not to become 825 days and a second.
    request.notAfter = request.notBefore.addSecs(days * kDaySeconds - 1);
    if (issuer.isNull())
        return;
    request.notBefore = std::max(request.notBefore, issuer.notBefore());
    request.notAfter = std::min(request.notAfter, issuer.notAfter());
}

/// Our own judgement, with every rule of RFC 5280, before anything is stored.
Result<void> checkStrictly(
    const x509::Certificate &leaf, const QList<x509::Certificate> &above, const Request &request, const QDateTime &now)
{
    x509::VerifyRequest check;
    check.chain = QList<x509::Certificate>{leaf} + above;
    check.anchors = {check.chain.constLast()};
    check.purpose = request.profile == Profile::Client ? x509::Purpose::Client : x509::Purpose::Server;
    check.at = now;
    check.strict = true;
    if (request.profile == Profile::Server)
        check.host = request.hosts.addresses.value(0, request.hosts.names.value(0));
    if (check.host.startsWith(u'*'))
        check.host.replace(0, 1, QStringLiteral("any"));
    x509::VerifyReport report = x509::verify(check);
    const bool isCa = request.profile == Profile::Root || request.profile == Profile::Issuing;
    report.findings.removeIf([isCa](const x509::Finding &each) {
        // A CA is no server itself.
        return isCa && each.problem == x509::Problem::WrongPurpose && each.position == 0;
    });
    if (report.isTrusted())
        return {};
    const x509::Finding worst = report.findings.constFirst();
    return failure(ErrorCode::Internal,
        tr("The new certificate did not pass its own check and was thrown away: %1")
            .arg(x509::explain(worst, leaf, check.host).what),
        worst.detail);
}

struct Order {
    Request request;
    x509::KeyType keyType = x509::KeyType::EcP256;
    int days = 1;
    QString profile; ///< As the vault names it.
    bool keepsKey = true;
};

struct Signer {
    RowId row = 0;
    QList<x509::Certificate> chain; ///< From the signer up to the root.
};

/// Reserve and commit, sign in memory, check, store: a crash at any point leaves no serial that could be used twice.
Result<Issued> issue(Vault &vault, const QDateTime &now, const Order &order, const Signer *signer)
{
    Request request = order.request;
    const x509::Certificate issuer = signer ? signer->chain.constFirst() : x509::Certificate();
    setValidity(request, now, order.days, issuer);
    if (auto named = checkCommonName(request.commonName); !named)
        return failure(named.error());
    if (now.secsTo(request.notAfter) < std::min<qint64>(kMinRestSeconds, order.days * kDaySeconds / 2))
        return failure(ErrorCode::NotAllowed,
            tr("The CA is about to run out or has run out. Make a new one before you issue more certificates."));
    const auto key = x509::PrivateKey::generate(order.keyType);
    if (!key)
        return failure(key.error());
    const auto issuerKey = signer ? vault.privateKey(signer->row) : key;
    if (!issuerKey)
        return failure(issuerKey.error());
    const auto reserved = vault.reserveSerial(signer ? std::optional(signer->row) : std::nullopt, order.profile);
    if (!reserved)
        return failure(reserved.error());
    request.serial = reserved->serial;
    const auto certificate = sign(request, *key, issuer, *issuerKey);
    if (!certificate)
        return failure(certificate.error());
    if (auto good = checkStrictly(*certificate, signer ? signer->chain : QList<x509::Certificate>(), request, now);
        !good)
        return failure(good.error());
    if (auto stored = vault.storeIssued(reserved->id, *certificate, order.keepsKey ? &*key : nullptr); !stored)
        return failure(stored.error());
    return Issued{reserved->id, {{*certificate}, *key}};
}

Order orderFor(Profile profile, const QString &commonName, x509::KeyType keyType, int days)
{
    Order order;
    order.request.profile = profile;
    order.request.commonName = commonName;
    order.keyType = keyType;
    order.days = days;
    order.profile = profileName(profile);
    return order;
}

bool isValidReason(int reason)
{
    // Hold and its removal are not offered, 7 does not exist (RFC 5280 §5.3.1).
    static constexpr std::array reasons{0, 1, 2, 3, 4, 5, 9, 10};
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

} // namespace

Authority::Authority(Vault &vault, const Clock &clock)
    : m_vault(&vault)
    , m_clock(&clock)
{
}

Result<Authority> Authority::create(Vault &vault, const AuthoritySpec &spec, const Clock &clock)
{
    if (open(vault, clock))
        return failure(ErrorCode::AlreadyExists, tr("There is a CA in this vault already."));
    if (spec.rootDays < 1 || spec.rootDays > kMaxRootDays)
        return wrongLifetime(kMaxRootDays);
    if (spec.issuingDays < 1 || spec.issuingDays > spec.rootDays)
        return wrongLifetime(spec.rootDays);
    const QString issuingName = spec.issuingName.isEmpty() ? tr("%1 issuing").arg(spec.rootName) : spec.issuingName;
    if (auto named = checkCommonName(issuingName); !named)
        return failure(named.error());
    const QDateTime now = clock.now();
    const auto root = issue(vault, now, orderFor(Profile::Root, spec.rootName, spec.keyType, spec.rootDays), nullptr);
    if (!root)
        return failure(root.error());
    const Signer signer{root->row, root->identity.chain};
    const auto issuing
        = issue(vault, now, orderFor(Profile::Issuing, issuingName, spec.keyType, spec.issuingDays), &signer);
    if (!issuing)
        return failure(issuing.error());
    Authority authority(vault, clock);
    authority.m_rootRow = root->row;
    authority.m_issuingRow = issuing->row;
    authority.m_root = root->identity.chain.constFirst();
    authority.m_issuing = issuing->identity.chain.constFirst();
    if (auto done = vault.appendAudit(QStringLiteral("create-authority"), authority.m_root.displayName()); !done)
        return failure(done.error());
    if (const auto crl = authority.signCrl(); !crl)
        return failure(crl.error());
    return authority;
}

Result<Authority> Authority::open(Vault &vault, const Clock &clock)
{
    const auto issuingRow = vault.lastIssued(QStringLiteral("issuing"));
    if (!issuingRow)
        return failure(issuingRow.error());
    const auto rootRow = vault.certificate(issuingRow->issuer);
    if (!rootRow)
        return failure(rootRow.error());
    Authority authority(vault, clock);
    authority.m_rootRow = rootRow->id;
    authority.m_issuingRow = issuingRow->id;
    authority.m_root = rootRow->certificate;
    authority.m_issuing = issuingRow->certificate;
    // A crash between making the CA and its first list leaves none: then it is signed now.
    if (const auto crl = authority.latestCrl(); !crl) {
        if (crl.error().code != ErrorCode::NotFound)
            return failure(crl.error());
        if (const auto first = authority.signCrl(); !first)
            return failure(first.error());
    }
    return authority;
}

Result<Issued> Authority::issueServer(const ServerSpec &spec)
{
    if (spec.days < 1 || spec.days > kMaxServerDays)
        return wrongLifetime(kMaxServerDays);
    const auto hosts = hostNames(spec.hosts);
    if (!hosts)
        return failure(hosts.error());
    const QString first = hosts->names.value(0, hosts->addresses.value(0));
    Order order = orderFor(
        Profile::Server, spec.commonName.isEmpty() ? first.left(64) : spec.commonName, spec.keyType, spec.days);
    order.request.hosts = *hosts;
    const Signer signer{m_issuingRow, {m_issuing, m_root}};
    return issue(*m_vault, m_clock->now(), order, &signer).map([this](Issued issued) {
        issued.identity.chain += m_issuing;
        return issued;
    });
}

Result<Issued> Authority::issueClient(const ClientSpec &spec)
{
    if (spec.days < 1 || spec.days > kMaxClientDays)
        return wrongLifetime(kMaxClientDays);
    const Signer signer{m_issuingRow, {m_issuing, m_root}};
    const Order order = orderFor(Profile::Client, spec.commonName, spec.keyType, spec.days);
    return issue(*m_vault, m_clock->now(), order, &signer).map([this](Issued issued) {
        issued.identity.chain += m_issuing;
        return issued;
    });
}

Result<Issued> Authority::issued(RowId row) const
{
    const auto record = m_vault->certificate(row);
    if (!record)
        return failure(record.error());
    if (record->certificate.isNull() || row == m_rootRow || row == m_issuingRow)
        return failure(ErrorCode::NotFound, tr("This is not a certificate that can be handed out."));
    const auto key = m_vault->privateKey(row);
    if (!key)
        return failure(key.error());
    const QString subject
        = QStringLiteral("%1 %2").arg(record->certificate.displayName(), record->certificate.serialHex());
    if (auto noted = m_vault->appendAudit(QStringLiteral("export"), subject); !noted)
        return failure(noted.error());
    return Issued{row, {{record->certificate, m_issuing}, *key}};
}

Result<x509::Crl> Authority::revoke(RowId row, int reason)
{
    if (!isValidReason(reason))
        return failure(ErrorCode::InvalidInput, tr("This is not a reason for which a certificate can be revoked."));
    const auto record = m_vault->certificate(row);
    if (!record)
        return failure(record.error());
    if (record->issuer != m_issuingRow)
        return failure(ErrorCode::InvalidInput, tr("Only certificates that this CA has issued can be revoked."));
    // The revocation first, the list second: a crash between them leaves one that is still to be published.
    const auto marked = m_vault->markRevoked(row, reason);
    if (!marked && marked.error().code != ErrorCode::AlreadyExists)
        return failure(marked.error());
    return signCrl();
}

Result<x509::Crl> Authority::signCrl()
{
    const auto key = m_vault->privateKey(m_issuingRow);
    if (!key)
        return failure(key.error());
    return m_vault->storeCrl(m_issuingRow, [this, &key](qint64 number) -> Result<x509::Crl> {
        const auto previous = latestCrl();
        if (!previous && previous.error().code != ErrorCode::NotFound)
            return failure(previous.error());
        const auto records = m_vault->revoked(m_issuingRow);
        if (!records)
            return failure(records.error());
        const QDateTime now = m_clock->now().toUTC();
        CrlRequest request;
        request.number = number;
        // In the past, because a broker whose clock is behind would refuse every client.
        request.thisUpdate = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch() - kBackdateSeconds, Qt::UTC);
        if (previous)
            request.thisUpdate = std::max(request.thisUpdate, previous->thisUpdate().addSecs(1));
        request.nextUpdate = std::max(now, request.thisUpdate).addSecs(kCrlSeconds);
        for (const CertificateRecord &each : *records) {
            // An expired certificate stays on one more list after its end.
            if (!previous || each.certificate.notAfter() > previous->thisUpdate())
                request.entries.append(
                    {each.serial, std::min(each.revokedAt, request.thisUpdate), each.revocationReason});
        }
        return pki::signCrl(request, m_issuing, *key);
    });
}

Result<x509::Crl> Authority::latestCrl() const
{
    return m_vault->latestCrl(m_issuingRow);
}

bool Authority::crlNeedsRefresh() const
{
    const auto crl = latestCrl();
    const auto records = m_vault->revoked(m_issuingRow);
    if (!crl || !records)
        return true;
    const QDateTime now = m_clock->now();
    const qint64 life = crl->thisUpdate().secsTo(crl->nextUpdate());
    if (crl->thisUpdate().secsTo(now) * 3 >= life)
        return true;
    return std::any_of(records->cbegin(), records->cend(),
        [&](const CertificateRecord &each) { return each.certificate.notAfter() > now && !crl->revokes(each.serial); });
}

Result<Issued> Authority::issueRevokedCanary()
{
    Order order = orderFor(Profile::Client, QStringLiteral("warden-canary"), x509::KeyType::EcP256, kCanaryDays);
    order.profile = QStringLiteral("canary");
    order.keepsKey = false;
    const Signer signer{m_issuingRow, {m_issuing, m_root}};
    auto canary = issue(*m_vault, m_clock->now(), order, &signer);
    if (!canary)
        return canary;
    canary->identity.chain += m_issuing;
    constexpr int cessationOfOperation = 5;
    if (const auto crl = revoke(canary->row, cessationOfOperation); !crl)
        return failure(crl.error());
    return canary;
}

} // namespace warden::pki
