// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/headerbar.h"

#include "ui/shell/headerparts.h"

#include <QHBoxLayout>

namespace warden::ui {

HeaderBar::HeaderBar(QWidget *parent)
    : Panel(ColorRole::Surface, Qt::BottomEdge, parent), m_broker(new BrokerButton), m_lock(new LockButton),
      m_state(new StateLabel), m_search(new SearchButton), m_bell(new BellButton)
{
    setFixedHeight(metric::Header);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::XL, 0, space::L, 1);
    row->setSpacing(space::L);
    row->addWidget(m_broker);
    row->addWidget(m_lock);
    row->addWidget(m_state);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addWidget(m_bell);
    connect(m_broker, &QPushButton::clicked, this, &HeaderBar::brokerClicked);
    connect(m_lock, &QPushButton::clicked, this, &HeaderBar::lockClicked);
    connect(m_state, &QPushButton::clicked, this, &HeaderBar::stateClicked);
    connect(m_search, &QPushButton::clicked, this, &HeaderBar::searchClicked);
    connect(m_bell, &QToolButton::clicked, this, &HeaderBar::bellClicked);
}

void HeaderBar::setStatus(const BrokerStatus &status)
{
    m_broker->setBroker(status.name, status.address);
    m_lock->setLock(status.lock, status.lockText);
    m_state->setState(status.state, status.stateText);
}

void HeaderBar::setUnread(int unread)
{
    m_bell->setUnread(unread);
}

void HeaderBar::setSearchShortcut(const QString &keys)
{
    m_search->setKeys(keys);
}

QWidget *HeaderBar::bell() const
{
    return m_bell;
}

QWidget *HeaderBar::brokerButton() const
{
    return m_broker;
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    m_broker->setAddressShown(width() >= 820);
    m_search->setMaximumWidth(width() >= 700 ? 280 : 36);
}

} // namespace warden::ui
