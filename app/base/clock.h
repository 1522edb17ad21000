// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace warden {

/// The time, as a seam: tests move it, the program reads the system's.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall time in UTC.
    virtual QDateTime now() const = 0;
    /// Milliseconds from an arbitrary start, never going back.
    virtual qint64 elapsedMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    qint64 elapsedMs() const override;
};

} // namespace warden
