// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "broker/mosquitto/provision.h"

#include <QDateTime>
#include <QObject>

#include <memory>
#include <optional>

namespace warden::broker::mosquitto {

/// A Mosquitto found on this computer.
struct Installation {
    QString program;
    QString version; ///< "2.0.11"
    QString pluginFile; ///< Dynamic security.
};
/// NotFound with words that say how to get Mosquitto on this system.
Result<Installation> findInstallation();

/// A free TCP port on \a address, \a wanted if it is free.
quint16 freePort(const QString &address, quint16 wanted);

/// Runs the Mosquitto of one folder made by writeSet(): as a process whose output goes to a bounded log file that is
/// followed, restarted when it dies (1 s, 2 s … 60 s; gives up after five deaths within a minute), reloaded by SIGHUP,
/// stopped with the program or left running; one left running, or left over by a program that was killed, is found
/// again (process file checked against the process) and adopted.
class LocalBroker : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Restarting, Failed };
    Q_ENUM(State)

    LocalBroker(Installation installation, QString folder, QObject *parent = nullptr);
    /// Stops the broker unless leaveRunning(true) was asked for or another running program of ours started it.
    ~LocalBroker() override;

    State state() const;
    Error lastError() const;
    qint64 processId() const; ///< 0 when not running.
    bool isAdopted() const; ///< Runs, but was not started by this program: its log is read from its file.
    QDateTime runningSince() const; ///< Invalid when not running.
    Listeners listeners() const;
    QString folder() const;
    /// "Home broker", from the folder's broker.json.
    QString name() const;

    void start();
    /// Adopts one that was left running, and starts none.
    void find();
    /// Ends the broker, an adopted one too; the state becomes Stopped when it has ended.
    void stop();
    /// Also reaches a broker that another program started.
    Result<void> reload(); ///< Reads certificates and CRL again (SIGHUP); Unsupported on Windows.
    void leaveRunning(bool leave);

    /// Replaces the CRL whole, after checking it, then reloads.
    Result<void> deployCrl(const QByteArray &pem);
    /// Replaces certificate and key, then reloads. The WebSocket listener of 2.0 keeps the old one until a restart.
    Result<void> deployServerCertificate(const QByteArray &chainPem, const Secret &keyPem);

Q_SIGNALS:
    void stateChanged(warden::broker::mosquitto::LocalBroker::State state);
    /// Lines of the broker's log, without line ends, bounded to 4096 bytes each.
    void logLines(const QList<QByteArray> &lines);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::broker::mosquitto
