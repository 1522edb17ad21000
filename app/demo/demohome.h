// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "session/brokersetup.h"

#include <QObject>

#include <memory>

namespace warden::demo {

/// What one device of the demo home is, for lists on screen and in the terminal.
struct DeviceInfo {
    QString name; ///< User name and client id: "thermostat-hall".
    QString title; ///< "Thermostat in the hall"
    QString kind;
    bool byCertificate = false;
    QString role;
};
QList<DeviceInfo> devices();

/// The demo home: a real Mosquitto in \a folder (made on first use, found again later) and twelve simulated devices, each
/// a real MQTT client over TLS with its own certificate or password and role. Lives in the caller's thread; the
/// devices run in a worker thread.
class DemoHome : public QObject
{
    Q_OBJECT

public:
    DemoHome(QString folder, SecretStore &secrets, QObject *parent = nullptr);
    ~DemoHome() override; ///< Ends the devices and the broker.

    void start();
    void stop();
    /// Simulated seconds that pass in a real second: 1 to 3600; 60 lets a day pass in 24 minutes.
    void setPace(double pace);
    int devicesConnected() const;
    broker::mosquitto::LocalBroker *broker() const; ///< Null until ready.
    session::SetupResult credentials() const; ///< Profile and administrator's password, valid from ready() on.

Q_SIGNALS:
    void progress(const QString &text);
    void ready();
    void failed(const warden::Error &error);
    void devicesConnectedChanged(int count);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::demo
