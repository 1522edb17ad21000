// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rightsprobe.h"

#include "broker/mosquitto/accessprobe.h"

#include <QPointer>
#include <QUuid>

namespace warden::session {

namespace {

constexpr int kLimitMs = 5'000;
constexpr int kSilenceMs = 2'000;

} // namespace

RightsProbe::RightsProbe(mqtt::Client &client, const QStringList &trafficFilters, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_trafficFilters(trafficFilters)
    , m_correlation(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_limit(this)
    , m_silence(this)
{
    m_limit.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, &RightsProbe::settle);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        m_accessPending = false;
        finishWhenAnswered();
    });
}

void RightsProbe::start()
{
    m_limit.start(kLimitMs);
    askState();
    askLog();
    askTraffic();
    askAccess();
}

bool RightsProbe::isGranted(const Result<QList<mqtt::ReasonCode>> &answer)
{
    return answer && !answer->isEmpty()
        && std::none_of(answer->cbegin(), answer->cend(), [](mqtt::ReasonCode code) { return mqtt::isFailure(code); });
}

void RightsProbe::askState()
{
    m_client.subscribe({{QByteArrayLiteral("$SYS/#")}}, [self = QPointer(this)](const auto &answer) {
        if (!self)
            return;
        self->m_stateGranted = isGranted(answer);
        // Granted is not received yet: some brokers grant everything and then send nothing.
        if (!self->m_stateGranted)
            self->set(&Rights::readState, Answer::No);
    });
}

void RightsProbe::askLog()
{
    m_client.subscribe({{QByteArrayLiteral("$SYS/broker/log/#")}}, [self = QPointer(this)](const auto &answer) {
        if (!self)
            return;
        if (isGranted(answer) && self->m_stateGranted)
            self->leaveLogToState();
        self->set(&Rights::readLog, isGranted(answer) ? Answer::Yes : Answer::No);
    });
}

// With both filters held, Mosquitto 2.1 would send each line twice.
void RightsProbe::leaveLogToState()
{
    m_client.unsubscribe({QByteArrayLiteral("$SYS/broker/log/#")});
}

void RightsProbe::askTraffic()
{
    if (m_trafficFilters.isEmpty())
        return;
    QList<mqtt::Subscription> subscriptions;
    for (const QString &filter : m_trafficFilters) {
        mqtt::Subscription subscription {filter.toUtf8()};
        if (m_client.grants().properties.retainAvailable.value_or(true))
            subscription.retainHandling = mqtt::RetainHandling::DoNotSend;
        subscriptions.append(subscription);
    }
    m_client.subscribe(subscriptions, [self = QPointer(this)](const auto &answer) {
        if (self)
            self->set(&Rights::watchTraffic, isGranted(answer) ? Answer::Yes : Answer::No);
    });
}

void RightsProbe::askAccess()
{
    m_accessPending = true;
    const QByteArray answers = broker::mosquitto::accessAnswerTopic();
    m_client.subscribe({{answers, 1}}, [self = QPointer(this)](const auto &answer) {
        if (self && !isGranted(answer))
            self->set(&Rights::manageAccess, Answer::No);
    });
    m_client.publish(broker::mosquitto::accessQuestion(m_correlation), [self = QPointer(this)](const auto &taken) {
        if (!self || self->m_rights.manageAccess != Answer::Unknown)
            return;
        if (taken && !mqtt::isFailure(*taken))
            self->m_silence.start(kSilenceMs);
        else
            self->set(&Rights::manageAccess, Answer::No);
    });
}

void RightsProbe::take(const mqtt::PublishView &view)
{
    using broker::mosquitto::AccessAnswer;
    if (m_rights.readState == Answer::Unknown && view.topic.startsWith("$SYS/broker/")
        && !view.topic.startsWith("$SYS/broker/log/")) {
        set(&Rights::readState, Answer::Yes);
    }
    if (!m_accessPending || view.topic != broker::mosquitto::accessAnswerTopic())
        return;
    switch (broker::mosquitto::readAccessAnswer(view.payload, m_correlation)) {
    case AccessAnswer::NotOurs:
        break;
    case AccessAnswer::Granted:
        set(&Rights::manageAccess, Answer::Yes);
        break;
    case AccessAnswer::Refused:
    case AccessAnswer::NoPlugin:
        set(&Rights::manageAccess, Answer::No);
        break;
    }
}

void RightsProbe::set(Answer Rights::*which, Answer answer)
{
    if (which == &Rights::manageAccess)
        m_accessPending = false;
    if (m_rights.*which != answer) {
        m_rights.*which = answer;
        Q_EMIT changed();
    }
    finishWhenAnswered();
}

void RightsProbe::settle()
{
    if (m_rights.readState == Answer::Unknown && m_stateGranted)
        set(&Rights::readState, Answer::No);
    finish();
}

void RightsProbe::finishWhenAnswered()
{
    const bool traffic = m_trafficFilters.isEmpty() || m_rights.watchTraffic != Answer::Unknown;
    if (!m_accessPending && traffic && m_rights.readState != Answer::Unknown && m_rights.readLog != Answer::Unknown)
        finish();
}

void RightsProbe::finish()
{
    if (m_done)
        return;
    m_done = true;
    m_limit.stop();
    m_silence.stop();
    Q_EMIT finished();
}

} // namespace warden::session
