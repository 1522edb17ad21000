// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/homemodel.h"
#include "mqtt/client.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace warden::demo {

/// What a device says and listens to, apart from how it signs in.
struct Behaviour {
    struct Reading {
        QByteArray topic;
        double everySeconds = 60; ///< Of simulated time.
        std::function<QByteArray(const HomeModel &)> value;
        bool retain = true;
        bool onChange = false; ///< Said at once when it changed, and each tenth time besides.
    };
    QList<Reading> readings;
    QList<mqtt::Message> announcements; ///< Published once after each sign-in.
    QList<QByteArray> filters; ///< Subscribed.
    std::function<void(HomeModel &, const QByteArray &topic, const QByteArray &payload)> command;
    /// Messages that it sends of its own accord now and then (a phone that switches a light).
    std::function<std::optional<mqtt::Message>(const HomeModel &, std::mt19937 &)> whim;
    QByteArray willTopic; ///< "offline" is left there; empty: no will.
};

/// One simulated device: a real MQTT client that signs in, publishes its readings and obeys commands. Lives in the
/// worker's thread.
class Device : public QObject
{
    Q_OBJECT

public:
    Device(QString name, Behaviour behaviour, HomeModel &model, QObject *parent);
    void open(mqtt::ConnectOptions options);
    void close();
    bool isConnected() const { return m_client.isConnected(); }
    QString name() const { return m_name; }
    /// Says what is due; \a pace as in DemoHome::setPace().
    void tick(qint64 nowMs, double pace);

Q_SIGNALS:
    void connectionChanged();

private:
    void greet();
    void say(const QByteArray &topic, const QByteArray &payload, bool retain, quint8 qos);

    struct Due {
        qint64 atMs = 0;
        QByteArray last;
        int silent = 0;
    };
    QString m_name;
    Behaviour m_behaviour;
    HomeModel &m_model;
    mqtt::Client m_client;
    QList<Due> m_due;
    qint64 m_whimMs = 0;
    std::mt19937 m_random;
};

/// The behaviours of the twelve devices, in the order of devices().
QList<Behaviour> behaviours();

} // namespace warden::demo
