// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/icons.h"
#include "ui/theme/style_parts.h"
#include "ui/theme/type.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QHeaderView>
#include <QToolTip>

namespace warden::ui {

using namespace Qt::StringLiterals;

WardenStyle::WardenStyle(const Tokens &tokens) : QProxyStyle(u"Fusion"_s), m_tokens(&tokens) { }

const Tokens &tokensOf(const QWidget *widget)
{
    const auto *style = qobject_cast<const WardenStyle *>(widget ? widget->style() : QApplication::style());
    return style ? style->tokens() : Tokens::light();
}

QPalette paletteFrom(const Tokens &tokens)
{
    const auto color = [&tokens](ColorRole role) { return tokens.color(role); };
    QPalette palette(color(ColorRole::Text), color(ColorRole::Surface), color(ColorRole::Subtle),
        color(ColorRole::BorderStrong), color(ColorRole::Border), color(ColorRole::Text),
        color(ColorRole::Danger), color(ColorRole::Surface), color(ColorRole::Window));
    palette.setColor(QPalette::Midlight, color(ColorRole::Border));
    palette.setColor(QPalette::Shadow, color(ColorRole::Border));
    palette.setColor(QPalette::ButtonText, color(ColorRole::Text));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::Subtle));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::Muted));
    palette.setColor(QPalette::Highlight, color(ColorRole::Accent));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::OnAccent));
    palette.setColor(QPalette::Link, color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Accent));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::Raised));
    palette.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::PlaceholderText,
             QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::Disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::Subtle));
    return palette;
}

QPalette WardenStyle::standardPalette() const
{
    return paletteFrom(*m_tokens);
}

void WardenStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    const QVariant textRole = widget->property("textRole");
    if (textRole.isValid()) {
        const QColor color = m_tokens->color(ColorRole(textRole.toInt()));
        QPalette palette;
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
            palette.setColor(QPalette::Active, role, color);
            palette.setColor(QPalette::Inactive, role, color);
        }
        widget->setPalette(palette);
    }
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
        || qobject_cast<QTabBar *>(widget) || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        QFont font = fontFor(TypeRole::Caption);
        font.setWeight(QFont::DemiBold);
        header->setFont(font);
    }
}

void WardenStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
    const QWidget *widget) const
{
    painter->save();
    const parts::Canvas canvas{*painter, *m_tokens, widget, *this};
    const bool painted = parts::paintButton(element, *option, canvas) || parts::paintField(element, *option, canvas)
        || parts::paintItem(element, *option, canvas) || parts::paintMenu(element, *option, canvas);
    painter->restore();
    if (!painted)
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void WardenStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
    const QWidget *widget) const
{
    painter->save();
    const parts::Canvas canvas{*painter, *m_tokens, widget, *this};
    const bool painted = parts::paintButton(element, *option, canvas) || parts::paintField(element, *option, canvas)
        || parts::paintItem(element, *option, canvas) || parts::paintMenu(element, *option, canvas);
    painter->restore();
    if (!painted)
        QProxyStyle::drawControl(element, option, painter, widget);
}

void WardenStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
    const QWidget *widget) const
{
    painter->save();
    const parts::Canvas canvas{*painter, *m_tokens, widget, *this};
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    const bool painted = (control == CC_ScrollBar && slider && parts::paintScrollBar(*slider, canvas))
        || parts::paintButton(control, *option, canvas) || parts::paintField(control, *option, canvas);
    painter->restore();
    if (!painted)
        QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize WardenStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
    const QWidget *widget) const
{
    const int control = parts::isOn(widget, "compact") ? metric::ControlCompact : metric::Control;
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            return result;
        const auto role = parts::buttonRole(widget);
        const QFontMetrics metrics(parts::buttonFont(widget ? widget->font() : QApplication::font(), role));
        int width = metrics.size(Qt::TextShowMnemonic, button->text).width();
        if (!button->icon.isNull())
            width += metric::IconS + (button->text.isEmpty() ? 0 : space::S);
        if (role == parts::ButtonRole::Link)
            return {width + 2, qMax(size.height(), 20)};
        const int padding = role == parts::ButtonRole::Quiet ? space::S : space::M;
        return {qMax(width + 2 * padding + 2, control), control};
    }
    if (type == CT_ToolButton) {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const bool iconOnly = button && button->toolButtonStyle == Qt::ToolButtonIconOnly;
        if (iconOnly && !(button->features & QStyleOptionToolButton::HasMenu))
            return {control, control};
        return {size.width() + 2 * space::S + (iconOnly ? 0 : space::XS), control};
    }
    if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(control);
    if (type == CT_ComboBox)
        result.setWidth(size.width() + space::M + 36);
    if (type == CT_LineEdit)
        result.rwidth() += 2 * space::S;
    if (type == CT_CheckBox || type == CT_RadioButton)
        result.setHeight(qMax(result.height(), 24));
    if (type == CT_TabBarTab)
        result = QSize(size.width(), qMax(size.height(), 36));
    if (type == CT_HeaderSection)
        result.setHeight(metric::Control);
    if (type == CT_ItemViewItem)
        result.setHeight(qMax(result.height(), metric::RowCompact));
    if (type == CT_MenuItem)
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return parts::menuItemSize(*item, size);
    return result;
}

QRect WardenStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && qobject_cast<const QLineEdit *>(widget)) {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            return option->rect.adjusted(space::S, 1, -space::S, -1);
    }
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    return rect;
}

QRect WardenStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
    const QWidget *widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ScrollBar)
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return parts::scrollBarPart(*slider, sub);
    if (control == CC_ComboBox) {
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(space::M - 2, 1, -30, -1));
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, rect, QRect(rect.right() - 28, rect.y(), 28, rect.height()));
    }
    if (control == CC_SpinBox) {
        const int half = rect.height() / 2;
        if (sub == SC_SpinBoxUp)
            return visualRect(option->direction, rect, QRect(rect.right() - 22, rect.y() + 1, 22, half - 1));
        if (sub == SC_SpinBoxDown)
            return visualRect(option->direction, rect, QRect(rect.right() - 22, rect.y() + half, 22, half - 1));
        if (sub == SC_SpinBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(space::S, 1, -24, -1));
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

int WardenStyle::pixelMetric(PixelMetric which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return metric::IconS;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
        return space::S;
    case PM_LayoutVerticalSpacing:
        return space::M;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return space::L;
    case PM_DefaultFrameWidth:
        // Room for the round corners, which the square viewport would cover.
        return qobject_cast<const QAbstractScrollArea *>(widget) ? 2 : 1;
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_TabBarTabHSpace:
        return space::XL;
    case PM_TabBarTabVSpace:
        return space::L;
    case PM_TabBarBaseOverlap:
        return 1;
    case PM_HeaderMargin:
        return space::S;
    case PM_FocusFrameHMargin:
        return space::M - 1;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return space::XS;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SplitterWidth:
        return 5;
    case PM_ToolTipLabelFrameWidth:
        return space::S;
    default: // the many measures that Fusion knows well
        return QProxyStyle::pixelMetric(which, option, widget);
    }
}

int WardenStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
    QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_ItemView_ShowDecorationSelected:
    case SH_UnderlineShortcut:
        return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_LineEdit_PasswordCharacter:
        return 0x2022;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    default: // the many hints that Fusion knows well
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon WardenStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    switch (standard) {
    case SP_LineEditClearButton:
        return icon(u"cross", ColorRole::Muted);
    case SP_MessageBoxWarning:
        return icon(u"warning", ColorRole::Warning);
    case SP_MessageBoxCritical:
        return icon(u"warning", ColorRole::Danger);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return icon(u"info", ColorRole::Accent);
    default: // file dialogs and the like
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

} // namespace warden::ui
