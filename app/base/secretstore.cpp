// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secretstore.h"

#include <QCoreApplication>

namespace warden {

void MemorySecretStore::read(const QString &key, QObject *context, Read answer)
{
    Result<Secret> result = failure(
        ErrorCode::NotFound, QCoreApplication::translate("SecretStore", "No password is kept for this."), key);
    if (const auto it = m_secrets.constFind(key); it != m_secrets.constEnd())
        result = it.value();
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer), result] { answer(result); }, Qt::QueuedConnection);
}

void MemorySecretStore::write(const QString &key, const Secret &secret, QObject *context, Done answer)
{
    m_secrets.insert(key, secret);
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer)] { answer({}); }, Qt::QueuedConnection);
}

void MemorySecretStore::remove(const QString &key, QObject *context, Done answer)
{
    m_secrets.remove(key);
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer)] { answer({}); }, Qt::QueuedConnection);
}

QString MemorySecretStore::place() const
{
    return QCoreApplication::translate("SecretStore", "memory, until the program ends");
}

} // namespace warden
