// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>

class QWidget;

namespace warden::ui {

/// The seven sizes of text; no other font is made anywhere in the window.
enum class TypeRole { Caption, Body, Strong, Subtitle, Title, Figure, Mono };

QFont fontFor(TypeRole role);

/// Makes Inter and JetBrains Mono known: those of the system, else those installed beside the program.
void loadFonts();

/// Font and colour of a widget, kept through every change of the scheme.
void setTypeRole(QWidget *widget, TypeRole role);
void setTextRole(QWidget *widget, ColorRole role);

} // namespace warden::ui
