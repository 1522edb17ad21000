// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "mqtt/client.h"

#include <QObject>

#include <span>

namespace warden::session {

/// One of a session's two connections with its client, living in a thread of its own. Everything is called there, by
/// queued calls; what it has to say it says by signals with values.
class ConnectionWorker : public QObject
{
    Q_OBJECT

public:
    /// \a idSuffix tells the two connections apart where the broker lists client ids.
    ConnectionWorker(broker::Profile profile, QString idSuffix);
    ~ConnectionWorker() override;

    /// Keeps what open() needs; the secrets are wiped with this object.
    void prepare(const Secret &password, const Secret &keyPassphrase);
    void open();
    void close();
    /// Closes, then ends this thread's event loop: at once when the broker lets go, else soon after.
    void shutDown();

Q_SIGNALS:
    /// \a why: the last failure when \a state is Waiting or Failed.
    void stateChanged(warden::mqtt::Client::State state, const warden::mqtt::LinkReport &link, qint64 reconnectDueMs,
        const warden::mqtt::Failure &why);
    void failed(const warden::mqtt::Failure &failure);

protected:
    virtual void onConnected() = 0;
    virtual void onDisconnected() = 0;
    virtual void onMessages(std::span<const mqtt::PublishView> batch) = 0;
    mqtt::Client *client() const { return m_client.get(); }
    const broker::Profile &profile() const { return m_profile; }

private:
    void makeClient();
    void onStateChanged(mqtt::Client::State state);

    broker::Profile m_profile;
    QString m_idSuffix;
    Secret m_password;
    Secret m_keyPassphrase;
    std::unique_ptr<mqtt::Client> m_client;
    bool m_wasConnected = false;
    bool m_shuttingDown = false;
};

} // namespace warden::session
