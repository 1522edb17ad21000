// SPDX-License-Identifier: GPL-3.0-or-later
// How each family of controls is painted; known to the style only.
#pragma once

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace warden::ui::parts {

/// What every painting function needs.
struct Canvas {
    QPainter &painter;
    const Tokens &tokens;
    const QWidget *widget;
    const QStyle &style;

    QColor color(ColorRole role) const { return tokens.color(role); }
};

enum class ButtonRole { Default, Primary, Danger, Quiet, Link };

ButtonRole buttonRole(const QWidget *widget);
bool isOn(const QWidget *widget, const char *property);
bool isDisabled(const QStyleOption &option);
bool showsFocus(const QStyleOption &option); ///< focus that came by keyboard
QFont buttonFont(const QFont &font, ButtonRole role);

void roundFrame(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border,
    qreal width = 1);
void focusRing(const Canvas &canvas, const QRectF &rect, qreal radius);

// Each returns whether it painted; what no family knows is left to Fusion.
bool paintButton(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas);
bool paintButton(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas);
bool paintButton(QStyle::ComplexControl control, const QStyleOptionComplex &option, const Canvas &canvas);
bool paintField(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas);
bool paintField(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas);
bool paintField(QStyle::ComplexControl control, const QStyleOptionComplex &option, const Canvas &canvas);
bool paintItem(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas);
bool paintItem(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas);
bool paintMenu(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas);
bool paintMenu(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas);
bool paintScrollBar(const QStyleOptionSlider &option, const Canvas &canvas);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);

} // namespace warden::ui::parts
