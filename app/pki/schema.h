// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace warden::pki {

class Database;

inline constexpr int kSchemaVersion = 1;

/// Brings the file from the version it has (0: empty) to kSchemaVersion, each step whole or not at all.
/// ErrorCode::Unsupported when a newer program wrote it, Damaged when it is no vault.
Result<void> migrate(const Database &database);

} // namespace warden::pki
