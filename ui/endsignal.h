// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

namespace warden::ui {

/// Calls \a end in the thread of \a context when the system asks the program to end (SIGTERM, SIGINT, SIGHUP), so that
/// what the program has started ends with it. To be called once.
void onEndSignal(QObject *context, std::function<void()> end);

} // namespace warden::ui
