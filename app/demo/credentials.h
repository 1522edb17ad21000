// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

namespace warden::demo {

/// The secrets of a demo home as one entry of the SecretStore; keys stay in the vault.
Secret credentialsToSecret(const session::SetupResult &result);
/// Opens the vault of \a folder with what is kept and puts the result of its set-up together again. Blocks for about a
/// second (scrypt).
Result<session::SetupResult> readCredentials(const QString &folder, const Secret &kept);

} // namespace warden::demo
