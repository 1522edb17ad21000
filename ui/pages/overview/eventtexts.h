// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"
#include "ui/theme/tokens.h"

namespace warden::ui {

/// A broker's event in plain words, fit to be shown: one sentence with its subject in bold, and a muted line.
struct EventText {
    QString icon;
    Tone tone = Tone::Neutral;
    QString sentence;
    qsizetype boldFrom = 0; ///< Where the subject stands in the sentence.
    qsizetype boldLength = 0;
    QString detail;
};

EventText describe(const monitor::ConnectionEvent &event);

/// False for what would drown the rest: sockets without a sign-in, subscriptions, messages.
bool isForLatestEvents(const monitor::ConnectionEvent &event);

/// "just now", "12 s", "4 min", "3 h", "2 d".
QString relativeTime(const QDateTime &at, const QDateTime &now);
/// In local time, to the second.
QString exactTime(const QDateTime &at);
/// "3 h 12 min"
QString durationText(qint64 seconds);

} // namespace warden::ui
