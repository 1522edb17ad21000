// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/style_parts.h"

#include <QPainterPath>
#include <QVariant>
#include <QWidget>

namespace warden::ui::parts {

using namespace Qt::StringLiterals;

ButtonRole buttonRole(const QWidget *widget)
{
    const QString role = widget ? widget->property("role").toString() : QString();
    if (role == "primary"_L1)
        return ButtonRole::Primary;
    if (role == "danger"_L1)
        return ButtonRole::Danger;
    if (role == "link"_L1)
        return ButtonRole::Link;
    return role == "quiet"_L1 ? ButtonRole::Quiet : ButtonRole::Default;
}

bool isOn(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

bool isDisabled(const QStyleOption &option)
{
    return !(option.state & QStyle::State_Enabled);
}

bool showsFocus(const QStyleOption &option)
{
    return (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
}

QFont buttonFont(const QFont &font, ButtonRole role)
{
    QFont result = font;
    result.setWeight(role == ButtonRole::Primary ? QFont::DemiBold : QFont::Medium);
    return result;
}

void roundFrame(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border,
    qreal width)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal half = width / 2;
    painter.setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const QRectF inner = border.isValid() ? rect.adjusted(half, half, -half, -half) : rect;
    painter.drawRoundedRect(inner, radius - half, radius - half);
}

void focusRing(const Canvas &canvas, const QRectF &rect, qreal radius)
{
    // Drawn inwards, since a widget cannot paint outside itself: ring, then a gap in the colour behind.
    roundFrame(canvas.painter, rect, radius, {}, canvas.color(ColorRole::Focus), metric::FocusRing);
    const qreal in = metric::FocusRing;
    roundFrame(canvas.painter, rect.adjusted(in, in, -in, -in), radius - in, {}, canvas.color(ColorRole::Surface),
        metric::FocusGap);
}

namespace {

struct ButtonColors {
    QColor fill, border, text;
};

ButtonColors disabledColors(const Canvas &canvas, ButtonRole role)
{
    if (role == ButtonRole::Quiet || role == ButtonRole::Link)
        return {{}, {}, canvas.color(ColorRole::Disabled)};
    return {canvas.color(ColorRole::Subtle), canvas.color(ColorRole::Border), canvas.color(ColorRole::Disabled)};
}

ButtonColors buttonColors(const Canvas &canvas, const QStyleOption &option, ButtonRole role)
{
    if (isDisabled(option))
        return disabledColors(canvas, role);
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    switch (role) {
    case ButtonRole::Primary: {
        const QColor fill = canvas.color(hover || down ? ColorRole::AccentHover : ColorRole::Accent);
        return {fill, fill, canvas.color(ColorRole::OnAccent)};
    }
    case ButtonRole::Danger:
        return {hover || down ? canvas.color(ColorRole::DangerSoft) : QColor(), canvas.color(ColorRole::Danger),
            canvas.color(ColorRole::Danger)};
    case ButtonRole::Quiet:
        return {hover || down ? canvas.color(ColorRole::AccentSoft) : QColor(), {}, canvas.color(ColorRole::Accent)};
    case ButtonRole::Link:
        return {{}, {}, canvas.color(hover ? ColorRole::AccentHover : ColorRole::Accent)};
    case ButtonRole::Default:
        break;
    }
    return {canvas.color(hover || down ? ColorRole::Subtle : ColorRole::Surface), canvas.color(ColorRole::Border),
        canvas.color(ColorRole::Text)};
}

// Ours take the colour of the text, others are painted as they are.
void paintAnyIcon(const Canvas &canvas, const QIcon &icon, const QRect &rect, const QColor &color, bool enabled)
{
    const QString name = iconName(icon);
    if (name.isEmpty())
        icon.paint(&canvas.painter, rect, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    else
        paintIcon(canvas.painter, rect, name, color);
}

void paintPushButton(const QStyleOptionButton &option, const Canvas &canvas)
{
    const ButtonRole role = buttonRole(canvas.widget);
    const ButtonColors colors = buttonColors(canvas, option, role);
    roundFrame(canvas.painter, option.rect, metric::RadiusControl, colors.fill, colors.border);
    if (showsFocus(option))
        focusRing(canvas, option.rect, metric::RadiusControl);

    QFont font = buttonFont(canvas.painter.font(), role);
    font.setUnderline(role == ButtonRole::Link && (option.state & QStyle::State_MouseOver));
    canvas.painter.setFont(font);
    canvas.painter.setPen(colors.text);
    const int iconWidth = option.icon.isNull() ? 0 : metric::IconS + (option.text.isEmpty() ? 0 : space::S);
    const int textWidth = canvas.painter.fontMetrics().size(Qt::TextShowMnemonic, option.text).width();
    const int total = qMin(iconWidth + textWidth, option.rect.width() - 2);
    const bool menu = option.features & QStyleOptionButton::HasMenu;
    QRect content = option.rect;
    content.setLeft(option.rect.left() + (option.rect.width() - total - (menu ? metric::IconS : 0)) / 2);
    if (iconWidth > 0) {
        const QRect place(content.left(), option.rect.center().y() - metric::IconS / 2 + 1, metric::IconS, metric::IconS);
        paintAnyIcon(canvas, option.icon, place, colors.text, !isDisabled(option));
        content.setLeft(content.left() + iconWidth);
    }
    canvas.painter.drawText(content, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
    if (menu) {
        const QRect place(option.rect.right() - 24, option.rect.center().y() - 7, metric::IconS, metric::IconS);
        paintIcon(canvas.painter, place, u"chevron-down", colors.text);
    }
}

void paintToolButton(const QStyleOptionToolButton &option, const Canvas &canvas)
{
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (!isDisabled(option) && (hover || down))
        roundFrame(canvas.painter, option.rect, metric::RadiusControl,
            canvas.color(down ? ColorRole::AccentSoft : ColorRole::Subtle), {});
    if (showsFocus(option))
        focusRing(canvas, option.rect, metric::RadiusControl);
    const ColorRole role = isDisabled(option) ? ColorRole::Disabled
        : (option.state & QStyle::State_On)   ? ColorRole::Accent
        : hover                               ? ColorRole::Text
                                              : ColorRole::Muted;
    const QColor color = canvas.color(role);
    const int size = option.iconSize.isValid() ? option.iconSize.width() : metric::IconS;
    const bool text = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const bool image = !option.icon.isNull() && option.toolButtonStyle != Qt::ToolButtonTextOnly;
    const QRect centred = QStyle::alignedRect(option.direction, Qt::AlignCenter, {size, size}, option.rect);
    QRect rest = option.rect.adjusted(space::S, 0, -space::S, 0);
    if (image) {
        const QRect place = text ? QRect(rest.left(), centred.top(), size, size) : centred;
        paintAnyIcon(canvas, option.icon, place, color, !isDisabled(option));
        rest.setLeft(place.right() + space::S);
    }
    if (text) {
        canvas.painter.setPen(color);
        canvas.painter.setFont(buttonFont(option.font, ButtonRole::Default));
        canvas.painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
    }
}

void paintCheck(const QStyleOption &option, const Canvas &canvas)
{
    const QRectF rect = option.rect;
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool hover = option.state & QStyle::State_MouseOver;
    QColor fill = canvas.color(on ? (hover ? ColorRole::AccentHover : ColorRole::Accent) : ColorRole::Surface);
    QColor border = on ? fill : canvas.color(hover ? ColorRole::Accent : ColorRole::BorderStrong);
    if (isDisabled(option)) {
        fill = canvas.color(on ? ColorRole::Disabled : ColorRole::Subtle);
        border = canvas.color(ColorRole::Disabled);
    }
    roundFrame(canvas.painter, rect, metric::RadiusChip, fill, border);
    if (!on)
        return;
    QPainterPath mark;
    if (option.state & QStyle::State_NoChange) {
        mark.moveTo(rect.left() + 4.5, rect.center().y());
        mark.lineTo(rect.right() - 4.5, rect.center().y());
    } else {
        mark.moveTo(rect.left() + rect.width() * .25, rect.top() + rect.height() * .53);
        mark.lineTo(rect.left() + rect.width() * .43, rect.top() + rect.height() * .70);
        mark.lineTo(rect.left() + rect.width() * .76, rect.top() + rect.height() * .31);
    }
    canvas.painter.setBrush(Qt::NoBrush);
    canvas.painter.setPen(
        QPen(canvas.color(ColorRole::OnAccent), rect.width() / 8.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    canvas.painter.drawPath(mark);
}

void paintRadio(const QStyleOption &option, const Canvas &canvas)
{
    const QRectF rect = option.rect;
    const bool on = option.state & QStyle::State_On;
    const bool hover = option.state & QStyle::State_MouseOver;
    const ColorRole ring = isDisabled(option) ? ColorRole::Disabled
        : on || hover                         ? ColorRole::Accent
                                              : ColorRole::BorderStrong;
    const qreal width = on ? rect.width() * 5 / 16 : 1;
    roundFrame(canvas.painter, rect, rect.width() / 2, canvas.color(ColorRole::Surface), canvas.color(ring), width);
}

} // namespace

bool paintButton(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (element != QStyle::CE_PushButton || !button)
        return false;
    paintPushButton(*button, canvas);
    return true;
}

bool paintButton(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas)
{
    if (element == QStyle::PE_IndicatorCheckBox || element == QStyle::PE_IndicatorItemViewItemCheck)
        paintCheck(option, canvas);
    else if (element == QStyle::PE_IndicatorRadioButton)
        paintRadio(option, canvas);
    else
        return false;
    return true;
}

bool paintButton(QStyle::ComplexControl control, const QStyleOptionComplex &option, const Canvas &canvas)
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
    if (control != QStyle::CC_ToolButton || !button)
        return false;
    paintToolButton(*button, canvas);
    return true;
}

} // namespace warden::ui::parts
