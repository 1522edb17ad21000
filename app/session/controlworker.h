// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/mosquitto/logparser.h"
#include "broker/mosquitto/sysmetrics.h"
#include "monitor/connectiontable.h"
#include "monitor/frame.h"
#include "session/connectionworker.h"
#include "session/session.h"

#include <QTimer>

namespace warden::session {

class RightsProbe;

/// The control connection: asks for rights, reads `$SYS` and the log, and turns them into frames.
class ControlWorker final : public ConnectionWorker
{
    Q_OBJECT

public:
    explicit ControlWorker(broker::Profile profile);
    ~ControlWorker() override;

    void askRights();
    /// Lines that come another way than the topic; from then on the topic is not read.
    void feedLog(const QList<QByteArray> &lines);
    /// The last frames have been taken; the next may come.
    void framesTaken() { m_inFlight = false; }
    void sendConnections();

Q_SIGNALS:
    void rightsChanged(const warden::session::Rights &rights);
    void rightsChecked();
    void brokerFrame(const warden::monitor::BrokerFrame &frame);
    /// \a refused counts the refused sign-ins among all events since the last frame, also those left out.
    void logFrame(const warden::monitor::LogFrame &frame, int refused);
    /// After the frames of one turn.
    void framesSent();
    void connections(const QList<warden::monitor::ClientRow> &clients, qsizetype connectedBefore);

protected:
    void onConnected() override;
    void onDisconnected() override;
    void onMessages(std::span<const mqtt::PublishView> batch) override;

private:
    void takeLogLine(QByteArrayView line, broker::mosquitto::LogChannel channel);
    void takeEvent(const monitor::ConnectionEvent &event);
    void sendFrames();

    broker::mosquitto::SysMetrics m_metrics;
    broker::mosquitto::LogParser m_parser;
    monitor::ConnectionTable m_table;
    std::unique_ptr<RightsProbe> m_probe;
    QTimer m_frameTimer;
    monitor::LogFrame m_log;
    int m_refused = 0;
    bool m_metricsChanged = false;
    bool m_inFlight = false;
    bool m_fed = false;
};

} // namespace warden::session
