// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

namespace warden::pki {

struct KdfCost;

/// AES-256-GCM: what was sealed under a key, a nonce of its own and the identity of its place.
struct Sealed {
    QByteArray nonce; ///< 12 bytes.
    QByteArray box; ///< Cipher text and 16 bytes of tag.
};

/// \a place is bound in, so that a box moved to another row does not open.
Result<Sealed> seal(const Secret &key, const Secret &plain, const QByteArray &place);
/// ErrorCode::Damaged when key, place or bytes do not fit.
Result<Secret> unseal(const Secret &key, const Sealed &sealed, const QByteArray &place);

/// False when the figures are no scrypt cost, or one that would take more than 256 MiB or many seconds.
bool isAffordable(const KdfCost &cost);
/// 32 bytes by scrypt.
Result<Secret> derivedKey(const Secret &passphrase, const QByteArray &salt, const KdfCost &cost);
/// HMAC-SHA256.
QByteArray authenticated(const Secret &key, const QByteArray &message);
QByteArray randomBytes(qsizetype length);

} // namespace warden::pki
