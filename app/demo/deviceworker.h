// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/device.h"

#include <QElapsedTimer>

namespace warden::demo {

/// The twelve devices and the house they stand in, in a thread of their own.
class DeviceWorker : public QObject
{
    Q_OBJECT

public:
    struct Account {
        QString name;
        mqtt::ConnectOptions options;
    };

    DeviceWorker();
    void open(const QList<Account> &accounts);
    void close();
    void setPace(double pace);

Q_SIGNALS:
    void connectedChanged(int count);

private:
    void tick();
    void count();

    HomeModel m_model;
    QList<Device *> m_devices;
    QTimer *m_timer = nullptr;
    QElapsedTimer m_elapsed;
    qint64 m_lastMs = 0;
    double m_pace = 60;
    int m_connected = 0;
};

} // namespace warden::demo
