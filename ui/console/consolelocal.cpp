// SPDX-License-Identifier: GPL-3.0-or-later
// Brokers of this computer: the ones that were made here, and the demo home.
#include "ui/console/console.h"

#include "base/text.h"
#include "ui/dialogs/setup/exportsetdialog.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/pages/welcome/welcomepage.h"
#include "ui/shell/commandregistry.h"

namespace warden::ui {

void Console::wireLocalBrokers()
{
    connect(&m_local, &LocalBrokers::installationChanged, this, [this] {
        updateWelcome();
        updateSettings();
    });
    connect(&m_local, &LocalBrokers::ready, this, [this](const QString &id) {
        const broker::Profile *known = profile(id);
        if (known && id == m_current && !m_connections.session(id))
            m_connections.openKept(*known);
    });
    connect(&m_local, &LocalBrokers::failed, this,
        [this](const QString &, const Error &error) { tell(Tone::Danger, error.text, error.detail); });
    connect(&m_local, &LocalBrokers::refreshed, this,
        [this](const QString &, const QString &what) { tell(Tone::Success, what); });
}

SetupDialog *Console::showSetup()
{
    auto *dialog = new SetupDialog(m_folder.brokersFolder(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto tellInstallation = [this, dialog] {
        if (const auto &installation = m_local.installation())
            dialog->setInstallation(*installation);
    };
    connect(&m_local, &LocalBrokers::installationChanged, dialog, tellInstallation);
    connect(dialog, &SetupDialog::lookAgainWanted, &m_local, &LocalBrokers::look);
    connect(dialog, &SetupDialog::created, this,
        [this, dialog](const session::SetupResult &result) { brokerCreated(*dialog, result); });
    connect(dialog, &SetupDialog::saveSetWanted, this, &Console::showExport);
    // The keychain is asked now, so that the result page can say where the secrets went.
    m_secrets.whenReady(dialog, [dialog](SecretStore &store) { dialog->setSecretsPlace(store.place(), store.isLasting()); });
    tellInstallation();
    if (!m_local.installation())
        m_local.look();
    dialog->open();
    return dialog;
}

void Console::brokerCreated(SetupDialog &dialog, const session::SetupResult &result)
{
    saveProfile(result.profile);
    m_secrets.whenReady(this, [this, result](SecretStore &store) {
        const auto tellFailure = [this](const Result<void> &written) {
            if (!written)
                tell(Tone::Warning, written.error().text, written.error().detail);
        };
        store.write(result.profile.secretKey(), result.administratorPassword, this, tellFailure);
        store.write(LocalBrokers::passphraseKey(result.profile.localBroker), result.vaultPassphrase, this, tellFailure);
    });
    m_local.adopt(result.profile, dialog.takeBroker(), result.vaultPassphrase);
    connect(&dialog, &SetupDialog::connectWanted, this,
        [this, result] { m_connections.open(result.profile, result.administratorPassword, {}); });
}

void Console::showExport(const session::SetupRequest &request)
{
    auto *dialog
        = new ExportSetDialog(m_prompts, request, m_folder.root + QStringLiteral("/sets"), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportSetDialog::saved, this, [this](const session::SetupResult &result) {
        saveProfile(result.profile);
        m_secrets.whenReady(this, [this, result](SecretStore &store) {
            store.write(result.profile.secretKey(), result.administratorPassword, this, [](const Result<void> &) { });
            store.write(result.profile.secretKey(QStringLiteral("vault")), result.vaultPassphrase, this,
                [](const Result<void> &) { });
        });
    });
    dialog->open();
}

void Console::startDemo()
{
    if (m_demo) {
        if (m_demoProfile)
            connectTo(m_demoProfile->id);
        return;
    }
    if (welcome())
        welcome()->setDemoProgress(tr("Getting ready…"));
    m_secrets.whenReady(this, [this](SecretStore &store) {
        if (m_demo)
            return;
        m_demo = std::make_unique<demo::DemoHome>(m_folder.demoFolder(), store);
        connect(m_demo.get(), &demo::DemoHome::progress, this, [this](const QString &text) {
            if (welcome())
                welcome()->setDemoProgress(text);
        });
        connect(m_demo.get(), &demo::DemoHome::ready, this, [this] {
            if (welcome())
                welcome()->setDemoProgress({});
            if (m_demoProfile)
                return; // only came back
            m_demoProfile = m_demo->credentials().profile;
            updateBrokers();
            connectTo(m_demoProfile->id);
        });
        connect(m_demo.get(), &demo::DemoHome::failed, this, [this](const Error &error) {
            if (welcome())
                welcome()->setDemoFailed(error.text);
            tell(Tone::Danger, error.text, error.detail);
            QTimer::singleShot(0, this, [this] { stopDemo(); });
        });
        m_demo->setPace(m_preferences.demoPace);
        m_demo->start();
        m_window->commands().refresh();
    });
}

void Console::stopDemo()
{
    if (m_demoProfile) {
        m_connections.close(m_demoProfile->id);
        const bool inFront = m_current == m_demoProfile->id;
        m_demoProfile.reset();
        if (inFront)
            chooseBroker({});
    }
    m_demo.reset();
    updateBrokers();
    m_window->commands().refresh();
    if (m_current.isEmpty())
        m_window->showPage(QStringLiteral("welcome"));
}

} // namespace warden::ui
