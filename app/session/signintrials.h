// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/mosquitto/provision.h"
#include "mqtt/client.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace warden::session {

/// Proves a running broker of ours by signing in as it should and should not work, on each of its listeners, one after
/// the other. Lives in one thread.
class SignInTrials : public QObject
{
    Q_OBJECT

public:
    SignInTrials(const broker::mosquitto::BrokerSet &set, const QString &administrator, QObject *parent = nullptr);
    ~SignInTrials() override;
    void start();

Q_SIGNALS:
    /// The error says which trial did not end as it must.
    void finished(const warden::Result<void> &result);

private:
    struct Trial {
        QString what; ///< "the administrator's password"
        mqtt::ConnectOptions options;
        bool mustWork = true;
        bool provesRights = false;
    };
    mqtt::ConnectOptions options(quint16 port, mqtt::Transport transport) const;
    void planGood(const broker::mosquitto::BrokerSet &set, const QString &administrator);
    void planBad(const broker::mosquitto::BrokerSet &set, const QString &administrator);
    void next();
    void onConnected();
    void onFailed(const mqtt::Failure &failure);
    void proveRights();
    void end(const Result<void> &result);

    QList<Trial> m_trials;
    QList<x509::Certificate> m_anchors;
    qsizetype m_index = -1;
    std::unique_ptr<mqtt::Client> m_client;
    QTimer m_limit;
};

} // namespace warden::session
