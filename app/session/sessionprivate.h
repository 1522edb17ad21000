// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/histories.h"
#include "session/session.h"
#include "session/takeoverwatch.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

namespace warden::session {

class ConnectionWorker;
class ControlWorker;
class TapWorker;

/// The working part of Session: session.cpp has what a page calls, sessionlink.cpp what the two workers say.
class Session::Private final : public QObject
{
public:
    Private(Session *owner, broker::Profile wanted);
    ~Private() override;

    void open(const Secret &password, const Secret &keyPassphrase);
    void close();
    void second();

    /// Runs \a call in the worker's thread.
    template <class Worker, class Call>
    static void post(Worker *worker, Call call)
    {
        QMetaObject::invokeMethod(worker, [worker, call = std::move(call)] { call(*worker); }, Qt::QueuedConnection);
    }

    Session *const q;
    broker::Profile profile;
    QThread controlThread, tapThread;
    ControlWorker *control = nullptr; // each lives in its thread and ends with it
    TapWorker *tap = nullptr;

    State state = State::Offline;
    mqtt::LinkReport link;
    mqtt::Failure lastFailure, tapFailure;
    Rights rights;
    QDeadlineTimer reconnectDue;
    bool reconnects = false;
    monitor::BrokerFrame broker;
    monitor::TrafficFrame traffic;
    QList<monitor::ConnectionEvent> events; // newest last
    Histories histories;
    bool logFed = false;

private:
    // sessionlink.cpp
    void connectControl();
    void connectTap();
    void onControlState(mqtt::Client::State clientState, const mqtt::LinkReport &report, qint64 dueMs,
        const mqtt::Failure &why);
    void onControlFailed(const mqtt::Failure &failure);
    void controlLost(const mqtt::Failure &failure);
    void onTapState(mqtt::Client::State clientState);
    void onTapFailed(const mqtt::Failure &failure);
    void tapLost(const mqtt::Failure &failure);
    void onLog(const monitor::LogFrame &frame, int refused);
    void setState(State next);
    void setRights(const Rights &next);
    void openTap();
    bool mayBePushedOut(const mqtt::Failure &failure) const;
    void pushedOut(bool wasTap, const mqtt::Failure &failure);
    bool wasPushedOut(bool wasTap, qint64 lostMs) const;
    void stopTap();

    QTimer m_second;
    QElapsedTimer m_clock;
    TakeOverWatch m_takeOvers;
    mqtt::Client::State m_controlState = mqtt::Client::State::Idle;
    mqtt::Client::State m_tapState = mqtt::Client::State::Idle;
    /// When a connection was last there and last lost; −1: never.
    struct Moments {
        qint64 connectedMs = -1;
        qint64 lostMs = -1;
    };
    Moments m_controlMoments, m_tapMoments;
    bool m_opened = false;
    bool m_tapOpened = false;
    bool m_tapStopped = false; // for good, until the person connects anew
};

} // namespace warden::session
