// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/certificate.h"
#include "x509/crl.h"

namespace warden::x509 {

/// What can be wrong with a chain, each with a sentence of its own (explain()).
enum class Problem {
    NoCertificate, ///< The peer sent none.
    Expired,
    NotYetValid,
    HostMismatch,
    SelfSigned, ///< Leaf signed by itself and no anchor.
    UnknownIssuer, ///< The chain ends in a CA that is no anchor, or does not end.
    Revoked,
    CrlExpired, ///< The CRL at hand is past nextUpdate: revocation is unknown.
    CrlMissing,
    WeakKey, ///< Under 112 bits of security, for example RSA 1024.
    WeakSignature, ///< MD5 or SHA-1.
    WrongPurpose, ///< Not made for a server (or a client).
    BadSignature,
    NotACa, ///< A certificate in the chain signed though it may not.
    ConstraintViolated, ///< Name constraints or path length.
    ClockWrong, ///< All of the chain is expired or not yet valid by a wide margin: this computer's clock.
    Other,
};

struct Finding {
    Problem problem = Problem::Other;
    int position = 0; ///< Index in the chain, 0 = leaf.
    QString detail {}; ///< OpenSSL's words and code.
    Certificate certificate {}; ///< The one at fault.
    QDateTime at {}; ///< The time for which it was checked, UTC.
};

enum class Purpose { Server, Client };

struct VerifyRequest {
    QList<Certificate> chain; ///< As the peer sent it, leaf first.
    QList<Certificate> anchors;
    QList<Crl> crls; ///< Empty: revocation is not checked.
    QString host; ///< DNS name or address; empty: names are not checked.
    Purpose purpose = Purpose::Server;
    QDateTime at; ///< Invalid: now.
    bool strict = false; ///< Every rule of RFC 5280, for what we issue ourselves.
};

struct VerifyReport {
    QList<Finding> findings; ///< Most telling first; empty = verified.
    QList<Certificate> chain; ///< As built from the leaf on, up to the anchor when one was found.
    bool isTrusted() const { return findings.isEmpty(); }
    bool has(Problem problem) const;
};

/// Builds and checks the chain with OpenSSL, collecting every problem instead of stopping at the first.
/// Revoked, weak and wrong-name are found whatever QSslSocket said.
VerifyReport verify(const VerifyRequest &request);

/// Words for the person: what is wrong, what it means, what to do next.
struct Explanation {
    QString what;
    QString next;
};
/// \a leaf and \a host make the sentence concrete; both may be empty.
Explanation explain(const Finding &finding, const Certificate &leaf, const QString &host);

/// The certificates that this computer trusts (Qt's system store).
QList<Certificate> systemAnchors();

} // namespace warden::x509
