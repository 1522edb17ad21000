// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/style_parts.h"

#include <QTableView>

namespace warden::ui::parts {

namespace {

void paintRow(const QStyleOptionViewItem &item, const Canvas &canvas)
{
    const bool selected = item.state & QStyle::State_Selected;
    const bool hover = (item.state & QStyle::State_MouseOver) && !isDisabled(item);
    if (item.backgroundBrush.style() != Qt::NoBrush)
        canvas.painter.fillRect(item.rect, item.backgroundBrush);
    if (selected || hover)
        canvas.painter.fillRect(item.rect, canvas.color(selected ? ColorRole::AccentSoft : ColorRole::Subtle));
    if (qobject_cast<const QTableView *>(canvas.widget))
        canvas.painter.fillRect(QRect(item.rect.left(), item.rect.bottom(), item.rect.width(), 1),
            canvas.color(ColorRole::Border));
}

void paintHeader(const QStyleOptionHeader &header, const Canvas &canvas)
{
    const bool across = header.orientation == Qt::Horizontal;
    const bool hover = header.state & QStyle::State_MouseOver;
    canvas.painter.fillRect(header.rect, canvas.color(hover && across ? ColorRole::Subtle : ColorRole::Surface));
    const QRect line = across ? QRect(header.rect.left(), header.rect.bottom(), header.rect.width(), 1)
                              : QRect(header.rect.right(), header.rect.top(), 1, header.rect.height());
    canvas.painter.fillRect(line, canvas.color(ColorRole::Border));
}

void paintHeaderLabel(const QStyleOptionHeader &header, const Canvas &canvas)
{
    QRect rect = header.rect.adjusted(space::XS, 0, -space::XS, 0);
    const bool sorted = header.sortIndicator != QStyleOptionHeader::None;
    if (sorted)
        rect.setRight(rect.right() - 14);
    const bool right = header.textAlignment & Qt::AlignRight;
    canvas.painter.setPen(canvas.color(sorted ? ColorRole::Text : ColorRole::Muted));
    const QString text = canvas.painter.fontMetrics().elidedText(header.text, Qt::ElideRight, rect.width());
    canvas.painter.drawText(rect, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
    if (!sorted)
        return;
    const int width = canvas.painter.fontMetrics().horizontalAdvance(text);
    const int x = right ? rect.right() + 2 : qMin(rect.left() + width + 4, rect.right() + 2);
    const QRect place(x, header.rect.center().y() - 6, 12, 12);
    // Qt calls ascending order "down".
    const bool ascending = header.sortIndicator == QStyleOptionHeader::SortDown;
    paintIcon(canvas.painter, place, ascending ? u"chevron-up" : u"chevron-down", canvas.color(ColorRole::Text));
}

} // namespace

bool paintItem(QStyle::PrimitiveElement element, const QStyleOption &option, const Canvas &canvas)
{
    switch (element) {
    case QStyle::PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option))
            paintRow(*item, canvas);
        return true;
    case QStyle::PE_PanelItemViewRow:
        if (option.state & QStyle::State_Selected)
            canvas.painter.fillRect(option.rect, canvas.color(ColorRole::AccentSoft));
        return true;
    case QStyle::PE_IndicatorHeaderArrow:
        return true; // painted with the label
    case QStyle::PE_IndicatorBranch:
        if (option.state & QStyle::State_Selected)
            canvas.painter.fillRect(option.rect, canvas.color(ColorRole::AccentSoft));
        if (option.state & QStyle::State_Children) {
            const QRect place = QStyle::alignedRect(option.direction, Qt::AlignCenter, {16, 16}, option.rect);
            paintIcon(canvas.painter, place, option.state & QStyle::State_Open ? u"chevron-down" : u"chevron-right",
                canvas.color(ColorRole::Muted));
        }
        return true;
    default: // another family's
        return false;
    }
}

bool paintItem(QStyle::ControlElement element, const QStyleOption &option, const Canvas &canvas)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    if (element == QStyle::CE_HeaderSection && header) {
        paintHeader(*header, canvas);
        return true;
    }
    if (element == QStyle::CE_HeaderLabel && header) {
        paintHeaderLabel(*header, canvas);
        return true;
    }
    if (element == QStyle::CE_HeaderEmptyArea) {
        canvas.painter.fillRect(option.rect, canvas.color(ColorRole::Surface));
        canvas.painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
            canvas.color(ColorRole::Border));
        return true;
    }
    return false;
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool across = option.orientation == Qt::Horizontal;
    const int length = across ? option.rect.width() : option.rect.height();
    const int range = option.maximum - option.minimum;
    const int handle = range > 0
        ? qMax(32, int(qint64(option.pageStep) * length / (qint64(range) + option.pageStep)))
        : length;
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
        qMax(0, length - handle), option.upsideDown);
    const auto along = [&](int from, int size) {
        return across ? QRect(option.rect.x() + from, option.rect.y(), size, option.rect.height())
                      : QRect(option.rect.x(), option.rect.y() + from, option.rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    case QStyle::SC_ScrollBarSlider:
        return along(start, qMin(handle, length));
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + handle, qMax(0, length - start - handle));
    default: // no arrow buttons
        return {};
    }
}

bool paintScrollBar(const QStyleOptionSlider &option, const Canvas &canvas)
{
    if (option.maximum <= option.minimum)
        return true;
    const bool active = (option.state & QStyle::State_MouseOver) || option.activeSubControls != QStyle::SC_None;
    QRectF handle = scrollBarPart(option, QStyle::SC_ScrollBarSlider);
    const bool across = option.orientation == Qt::Horizontal;
    const qreal side = active ? 2 : 3;
    handle = across ? handle.adjusted(2, side, -2, -side) : handle.adjusted(side, 2, -side, -2);
    QColor color = canvas.color(ColorRole::BorderStrong);
    color.setAlphaF(active ? 1.0F : 0.6F);
    roundFrame(canvas.painter, handle, qMin(handle.width(), handle.height()) / 2, color, {});
    return true;
}

} // namespace warden::ui::parts
