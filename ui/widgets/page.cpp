// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page.h"

#include "ui/widgets/controls.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace warden::ui {

Page::Page(const Description &description, QWidget *parent)
    : QWidget(parent), m_description(description), m_header(new QWidget),
      m_title(makeLabel(description.title, TypeRole::Title)),
      m_subtitle(makeLabel(description.subtitle, TypeRole::Body, ColorRole::Muted)), m_actions(new QHBoxLayout),
      m_stack(new QStackedWidget), m_scroll(new QScrollArea), m_column(new QWidget), m_content(new QVBoxLayout),
      m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("page.%1").arg(description.id));
    setAccessibleName(description.title);
    auto *head = new QHBoxLayout(m_header);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(space::M);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    head->addLayout(names, 1);
    m_actions->setSpacing(space::S);
    head->addLayout(m_actions);
    head->setAlignment(m_actions, Qt::AlignBottom);

    auto *inner = new QWidget;
    inner->setLayout(m_content);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(space::L);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(inner);
    m_stack->addWidget(m_scroll);

    auto *column = new QVBoxLayout(m_column);
    column->setContentsMargins(metric::PagePadding, metric::PagePadding, metric::PagePadding, metric::PagePadding);
    column->setSpacing(space::L);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_row->addWidget(m_column, 1);
}

void Page::setHeading(const QString &title, const QString &subtitle)
{
    m_description.title = title;
    m_description.subtitle = subtitle;
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    setAccessibleName(title);
    emit titleChanged();
}

void Page::setHeaderVisible(bool visible)
{
    m_header->setVisible(visible);
}

void Page::setContentMargins(const QMargins &margins)
{
    m_column->layout()->setContentsMargins(margins);
}

void Page::setBadge(int count)
{
    if (count == m_badge)
        return;
    m_badge = count;
    emit badgeChanged(count);
}

void Page::showInstead(QWidget *state)
{
    if (m_state == state)
        return;
    if (m_state)
        m_state->deleteLater();
    m_state = state;
    m_stack->addWidget(state);
    m_stack->setCurrentWidget(state);
}

void Page::showContent()
{
    m_stack->setCurrentWidget(m_scroll);
    if (m_state)
        m_state->deleteLater();
    m_state = nullptr;
}

void Page::setDrawer(QWidget *drawer)
{
    m_row->addWidget(drawer);
}

} // namespace warden::ui
