// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/frame.h"
#include "monitor/topictree.h"
#include "session/connectionworker.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace warden::session {

/// The tap: watches the traffic, keeps the topic tree and hands out frames; no message leaves this thread.
class TapWorker final : public ConnectionWorker
{
    Q_OBJECT

public:
    explicit TapWorker(broker::Profile profile);

    /// The last frame has been taken; the next may come.
    void frameTaken() { m_inFlight = false; }

Q_SIGNALS:
    void watchTraffic(warden::session::Rights::Answer answer);
    void trafficFrame(const warden::monitor::TrafficFrame &frame);

protected:
    void onConnected() override;
    void onDisconnected() override;
    void onMessages(std::span<const mqtt::PublishView> batch) override;

private:
    void tick();
    void sendFrame();

    monitor::TopicTree m_tree;
    QTimer m_frameTimer;
    QTimer m_tickTimer;
    QElapsedTimer m_sinceTick;
    quint64 m_messagesBefore = 0; // this connection
    quint64 m_bytesBefore = 0;
    quint64 m_messagesAtTick = 0;
    quint64 m_bytesAtTick = 0;
    double m_messageRate = 0;
    double m_byteRate = 0;
    bool m_changed = false;
    bool m_inFlight = false;
};

} // namespace warden::session
