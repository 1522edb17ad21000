// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace warden::ui {

/// What the header tells about the broker in front: a value, so that the shell knows nothing of sessions.
struct BrokerStatus {
    enum Lock { None, Verified, Pinned, Unverified, Plain };
    enum State { Offline, Connecting, Connected, Waiting, Failed };

    QString id;
    QString name;
    QString address;
    Lock lock = None;
    QString lockText;
    State state = Offline;
    QString stateText;
};

/// A line of the broker switcher.
struct BrokerEntry {
    QString id;
    QString name;
    QString address;
};

} // namespace warden::ui
