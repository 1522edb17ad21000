// SPDX-License-Identifier: GPL-3.0-or-later
// From the connect dialog to a trusted session: secrets, first contact, changed certificates, refusals.
#include "ui/console/console.h"

#include "base/text.h"
#include "mqtt/keyexchange.h"
#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/connectiondetails/connectiondetails.h"
#include "ui/dialogs/trust/changeddialog.h"
#include "ui/dialogs/trust/trustdialog.h"
#include "ui/dialogs/vault/vaultdialog.h"

#include <QFutureWatcher>

namespace warden::ui {

using mqtt::FailureKind;

namespace {

const QString kPassphrase = QStringLiteral("passphrase");

/// Nobody vouches for it, but nothing is wrong with it: the person may look and decide.
bool mayBeTrustedByLooking(const mqtt::Failure &failure)
{
    if (failure.kind == FailureKind::FirstUse)
        return true;
    if (failure.kind != FailureKind::CertificateRefused || failure.link.sentChain.isEmpty())
        return false;
    const QList<x509::Finding> &findings = failure.link.verification.findings;
    return !findings.isEmpty() && std::all_of(findings.cbegin(), findings.cend(), [](const x509::Finding &finding) {
        return finding.problem == x509::Problem::UnknownIssuer || finding.problem == x509::Problem::SelfSigned
            || finding.problem == x509::Problem::HostMismatch || finding.problem == x509::Problem::CrlMissing;
    });
}

bool isSystemOrLook(mqtt::TrustPolicy::Mode mode)
{
    return mode == mqtt::TrustPolicy::Mode::System || mode == mqtt::TrustPolicy::Mode::FirstUse;
}

} // namespace

ConnectDialog *Console::showConnect()
{
    auto *dialog = new ConnectDialog(m_prompts, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setSecretsNote(m_secrets.sentence());
    connect(dialog, &ConnectDialog::connectWanted, this, [this, dialog] { acceptConnect(*dialog); });
    connect(dialog, &ConnectDialog::howToAllowWanted, this, &Console::showHowTo);
    connect(dialog, &ConnectDialog::certificateWanted, this, [this, dialog](const mqtt::LinkReport &link) {
        auto *details = new ConnectionDetails(dialog->profile(), link, m_clock.now(), dialog);
        details->setAttribute(Qt::WA_DeleteOnClose);
        details->open();
    });
    // Where the password will rest is told as soon as it is known.
    connect(&m_secrets, &SecretPlace::changed, dialog, [this, dialog] { dialog->setSecretsNote(m_secrets.sentence()); });
    if (m_secrets.keychain() == SecretPlace::Keychain::NotLookedAt && m_secrets.wish() == SecretsWish::Keychain)
        m_secrets.lookAtKeychain();
    dialog->open();
    return dialog;
}

ConnectDialog *Console::showEdit(const broker::Profile &profile, const QString &message)
{
    ConnectDialog *dialog = showConnect();
    dialog->edit(profile, {}, {});
    dialog->setMessage(message);
    if (!message.isEmpty())
        dialog->focusPassword();
    if (profile.signIn == broker::SignIn::Nothing || !message.isEmpty())
        return dialog;
    const bool password = profile.signIn == broker::SignIn::Password;
    m_secrets.whenReady(dialog, [profile, dialog, password](SecretStore &store) {
        store.read(password ? profile.secretKey() : profile.secretKey(kPassphrase), dialog,
            [profile, dialog, password](const Result<Secret> &kept) {
                if (kept)
                    dialog->edit(profile, password ? *kept : Secret(), password ? Secret() : *kept);
            });
    });
    return dialog;
}

void Console::acceptConnect(ConnectDialog &dialog)
{
    const broker::Profile profile = dialog.profile();
    saveProfile(profile);
    const Secret password = dialog.password();
    const Secret passphrase = dialog.keyPassphrase();
    if (dialog.secretsTyped())
        keepSecrets(profile, password, passphrase);
    m_connections.open(profile, password, passphrase);
}

void Console::keepSecrets(const broker::Profile &profile, const Secret &password, const Secret &passphrase)
{
    m_secrets.whenReady(this, [this, profile, password, passphrase](SecretStore &store) {
        const auto tellFailure = [this](const Result<void> &written) {
            if (!written)
                tell(Tone::Warning, written.error().text, written.error().detail);
        };
        if (!password.isEmpty())
            store.write(profile.secretKey(), password, this, tellFailure);
        if (!passphrase.isEmpty())
            store.write(profile.secretKey(kPassphrase), passphrase, this, tellFailure);
        if (store.isLasting() || m_secrets.keychain() != SecretPlace::Keychain::None)
            return;
        // No keychain here: say so, and offer the vault; memory is what happens meanwhile.
        Notice notice;
        notice.tone = Tone::Info;
        notice.text = tr("This computer has no keychain, so the password stays in memory until the console closes.");
        notice.actionText = tr("Keep it in a vault…");
        notice.action = [guard = QPointer<Console>(this), profile, password, passphrase] {
            if (!guard)
                return;
            guard->savePreferences([&] {
                Preferences preferences = guard->m_preferences;
                preferences.secrets = SecretsWish::Vault;
                return preferences;
            }());
            guard->keepSecrets(profile, password, passphrase);
        };
        m_notices.post(notice);
    });
}

void Console::askForVault()
{
    auto *dialog = new VaultDialog(
        m_secrets.hasVault(), [this](const Secret &passphrase) { return m_secrets.openVault(passphrase); }, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &VaultDialog::memoryWanted, &m_secrets, &SecretPlace::useMemory);
    dialog->open();
}

void Console::handleFailure(const QString &id, const mqtt::Failure &failure)
{
    session::Session *session = m_connections.session(id);
    if (!session)
        return;
    const broker::Profile profile = session->profile();
    updateStatus();
    if (failure.kind == FailureKind::PinChanged) {
        session->close();
        showChanged(profile, failure.link);
    } else if (isSystemOrLook(profile.trust) && mayBeTrustedByLooking(failure)) {
        session->close();
        showTrust(profile, failure.link);
    } else if (failure.kind == FailureKind::BadUserNameOrPassword || failure.kind == FailureKind::NotAuthorized) {
        session->close(); // trying the same password again cannot help, and locks out where attempts are counted
        if (!m_window->findChild<ConnectDialog *>())
            showEdit(profile, failure.error.text);
    } else if (id != m_current || m_window->currentPage() != QLatin1String("overview")) {
        tell(Tone::Danger, failure.error.text, failure.error.detail);
    }
}

TrustDialog *Console::showTrust(const broker::Profile &profile, const mqtt::LinkReport &link)
{
    auto *dialog = new TrustDialog(m_prompts, profile, link, m_clock.now(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto [password, passphrase] = m_connections.pendingSecrets(profile.id);
    connect(dialog, &TrustDialog::decided, this,
        [this, password = password, passphrase = passphrase](const broker::Profile &decided) {
            trusted(decided, password, passphrase);
        });
    dialog->open();
    return dialog;
}

ChangedDialog *Console::showChanged(const broker::Profile &profile, const mqtt::LinkReport &link)
{
    auto *dialog = new ChangedDialog(profile, link, m_clock.now(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChangedDialog::compareWanted, this, [this, profile, link] { showTrust(profile, link); });
    dialog->open();
    return dialog;
}

void Console::trusted(const broker::Profile &profile, const Secret &password, const Secret &passphrase)
{
    saveProfile(profile);
    if (password.isEmpty() && passphrase.isEmpty())
        m_connections.openKept(profile);
    else
        m_connections.open(profile, password, passphrase);
}

ConnectionDetails *Console::showDetails()
{
    const broker::Profile *known = currentProfile();
    const session::Session *session = currentSession();
    if (!known || !session)
        return nullptr;
    auto *dialog = new ConnectionDetails(*known, session->link(), m_clock.now(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (session->link().encrypted)
        probeKeyExchange(*dialog);
    dialog->open();
    return dialog;
}

void Console::probeKeyExchange(ConnectionDetails &dialog)
{
    const Result<mqtt::ConnectOptions> options = broker::connectOptions(*currentProfile(), {}, {});
    if (!options)
        return; // needs a passphrase, for example: then the group stays unknown
    using Watcher = QFutureWatcher<Result<mqtt::KeyExchange>>;
    auto *watcher = new Watcher(&dialog);
    connect(watcher, &Watcher::finished, &dialog, [watcher, &dialog] {
        const Result<mqtt::KeyExchange> probed = watcher->result();
        if (probed && !probed->group.isEmpty())
            dialog.setKeyExchange(tr("%1, by a second handshake").arg(probed->group));
    });
    watcher->setFuture(mqtt::probeKeyExchange(options->endpoint, options->tls));
}

} // namespace warden::ui
