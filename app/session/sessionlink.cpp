// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/controlworker.h"
#include "session/sessionprivate.h"
#include "session/tapworker.h"

namespace warden::session {

using ClientState = mqtt::Client::State;

namespace {

constexpr qsizetype kRecentEvents = 1000;
/// One side of a fight for a client id is lost no later than this after the other came.
constexpr qint64 kFightMs = 1500;
/// So long after a loss it is looked whether the broker lives.
constexpr int kOutliveMs = 500;

Session::State stateOf(ClientState state)
{
    switch (state) {
    case ClientState::Idle:
    case ClientState::Closing:
        return Session::State::Offline;
    case ClientState::Connecting:
        return Session::State::Connecting;
    case ClientState::Connected:
        return Session::State::Connected;
    case ClientState::Waiting:
        return Session::State::Waiting;
    case ClientState::Failed:
        return Session::State::Failed;
    }
    return Session::State::Offline;
}

mqtt::Failure fightFailure()
{
    mqtt::Failure failure;
    failure.kind = mqtt::FailureKind::SessionTakenOver;
    failure.what = Session::tr("The console's two connections push each other out: this broker makes the user name into "
                               "the client ID. The traffic is not watched.");
    failure.next = Session::tr("Set use_username_as_clientid to false in the broker's settings, then connect anew. "
                               "Everything but the traffic works meanwhile.");
    failure.error = {ErrorCode::Refused, failure.what + QLatin1Char(' ') + failure.next, {}};
    failure.mayRetry = false;
    return failure;
}

} // namespace

void Session::Private::connectControl()
{
    connect(control, &ControlWorker::stateChanged, this, &Private::onControlState);
    connect(control, &ControlWorker::failed, this, &Private::onControlFailed);
    connect(control, &ControlWorker::rightsChanged, this, [this](const Rights &asked) {
        Rights next = asked;
        next.watchTraffic = rights.watchTraffic;
        setRights(next);
    });
    connect(control, &ControlWorker::rightsChecked, q, &Session::rightsChecked);
    connect(control, &ControlWorker::connections, q, &Session::connectionsReady);
    connect(control, &ControlWorker::brokerFrame, this, [this](const monitor::BrokerFrame &frame) {
        broker = frame;
        Q_EMIT q->brokerFrameReady(frame);
    });
    connect(control, &ControlWorker::logFrame, this, &Private::onLog);
    connect(control, &ControlWorker::framesSent, this,
        [this] { post(control, [](ControlWorker &worker) { worker.framesTaken(); }); });
}

void Session::Private::connectTap()
{
    connect(tap, &TapWorker::stateChanged, this, [this](ClientState clientState) { onTapState(clientState); });
    connect(tap, &TapWorker::failed, this, &Private::onTapFailed);
    connect(tap, &TapWorker::watchTraffic, this, [this](Rights::Answer answer) {
        Rights next = rights;
        next.watchTraffic = answer;
        setRights(next);
    });
    connect(tap, &TapWorker::trafficFrame, this, [this](const monitor::TrafficFrame &frame) {
        traffic = frame;
        Q_EMIT q->trafficFrameReady(frame);
        post(tap, [](TapWorker &worker) { worker.frameTaken(); });
    });
}

void Session::Private::onControlState(
    ClientState clientState, const mqtt::LinkReport &report, qint64 dueMs, const mqtt::Failure &why)
{
    m_controlState = clientState;
    if (!m_opened)
        return;
    reconnects = dueMs >= 0;
    reconnectDue.setRemainingTime(dueMs);
    if (clientState == ClientState::Connected) {
        link = report;
        m_controlMoments.connectedMs = m_clock.elapsed();
        if (!m_tapOpened && !m_tapStopped)
            openTap();
    } else if (clientState == ClientState::Waiting || clientState == ClientState::Failed) {
        lastFailure = why;
        // What was allowed may be another broker's answer by now.
        Rights next;
        next.watchTraffic = rights.watchTraffic;
        setRights(next);
        if (clientState == ClientState::Failed && mayBePushedOut(why))
            return setState(State::Connecting);
    }
    setState(stateOf(clientState));
}

void Session::Private::onControlFailed(const mqtt::Failure &failure)
{
    if (!m_opened)
        return;
    m_controlMoments.lostMs = m_clock.elapsed();
    if (mayBePushedOut(failure))
        pushedOut(false, failure);
    else
        controlLost(failure);
}

void Session::Private::controlLost(const mqtt::Failure &failure)
{
    lastFailure = failure;
    if (failure.link.encrypted)
        link = failure.link;
    setState(stateOf(m_controlState));
    if (!failure.mayRetry && m_tapOpened) {
        m_tapOpened = false;
        post(tap, [](TapWorker &worker) { worker.close(); });
    }
    Q_EMIT q->failed(failure);
}

void Session::Private::onTapState(ClientState clientState)
{
    m_tapState = clientState;
    if (clientState != ClientState::Connected || !m_opened)
        return;
    m_tapMoments.connectedMs = m_clock.elapsed();
    tapFailure = {};
}

void Session::Private::onTapFailed(const mqtt::Failure &failure)
{
    if (!m_opened || m_tapStopped)
        return;
    m_tapMoments.lostMs = m_clock.elapsed();
    if (mayBePushedOut(failure))
        pushedOut(true, failure);
    else
        tapLost(failure);
}

void Session::Private::tapLost(const mqtt::Failure &failure)
{
    tapFailure = failure;
    Rights next = rights;
    next.watchTraffic = failure.mayRetry ? Rights::Answer::Unknown : Rights::Answer::No;
    setRights(next);
    Q_EMIT q->tapFailed(failure);
}

void Session::Private::openTap()
{
    m_tapOpened = true;
    post(tap, [](TapWorker &worker) { worker.open(); });
}

// MQTT 5 may say that the session was taken over; Mosquitto 2.0 just closes. Whether it was the other side's coming that
// did it is known a moment later, since its own news may be on the way still.
bool Session::Private::mayBePushedOut(const mqtt::Failure &failure) const
{
    return m_tapOpened && !m_tapStopped
        && (failure.kind == mqtt::FailureKind::ConnectionLost || failure.kind == mqtt::FailureKind::SessionTakenOver);
}

// The other side had just come, and the broker lives: it is connected still, or one of the two is back since.
bool Session::Private::wasPushedOut(bool wasTap, qint64 lostMs) const
{
    const Moments &one = wasTap ? m_tapMoments : m_controlMoments;
    const Moments &other = wasTap ? m_controlMoments : m_tapMoments;
    const bool otherConnected = (wasTap ? m_controlState : m_tapState) == ClientState::Connected;
    const bool alive = otherConnected || one.connectedMs > lostMs || other.connectedMs > lostMs;
    return alive && other.connectedMs >= 0 && other.connectedMs >= lostMs - kFightMs;
}

void Session::Private::pushedOut(bool wasTap, const mqtt::Failure &failure)
{
    const qint64 lostMs = m_clock.elapsed();
    QTimer::singleShot(kOutliveMs, this, [this, wasTap, failure, lostMs] {
        if (!m_opened || m_tapStopped)
            return;
        if (!wasPushedOut(wasTap, lostMs))
            return wasTap ? tapLost(failure) : controlLost(failure);
        if (m_takeOvers.note(m_clock.elapsed()))
            stopTap();
        else if (wasTap && m_tapState == ClientState::Failed)
            post(tap, [](TapWorker &worker) { worker.open(); });
        if (m_controlState == ClientState::Failed)
            post(control, [](ControlWorker &worker) { worker.open(); });
    });
}

void Session::Private::stopTap()
{
    m_tapStopped = true;
    m_tapOpened = false;
    post(tap, [](TapWorker &worker) { worker.close(); });
    tapFailure = fightFailure();
    Rights next = rights;
    next.watchTraffic = Rights::Answer::No;
    setRights(next);
    Q_EMIT q->tapFailed(tapFailure);
}

void Session::Private::onLog(const monitor::LogFrame &frame, int refused)
{
    histories.addRefused(QDateTime::currentSecsSinceEpoch(), refused);
    events.append(frame.events);
    if (events.size() > kRecentEvents)
        events.remove(0, events.size() - kRecentEvents);
    Q_EMIT q->logFrameReady(frame);
}

void Session::Private::setState(State next)
{
    if (std::exchange(state, next) != next)
        Q_EMIT q->stateChanged(next);
}

void Session::Private::setRights(const Rights &next)
{
    if (rights == next)
        return;
    rights = next;
    Q_EMIT q->rightsChanged();
}

} // namespace warden::session
