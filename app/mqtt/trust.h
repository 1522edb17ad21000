// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/certificate.h"
#include "x509/crl.h"
#include "x509/privatekey.h"
#include "x509/verify.h"

#include <QHostAddress>

namespace warden::mqtt {

/// How the console decides that it talks to the right broker.
struct TrustPolicy {
    enum class Mode {
        System, ///< Authorities that this computer knows.
        Anchors, ///< The certificates in `anchors` (a CA file) and no others.
        FirstUse, ///< Stop at first contact and let the person look; afterwards only a pin is accepted.
        PinnedCertificate, ///< SHA-256 of the certificate equals `pin`.
        PinnedKey, ///< SHA-256 of the public key equals `pin`: survives a renewal with the same key.
    };
    Mode mode = Mode::System;
    QList<x509::Certificate> anchors;
    QList<x509::Crl> crls; ///< Checked when not empty.
    QByteArray pin; ///< 32 bytes
};

/// What the header's lock tells.
enum class TrustVerdict {
    Plain, ///< No encryption.
    Verified,
    Pinned,
    Unverified, ///< Encrypted, but nobody vouches for the other end.
    Rejected,
};

/// All that is known of the link once TLS has been negotiated, also when it was then refused.
struct LinkReport {
    bool encrypted = false;
    QString protocol; ///< "TLS 1.3"
    QString cipher; ///< "TLS_AES_256_GCM_SHA384"
    QList<x509::Certificate> sentChain; ///< As the broker sent it, leaf first.
    x509::VerifyReport verification; ///< Also filled under a pin, for display.
    TrustVerdict verdict = TrustVerdict::Plain;
    QHostAddress peerAddress;
    quint16 peerPort = 0;
    bool pinChanged = false; ///< There was a pin and this certificate does not match it.
};

struct TlsSettings {
    TrustPolicy trust;
    x509::Identity identity; ///< Client certificate; null: none.
    QList<QByteArray> alpn;
    QString serverName; ///< SNI and name to verify; empty: the endpoint's host.
    bool tls13Only = false; ///< Otherwise TLS 1.2 and newer.
};

/// Judges a chain by the policy. Pure: no network, usable from every thread.
LinkReport judge(const TrustPolicy &policy, const QList<x509::Certificate> &sentChain, const QString &host,
    const QDateTime &at);

} // namespace warden::mqtt
