// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endsignal.h"

namespace warden::ui {

// Windows asks a program with a window to end by closing that window, which Qt sees by itself.
void onEndSignal(QObject *, std::function<void()>) {}

} // namespace warden::ui
