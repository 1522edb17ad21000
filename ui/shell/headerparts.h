// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of the header bar; known to it only.
#pragma once

#include "ui/shell/brokerstatus.h"

#include <QPushButton>
#include <QToolButton>

namespace warden::ui {

/// Name and address of the broker in front; opens the switcher.
class BrokerButton : public QPushButton
{
    Q_OBJECT

public:
    BrokerButton();

    void setBroker(const QString &name, const QString &address);
    void setAddressShown(bool shown);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_address;
    bool m_addressShown = true;
};

/// The lock: what this console's own link to the broker is worth.
class LockButton : public QPushButton
{
    Q_OBJECT

public:
    LockButton();

    void setLock(BrokerStatus::Lock lock, const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BrokerStatus::Lock m_lock = BrokerStatus::None;
};

/// A dot and a word for the state of the connection.
class StateLabel : public QPushButton
{
    Q_OBJECT

public:
    StateLabel();

    void setState(BrokerStatus::State state, const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BrokerStatus::State m_state = BrokerStatus::Offline;
};

/// Looks like a search field and opens the command palette.
class SearchButton : public QPushButton
{
    Q_OBJECT

public:
    SearchButton();

    void setKeys(const QString &keys);
    QSize sizeHint() const override { return {280, 32}; }
    QSize minimumSizeHint() const override { return {36, 32}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

/// The bell with the number of what was not seen yet.
class BellButton : public QToolButton
{
    Q_OBJECT

public:
    BellButton();

    void setUnread(int unread);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_unread = 0;
};

} // namespace warden::ui
