// SPDX-License-Identifier: GPL-3.0-or-later
// macOS before Qt 6.5: the palette that the platform hands to programs tells the scheme.
#include "ui/theme/systemscheme.h"

#include <QGuiApplication>
#include <QPalette>

namespace warden::ui {

void SystemScheme::watch()
{
    const QPalette system = QGuiApplication::palette();
    m_dark = system.color(QPalette::Window).lightness() < 128;
}

} // namespace warden::ui
