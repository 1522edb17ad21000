// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/client.h"
#include "session/session.h"

#include <QTimer>

namespace warden::session {

/// Finds what a signed-in user may do by asking the broker: subscribes, and sends one command that only reads. Leaves
/// the granted subscriptions to `$SYS` in place, each message on one way only. Lives in the client's thread.
class RightsProbe : public QObject
{
    Q_OBJECT

public:
    /// \a trafficFilters: asked too when not empty, without their retained messages where the version allows.
    RightsProbe(mqtt::Client &client, const QStringList &trafficFilters, QObject *parent = nullptr);

    void start();
    /// To be given each message of the connection.
    void take(const mqtt::PublishView &view);
    Rights rights() const { return m_rights; }
    bool isDone() const { return m_done; }

Q_SIGNALS:
    void changed();
    /// Everything is answered, or nobody answers any more.
    void finished();

private:
    using Answer = Rights::Answer;
    void askState();
    void askLog();
    void leaveLogToState();
    void askTraffic();
    void askAccess();
    void set(Answer Rights::*which, Answer answer);
    void settle(); ///< What has not been answered by now.
    void finishWhenAnswered();
    void finish();
    static bool isGranted(const Result<QList<mqtt::ReasonCode>> &answer);

    mqtt::Client &m_client;
    QStringList m_trafficFilters;
    Rights m_rights;
    QString m_correlation;
    QTimer m_limit; ///< For the whole.
    QTimer m_silence; ///< After the broker took the command: for its answer.
    bool m_stateGranted = false;
    bool m_accessPending = false;
    bool m_done = false;
};

} // namespace warden::session
