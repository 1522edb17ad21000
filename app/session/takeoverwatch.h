// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace warden::session {

/// Tells when two connections keep pushing each other out, as they do where the broker makes the user name into the
/// client id: twice within ten seconds.
class TakeOverWatch
{
public:
    /// Notes that a connection was pushed out; true when this is a fight.
    bool note(qint64 nowMs)
    {
        m_times.removeIf([nowMs](qint64 time) { return nowMs - time > kWindowMs; });
        m_times.append(nowMs);
        return m_times.size() >= 2;
    }
    void reset() { m_times.clear(); }

private:
    static constexpr qint64 kWindowMs = 10'000;
    QList<qint64> m_times;
};

} // namespace warden::session
