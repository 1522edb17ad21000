// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

#include <QFutureWatcher>

#include <map>
#include <memory>
#include <optional>

namespace warden {
class Clock;
}

namespace warden::ui {

class SecretPlace;

/// The brokers that this console made and runs on this computer: found again at start, started when needed, cared for.
class LocalBrokers : public QObject
{
    Q_OBJECT

public:
    LocalBrokers(SecretPlace &secrets, const Clock &clock, QObject *parent = nullptr);
    ~LocalBrokers() override;

    /// Looks for Mosquitto on a thread of the pool; installationFound() or installationMissing() follows.
    void look();
    const std::optional<Result<broker::mosquitto::Installation>> &installation() const { return m_installation; }

    /// Finds the broker of \a profile again where it was left running, and keeps its certificates fresh; starts nothing.
    void find(const broker::Profile &profile);
    /// Starts the broker of \a profile, or finds it running; ready() follows.
    void start(const broker::Profile &profile);
    /// Takes over one that was just made.
    void adopt(const broker::Profile &profile, std::unique_ptr<broker::mosquitto::LocalBroker> made, const Secret &passphrase);
    void stop(const QString &profileId);
    void setLeaveRunning(bool leave);
    broker::mosquitto::LocalBroker *broker(const QString &profileId) const;

    /// Where the passphrase of the vault of a broker in \a folder is kept; the command line looks there too.
    static QString passphraseKey(const QString &folder);

signals:
    void installationChanged();
    void ready(const QString &profileId); ///< running: the session may connect
    void failed(const QString &profileId, const warden::Error &error);
    void refreshed(const QString &profileId, const QString &what);

private:
    struct Entry {
        std::unique_ptr<broker::mosquitto::LocalBroker> broker;
        std::unique_ptr<session::BrokerCare> care;
    };
    struct Wanted {
        broker::Profile profile;
        bool toStart = false;
    };
    void serve(const Wanted &wanted);
    broker::mosquitto::LocalBroker &known(const broker::Profile &profile);
    void watch(const broker::Profile &profile, Entry &entry);
    void care(const broker::Profile &profile);

    SecretPlace &m_secrets;
    const Clock &m_clock;
    bool m_leave = false;
    std::optional<Result<broker::mosquitto::Installation>> m_installation;
    QFutureWatcher<Result<broker::mosquitto::Installation>> m_search;
    QList<Wanted> m_waiting;
    std::map<QString, Entry> m_entries;
};

} // namespace warden::ui
