// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/barlist.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace warden::ui {

namespace {
constexpr int rowHeight = 35;
}

BarList::BarList(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void BarList::setBars(std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    QStringList said;
    for (const Bar &bar : m_bars)
        said << tr("%1: %2").arg(bar.label, bar.text);
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    update();
}

QSize BarList::sizeHint() const
{
    return {220, int(m_bars.size()) * rowHeight};
}

QSize BarList::minimumSizeHint() const
{
    return {120, 3 * rowHeight};
}

void BarList::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    double most = 0;
    for (const Bar &bar : m_bars)
        most = std::max(most, bar.value);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int y = 0;
    for (const Bar &bar : m_bars) {
        if (y + rowHeight > height())
            break;
        painter.setFont(fontFor(TypeRole::Caption));
        painter.setPen(tokens.color(ColorRole::Muted));
        const int number = painter.fontMetrics().horizontalAdvance(bar.text) + space::S;
        painter.drawText(QRect(0, y, width(), 18), Qt::AlignRight | Qt::AlignVCenter, bar.text);
        painter.setFont(fontFor(TypeRole::Mono));
        painter.setPen(tokens.color(ColorRole::Text));
        painter.drawText(QRect(0, y, width() - number, 18), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(bar.label, Qt::ElideMiddle, width() - number));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.color(ColorRole::Subtle));
        painter.drawRoundedRect(QRectF(0, y + 21, width(), 4), 2, 2);
        painter.setBrush(tokens.color(ColorRole::Accent));
        if (most > 0 && bar.value > 0)
            painter.drawRoundedRect(QRectF(0, y + 21, std::max(4.0, width() * bar.value / most), 4), 2, 2);
        y += rowHeight;
    }
}

bool BarList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto row = std::size_t(help->pos().y() / rowHeight);
        QToolTip::showText(help->globalPos(), row < m_bars.size() ? plainToolTip(m_bars[row].label) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace warden::ui
