// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/eventlist.h"

#include "base/clock.h"
#include "ui/pages/overview/eventmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPainter>
#include <QTextLayout>

namespace warden::ui {

namespace {

/// One line of text with a bold part, cut at the right where it is too long.
void drawSentence(QPainter &painter, const QRect &rect, const EventText &text, const QColor &color)
{
    const QString shown
        = QFontMetrics(fontFor(TypeRole::Strong)).elidedText(text.sentence, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, fontFor(TypeRole::Body));
    QTextLayout::FormatRange bold;
    bold.start = int(text.boldFrom);
    bold.length = int(std::min(text.boldLength, shown.size() - text.boldFrom));
    bold.format.setFont(fontFor(TypeRole::Strong));
    layout.setFormats({bold});
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() + 40);
    layout.endLayout();
    painter.setPen(color);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
}

} // namespace

EventDelegate::EventDelegate(const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_clock(clock)
{
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = tokensOf(option.widget);
    const auto text = index.data(EventModel::TextRole).value<EventText>();
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, tokens.color(ColorRole::AccentSoft));
    QRect rect = option.rect.adjusted(space::XXS, 0, -space::XS, 0);
    painter->setPen(tokens.color(ColorRole::Border));
    if (index.row() + 1 < index.model()->rowCount())
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());

    const int line = QFontMetrics(fontFor(TypeRole::Body)).height();
    const int top = m_compact ? rect.top() + (rect.height() - line) / 2 : rect.top() + space::S;
    paintIcon(*painter, QRectF(rect.left(), top + (line - metric::IconS) / 2.0, metric::IconS, metric::IconS), text.icon,
        tokens.tone(text.tone));

    painter->setFont(fontFor(TypeRole::Caption));
    painter->setPen(tokens.color(ColorRole::Muted));
    const QString when = relativeTime(index.data(EventModel::AtRole).toDateTime(), m_clock.now());
    const int whenWidth = painter->fontMetrics().horizontalAdvance(when) + space::M;
    painter->drawText(QRect(rect.right() - whenWidth, top, whenWidth, line), Qt::AlignRight | Qt::AlignVCenter, when);

    const int left = rect.left() + metric::IconS + space::M;
    const int width = rect.right() - whenWidth - left;
    drawSentence(*painter, QRect(left, top, width, line), text, tokens.color(ColorRole::Text));
    if (!m_compact) {
        QFont mono = fontFor(TypeRole::Mono);
        painter->setFont(mono);
        painter->setPen(tokens.color(ColorRole::Muted));
        const QRect below(left, top + line + space::XXS, width, line);
        painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(text.detail, Qt::ElideRight, width));
    }
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int line = QFontMetrics(fontFor(TypeRole::Body)).height();
    return {200, m_compact ? std::max(metric::RowCompact, line + space::S) : 2 * line + space::XXS + 2 * space::S};
}

EventList::EventList(const Clock &clock, QWidget *parent)
    : QListView(parent)
    , m_delegate(new EventDelegate(clock, this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    startTimer(1000, Qt::CoarseTimer);
}

void EventList::setCompact(bool compact)
{
    m_delegate->setCompact(compact);
    scheduleDelayedItemsLayout();
}

void EventList::timerEvent(QTimerEvent *event)
{
    QListView::timerEvent(event);
    if (isVisible())
        viewport()->update();
}

} // namespace warden::ui
