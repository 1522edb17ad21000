// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace warden {

/// Where passwords and tokens rest. The seam behind which the system keychain, the vault and memory stand.
/// Lives in the thread that made it; answers come there, later, and never after \a context has gone.
class SecretStore
{
public:
    using Read = std::function<void(Result<Secret>)>;
    using Done = std::function<void(Result<void>)>;

    virtual ~SecretStore() = default;

    /// ErrorCode::NotFound when nothing is kept under \a key.
    virtual void read(const QString &key, QObject *context, Read answer) = 0;
    virtual void write(const QString &key, const Secret &secret, QObject *context, Done answer) = 0;
    /// Removing what is not there succeeds.
    virtual void remove(const QString &key, QObject *context, Done answer) = 0;
    /// Where the secrets are, as a sentence part for the person: "the system's keychain".
    virtual QString place() const = 0;
    /// False when the secrets end with the program.
    virtual bool isLasting() const = 0;
};

/// Keeps secrets for the run of the program only.
class MemorySecretStore final : public SecretStore
{
public:
    void read(const QString &key, QObject *context, Read answer) override;
    void write(const QString &key, const Secret &secret, QObject *context, Done answer) override;
    void remove(const QString &key, QObject *context, Done answer) override;
    QString place() const override;
    bool isLasting() const override { return false; }

private:
    QHash<QString, Secret> m_secrets;
};

} // namespace warden
