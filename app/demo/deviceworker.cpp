// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/deviceworker.h"

#include <QRandomGenerator>

namespace warden::demo {

namespace {
constexpr int kTickMs = 200;
}

DeviceWorker::DeviceWorker()
    : m_model(QDateTime::currentDateTime(), QRandomGenerator::global()->generate())
{
}

void DeviceWorker::open(const QList<Account> &accounts)
{
    close();
    const QList<Behaviour> all = behaviours();
    for (qsizetype i = 0; i < accounts.size() && i < all.size(); ++i) {
        auto *device = new Device(accounts.at(i).name, all.at(i), m_model, this);
        connect(device, &Device::connectionChanged, this, &DeviceWorker::count);
        device->open(accounts.at(i).options);
        m_devices.append(device);
    }
    // Made here, not in the constructor: a timer belongs to the thread that it runs in.
    if (!m_timer) {
        m_timer = new QTimer(this);
        connect(m_timer, &QTimer::timeout, this, &DeviceWorker::tick);
    }
    m_elapsed.start();
    m_lastMs = 0;
    m_timer->start(kTickMs);
}

void DeviceWorker::close()
{
    if (m_timer)
        m_timer->stop();
    qDeleteAll(m_devices);
    m_devices.clear();
    count();
}

void DeviceWorker::setPace(double pace)
{
    m_pace = qBound(1.0, pace, 3600.0);
}

void DeviceWorker::tick()
{
    const qint64 now = m_elapsed.elapsed();
    m_model.advance(double(now - m_lastMs) / 1000.0 * m_pace);
    m_lastMs = now;
    for (Device *device : std::as_const(m_devices))
        device->tick(now, m_pace);
}

void DeviceWorker::count()
{
    int connected = 0;
    for (const Device *device : std::as_const(m_devices))
        connected += device->isConnected() ? 1 : 0;
    if (connected != m_connected)
        Q_EMIT connectedChanged(m_connected = connected);
}

} // namespace warden::demo
