// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "cli/terminal.h"

#include <memory>

namespace warden::cli {

/// The system's keychain where it answers, else memory for this run; decided at the first use, since most commands need
/// no secret at all.
class AutoSecretStore final : public SecretStore
{
public:
    AutoSecretStore(Terminal &terminal, QString service);
    ~AutoSecretStore() override;
    void read(const QString &key, QObject *context, Read answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, Done answer) override;
    void remove(const QString &key, QObject *context, Done answer) override;
    QString place() const override;
    bool isLasting() const override;

private:
    void whenDecided(QObject *context, std::function<void()> then);

    Terminal &m_terminal;
    QString m_service;
    std::unique_ptr<SecretStore> m_store;
};

} // namespace warden::cli
