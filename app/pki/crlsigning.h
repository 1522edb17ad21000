// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/crl.h"
#include "x509/privatekey.h"

#include <QDateTime>

namespace warden::pki {

/// One line of a revocation list.
struct RevokedEntry {
    QByteArray serial;
    QDateTime at;
    int reason = 0; ///< 0 (unspecified) is left out, as RFC 5280 §5.3.1 asks.
};

/// What is to be signed as a list.
struct CrlRequest {
    qint64 number = 1;
    QDateTime thisUpdate;
    QDateTime nextUpdate;
    QList<RevokedEntry> entries;
};

Result<x509::Crl> signCrl(const CrlRequest &request, const x509::Certificate &issuer, const x509::PrivateKey &key);

} // namespace warden::pki
