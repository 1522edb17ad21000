// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/overview/eventtexts.h"

#include <QAbstractListModel>

#include <deque>

namespace warden::ui {

/// The latest events of a broker, newest first, at most 200; texts are made once, when an event comes in.
class EventModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { TextRole = Qt::UserRole, AtRole };
    static constexpr int MaxRows = 200;

    using QAbstractListModel::QAbstractListModel;

    void replace(const QList<monitor::ConnectionEvent> &newestFirst);
    void add(const QList<monitor::ConnectionEvent> &oldestFirst); ///< one insertion and one removal at most

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        EventText text;
        QDateTime at;
    };
    std::deque<Row> m_rows;
};

} // namespace warden::ui

Q_DECLARE_METATYPE(warden::ui::EventText)
