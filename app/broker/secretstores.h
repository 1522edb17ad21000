// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"

#include <memory>

namespace warden::pki {
class Vault;
}

namespace warden::broker {

/// The system's keychain by QtKeychain (Secret Service, Windows Credential Manager, macOS Keychain).
class KeychainSecretStore final : public SecretStore
{
public:
    explicit KeychainSecretStore(QString service);
    void read(const QString &key, QObject *context, Read answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, Done answer) override;
    void remove(const QString &key, QObject *context, Done answer) override;
    QString place() const override;
    bool isLasting() const override { return true; }
    /// Writes, reads and removes a trial entry; false on a computer without a keychain.
    static void probe(const QString &service, QObject *context, std::function<void(bool)> answer);

private:
    QString m_service;
};

/// Secrets in an unlocked vault, for a computer without a keychain.
class VaultSecretStore final : public SecretStore
{
public:
    explicit VaultSecretStore(pki::Vault &vault);
    void read(const QString &key, QObject *context, Read answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, Done answer) override;
    void remove(const QString &key, QObject *context, Done answer) override;
    QString place() const override;
    bool isLasting() const override { return true; }

private:
    pki::Vault &m_vault;
};

} // namespace warden::broker
