// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/autosecretstore.h"

#include "broker/secretstores.h"

namespace warden::cli {

AutoSecretStore::AutoSecretStore(Terminal &terminal, QString service)
    : m_terminal(terminal)
    , m_service(std::move(service))
{
}

AutoSecretStore::~AutoSecretStore() = default;

void AutoSecretStore::whenDecided(QObject *context, std::function<void()> then)
{
    if (m_store)
        return then();
    broker::KeychainSecretStore::probe(m_service, context, [this, then = std::move(then)](bool works) {
        // Two requests may wait for the same answer.
        if (!m_store && works)
            m_store = std::make_unique<broker::KeychainSecretStore>(m_service);
        else if (!m_store)
            m_store = std::make_unique<MemorySecretStore>();
        then();
    });
}

void AutoSecretStore::read(const QString &key, QObject *context, Read answer)
{
    whenDecided(context, [=, this] { m_store->read(key, context, answer); });
}

void AutoSecretStore::write(const QString &key, const Secret &secret, QObject *context, Done answer)
{
    whenDecided(context, [=, this] { m_store->write(key, secret, context, answer); });
}

void AutoSecretStore::remove(const QString &key, QObject *context, Done answer)
{
    whenDecided(context, [=, this] { m_store->remove(key, context, answer); });
}

QString AutoSecretStore::place() const
{
    return m_store ? m_store->place() : MemorySecretStore().place();
}

bool AutoSecretStore::isLasting() const
{
    return m_store && m_store->isLasting();
}

} // namespace warden::cli
