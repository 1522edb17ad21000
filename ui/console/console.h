// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "demo/demohome.h"
#include "session/datafolder.h"
#include "ui/console/connections.h"
#include "ui/console/localbrokers.h"
#include "ui/console/secretplace.h"
#include "ui/dialogs/connect/testpanel.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/settings/preferences.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/notificationcenter.h"

#include <QSettings>
#include <QTimer>

namespace warden::ui {

class ChangedDialog;
class ConnectDialog;
class ConnectionDetails;
class Prompts;
class SettingsPage;
class SetupDialog;
class TrustDialog;
class WelcomePage;

/// Puts the window together: profiles, secrets, sessions, local brokers, demo home, pages and dialogs, and what happens
/// between them. Holds no rule of its own beyond that.
class Console : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        Theme &theme;
        Prompts &prompts;
        const Clock &clock;
        session::DataFolder folder;
        bool secretsInMemory = false;
    };

    explicit Console(const Parts &parts, QObject *parent = nullptr);
    ~Console() override;

    /// What can wait until the first picture stands: looks for Mosquitto, loads profiles, connects at start.
    void begin();

    MainWindow &window() { return *m_window; }
    session::Session *currentSession() const;
    const broker::Profile *currentProfile() const;
    demo::DemoHome *demoHome() const { return m_demo.get(); }
    OverviewPage *overview() const;
    bool mosquittoLookedFor() const { return m_local.installation().has_value(); }

    void startDemo();
    void stopDemo();
    ConnectDialog *showConnect();
    ConnectDialog *showEdit(const broker::Profile &profile, const QString &message = {});
    SetupDialog *showSetup();
    TrustDialog *showTrust(const broker::Profile &profile, const mqtt::LinkReport &link);
    ChangedDialog *showChanged(const broker::Profile &profile, const mqtt::LinkReport &link);
    ConnectionDetails *showDetails();
    void connectTo(const QString &profileId);
    void tryAgain();

private:
    // console.cpp
    void buildPages();
    void wireConnections();
    void chooseBroker(const QString &id);
    void updateBrokers();
    void updateStatus();
    void applyPreferences();
    void savePreferences(const Preferences &preferences);
    void tell(Tone tone, const QString &text, const QString &detail = {});
    const broker::Profile *profile(const QString &id) const;
    void saveProfile(const broker::Profile &profile);
    WelcomePage *welcome() const;
    SettingsPage *settingsPage() const;
    // consolepages.cpp
    WelcomePage *makeWelcome();
    OverviewPage *makeOverview();
    SettingsPage *makeSettings();
    void updateWelcome();
    void updateSettings();
    // consolecommands.cpp
    void addCommands();
    void importProfiles();
    void exportProfiles();
    void removeProfile(const QString &id);
    void showHowTo(Right right);
    // consoleconnect.cpp
    void acceptConnect(ConnectDialog &dialog);
    void keepSecrets(const broker::Profile &profile, const Secret &password, const Secret &passphrase);
    void handleFailure(const QString &id, const mqtt::Failure &failure);
    void trusted(const broker::Profile &profile, const Secret &password, const Secret &passphrase);
    void askForVault();
    void probeKeyExchange(ConnectionDetails &dialog);
    // consolelocal.cpp
    void wireLocalBrokers();
    void brokerCreated(SetupDialog &dialog, const session::SetupResult &result);
    void showExport(const session::SetupRequest &request);

    Theme &m_theme;
    Prompts &m_prompts;
    const Clock &m_clock;
    session::DataFolder m_folder;
    QSettings m_settings;
    Preferences m_preferences;
    NotificationCenter m_notices;
    broker::ProfileStore m_profiles;
    SecretPlace m_secrets;
    LocalBrokers m_local;
    Connections m_connections;
    QTimer m_tick;
    QString m_current; // profile id
    std::optional<broker::Profile> m_demoProfile;
    std::unique_ptr<demo::DemoHome> m_demo;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace warden::ui
