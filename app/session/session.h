// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "monitor/connectiontable.h"
#include "monitor/frame.h"
#include "monitor/timeseries.h"

#include <QObject>

#include <memory>

namespace warden::session {

/// What this console may do at the broker, found by asking, not by guessing.
struct Rights {
    enum class Answer { Unknown, Yes, No };
    Answer manageAccess = Answer::Unknown; ///< `$CONTROL/dynamic-security/v1` answered.
    Answer readState = Answer::Unknown; ///< `$SYS/#`
    Answer watchTraffic = Answer::Unknown;
    Answer readLog = Answer::Unknown; ///< `$SYS/broker/log/#`
    bool operator==(const Rights &) const = default;
};

/// One connected broker: a control connection ($SYS, log, commands) and a tap (traffic), each in a worker thread of its
/// own, joined into frames. Lives in the GUI (or main) thread; hands out at most ten frames a second.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class State { Offline, Connecting, Connected, Waiting, Failed };
    Q_ENUM(State)

    explicit Session(broker::Profile profile, QObject *parent = nullptr);
    ~Session() override; ///< Ends both connections and their threads; at most a second.

    /// \a password and \a keyPassphrase are handed to the workers and wiped here.
    void open(Secret password, Secret keyPassphrase);
    void close();

    State state() const;
    const broker::Profile &profile() const;
    mqtt::LinkReport link() const; ///< Of the control connection.
    mqtt::Failure lastFailure() const;
    /// Why the traffic is not watched although the broker is connected; kind None when nothing is wrong.
    mqtt::Failure tapFailure() const;
    Rights rights() const;
    qint64 reconnectDueMs() const;

    /// Latest values and histories, for pages that open later.
    monitor::BrokerFrame brokerFrame() const;
    monitor::TrafficFrame trafficFrame() const;
    QList<monitor::ConnectionEvent> recentEvents() const; ///< Newest first, at most 1000.
    enum class Series {
        MessagesIn, ///< A second, received by the broker ($SYS).
        MessagesOut,
        BytesIn,
        BytesOut,
        Clients,
        TapMessages, ///< A second, seen by the tap.
        TapBytes,
        RefusedPerMinute,
    };
    const monitor::TimeSeries &series(Series which) const;

    /// Log lines that come another way than the topic (the local broker's standard output). When this feeds lines, the
    /// log topic is no longer read, so that nothing is counted twice.
    void feedLog(const QList<QByteArray> &lines);

    /// Asks the broker for the rights anew; rightsChecked() follows, at the latest after five seconds while connected.
    void refreshRights();
    /// Asks for the table of live clients; connectionsReady() follows.
    void requestConnections();

Q_SIGNALS:
    void stateChanged(warden::session::Session::State state);
    void rightsChanged();
    void rightsChecked();
    /// \a connectedBefore: how many more the broker counts than this console saw come; −1 when it does not tell.
    void connectionsReady(const QList<warden::monitor::ClientRow> &clients, qsizetype connectedBefore);
    /// At most ten a second, only when something changed.
    void brokerFrameReady(const warden::monitor::BrokerFrame &frame);
    void trafficFrameReady(const warden::monitor::TrafficFrame &frame);
    void logFrameReady(const warden::monitor::LogFrame &frame);
    /// A failed attempt or a lost connection, with the words for the person.
    void failed(const warden::mqtt::Failure &failure);
    /// The same for the tap alone: the rest of the session goes on.
    void tapFailed(const warden::mqtt::Failure &failure);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::session
