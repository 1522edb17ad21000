// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/localbrokers.h"

#include "ui/console/secretplace.h"

#include <QFileInfo>
#include <QtConcurrentRun>

namespace warden::ui {

using broker::mosquitto::Installation;
using broker::mosquitto::LocalBroker;

LocalBrokers::LocalBrokers(SecretPlace &secrets, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets)
    , m_clock(clock)
{
    connect(&m_search, &QFutureWatcherBase::finished, this, [this] {
        m_installation = m_search.result();
        emit installationChanged();
        const QList<Wanted> waiting = std::exchange(m_waiting, {});
        for (const Wanted &wanted : waiting)
            serve(wanted);
    });
}

LocalBrokers::~LocalBrokers()
{
    m_search.waitForFinished();
}

QString LocalBrokers::passphraseKey(const QString &folder)
{
    return QStringLiteral("vault/") % QFileInfo(folder).fileName();
}

void LocalBrokers::look()
{
    if (!m_search.isRunning())
        m_search.setFuture(QtConcurrent::run(broker::mosquitto::findInstallation));
}

void LocalBrokers::find(const broker::Profile &profile)
{
    if (m_installation)
        serve({profile, false});
    else
        m_waiting.append({profile, false});
}

void LocalBrokers::start(const broker::Profile &profile)
{
    if (m_installation) {
        serve({profile, true});
        return;
    }
    m_waiting.append({profile, true});
    look();
}

void LocalBrokers::serve(const Wanted &wanted)
{
    const QString id = wanted.profile.id;
    if (!*m_installation) {
        if (wanted.toStart)
            emit failed(id, m_installation->error());
        return;
    }
    LocalBroker &broker = known(wanted.profile);
    if (!wanted.toStart)
        return;
    if (broker.state() == LocalBroker::State::Running)
        emit ready(id);
    else
        broker.start();
}

LocalBroker &LocalBrokers::known(const broker::Profile &profile)
{
    Entry &entry = m_entries[profile.id];
    if (!entry.broker) {
        entry.broker = std::make_unique<LocalBroker>(m_installation->value(), profile.localBroker);
        entry.broker->leaveRunning(m_leave);
        watch(profile, entry);
        care(profile);
    }
    return *m_entries[profile.id].broker;
}

void LocalBrokers::watch(const broker::Profile &profile, Entry &entry)
{
    connect(entry.broker.get(), &LocalBroker::stateChanged, this, [this, id = profile.id](LocalBroker::State state) {
        if (state == LocalBroker::State::Running)
            emit ready(id);
        else if (state == LocalBroker::State::Failed)
            emit failed(id, m_entries[id].broker->lastError());
    });
}

void LocalBrokers::care(const broker::Profile &profile)
{
    m_secrets.whenReady(this, [this, profile](SecretStore &store) {
        store.read(passphraseKey(profile.localBroker), this, [this, profile](const Result<Secret> &passphrase) {
            const auto entry = m_entries.find(profile.id);
            if (!passphrase || entry == m_entries.end() || !entry->second.broker || entry->second.care)
                return;
            entry->second.care = std::make_unique<session::BrokerCare>(*entry->second.broker, *passphrase, m_clock);
            session::BrokerCare *care = entry->second.care.get();
            connect(care, &session::BrokerCare::refreshed, this,
                [this, id = profile.id](const QString &what) { emit refreshed(id, what); });
            connect(care, &session::BrokerCare::failed, this,
                [this, id = profile.id](const Error &error) { emit failed(id, error); });
            care->lookNow();
        });
    });
}

void LocalBrokers::adopt(const broker::Profile &profile, std::unique_ptr<LocalBroker> made, const Secret &passphrase)
{
    Entry &entry = m_entries[profile.id];
    entry.care.reset();
    entry.broker = std::move(made);
    if (!entry.broker)
        return;
    entry.broker->leaveRunning(m_leave);
    watch(profile, entry);
    entry.care = std::make_unique<session::BrokerCare>(*entry.broker, passphrase, m_clock);
    connect(entry.care.get(), &session::BrokerCare::refreshed, this,
        [this, id = profile.id](const QString &what) { emit refreshed(id, what); });
}

void LocalBrokers::stop(const QString &profileId)
{
    const auto entry = m_entries.find(profileId);
    if (entry != m_entries.end() && entry->second.broker)
        entry->second.broker->stop();
}

void LocalBrokers::setLeaveRunning(bool leave)
{
    m_leave = leave;
    for (auto &[id, entry] : m_entries) {
        if (entry.broker)
            entry.broker->leaveRunning(leave);
    }
}

LocalBroker *LocalBrokers::broker(const QString &profileId) const
{
    const auto entry = m_entries.find(profileId);
    return entry == m_entries.end() ? nullptr : entry->second.broker.get();
}

} // namespace warden::ui
