// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "pki/vault.h"

namespace warden::test
{

/// A clock that tests set.
class TestClock final : public Clock
{
public:
    QDateTime now() const override { return time; }
    qint64 elapsedMs() const override { return time.toMSecsSinceEpoch(); }

    QDateTime time = QDateTime::currentDateTimeUtc();
};

/// So cheap that a test can open many vaults.
inline constexpr pki::KdfCost kCheap{1024, 8, 1};

} // namespace warden::test
