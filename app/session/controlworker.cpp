// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/controlworker.h"

#include "session/rightsprobe.h"

namespace warden::session {

namespace {

constexpr int kFrameMs = 100;
constexpr qsizetype kEventsAFrame = 200;

} // namespace

ControlWorker::ControlWorker(broker::Profile profile)
    : ConnectionWorker(std::move(profile), {})
    , m_frameTimer(this)
{
    m_frameTimer.setInterval(kFrameMs);
    connect(&m_frameTimer, &QTimer::timeout, this, &ControlWorker::sendFrames);
}

ControlWorker::~ControlWorker() = default;

void ControlWorker::onConnected()
{
    m_metrics.reset();
    m_table.clear();
    if (!m_fed)
        m_parser = {};
    askRights();
}

void ControlWorker::onDisconnected()
{
    m_probe.reset();
    m_metrics.reset();
    m_table.clear();
    m_metricsChanged = true;
    m_frameTimer.start();
}

void ControlWorker::askRights()
{
    if (!client() || !client()->isConnected())
        return;
    m_probe = std::make_unique<RightsProbe>(*client(), QStringList());
    connect(m_probe.get(), &RightsProbe::changed, this, [this] { Q_EMIT rightsChanged(m_probe->rights()); });
    connect(m_probe.get(), &RightsProbe::finished, this, [this] {
        Q_EMIT rightsChanged(m_probe->rights());
        Q_EMIT rightsChecked();
    });
    m_probe->start();
}

void ControlWorker::onMessages(std::span<const mqtt::PublishView> batch)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    for (const mqtt::PublishView &view : batch) {
        if (m_probe && !m_probe->isDone())
            m_probe->take(view);
        if (const auto channel = broker::mosquitto::logChannel(view.topic)) {
            if (!m_fed)
                takeLogLine(view.payload, *channel);
        } else if (m_metrics.take(view.topic, view.payload, nowMs)) {
            m_metricsChanged = true;
        }
    }
    if (m_metrics.sawRestart())
        m_table.clear();
    m_table.setBrokerCount(m_metrics.frame().clientsConnected);
    if (!m_frameTimer.isActive())
        m_frameTimer.start();
}

void ControlWorker::feedLog(const QList<QByteArray> &lines)
{
    m_fed = true;
    for (const QByteArray &line : lines)
        takeLogLine(line, broker::mosquitto::LogChannel::Any);
    if (!m_frameTimer.isActive())
        m_frameTimer.start();
}

void ControlWorker::takeLogLine(QByteArrayView line, broker::mosquitto::LogChannel channel)
{
    if (const auto event = m_parser.parse(line, QDateTime::currentDateTimeUtc(), channel))
        takeEvent(*event);
}

void ControlWorker::takeEvent(const monitor::ConnectionEvent &event)
{
    using Kind = monitor::ConnectionEvent::Kind;
    m_table.apply(event);
    // A full log names every message; the tap counts those already.
    if (event.kind == Kind::PublishReceived)
        return;
    if (event.kind == Kind::Refused)
        ++m_refused;
    m_log.events.append(event);
    if (m_log.events.size() > 2 * kEventsAFrame) {
        m_log.events.remove(0, kEventsAFrame);
        m_log.leftOut += quint64(kEventsAFrame);
    }
}

void ControlWorker::sendFrames()
{
    const bool nothing = !m_metricsChanged && m_log.events.isEmpty();
    if (m_inFlight || nothing) {
        if (nothing)
            m_frameTimer.stop();
        return;
    }
    m_inFlight = true;
    if (std::exchange(m_metricsChanged, false))
        Q_EMIT brokerFrame(m_metrics.frame());
    if (!m_log.events.isEmpty()) {
        const qsizetype surplus = qMax<qsizetype>(0, m_log.events.size() - kEventsAFrame);
        m_log.events.remove(0, surplus);
        m_log.leftOut += quint64(surplus);
        Q_EMIT logFrame(std::exchange(m_log, {}), std::exchange(m_refused, 0));
    }
    Q_EMIT framesSent();
}

void ControlWorker::sendConnections()
{
    Q_EMIT connections(m_table.clients(), m_table.connectedBefore());
}

} // namespace warden::session
