// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>
#include <QStringList>

class QPainter;

namespace warden::ui {

/// One of the drawn icons (resources/icons/<name>.svg) in a colour of the current scheme, sharp at every scale.
/// Disabled and selected states take their own colours; buttons paint it in the colour of their text.
QIcon icon(QStringView name, ColorRole role = ColorRole::Text);

/// Paints an icon by name into \a rect in \a color.
void paintIcon(QPainter &painter, const QRectF &rect, QStringView name, const QColor &color);

/// The name of an icon made by icon(), empty for any other.
QString iconName(const QIcon &icon);

QStringList iconNames();

} // namespace warden::ui
