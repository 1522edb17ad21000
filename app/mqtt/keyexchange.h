// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mqtt/endpoint.h"
#include "mqtt/trust.h"

#include <QFuture>

namespace warden::mqtt {

/// What Qt does not tell of a TLS connection.
struct KeyExchange {
    QString group; ///< "X25519", "P-256" …; empty where none was negotiated (TLS 1.2 with RSA key exchange).
    QString protocol; ///< "TLS 1.3"
    QString cipher; ///< OpenSSL's name.
};

/// Makes one TLS handshake of its own with \a endpoint, sends nothing after it and judges nothing: for display only.
/// Runs on a thread of the pool and takes no longer than \a timeoutMs.
QFuture<Result<KeyExchange>> probeKeyExchange(const Endpoint &endpoint, const TlsSettings &tls, int timeoutMs = 5'000);

} // namespace warden::mqtt
