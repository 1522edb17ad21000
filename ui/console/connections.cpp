// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/connections.h"

#include "base/text.h"
#include "ui/console/secretplace.h"

namespace warden::ui {

using session::Session;

namespace {

const QString kPassphrase = QStringLiteral("passphrase");

BrokerStatus::State stateOf(Session::State state)
{
    switch (state) {
    case Session::State::Offline:
        return BrokerStatus::Offline;
    case Session::State::Connecting:
        return BrokerStatus::Connecting;
    case Session::State::Connected:
        return BrokerStatus::Connected;
    case Session::State::Waiting:
        return BrokerStatus::Waiting;
    case Session::State::Failed:
        return BrokerStatus::Failed;
    }
    return BrokerStatus::Offline;
}

QString stateText(Session::State state)
{
    switch (state) {
    case Session::State::Offline:
        return Connections::tr("Not connected");
    case Session::State::Connecting:
        return Connections::tr("Connecting…");
    case Session::State::Connected:
        return Connections::tr("Connected");
    case Session::State::Waiting:
        return Connections::tr("Connection lost");
    case Session::State::Failed:
        return Connections::tr("Not connected");
    }
    return {};
}

void setLock(BrokerStatus &status, const mqtt::LinkReport &link)
{
    switch (link.verdict) {
    case mqtt::TrustVerdict::Plain:
        status.lock = BrokerStatus::Plain;
        status.lockText = Connections::tr("Not encrypted");
        return;
    case mqtt::TrustVerdict::Verified:
        status.lock = BrokerStatus::Verified;
        status.lockText = Connections::tr("%1 · verified").arg(link.protocol);
        return;
    case mqtt::TrustVerdict::Pinned:
        status.lock = BrokerStatus::Pinned;
        status.lockText = Connections::tr("%1 · pinned").arg(link.protocol);
        return;
    case mqtt::TrustVerdict::Unverified:
    case mqtt::TrustVerdict::Rejected:
        status.lock = BrokerStatus::Unverified;
        status.lockText = Connections::tr("%1 · not verified").arg(link.protocol);
        return;
    }
}

} // namespace

BrokerStatus statusOf(const broker::Profile &profile, Session::State state, const mqtt::LinkReport &link)
{
    BrokerStatus status;
    status.id = profile.id;
    status.name = displayText(profile.name, 64);
    status.address = displayText(profile.endpoint.display(), 96);
    status.state = stateOf(state);
    status.stateText = stateText(state);
    if (state == Session::State::Connected)
        setLock(status, link);
    return status;
}

BrokerStatus statusOf(const broker::Profile &profile, const Session *session)
{
    return session ? statusOf(profile, session->state(), session->link())
                   : statusOf(profile, Session::State::Offline, {});
}

Connections::Connections(SecretPlace &secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets)
{
}

Connections::~Connections() = default;

Session *Connections::open(const broker::Profile &profile, Secret password, Secret keyPassphrase)
{
    const QString id = profile.id;
    m_entries.erase(id);
    Entry &entry = m_entries[id];
    entry.session = std::make_unique<Session>(profile);
    entry.password = password;
    entry.keyPassphrase = keyPassphrase;
    Session *session = entry.session.get();
    connect(session, &Session::stateChanged, this, [this, id](Session::State state) {
        const auto known = m_entries.find(id);
        if (known != m_entries.end() && state == Session::State::Connected) {
            known->second.password.wipe();
            known->second.keyPassphrase.wipe();
        }
        emit stateChanged(id);
    });
    connect(session, &Session::failed, this,
        [this, id](const mqtt::Failure &failure) { emit failed(id, failure); });
    emit opened(id);
    session->open(std::move(password), std::move(keyPassphrase));
    return session;
}

void Connections::openKept(const broker::Profile &profile)
{
    if (profile.signIn == broker::SignIn::Nothing) {
        open(profile, {}, {});
        return;
    }
    const bool password = profile.signIn == broker::SignIn::Password;
    const QString key = password ? profile.secretKey() : profile.secretKey(kPassphrase);
    m_secrets.whenReady(this, [this, profile, password, key](SecretStore &store) {
        store.read(key, this, [this, profile, password](const Result<Secret> &secret) {
            // A certificate's key needs no passphrase; a password is always needed.
            if (!secret && password)
                emit secretMissing(profile);
            else
                open(profile, password ? *secret : Secret(), password ? Secret() : secret.value_or(Secret()));
        });
    });
}

void Connections::close(const QString &id)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end())
        return;
    // Handed out to the event loop: the close may be asked for from within one of its own signals.
    Session *session = entry->second.session.release();
    m_entries.erase(entry);
    session->disconnect(this);
    session->close();
    session->deleteLater();
    emit closed(id);
}

void Connections::closeAll()
{
    m_entries.clear();
}

Session *Connections::session(const QString &id) const
{
    const auto entry = m_entries.find(id);
    return entry == m_entries.end() ? nullptr : entry->second.session.get();
}

std::pair<Secret, Secret> Connections::pendingSecrets(const QString &id) const
{
    const auto entry = m_entries.find(id);
    return entry == m_entries.end() ? std::pair<Secret, Secret>()
                                    : std::pair(entry->second.password, entry->second.keyPassphrase);
}

} // namespace warden::ui
