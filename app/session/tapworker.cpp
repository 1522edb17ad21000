// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/tapworker.h"

namespace warden::session {

namespace {

constexpr int kFrameMs = 100;
constexpr int kTickMs = 1000;
constexpr int kBusiest = 10;

} // namespace

TapWorker::TapWorker(broker::Profile profile)
    : ConnectionWorker(std::move(profile), QStringLiteral("-tap"))
    , m_frameTimer(this)
    , m_tickTimer(this)
{
    m_frameTimer.setInterval(kFrameMs);
    m_tickTimer.setInterval(kTickMs);
    m_tickTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &TapWorker::sendFrame);
    connect(&m_tickTimer, &QTimer::timeout, this, &TapWorker::tick);
}

void TapWorker::onConnected()
{
    m_messagesBefore = m_messagesAtTick = m_tree.messageCount();
    m_bytesBefore = m_bytesAtTick = m_tree.byteCount();
    m_sinceTick.start();
    m_tickTimer.start();
    QList<mqtt::Subscription> subscriptions;
    for (const QString &filter : profile().trafficFilters)
        subscriptions.append({filter.toUtf8()});
    if (subscriptions.isEmpty()) {
        Q_EMIT watchTraffic(Rights::Answer::Unknown);
        return;
    }
    client()->subscribe(subscriptions, [this](const Result<QList<mqtt::ReasonCode>> &answer) {
        // Without an answer the connection is lost, unless the filter was none: then nothing was asked.
        if (!answer) {
            if (answer.error().code == ErrorCode::InvalidInput)
                Q_EMIT watchTraffic(Rights::Answer::No);
            return;
        }
        // One filter that is granted is traffic to watch.
        const bool granted = std::any_of(
            answer->cbegin(), answer->cend(), [](mqtt::ReasonCode code) { return !mqtt::isFailure(code); });
        Q_EMIT watchTraffic(granted ? Rights::Answer::Yes : Rights::Answer::No);
    });
}

void TapWorker::onDisconnected()
{
    m_tickTimer.stop();
    m_messageRate = m_byteRate = 0;
    m_changed = true;
    m_frameTimer.start();
}

void TapWorker::onMessages(std::span<const mqtt::PublishView> batch)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    for (const mqtt::PublishView &view : batch)
        m_tree.add(view.topic, view.payload, view.qos, view.retain, nowMs);
    if (!std::exchange(m_changed, true) && !m_frameTimer.isActive())
        m_frameTimer.start();
}

void TapWorker::tick()
{
    const double seconds = double(qMax<qint64>(m_sinceTick.restart(), 1)) / 1000.0;
    const double before = m_messageRate;
    m_messageRate = double(m_tree.messageCount() - std::exchange(m_messagesAtTick, m_tree.messageCount())) / seconds;
    m_byteRate = double(m_tree.byteCount() - std::exchange(m_bytesAtTick, m_tree.byteCount())) / seconds;
    const bool wasBusy = !m_tree.topByRate(1).isEmpty();
    m_tree.tick(QDateTime::currentMSecsSinceEpoch());
    if (m_messageRate > 0 || before > 0 || wasBusy) {
        m_changed = true;
        if (!m_frameTimer.isActive())
            m_frameTimer.start();
    }
}

void TapWorker::sendFrame()
{
    if (!m_changed) {
        m_frameTimer.stop();
        return;
    }
    if (m_inFlight)
        return;
    m_changed = false;
    m_inFlight = true;
    monitor::TrafficFrame frame;
    frame.atMs = QDateTime::currentMSecsSinceEpoch();
    frame.messages = m_tree.messageCount() - m_messagesBefore;
    frame.bytes = m_tree.byteCount() - m_bytesBefore;
    frame.messagesPerSecond = m_messageRate;
    frame.bytesPerSecond = m_byteRate;
    frame.topics = m_tree.topicCount();
    frame.leftOut = m_tree.leftOut();
    frame.memoryBytes = m_tree.memoryBytes();
    frame.busiest = m_tree.topByRate(kBusiest);
    const monitor::TopicId largest = m_tree.largestInLastMinute();
    if (largest != monitor::kNoTopic)
        frame.largestTopic = m_tree.row(largest).name;
    Q_EMIT trafficFrame(frame);
}

} // namespace warden::session
