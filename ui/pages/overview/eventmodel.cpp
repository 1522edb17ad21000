// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/eventmodel.h"

#include <QCoreApplication>

namespace warden::ui {

void EventModel::replace(const QList<monitor::ConnectionEvent> &newestFirst)
{
    beginResetModel();
    m_rows.clear();
    for (const monitor::ConnectionEvent &event : newestFirst) {
        if (m_rows.size() == std::size_t(MaxRows))
            break;
        if (isForLatestEvents(event))
            m_rows.push_back({describe(event), event.at});
    }
    endResetModel();
}

void EventModel::add(const QList<monitor::ConnectionEvent> &oldestFirst)
{
    std::vector<Row> fresh;
    for (auto it = oldestFirst.crbegin(); it != oldestFirst.crend() && fresh.size() < std::size_t(MaxRows); ++it) {
        if (isForLatestEvents(*it))
            fresh.push_back({describe(*it), it->at});
    }
    if (fresh.empty())
        return;
    const int room = MaxRows - int(fresh.size());
    if (int(m_rows.size()) > room) {
        beginRemoveRows({}, room, int(m_rows.size()) - 1);
        m_rows.resize(std::size_t(room));
        endRemoveRows();
    }
    beginInsertRows({}, 0, int(fresh.size()) - 1);
    m_rows.insert(m_rows.begin(), fresh.begin(), fresh.end());
    endInsertRows();
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text.sentence;
    case Qt::AccessibleTextRole:
        return QCoreApplication::translate("warden::ui::EventModel", "%1, %2, %3")
            .arg(row.text.sentence, row.text.detail, exactTime(row.at));
    case Qt::ToolTipRole:
        return QCoreApplication::translate("warden::ui::EventModel", "%1\n%2\n%3")
            .arg(row.text.sentence, row.text.detail, exactTime(row.at))
            .toHtmlEscaped()
            .replace(QLatin1Char('\n'), QLatin1String("<br>"));
    case TextRole:
        return QVariant::fromValue(row.text);
    case AtRole:
        return row.at;
    default:
        return {};
    }
}

} // namespace warden::ui
