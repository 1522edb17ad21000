// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "ui/pages/overview/overviewcharts.h"
#include "ui/widgets/page.h"

#include <QPointer>
#include <QTimer>

namespace warden::ui {

class BarList;
class EmptyState;
class EventList;
class EventModel;
class FigureCard;
class LinkBanner;
class SegmentedControl;

/// How the broker is doing right now. Shows values that it is given; follow() takes them from a session.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    /// What this console is not allowed to read.
    enum class Missing { State, Log, Traffic };

    /// \a tick is the shared repaint timer, two to four times a second.
    OverviewPage(QTimer &tick, const Clock &clock, QWidget *parent = nullptr);

    void follow(session::Session *session); ///< null: first use
    void refresh() override;

    void setSource(SeriesSource source);
    void setState(session::Session::State state, const mqtt::Failure &failure);
    void setReconnectDue(qint64 ms);
    void setLink(const mqtt::LinkReport &link);
    void setRights(const session::Rights &rights);
    void setBrokerFrame(const monitor::BrokerFrame &frame);
    void setTrafficFrame(const monitor::TrafficFrame &frame);
    void setEvents(const QList<monitor::ConnectionEvent> &newestFirst);
    void addEvents(const QList<monitor::ConnectionEvent> &oldestFirst);
    void setCompact(bool compact);

signals:
    void connectWanted();
    void tryAgainWanted();
    void failureDetailsWanted();
    void howToAllowWanted(warden::ui::OverviewPage::Missing what);

private:
    void build(QTimer &tick);
    QWidget *buildCards();
    QWidget *buildLists();
    void showFirstUse();
    void showLoading();
    void showFailed(const mqtt::Failure &failure);
    void showLive();
    void forgetFigures();
    void updateHistories();
    void onTick();

    const Clock &m_clock;
    QPointer<session::Session> m_session;
    SeriesSource m_source;
    session::Session::State m_state = session::Session::State::Offline;
    bool m_wasConnected = false;
    bool m_firstUse = true;
    session::Rights m_rights;
    qint64 m_historyAt = 0;

    LinkBanner *m_banner;
    OverviewCharts *m_charts;
    EventModel *m_events;
    EventList *m_eventList;
    EmptyState *m_noLog;
    EmptyState *m_noEvents;
    class QStackedWidget *m_eventStack;
    BarList *m_talkers;
    EmptyState *m_noTraffic;
    EmptyState *m_silence;
    class QStackedWidget *m_talkerStack;
    QWidget *m_stateNote;
    FigureCard *m_clients;
    FigureCard *m_messages;
    FigureCard *m_data;
    FigureCard *m_encryption;
    FigureCard *m_broker;
};

} // namespace warden::ui
