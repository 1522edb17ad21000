// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "ui/shell/brokerstatus.h"

#include <map>
#include <memory>

namespace warden::ui {

class SecretPlace;

/// The brokers that this console is connected to, one session each, several at once.
class Connections : public QObject
{
    Q_OBJECT

public:
    explicit Connections(SecretPlace &secrets, QObject *parent = nullptr);
    ~Connections() override;

    /// Opens with these secrets; a session of the same profile is replaced.
    session::Session *open(const broker::Profile &profile, Secret password, Secret keyPassphrase);
    /// Opens with the secrets that are kept; secretMissing() when the profile needs one that is not.
    void openKept(const broker::Profile &profile);
    void close(const QString &id); ///< ends and forgets the session
    void closeAll();

    session::Session *session(const QString &id) const;
    /// The secrets of a session that is not connected yet: for another try after the person looked at the certificate.
    std::pair<Secret, Secret> pendingSecrets(const QString &id) const;

signals:
    void opened(const QString &id);
    void closed(const QString &id);
    void stateChanged(const QString &id);
    void failed(const QString &id, const warden::mqtt::Failure &failure);
    void secretMissing(const warden::broker::Profile &profile);

private:
    struct Entry {
        std::unique_ptr<session::Session> session;
        Secret password;
        Secret keyPassphrase;
    };
    std::map<QString, Entry> m_entries;
    SecretPlace &m_secrets;
};

/// What the header says about a session; null: not open.
BrokerStatus statusOf(const broker::Profile &profile, const session::Session *session);
/// The same from values.
BrokerStatus statusOf(const broker::Profile &profile, session::Session::State state, const mqtt::LinkReport &link);

} // namespace warden::ui
