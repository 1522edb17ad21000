// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/console.h"

#include "base/text.h"
#include "ui/pages/settings/settingspage.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/commandregistry.h"

namespace warden::ui {

using session::Session;

namespace {

const QString kWelcome = QStringLiteral("welcome");
const QString kOverview = QStringLiteral("overview");
const QString kSettings = QStringLiteral("settings");

constexpr int TickMs = 333;

} // namespace

Console::Console(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_theme(parts.theme)
    , m_prompts(parts.prompts)
    , m_clock(parts.clock)
    , m_folder(parts.folder)
    , m_settings(m_folder.settingsFile(), QSettings::IniFormat)
    , m_preferences(Preferences::load(m_settings))
    , m_notices(parts.clock)
    , m_profiles(m_folder.profilesFile())
    , m_secrets(m_folder, m_preferences.secrets, parts.secretsInMemory)
    , m_local(m_secrets, m_clock)
    , m_connections(m_secrets)
    , m_window(std::make_unique<MainWindow>(m_settings, m_notices))
{
    m_tick.setInterval(TickMs);
    m_tick.start();
    applyPreferences();
    buildPages();
    addCommands();
    wireConnections();
    wireLocalBrokers();
    m_window->showPage(kWelcome);
    updateStatus();
}

Console::~Console()
{
    // The pages look at sessions, the sessions at brokers: taken down in that order.
    m_window.reset();
    m_connections.closeAll();
    m_demo.reset();
}

void Console::begin()
{
    if (const Result<void> loaded = m_profiles.load(); !loaded)
        tell(Tone::Danger, loaded.error().text, loaded.error().detail);
    updateBrokers();
    updateSettings();
    m_local.look();
    const QList<broker::Profile> profiles = m_profiles.profiles();
    for (const broker::Profile &profile : profiles) {
        if (profile.connectAtStart)
            connectTo(profile.id);
        else if (!profile.localBroker.isEmpty())
            m_local.find(profile);
    }
    if (m_current.isEmpty() && profiles.size() == 1)
        chooseBroker(profiles.first().id);
}

void Console::buildPages()
{
    const auto description = [](const QString &id, const QString &title, const QString &icon) {
        return Page::Description {id, title, {}, icon};
    };
    m_window->addPage(description(kWelcome, tr("Welcome"), QStringLiteral("home")), MainWindow::Place::Hidden,
        [this] { return makeWelcome(); });
    m_window->addPage(description(kOverview, tr("Overview"), QStringLiteral("overview")), MainWindow::Place::Navigation,
        [this] { return makeOverview(); });
    m_window->addPage(description(kSettings, tr("Settings"), QStringLiteral("settings")), MainWindow::Place::Bottom,
        [this] { return makeSettings(); });
    connect(m_window.get(), &MainWindow::brokerChosen, this, &Console::connectTo);
    connect(m_window.get(), &MainWindow::lockClicked, this, &Console::showDetails);
    connect(m_window.get(), &MainWindow::stateClicked, this, [this] { m_window->showPage(kOverview); });
}

void Console::wireConnections()
{
    connect(&m_connections, &Connections::opened, this, [this](const QString &id) {
        chooseBroker(id);
        m_window->showPage(kOverview);
        const bool isDemo = m_demo && m_demoProfile && m_demoProfile->id == id;
        broker::mosquitto::LocalBroker *local = isDemo ? m_demo->broker() : m_local.broker(id);
        Session *session = m_connections.session(id);
        if (local && session)
            connect(local, &broker::mosquitto::LocalBroker::logLines, session, &Session::feedLog);
    });
    connect(&m_connections, &Connections::closed, this, [this](const QString &id) {
        if (id == m_current && overview())
            overview()->follow(nullptr);
        updateStatus();
    });
    connect(&m_connections, &Connections::stateChanged, this, [this] { updateStatus(); });
    connect(&m_connections, &Connections::failed, this, &Console::handleFailure);
    connect(&m_connections, &Connections::secretMissing, this, [this](const broker::Profile &profile) {
        showEdit(profile, tr("The password of %1 is not kept. Type it to connect.").arg(displayText(profile.name, 64)));
    });
    connect(&m_secrets, &SecretPlace::changed, this, [this] {
        updateWelcome();
        updateSettings();
    });
    connect(&m_secrets, &SecretPlace::passphraseWanted, this, &Console::askForVault);
}

Session *Console::currentSession() const
{
    return m_connections.session(m_current);
}

const broker::Profile *Console::currentProfile() const
{
    return profile(m_current);
}

const broker::Profile *Console::profile(const QString &id) const
{
    if (m_demoProfile && m_demoProfile->id == id)
        return &*m_demoProfile;
    const QList<broker::Profile> profiles = m_profiles.profiles();
    const bool known = std::any_of(profiles.cbegin(), profiles.cend(), [&](const auto &one) { return one.id == id; });
    return known ? m_profiles.find(id) : nullptr;
}

OverviewPage *Console::overview() const
{
    return qobject_cast<OverviewPage *>(m_window->page(kOverview));
}

WelcomePage *Console::welcome() const
{
    return qobject_cast<WelcomePage *>(m_window->page(kWelcome));
}

SettingsPage *Console::settingsPage() const
{
    return qobject_cast<SettingsPage *>(m_window->page(kSettings));
}

void Console::chooseBroker(const QString &id)
{
    m_current = id;
    if (overview())
        overview()->follow(m_connections.session(id));
    updateStatus();
}

void Console::connectTo(const QString &profileId)
{
    if (m_connections.session(profileId)) {
        chooseBroker(profileId);
        m_window->showPage(kOverview);
        return;
    }
    const broker::Profile *known = profile(profileId);
    if (!known)
        return;
    const broker::Profile chosen = *known;
    chooseBroker(profileId);
    if (m_demoProfile && profileId == m_demoProfile->id)
        m_connections.open(chosen, m_demo->credentials().administratorPassword, {});
    else if (chosen.localBroker.isEmpty())
        m_connections.openKept(chosen);
    else
        m_local.start(chosen); // connects when it is ready
}

void Console::tryAgain()
{
    const QString id = m_current;
    const broker::Profile *known = profile(id);
    if (!known) {
        showConnect();
        return;
    }
    m_connections.close(id);
    connectTo(id);
}

void Console::updateBrokers()
{
    QList<BrokerEntry> entries;
    const auto add = [&](const broker::Profile &one) {
        entries.append({one.id, displayText(one.name, 64), displayText(one.endpoint.display(), 96)});
    };
    if (m_demoProfile)
        add(*m_demoProfile);
    const QList<broker::Profile> profiles = m_profiles.profiles();
    for (const broker::Profile &one : profiles)
        add(one);
    m_window->setBrokers(entries);
    if (settingsPage())
        settingsPage()->setProfiles(profiles);
}

void Console::updateStatus()
{
    const broker::Profile *known = currentProfile();
    m_window->setStatus(known ? statusOf(*known, currentSession()) : BrokerStatus());
}

void Console::applyPreferences()
{
    m_theme.setMode(m_preferences.theme);
    m_local.setLeaveRunning(m_preferences.leaveBrokersRunning);
    if (overview())
        overview()->setCompact(m_preferences.compactRows);
    if (m_demo)
        m_demo->setPace(m_preferences.demoPace);
}

void Console::savePreferences(const Preferences &preferences)
{
    m_preferences = preferences;
    m_preferences.save(m_settings);
    m_secrets.setWish(preferences.secrets);
    applyPreferences();
    updateSettings();
}

void Console::tell(Tone tone, const QString &text, const QString &detail)
{
    Notice notice;
    notice.tone = tone;
    notice.text = text;
    notice.detail = detail;
    m_notices.post(notice);
}

void Console::saveProfile(const broker::Profile &profile)
{
    if (m_demoProfile && m_demoProfile->id == profile.id) {
        m_demoProfile = profile; // lives as long as the demo
        return;
    }
    if (const Result<void> saved = m_profiles.save(profile); !saved)
        tell(Tone::Danger, saved.error().text, saved.error().detail);
    updateBrokers();
}

} // namespace warden::ui
