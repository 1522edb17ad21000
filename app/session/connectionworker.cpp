// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/connectionworker.h"

#include <QThread>
#include <QTimer>

namespace warden::session {

namespace {

/// A broker that does not let go of a connection keeps the console no longer than this.
constexpr int kShutDownMs = 600;

} // namespace

ConnectionWorker::ConnectionWorker(broker::Profile profile, QString idSuffix)
    : m_profile(std::move(profile))
    , m_idSuffix(std::move(idSuffix))
{
}

ConnectionWorker::~ConnectionWorker()
{
    // What the client says of its end finds nobody here any more.
    if (m_client) {
        m_client->disconnect(this);
        m_client->setBatchSink([](std::span<const mqtt::PublishView>) {});
    }
}

void ConnectionWorker::prepare(const Secret &password, const Secret &keyPassphrase)
{
    m_password = password;
    m_keyPassphrase = keyPassphrase;
}

void ConnectionWorker::open()
{
    if (m_shuttingDown)
        return;
    if (!m_client)
        makeClient();
    Result<mqtt::ConnectOptions> options = broker::connectOptions(m_profile, m_password, m_keyPassphrase);
    if (!options) {
        mqtt::Failure failure;
        failure.kind = mqtt::FailureKind::InvalidSettings;
        failure.error = options.error();
        failure.what = options.error().text;
        failure.mayRetry = false;
        Q_EMIT stateChanged(mqtt::Client::State::Failed, {}, -1, failure);
        Q_EMIT failed(failure);
        return;
    }
    if (!options->clientId.isEmpty())
        options->clientId += m_idSuffix;
    m_client->open(*options);
}

void ConnectionWorker::makeClient()
{
    m_client = std::make_unique<mqtt::Client>();
    m_client->setGatherMs(4);
    m_client->setBatchSink([this](std::span<const mqtt::PublishView> batch) { onMessages(batch); });
    connect(m_client.get(), &mqtt::Client::stateChanged, this, &ConnectionWorker::onStateChanged);
    connect(m_client.get(), &mqtt::Client::failed, this, &ConnectionWorker::failed);
}

void ConnectionWorker::onStateChanged(mqtt::Client::State state)
{
    const bool isConnected = state == mqtt::Client::State::Connected;
    const bool was = std::exchange(m_wasConnected, isConnected);
    Q_EMIT stateChanged(state, m_client->link(), m_client->reconnectDueMs(), m_client->lastFailure());
    if (isConnected && !was)
        onConnected();
    else if (was && !isConnected)
        onDisconnected();
    if (m_shuttingDown && state == mqtt::Client::State::Idle)
        thread()->quit();
}

void ConnectionWorker::close()
{
    if (m_client)
        m_client->close();
}

void ConnectionWorker::shutDown()
{
    m_shuttingDown = true;
    QTimer::singleShot(kShutDownMs, this, [this] { thread()->quit(); });
    close();
    if (!m_client || m_client->state() == mqtt::Client::State::Idle)
        thread()->quit();
}

} // namespace warden::session
