// SPDX-License-Identifier: GPL-3.0-or-later
// All that the console can do, in the registry from which menus, palette and shortcuts come.
#include "ui/console/console.h"

#include "base/files.h"
#include "base/text.h"
#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/connectiondetails/connectiondetails.h"
#include "ui/dialogs/help/howtos.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/shell/commandregistry.h"
#include "ui/widgets/prompts.h"

#include <QDir>

namespace warden::ui {

namespace {

constexpr qint64 MaxImportBytes = 4 * 1024 * 1024;

} // namespace

void Console::addCommands()
{
    CommandRegistry &commands = m_window->commands();
    const auto add = [&](const char *id, const QString &text, const char *icon, std::function<void()> handler,
                         const QKeySequence &keys = {}, std::function<bool()> when = {}) {
        commands.add({QString::fromLatin1(id), text, QString::fromLatin1(icon), keys, std::move(when), std::move(handler)});
    };
    const auto open = [this] { return currentSession() != nullptr; };
    const auto chosen = [this] { return currentProfile() != nullptr; };
    add("broker.connect", tr("Connect to a broker…"), "plug", [this] { showConnect(); }, QKeySequence::New);
    add("broker.create", tr("Create a secure broker…"), "server", [this] { showSetup(); });
    add("demo.start", tr("Start the demo home"), "home", [this] { startDemo(); }, {}, [this] { return !m_demo; });
    add("demo.stop", tr("Stop the demo home"), "stop", [this] { stopDemo(); }, {}, [this] { return m_demo != nullptr; });
    add("broker.again", tr("Connect again"), "refresh", [this] { tryAgain(); }, {}, chosen);
    add("broker.disconnect", tr("Disconnect"), "power", [this] { m_connections.close(m_current); }, {}, open);
    add("broker.details", tr("Connection details…"), "lock", [this] { showDetails(); },
        QKeySequence(Qt::CTRL | Qt::Key_I), open);
    add("broker.edit", tr("Edit this broker…"), "pencil",
        [this] {
            if (const broker::Profile *known = currentProfile())
                showEdit(*known);
        },
        {}, [this] { return currentProfile() && !(m_demoProfile && m_demoProfile->id == m_current); });
    add("profiles.import", tr("Import broker profiles…"), "download", [this] { importProfiles(); });
    add("profiles.export", tr("Export broker profiles…"), "upload", [this] { exportProfiles(); });
    const auto theme = [this](Theme::Mode mode) {
        return [this, mode] {
            Preferences preferences = m_preferences;
            preferences.theme = mode;
            savePreferences(preferences);
        };
    };
    add("theme.light", tr("Light colours"), "sun", theme(Theme::Mode::Light));
    add("theme.dark", tr("Dark colours"), "moon", theme(Theme::Mode::Dark));
    add("theme.system", tr("Colours like the system"), "settings", theme(Theme::Mode::System));
    add("go.welcome", tr("Go to the welcome page"), "home", [this] { m_window->showPage(QStringLiteral("welcome")); });
    m_window->setBrokerCommands({QStringLiteral("broker.connect"), QStringLiteral("broker.create"),
        QStringLiteral("demo.start"), QStringLiteral("demo.stop"), QString(), QStringLiteral("broker.details"),
        QStringLiteral("broker.edit"), QStringLiteral("broker.again"), QStringLiteral("broker.disconnect")});
}

void Console::importProfiles()
{
    m_prompts.chooseFile(m_window.get(),
        {tr("Import broker profiles"), {}, {}, {tr("Broker profiles (*.json)"), tr("All files (*)")}},
        [guard = QPointer<Console>(this)](const QString &path) {
            if (!guard)
                return;
            const Result<QByteArray> bytes = readFile(path, MaxImportBytes);
            const auto imported
                = bytes ? broker::ProfileStore::readFrom(*bytes) : Result<broker::ProfileStore::Imported>(failure(bytes.error()));
            if (!imported) {
                guard->tell(Tone::Danger, imported.error().text, imported.error().detail);
                return;
            }
            for (const broker::Profile &profile : imported->profiles)
                guard->saveProfile(profile);
            guard->tell(imported->problems.isEmpty() ? Tone::Success : Tone::Warning,
                tr("Brokers imported: %1").arg(imported->profiles.size()),
                imported->problems.join(QLatin1Char('\n')));
        });
}

void Console::exportProfiles()
{
    m_prompts.saveFile(m_window.get(),
        {tr("Export broker profiles"), {}, QStringLiteral("mqtt-warden-brokers.json"), {tr("Broker profiles (*.json)")}},
        [guard = QPointer<Console>(this)](const QString &path) {
            if (!guard)
                return;
            const Result<void> written = guard->m_profiles.exportTo(path);
            if (written)
                guard->tell(Tone::Success, tr("Broker profiles exported, without passwords"), path);
            else
                guard->tell(Tone::Danger, written.error().text, written.error().detail);
        });
}

void Console::removeProfile(const QString &id)
{
    const broker::Profile *known = profile(id);
    if (!known)
        return;
    Question question;
    question.title = tr("Remove %1?").arg(displayText(known->name, 64));
    question.text = tr("This console forgets the broker and its password. The broker itself is not touched.");
    question.confirm = tr("Remove the broker");
    m_prompts.confirm(m_window.get(), question, [guard = QPointer<Console>(this), gone = *known](bool yes) {
        if (!guard || !yes)
            return;
        guard->m_connections.close(gone.id);
        if (const Result<void> removed = guard->m_profiles.remove(gone.id); !removed)
            guard->tell(Tone::Danger, removed.error().text, removed.error().detail);
        guard->m_secrets.whenReady(guard, [guard, gone](SecretStore &store) {
            for (const QString &key : {gone.secretKey(), gone.secretKey(QStringLiteral("passphrase"))})
                store.remove(key, guard, [](const Result<void> &) { });
        });
        if (guard->m_current == gone.id)
            guard->chooseBroker({});
        guard->updateBrokers();
    });
}

void Console::showHowTo(Right right)
{
    const broker::Profile *known = currentProfile();
    auto *dialog = new HowToDialog(howToAllow(right, known ? known->userName : QString()), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace warden::ui
