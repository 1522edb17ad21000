// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/brokerstatus.h"
#include "ui/widgets/panel.h"

class QAbstractButton;
class QPushButton;

namespace warden::ui {

class BellButton;
class BrokerButton;
class LockButton;
class SearchButton;
class StateLabel;

/// The bar at the top: which broker, how well the link to it is locked, how it is doing; search and bell.
class HeaderBar : public Panel
{
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    void setStatus(const BrokerStatus &status);
    void setUnread(int unread);
    void setSearchShortcut(const QString &keys);
    QWidget *bell() const;
    QWidget *brokerButton() const;

signals:
    void brokerClicked();
    void lockClicked();
    void stateClicked();
    void searchClicked();
    void bellClicked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    BrokerButton *m_broker;
    LockButton *m_lock;
    StateLabel *m_state;
    SearchButton *m_search;
    BellButton *m_bell;
};

} // namespace warden::ui
