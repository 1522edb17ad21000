// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cardgrid.h"

#include "ui/theme/tokens.h"

#include <QGridLayout>
#include <QResizeEvent>

namespace warden::ui {

CardGrid::CardGrid(int minimumCardWidth, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_minimum(minimumCardWidth)
{
    m_grid->setContentsMargins({});
    m_grid->setSpacing(space::L);
}

void CardGrid::addCard(QWidget *card, int stretch)
{
    m_cards.emplace_back(card, stretch);
    arrange(int(m_cards.size()));
}

QSize CardGrid::minimumSizeHint() const
{
    return {m_minimum, QWidget::minimumSizeHint().height()};
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int fit = (event->size().width() + space::L) / (m_minimum + space::L);
    const int count = int(m_cards.size());
    int columns = std::clamp(fit, 1, count);
    const int rows = (count + columns - 1) / columns;
    columns = (count + rows - 1) / rows; // even rows look calmer than one card alone
    if (columns != m_columns)
        arrange(columns);
}

void CardGrid::arrange(int columns)
{
    m_columns = columns;
    for (const auto &[card, stretch] : m_cards)
        m_grid->removeWidget(card);
    for (int column = 0; column < m_grid->columnCount(); ++column) {
        m_grid->setColumnStretch(column, 0);
        m_grid->setColumnMinimumWidth(column, 0);
    }
    for (int i = 0; i < int(m_cards.size()); ++i) {
        const auto &[card, stretch] = m_cards[std::size_t(i)];
        m_grid->addWidget(card, i / columns, i % columns);
        if (i < columns)
            m_grid->setColumnStretch(i, stretch);
    }
}

} // namespace warden::ui
