// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/pages/settings/preferences.h"
#include "ui/widgets/page.h"

class QLabel;
class QPushButton;

namespace warden::ui {

class CaptionCheckBox;
class DataTable;
class ProfileModel;
class RadioCardGroup;
class SegmentedControl;

/// What the person can choose, where things are kept, the broker profiles, and what the program is made of.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    explicit SettingsPage(const Preferences &preferences, QWidget *parent = nullptr);

    void setPreferences(const Preferences &preferences);
    void setProfiles(const QList<broker::Profile> &profiles);
    void setDataFolder(const QString &folder);
    /// What was found out about the keychain, in words: "The system’s keychain answers."
    void setSecretsState(Tone tone, const QString &text);
    void setMosquittoVersion(const QString &version);

signals:
    void preferencesChanged(const warden::ui::Preferences &preferences);
    void keychainCheckWanted();
    void openDataFolderWanted();
    void addWanted();
    void editWanted(const QString &profileId);
    void removeWanted(const QString &profileId);
    void connectWanted(const QString &profileId);
    void exportWanted();
    void importWanted();

private:
    QWidget *buildLooks();
    QWidget *buildSecrets();
    QWidget *buildBrokers();
    QWidget *buildDemo();
    QWidget *buildAbout();
    void changed();
    QString chosenProfile() const;

    Preferences m_preferences;
    bool m_filling = false;
    SegmentedControl *m_theme;
    SegmentedControl *m_density;
    RadioCardGroup *m_secrets;
    class StatusChip *m_keychain;
    QLabel *m_folder;
    ProfileModel *m_profiles;
    DataTable *m_table;
    CaptionCheckBox *m_leaveRunning;
    SegmentedControl *m_pace;
    QLabel *m_mosquitto;
};

} // namespace warden::ui
