// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panel.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace warden::ui {

Panel::Panel(ColorRole fill, Qt::Edges borders, QWidget *parent) : QWidget(parent), m_fill(fill), m_borders(borders) { }

void Panel::setFill(ColorRole fill)
{
    m_fill = fill;
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    const QColor line = tokens.color(ColorRole::Border);
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color(m_fill));
    if (m_borders & Qt::TopEdge)
        painter.fillRect(0, 0, width(), 1, line);
    if (m_borders & Qt::BottomEdge)
        painter.fillRect(0, height() - 1, width(), 1, line);
    if (m_borders & Qt::LeftEdge)
        painter.fillRect(0, 0, 1, height(), line);
    if (m_borders & Qt::RightEdge)
        painter.fillRect(width() - 1, 0, 1, height(), line);
}

Card::Card(const QString &title, QWidget *parent) : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setSpacing(space::M);
    m_head = new QWidget;
    m_head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_headRow = new QHBoxLayout(m_head);
    m_headRow->setContentsMargins(0, 0, 0, 0);
    m_title = makeLabel({}, TypeRole::Strong);
    m_note = makeLabel({}, TypeRole::Caption, ColorRole::Muted);
    m_headRow->addWidget(m_title);
    m_headRow->addStretch(1);
    m_headRow->addWidget(m_note);
    outer->addWidget(m_head);
    m_body = new QVBoxLayout;
    m_body->setSpacing(space::S);
    outer->addLayout(m_body, 1);
    outer->addStretch(0); // what the body cannot use stays below it
    setPadding(metric::CardPadding);
    setTitle(title);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_head->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setNote(const QString &note)
{
    m_note->setText(note);
}

void Card::setHeaderWidget(QWidget *widget)
{
    m_note->hide();
    m_headRow->addWidget(widget);
    widget->show();
}

void Card::setFill(ColorRole fill, ColorRole border)
{
    m_fill = fill;
    m_border = border;
    update();
}

void Card::setRadius(int radius)
{
    m_radius = radius;
    update();
}

void Card::setPadding(int padding)
{
    layout()->setContentsMargins(padding, padding, padding, padding);
}

void Card::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.color(m_border));
    painter.setBrush(tokens.color(m_fill));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), m_radius - .5, m_radius - .5);
}

} // namespace warden::ui
