// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/secretplace.h"

#include "base/clock.h"
#include "broker/secretstores.h"
#include "pki/vault.h"

#include <QFileInfo>
#include <QPointer>

namespace warden::ui {

struct SecretPlace::Waiting {
    QPointer<QObject> context;
    std::function<void(SecretStore &)> use;
};

SecretPlace::SecretPlace(const session::DataFolder &folder, SecretsWish wish, bool memoryOnly, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_wish(wish)
    , m_memoryOnly(memoryOnly)
{
}

SecretPlace::~SecretPlace() = default;

void SecretPlace::setWish(SecretsWish wish)
{
    if (wish == m_wish)
        return;
    m_wish = wish;
    m_store = nullptr;
    m_asked = false;
    emit changed();
}

void SecretPlace::whenReady(QObject *context, std::function<void(SecretStore &)> use)
{
    if (m_store) {
        use(*m_store);
        return;
    }
    m_waiting.push_back({context, std::move(use)});
    decide();
}

void SecretPlace::decide()
{
    if (m_memoryOnly || m_wish == SecretsWish::Memory) {
        settle(m_memory);
    } else if (m_wish == SecretsWish::Vault) {
        if (m_vaultStore) {
            settle(*m_vaultStore);
        } else if (!m_asked) {
            m_asked = true;
            emit passphraseWanted();
        }
    } else if (m_keychain == Keychain::Answers) {
        settle(*m_keychainStore);
    } else if (m_keychain == Keychain::None) {
        settle(m_memory);
    } else {
        lookAtKeychain();
    }
}

void SecretPlace::settle(SecretStore &store)
{
    const bool fresh = m_store != &store;
    m_store = &store;
    std::vector<Waiting> waiting;
    waiting.swap(m_waiting);
    for (Waiting &one : waiting) {
        if (one.context)
            one.use(store);
    }
    if (fresh)
        emit changed();
}

void SecretPlace::lookAtKeychain()
{
    if (m_memoryOnly || m_keychain == Keychain::Looking)
        return;
    m_keychain = Keychain::Looking;
    emit changed();
    broker::KeychainSecretStore::probe(session::kKeychainService, this, [this](bool answers) {
        m_keychain = answers ? Keychain::Answers : Keychain::None;
        if (answers && !m_keychainStore)
            m_keychainStore = std::make_unique<broker::KeychainSecretStore>(session::kKeychainService);
        if (!m_waiting.empty())
            decide();
        emit changed();
    });
}

bool SecretPlace::isLasting() const
{
    return m_store ? m_store->isLasting() : m_wish != SecretsWish::Memory && !m_memoryOnly;
}

QString SecretPlace::place() const
{
    return m_store ? m_store->place() : tr("the system’s keychain");
}

QString SecretPlace::sentence() const
{
    if (!m_store && m_wish == SecretsWish::Keychain && !m_memoryOnly)
        return m_keychain == Keychain::None ? tr("This computer has no keychain: passwords stay in memory.")
                                            : tr("Passwords go into the system’s keychain.");
    if (m_wish == SecretsWish::Vault && !m_memoryOnly)
        return tr("Passwords go into an encrypted vault.");
    return isLasting() ? tr("Passwords go into the system’s keychain.")
                       : tr("Passwords stay in memory until the console closes.");
}

bool SecretPlace::hasVault() const
{
    return QFileInfo::exists(m_folder.secretsVault());
}

Result<void> SecretPlace::openVault(const Secret &passphrase)
{
    const SystemClock clock;
    auto vault = hasVault() ? pki::Vault::open(m_folder.secretsVault(), passphrase, clock)
                            : pki::Vault::create(m_folder.secretsVault(), passphrase, clock);
    if (!vault)
        return failure(vault.error());
    m_vault = std::move(*vault);
    m_vaultStore = std::make_unique<broker::VaultSecretStore>(*m_vault);
    m_wish = SecretsWish::Vault;
    settle(*m_vaultStore);
    return {};
}

void SecretPlace::useMemory()
{
    settle(m_memory);
}

} // namespace warden::ui
