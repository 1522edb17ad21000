// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/trust.h"

namespace warden::mqtt {

namespace {

using Mode = TrustPolicy::Mode;

QList<x509::Certificate> anchorsFor(const TrustPolicy &policy)
{
    if (policy.mode == Mode::Anchors)
        return policy.anchors;
    return x509::systemAnchors() + policy.anchors;
}

bool pinMatches(const TrustPolicy &policy, const x509::Certificate &leaf)
{
    const QByteArray actual
        = policy.mode == Mode::PinnedKey ? leaf.publicKeySha256() : leaf.sha256();
    return !policy.pin.isEmpty() && actual == policy.pin;
}

} // namespace

LinkReport judge(const TrustPolicy &policy, const QList<x509::Certificate> &sentChain, const QString &host,
    const QDateTime &at)
{
    LinkReport report;
    report.encrypted = true;
    report.sentChain = sentChain;
    report.verification = x509::verify(
        {sentChain, anchorsFor(policy), policy.crls, host, x509::Purpose::Server, at});
    report.verdict = TrustVerdict::Rejected;
    if (sentChain.isEmpty())
        return report;

    switch (policy.mode) {
    case Mode::System:
    case Mode::Anchors:
        if (report.verification.isTrusted())
            report.verdict = TrustVerdict::Verified;
        break;
    case Mode::FirstUse:
        report.verdict = TrustVerdict::Unverified;
        break;
    case Mode::PinnedCertificate:
    case Mode::PinnedKey:
        report.pinChanged = !pinMatches(policy, sentChain.first());
        // A pin outweighs names, dates and issuers, but not the issuer's own word that the key is lost.
        if (!report.pinChanged && !report.verification.has(x509::Problem::Revoked))
            report.verdict = TrustVerdict::Pinned;
        break;
    }
    return report;
}

} // namespace warden::mqtt
