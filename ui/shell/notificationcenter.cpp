// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notificationcenter.h"

#include "base/clock.h"

namespace warden::ui {

namespace {
constexpr int mostKept = 200;
}

NotificationCenter::NotificationCenter(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent), m_clock(clock)
{
}

void NotificationCenter::post(const Notice &notice)
{
    if (rowCount() == mostKept) {
        beginRemoveRows({}, mostKept - 1, mostKept - 1);
        m_kept.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_kept.push_front({notice, m_clock.now()});
    endInsertRows();
    emit unreadChanged(++m_unread);
    emit posted(notice);
}

void NotificationCenter::markRead()
{
    if (m_unread == 0)
        return;
    m_unread = 0;
    emit unreadChanged(0);
}

void NotificationCenter::clear()
{
    if (m_kept.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_kept.clear();
    endRemoveRows();
    markRead();
}

void NotificationCenter::runAction(int row) const
{
    if (row < 0 || row >= rowCount())
        return;
    const auto action = m_kept[std::size_t(row)].notice.action;
    if (action)
        action();
}

int NotificationCenter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_kept.size());
}

QVariant NotificationCenter::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Kept &kept = m_kept[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return kept.notice.text;
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return kept.notice.detail;
    case ToneRole:
        return int(kept.notice.tone);
    case TimeRole:
        return kept.time;
    case ActionRole:
        return kept.notice.actionText;
    default: // nothing else is known
        return {};
    }
}

} // namespace warden::ui
