// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/toast.h"

#include <QAbstractListModel>
#include <QDateTime>

#include <deque>

namespace warden {
class Clock;
}

namespace warden::ui {

/// Everything that was told by toast, newest first, the last two hundred: what the bell shows.
class NotificationCenter : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles { DetailRole = Qt::UserRole, ToneRole, TimeRole, ActionRole };

    explicit NotificationCenter(const Clock &clock, QObject *parent = nullptr);

    void post(const Notice &notice); ///< shows a toast and keeps it
    int unread() const { return m_unread; }
    void markRead();
    void clear();
    void runAction(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void posted(const warden::ui::Notice &notice);
    void unreadChanged(int unread);

private:
    struct Kept {
        Notice notice;
        QDateTime time;
    };

    const Clock &m_clock;
    std::deque<Kept> m_kept;
    int m_unread = 0;
};

} // namespace warden::ui
