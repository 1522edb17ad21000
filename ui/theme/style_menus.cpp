// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/style_parts.h"

namespace warden::ui::parts {

namespace {

constexpr int iconColumn = space::S + metric::IconS + space::S;

void paintMenuItem(const QStyleOptionMenuItem &item, const Canvas &canvas)
{
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        canvas.painter.fillRect(QRect(item.rect.left() + space::S, item.rect.center().y(),
                                    item.rect.width() - 2 * space::S, 1),
            canvas.color(ColorRole::Border));
        return;
    }
    const bool enabled = !isDisabled(item);
    const bool chosen = (item.state & QStyle::State_Selected) && enabled;
    if (chosen)
        roundFrame(canvas.painter, item.rect, metric::RadiusChip, canvas.color(ColorRole::AccentSoft), {});
    const QColor color = canvas.color(enabled ? ColorRole::Text : ColorRole::Disabled);
    const QRect place(item.rect.left() + space::S, item.rect.center().y() - 7, metric::IconS, metric::IconS);
    if (item.checked)
        paintIcon(canvas.painter, place, u"check", canvas.color(enabled ? ColorRole::Accent : ColorRole::Disabled));
    else if (!item.icon.isNull())
        item.icon.paint(&canvas.painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);

    const QRect line = item.rect.adjusted(iconColumn, 0, -space::M, 0);
    const qsizetype tab = item.text.indexOf(u'\t');
    canvas.painter.setFont(item.font);
    canvas.painter.setPen(color);
    canvas.painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
        tab < 0 ? item.text : item.text.left(tab));
    canvas.painter.setPen(canvas.color(enabled ? ColorRole::Muted : ColorRole::Disabled));
    if (tab >= 0)
        canvas.painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, item.text.mid(tab + 1));
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(canvas.painter, QRect(line.right() - 12, place.y(), 16, 16), u"chevron-right",
            canvas.color(ColorRole::Muted));
}

} // namespace

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), 9};
    const bool shortcut = option.text.contains(u'\t');
    return {contents.width() + iconColumn + (shortcut ? space::XXL : space::XL), metric::Control};
}

bool paintMenu(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas)
{
    switch (element) {
    case QStyle::PE_PanelMenu:
        canvas.painter.fillRect(option.rect, canvas.color(ColorRole::Raised));
        return true;
    case QStyle::PE_FrameMenu:
        canvas.painter.setPen(canvas.color(ColorRole::Border));
        canvas.painter.drawRect(QRectF(option.rect).adjusted(.5, .5, -.5, -.5));
        return true;
    case QStyle::PE_PanelTipLabel:
        canvas.painter.fillRect(option.rect, canvas.color(ColorRole::Raised));
        canvas.painter.setPen(canvas.color(ColorRole::BorderStrong));
        canvas.painter.drawRect(QRectF(option.rect).adjusted(.5, .5, -.5, -.5));
        return true;
    default: // another family's
        return false;
    }
}

bool paintMenu(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas)
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (element != QStyle::CE_MenuItem || !item)
        return false;
    paintMenuItem(*item, canvas);
    return true;
}

} // namespace warden::ui::parts
