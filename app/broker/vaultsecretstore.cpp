// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/secretstores.h"

#include "pki/vault.h"

#include <QCoreApplication>

namespace warden::broker {

namespace {

/// Answers come later here too, as they do from a keychain.
template <class Answer, class Value>
void later(QObject *context, Answer answer, Value value)
{
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer), value = std::move(value)] { answer(value); }, Qt::QueuedConnection);
}

} // namespace

VaultSecretStore::VaultSecretStore(pki::Vault &vault)
    : m_vault(vault)
{
}

void VaultSecretStore::read(const QString &key, QObject *context, Read answer)
{
    later(context, std::move(answer), m_vault.secret(key));
}

void VaultSecretStore::write(const QString &key, const Secret &secret, QObject *context, Done answer)
{
    later(context, std::move(answer), m_vault.putSecret(key, secret));
}

void VaultSecretStore::remove(const QString &key, QObject *context, Done answer)
{
    Result<void> removed = m_vault.removeSecret(key);
    if (!removed && removed.error().code == ErrorCode::NotFound)
        removed = {};
    later(context, std::move(answer), std::move(removed));
}

QString VaultSecretStore::place() const
{
    return QCoreApplication::translate("SecretStore", "the vault, under its passphrase");
}

} // namespace warden::broker
