// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

#include <QTemporaryDir>

namespace warden::test {

/// Sign-ins with mosquitto_pub: the field's own client as judge.
struct SignInTry {
    quint16 port = 0;
    QString caFile;
    QString user;
    Secret password;
    QString certificateFile;
    QString keyFile;
    QString host = QStringLiteral("127.0.0.1");
};
bool signsIn(const SignInTry &attempt);

/// Three files of an identity in \a folder: certificate.pem, key.pem; returns false when they cannot be written.
bool writeIdentity(const x509::Identity &identity, const QString &folder);

/// A request as the tests want it: any free ports, two devices.
session::SetupRequest request(const QString &folder);

/// Runs a set-up to its end in this thread's event loop.
Result<session::SetupResult> setUp(session::BrokerSetup &setup, const session::SetupRequest &request);

/// A broker set up in a folder of its own, ended with this object.
class BrokerFixture
{
public:
    /// False, with the reason in error, when it does not come up.
    bool make();
    SignInTry password(const QString &user) const;
    SignInTry certificate(const QString &user) const;

    QTemporaryDir home;
    QString folder;
    session::SetupResult result;
    std::unique_ptr<broker::mosquitto::LocalBroker> broker;
    QString error;
};

} // namespace warden::test
