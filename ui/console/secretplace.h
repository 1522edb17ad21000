// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "session/datafolder.h"
#include "ui/pages/settings/preferences.h"

#include <memory>
#include <vector>

namespace warden::pki {
class Vault;
}

namespace warden::ui {

/// Finds out where secrets can rest, when the first one is needed and not before: keychain, vault or memory.
class SecretPlace : public QObject
{
    Q_OBJECT

public:
    enum class Keychain { NotLookedAt, Looking, Answers, None };

    /// \a memoryOnly: neither keychain nor vault is touched.
    SecretPlace(const session::DataFolder &folder, SecretsWish wish, bool memoryOnly, QObject *parent = nullptr);
    ~SecretPlace() override;

    void setWish(SecretsWish wish);
    SecretsWish wish() const { return m_wish; }
    /// Calls \a use once it is clear where secrets rest; never after \a context has gone.
    void whenReady(QObject *context, std::function<void(SecretStore &)> use);
    void lookAtKeychain();
    Keychain keychain() const { return m_keychain; }
    bool isLasting() const;
    QString place() const;
    QString sentence() const; ///< "Passwords go into the system’s keychain."
    bool hasVault() const;    ///< there is a file to be opened; otherwise one is made
    Result<void> openVault(const Secret &passphrase);
    void useMemory(); ///< for this run

signals:
    void changed();
    void passphraseWanted();

private:
    void decide();
    void settle(SecretStore &store);

    session::DataFolder m_folder;
    SecretsWish m_wish;
    bool m_memoryOnly;
    Keychain m_keychain = Keychain::NotLookedAt;
    bool m_asked = false;
    MemorySecretStore m_memory;
    std::unique_ptr<SecretStore> m_keychainStore;
    std::unique_ptr<pki::Vault> m_vault;
    std::unique_ptr<SecretStore> m_vaultStore;
    SecretStore *m_store = nullptr;
    struct Waiting;
    std::vector<Waiting> m_waiting;
};

} // namespace warden::ui
