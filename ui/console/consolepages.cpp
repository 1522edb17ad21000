// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the console: made when first shown, and what their signals start.
#include "ui/console/console.h"

#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/pages/settings/settingspage.h"
#include "ui/pages/welcome/welcomepage.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

namespace warden::ui {

WelcomePage *Console::makeWelcome()
{
    auto *page = new WelcomePage;
    connect(page, &WelcomePage::connectWanted, this, &Console::showConnect);
    connect(page, &WelcomePage::createWanted, this, &Console::showSetup);
    connect(page, &WelcomePage::demoWanted, this, &Console::startDemo);
    connect(page, &WelcomePage::importWanted, this, &Console::importProfiles);
    QTimer::singleShot(0, page, [this] { updateWelcome(); });
    return page;
}

OverviewPage *Console::makeOverview()
{
    auto *page = new OverviewPage(m_tick, m_clock);
    page->setCompact(m_preferences.compactRows);
    page->follow(currentSession());
    connect(page, &OverviewPage::connectWanted, this, [this] {
        if (currentProfile())
            tryAgain();
        else
            showConnect();
    });
    connect(page, &OverviewPage::tryAgainWanted, this, &Console::tryAgain);
    connect(page, &OverviewPage::failureDetailsWanted, this, [this] {
        if (const session::Session *session = currentSession())
            tell(Tone::Danger, session->lastFailure().error.text, session->lastFailure().error.detail);
    });
    connect(page, &OverviewPage::howToAllowWanted, this, [this](OverviewPage::Missing what) {
        showHowTo(what == OverviewPage::Missing::State ? Right::ReadState
                : what == OverviewPage::Missing::Log   ? Right::ReadLog
                                                       : Right::WatchTraffic);
    });
    return page;
}

SettingsPage *Console::makeSettings()
{
    auto *page = new SettingsPage(m_preferences);
    connect(page, &SettingsPage::preferencesChanged, this, &Console::savePreferences);
    connect(page, &SettingsPage::keychainCheckWanted, &m_secrets, &SecretPlace::lookAtKeychain);
    connect(page, &SettingsPage::openDataFolderWanted, this,
        [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder.root)); });
    connect(page, &SettingsPage::addWanted, this, &Console::showConnect);
    connect(page, &SettingsPage::editWanted, this, [this](const QString &id) {
        if (const broker::Profile *known = profile(id))
            showEdit(*known);
    });
    connect(page, &SettingsPage::removeWanted, this, &Console::removeProfile);
    connect(page, &SettingsPage::connectWanted, this, &Console::connectTo);
    connect(page, &SettingsPage::importWanted, this, &Console::importProfiles);
    connect(page, &SettingsPage::exportWanted, this, &Console::exportProfiles);
    QTimer::singleShot(0, page, [this] { updateSettings(); });
    return page;
}

void Console::updateWelcome()
{
    WelcomePage *page = welcome();
    if (!page)
        return;
    page->setSecretsPlace(m_secrets.sentence());
    const auto &installation = m_local.installation();
    if (!installation)
        return;
    if (*installation)
        page->setMosquittoFound((*installation)->version);
    else
        page->setMosquittoMissing(installation->error().text);
}

void Console::updateSettings()
{
    SettingsPage *page = settingsPage();
    if (!page)
        return;
    page->setPreferences(m_preferences);
    page->setProfiles(m_profiles.profiles());
    page->setDataFolder(QDir::toNativeSeparators(m_folder.root));
    switch (m_secrets.keychain()) {
    case SecretPlace::Keychain::NotLookedAt:
        page->setSecretsState(Tone::Neutral, tr("Keychain: not looked at yet"));
        break;
    case SecretPlace::Keychain::Looking:
        page->setSecretsState(Tone::Neutral, tr("Keychain: looking…"));
        break;
    case SecretPlace::Keychain::Answers:
        page->setSecretsState(Tone::Success, tr("The keychain answers"));
        break;
    case SecretPlace::Keychain::None:
        page->setSecretsState(Tone::Warning, tr("No keychain answers"));
        break;
    }
    if (const auto &installation = m_local.installation())
        page->setMosquittoVersion(*installation ? (*installation)->version : QString());
}

} // namespace warden::ui
