// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "session/controlworker.h"
#include "session/sessionprivate.h"
#include "session/tapworker.h"

namespace warden::session {

namespace {

/// A worker ends its thread by itself before this; then the thread is asked to.
constexpr int kEndMs = 900;

} // namespace

Session::Private::Private(Session *owner, broker::Profile wanted)
    : q(owner)
    , profile(std::move(wanted))
    , control(new ControlWorker(profile))
    , tap(new TapWorker(profile))
    , m_second(this)
{
    controlThread.setObjectName(QStringLiteral("control"));
    tapThread.setObjectName(QStringLiteral("tap"));
    control->moveToThread(&controlThread);
    tap->moveToThread(&tapThread);
    connect(&controlThread, &QThread::finished, control, &QObject::deleteLater);
    connect(&tapThread, &QThread::finished, tap, &QObject::deleteLater);
    connectControl();
    connectTap();
    m_clock.start();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] { second(); });
    controlThread.start();
    tapThread.start();
}

Session::Private::~Private()
{
    post(control, [](ControlWorker &worker) { worker.shutDown(); });
    post(tap, [](TapWorker &worker) { worker.shutDown(); });
    const QDeadlineTimer deadline(kEndMs);
    for (QThread *thread : {&controlThread, &tapThread}) {
        if (thread->wait(deadline))
            continue;
        thread->quit();
        thread->wait();
    }
}

void Session::Private::open(const Secret &password, const Secret &keyPassphrase)
{
    close();
    const auto prepare = [password, keyPassphrase](ConnectionWorker &worker) { worker.prepare(password, keyPassphrase); };
    post(control, prepare);
    post(tap, prepare);
    m_opened = true;
    m_tapStopped = false;
    m_takeOvers.reset();
    lastFailure = tapFailure = {};
    rights = {};
    setState(State::Connecting);
    post(control, [](ControlWorker &worker) { worker.open(); });
    m_second.start();
}

void Session::Private::close()
{
    if (!m_opened)
        return;
    m_opened = m_tapOpened = false;
    m_second.stop();
    second();
    post(control, [](ControlWorker &worker) { worker.close(); });
    post(tap, [](TapWorker &worker) { worker.close(); });
    reconnects = false;
    setState(State::Offline);
}

void Session::Private::second()
{
    Histories::Now now;
    now.connected = state == State::Connected;
    now.tapConnected = m_opened && m_tapState == mqtt::Client::State::Connected;
    now.logRead = m_opened && (logFed || (now.connected && rights.readLog == Rights::Answer::Yes));
    now.broker = broker;
    now.traffic = traffic;
    histories.write(QDateTime::currentSecsSinceEpoch(), now);
}

Session::Session(broker::Profile profile, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile)))
{
}

Session::~Session() = default;

void Session::open(Secret password, Secret keyPassphrase)
{
    d->open(password, keyPassphrase);
    password.wipe();
    keyPassphrase.wipe();
}

void Session::close()
{
    d->close();
}

Session::State Session::state() const
{
    return d->state;
}

const broker::Profile &Session::profile() const
{
    return d->profile;
}

mqtt::LinkReport Session::link() const
{
    return d->link;
}

mqtt::Failure Session::lastFailure() const
{
    return d->lastFailure;
}

mqtt::Failure Session::tapFailure() const
{
    return d->tapFailure;
}

Rights Session::rights() const
{
    return d->rights;
}

qint64 Session::reconnectDueMs() const
{
    return d->reconnects ? d->reconnectDue.remainingTime() : -1;
}

monitor::BrokerFrame Session::brokerFrame() const
{
    return d->broker;
}

monitor::TrafficFrame Session::trafficFrame() const
{
    return d->traffic;
}

QList<monitor::ConnectionEvent> Session::recentEvents() const
{
    return {d->events.crbegin(), d->events.crend()};
}

const monitor::TimeSeries &Session::series(Series which) const
{
    return d->histories.series(which);
}

void Session::feedLog(const QList<QByteArray> &lines)
{
    d->logFed = true;
    Private::post(d->control, [lines](ControlWorker &worker) { worker.feedLog(lines); });
}

void Session::refreshRights()
{
    Private::post(d->control, [](ControlWorker &worker) { worker.askRights(); });
}

void Session::requestConnections()
{
    Private::post(d->control, [](ControlWorker &worker) { worker.sendConnections(); });
}

} // namespace warden::session
