// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QListView;

namespace warden::ui {

class NotificationCenter;

/// The list that opens below the bell.
class NotificationPopup : public QWidget
{
    Q_OBJECT

public:
    NotificationPopup(NotificationCenter &notices, QWidget *parent);

    void openBelow(const QWidget *bell);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showRows();

    NotificationCenter &m_notices;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace warden::ui
