// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QStyledItemDelegate>

namespace warden {
class Clock;
}

namespace warden::ui {

/// Paints an event: icon, sentence with the subject in bold, muted line, relative time at the right.
class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit EventDelegate(const Clock &clock, QObject *parent = nullptr);

    void setCompact(bool compact) { m_compact = compact; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Clock &m_clock;
    bool m_compact = false;
};

/// The list of latest events, without frame; its relative times move on while it is on screen.
class EventList : public QListView
{
    Q_OBJECT

public:
    explicit EventList(const Clock &clock, QWidget *parent = nullptr);

    void setCompact(bool compact);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    EventDelegate *m_delegate;
};

} // namespace warden::ui
