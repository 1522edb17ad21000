// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/device.h"

namespace warden::demo {

namespace {

constexpr qint64 kShortestMs = 400; // no device floods its broker, whatever the pace
constexpr int kRepeatUnchanged = 10;

} // namespace

Device::Device(QString name, Behaviour behaviour, HomeModel &model, QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
    , m_behaviour(std::move(behaviour))
    , m_model(model)
    , m_client(this)
    , m_due(m_behaviour.readings.size())
    , m_random(quint32(qHash(m_name, 17)))
{
    connect(&m_client, &mqtt::Client::connected, this, &Device::greet);
    connect(&m_client, &mqtt::Client::stateChanged, this, &Device::connectionChanged);
    connect(&m_client, &mqtt::Client::messageReceived, this, [this](const mqtt::Message &message) {
        if (m_behaviour.command)
            m_behaviour.command(m_model, message.topic, message.payload);
    });
}

void Device::open(mqtt::ConnectOptions options)
{
    options.clientId = m_name;
    options.keepAliveSeconds = 30;
    if (!m_behaviour.willTopic.isEmpty()) {
        mqtt::Message will;
        will.topic = m_behaviour.willTopic;
        will.payload = "offline";
        will.retain = true;
        options.will = will;
    }
    m_client.open(options);
}

void Device::close()
{
    m_client.close();
}

void Device::greet()
{
    if (!m_behaviour.willTopic.isEmpty())
        say(m_behaviour.willTopic, "online", true, 1);
    for (const mqtt::Message &message : std::as_const(m_behaviour.announcements))
        m_client.publish(message);
    QList<mqtt::Subscription> subscriptions;
    for (const QByteArray &filter : std::as_const(m_behaviour.filters)) {
        mqtt::Subscription subscription;
        subscription.filter = filter;
        subscription.qos = 1;
        subscriptions.append(subscription);
    }
    if (!subscriptions.isEmpty())
        m_client.subscribe(subscriptions);
}

void Device::tick(qint64 nowMs, double pace)
{
    if (!m_client.isConnected())
        return;
    for (qsizetype i = 0; i < m_behaviour.readings.size(); ++i) {
        const Behaviour::Reading &reading = m_behaviour.readings.at(i);
        Due &due = m_due[i];
        if (nowMs < due.atMs)
            continue;
        const double spread = std::uniform_real_distribution<double>(0.85, 1.15)(m_random);
        due.atMs = nowMs + qMax(kShortestMs, qint64(reading.everySeconds * spread * 1000 / pace));
        const QByteArray value = reading.value(m_model);
        if (reading.onChange && value == due.last && ++due.silent < kRepeatUnchanged)
            continue;
        due.last = value;
        due.silent = 0;
        say(reading.topic, value, reading.retain, reading.onChange ? 1 : 0);
    }
    if (m_behaviour.whim && nowMs >= m_whimMs) {
        m_whimMs = nowMs + 1000;
        if (const auto message = m_behaviour.whim(m_model, m_random))
            m_client.publish(*message);
    }
}

void Device::say(const QByteArray &topic, const QByteArray &payload, bool retain, quint8 qos)
{
    mqtt::Message message;
    message.topic = topic;
    message.payload = payload;
    message.retain = retain;
    message.qos = qos;
    m_client.publish(message);
}

} // namespace warden::demo
