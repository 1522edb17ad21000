// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/style_parts.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QTabBar>

namespace warden::ui::parts {

namespace {

void paintFieldFrame(const QStyleOption &option, const Canvas &canvas)
{
    const bool focus = option.state & QStyle::State_HasFocus;
    if (isDisabled(option)) {
        roundFrame(canvas.painter, option.rect, metric::RadiusControl, canvas.color(ColorRole::Subtle),
            canvas.color(ColorRole::Border));
        return;
    }
    const bool invalid = isOn(canvas.widget, "invalid");
    ColorRole border = ColorRole::BorderStrong;
    if (isOn(canvas.widget, "soft"))
        border = ColorRole::Border;
    if (focus)
        border = ColorRole::Focus;
    if (invalid)
        border = ColorRole::Danger;
    const ColorRole fill = isOn(canvas.widget, "soft") ? ColorRole::Window : ColorRole::Surface;
    roundFrame(canvas.painter, option.rect, metric::RadiusControl, canvas.color(fill), canvas.color(border),
        focus ? metric::FocusRing : 1);
}

bool paintCombo(const QStyleOptionComplex &option, const Canvas &canvas)
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(&option);
    if (!combo)
        return false;
    if (combo->frame)
        paintFieldFrame(option, canvas);
    const QRect arrow = canvas.style.subControlRect(QStyle::CC_ComboBox, combo, QStyle::SC_ComboBoxArrow, canvas.widget);
    const QRect place = QStyle::alignedRect(option.direction, Qt::AlignCenter, {16, 16}, arrow);
    paintIcon(canvas.painter, place, u"chevron-down",
        canvas.color(isDisabled(option) ? ColorRole::Disabled : ColorRole::Muted));
    return true;
}

bool paintSpin(const QStyleOptionComplex &option, const Canvas &canvas)
{
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(&option);
    if (!spin)
        return false;
    if (spin->frame)
        paintFieldFrame(option, canvas);
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return true;
    const auto arrow = [&](QStyle::SubControl part, QStringView name, bool enabled) {
        const QRect rect = canvas.style.subControlRect(QStyle::CC_SpinBox, spin, part, canvas.widget);
        const QRect place = QStyle::alignedRect(option.direction, Qt::AlignCenter, {12, 12}, rect);
        const bool hover = option.activeSubControls == part;
        paintIcon(canvas.painter, place, name,
            canvas.color(!enabled ? ColorRole::Disabled : hover ? ColorRole::Text : ColorRole::Muted));
    };
    arrow(QStyle::SC_SpinBoxUp, u"chevron-up", spin->stepEnabled & QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, u"chevron-down", spin->stepEnabled & QAbstractSpinBox::StepDownEnabled);
    return true;
}

void paintTab(const QStyleOptionTab &tab, const Canvas &canvas)
{
    const bool on = tab.state & QStyle::State_Selected;
    const bool hover = tab.state & QStyle::State_MouseOver;
    QFont font = canvas.painter.font();
    font.setWeight(on ? QFont::DemiBold : QFont::Medium);
    canvas.painter.setFont(font);
    const ColorRole role = isDisabled(tab) ? ColorRole::Disabled
        : on                               ? ColorRole::Accent
        : hover                            ? ColorRole::Text
                                           : ColorRole::Muted;
    canvas.painter.setPen(canvas.color(role));
    canvas.painter.drawText(tab.rect, Qt::AlignCenter | Qt::TextHideMnemonic, tab.text);
    const int width = canvas.painter.fontMetrics().size(Qt::TextHideMnemonic, tab.text).width();
    if (on) {
        const QRect line(tab.rect.center().x() - width / 2, tab.rect.bottom() - 1, width, 2);
        canvas.painter.fillRect(line, canvas.color(ColorRole::Accent));
    }
    if (showsFocus(tab))
        focusRing(canvas, QRectF(tab.rect).adjusted(4, 4, -4, -4), metric::RadiusChip);
}

void paintProgress(const QStyleOptionProgressBar &bar, const Canvas &canvas)
{
    const qreal height = 4;
    const QRectF groove(bar.rect.x(), bar.rect.center().y() - height / 2 + 1, bar.rect.width(), height);
    roundFrame(canvas.painter, groove, height / 2, canvas.color(ColorRole::Subtle), {});
    QRectF filled = groove;
    if (bar.maximum > bar.minimum)
        filled.setWidth(groove.width() * (bar.progress - bar.minimum) / (bar.maximum - bar.minimum));
    else
        filled = QRectF(groove.center().x() - groove.width() / 6, groove.y(), groove.width() / 3, height);
    if (filled.width() >= 1)
        roundFrame(canvas.painter, filled, height / 2, canvas.color(ColorRole::Accent), {});
}

} // namespace

bool paintField(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas)
{
    switch (element) {
    case QStyle::PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
        const QWidget *parent = canvas.widget ? canvas.widget->parentWidget() : nullptr;
        const bool inside = qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent);
        if (frame && frame->lineWidth > 0 && !inside)
            paintFieldFrame(option, canvas);
        return true;
    }
    case QStyle::PE_FrameLineEdit:
        paintFieldFrame(option, canvas);
        return true;
    case QStyle::PE_Frame: {
        const bool focus = (option.state & QStyle::State_HasFocus) && canvas.widget;
        roundFrame(canvas.painter, option.rect, metric::RadiusChip, option.palette.color(QPalette::Base),
            canvas.color(focus ? ColorRole::Focus : ColorRole::Border));
        return true;
    }
    case QStyle::PE_FrameGroupBox:
        roundFrame(canvas.painter, option.rect, metric::RadiusCard, canvas.color(ColorRole::Surface),
            canvas.color(ColorRole::Border));
        return true;
    case QStyle::PE_FrameTabBarBase:
        canvas.painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
            canvas.color(ColorRole::Border));
        return true;
    case QStyle::PE_FrameTabWidget:
        return true;
    case QStyle::PE_FrameFocusRect:
        if (option.state & QStyle::State_KeyboardFocusChange)
            roundFrame(canvas.painter, option.rect, metric::RadiusChip, {}, canvas.color(ColorRole::Focus),
                metric::FocusRing);
        return true;
    default: // another family's
        return false;
    }
}

bool paintField(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas)
{
    if (element == QStyle::CE_TabBarTab) {
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(&option))
            paintTab(*tab, canvas);
        return true;
    }
    if (element == QStyle::CE_ProgressBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option))
            paintProgress(*bar, canvas);
        return true;
    }
    if (element == QStyle::CE_Splitter) {
        const QRect rect = option.rect;
        const bool upright = option.state & QStyle::State_Horizontal;
        canvas.painter.fillRect(upright ? QRect(rect.center().x(), rect.y(), 1, rect.height())
                                        : QRect(rect.x(), rect.center().y(), rect.width(), 1),
            canvas.color(ColorRole::Border));
        return true;
    }
    return false;
}

bool paintField(QStyle::ComplexControl control, const QStyleOptionComplex &option, const Canvas &canvas)
{
    if (control == QStyle::CC_ComboBox)
        return paintCombo(option, canvas);
    if (control == QStyle::CC_SpinBox)
        return paintSpin(option, canvas);
    return false;
}

} // namespace warden::ui::parts
