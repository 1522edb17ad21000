// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/mosquitto/localbroker.h"
#include "broker/profile.h"
#include "pki/authority.h"

#include <QObject>

#include <memory>

namespace warden::session {

struct SetupRequest {
    QString name = QStringLiteral("Home broker");
    QString folder; ///< New or empty; holds vault.db, the broker's files and broker.json.
    bool homeNetwork = false; ///< False: this computer only.
    QStringList extraHosts;
    QString topicBase = QStringLiteral("home");
    QString administrator = QStringLiteral("warden");
    x509::KeyType keyType = x509::KeyType::EcP256;
    bool tls13Only = false;
    QString authorityName; ///< Empty: "<name> CA".
    Secret vaultPassphrase; ///< Empty: generated; then see SetupResult::vaultPassphrase.
    /// More users, made at once: the demo's devices and the caller's own.
    struct Account {
        access::User user;
        bool password = false; ///< Gets a generated password.
        bool certificate = false; ///< Gets a client certificate with its name as CN.
    };
    QList<Account> accounts;
    QList<access::Role> extraRoles;
    broker::mosquitto::Listeners wishedPorts; ///< Taken where free, else free ones.
};

struct SetupResult {
    broker::Profile profile; ///< Ready to connect as the administrator, trusting the new CA by file.
    Secret administratorPassword;
    Secret vaultPassphrase;
    QHash<QString, Secret> passwords; ///< Of the accounts.
    QHash<QString, x509::Identity> identities;
};

/// Makes a secure broker in a folder: vault, authority, certificates, dynamic security, settings; then proves it by
/// starting it and trying a good and a bad sign-in (Mosquitto 2.0 cannot test its settings). Runs off the GUI thread; a
/// failed set-up removes what it made.
class BrokerSetup : public QObject
{
    Q_OBJECT

public:
    enum class Step { FindMosquitto, ChoosePorts, MakeAuthority, WriteSettings, StartBroker, TrySignIns };
    Q_ENUM(Step)

    explicit BrokerSetup(QObject *parent = nullptr);
    ~BrokerSetup() override;
    void start(const SetupRequest &request);
    void cancel();
    /// After finished(): the proved broker, still running. The caller owns it from here.
    std::unique_ptr<broker::mosquitto::LocalBroker> takeBroker();

    /// The set of an existing folder as values, for export and renewal: opens its vault with \a passphrase.
    static Result<broker::mosquitto::BrokerSet> readSet(const QString &folder, const Secret &passphrase);
    /// Makes the values of a set without starting anything: "Save as a set for another machine".
    static Result<broker::mosquitto::BrokerSet> makeSet(const SetupRequest &request, pki::Vault &vault, SetupResult &result);

Q_SIGNALS:
    void stepChanged(warden::session::BrokerSetup::Step step, bool done, const QString &text);
    void finished(const warden::Result<warden::session::SetupResult> &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// Keeps a local broker's CRL and server certificate fresh while the program runs: looks every ten minutes and at start,
/// signs a new CRL at a third of its life, renews the server certificate 30 days before its end, deploys and reloads.
class BrokerCare : public QObject
{
    Q_OBJECT

public:
    BrokerCare(broker::mosquitto::LocalBroker &broker, Secret vaultPassphrase, const Clock &clock, QObject *parent = nullptr);
    ~BrokerCare() override;
    void lookNow();
    /// One look without an object, for the command line and cron: what was refreshed, empty when nothing was due.
    /// Also for a broker that does not run: its files are renewed. Blocks (scrypt).
    static Result<QStringList> refreshNow(
        broker::mosquitto::LocalBroker &broker, const Secret &vaultPassphrase, const Clock &clock);

Q_SIGNALS:
    void refreshed(const QString &what);
    void failed(const warden::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::session
