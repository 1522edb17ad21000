// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfixture.h"

#include "base/files.h"
#include "access/presets.h"
#include "support/mosquitto.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>

namespace warden::test {

bool signsIn(const SignInTry &attempt)
{
    QStringList arguments {QStringLiteral("-h"), attempt.host, QStringLiteral("-p"), QString::number(attempt.port),
        QStringLiteral("--cafile"), attempt.caFile, QStringLiteral("-q"), QStringLiteral("1"), QStringLiteral("-t"),
        QStringLiteral("home/check"), QStringLiteral("-m"), QStringLiteral("check"), QStringLiteral("-V"),
        QStringLiteral("5")};
    if (!attempt.user.isEmpty())
        arguments += {QStringLiteral("-u"), attempt.user, QStringLiteral("-P"), attempt.password.reveal()};
    if (!attempt.certificateFile.isEmpty())
        arguments += {QStringLiteral("--cert"), attempt.certificateFile, QStringLiteral("--key"), attempt.keyFile};
    QProcess process;
    process.start(findProgram(QStringLiteral("mosquitto_pub")), arguments);
    if (!process.waitForFinished(10'000)) {
        process.kill();
        process.waitForFinished();
        return false;
    }
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool writeIdentity(const x509::Identity &identity, const QString &folder)
{
    QByteArray chain;
    for (const x509::Certificate &certificate : identity.chain)
        chain += certificate.toPem();
    return QDir().mkpath(folder) && writeFile(folder + QStringLiteral("/certificate.pem"), chain, FileAccess::Public)
        && writeFile(folder + QStringLiteral("/key.pem"), identity.key.toPem().view(), FileAccess::Private);
}

session::SetupRequest request(const QString &folder)
{
    session::SetupRequest request;
    request.name = QStringLiteral("Test home");
    request.folder = folder;
    request.vaultPassphrase = Secret::fromText(u"a passphrase for tests");
    request.wishedPorts = {QString(), freePort(), freePort(), freePort()};
    session::SetupRequest::Account lamp;
    lamp.user.name = QStringLiteral("lamp");
    lamp.user.roles = {{access::preset::controllers, -1}};
    lamp.password = true;
    session::SetupRequest::Account door;
    door.user.name = QStringLiteral("door");
    door.user.roles = {{access::preset::sensors, -1}};
    door.certificate = true;
    request.accounts = {lamp, door};
    return request;
}

Result<session::SetupResult> setUp(session::BrokerSetup &setup, const session::SetupRequest &request)
{
    Result<session::SetupResult> outcome = failure(ErrorCode::TimedOut, QStringLiteral("no end"));
    const auto connection = QObject::connect(&setup, &session::BrokerSetup::finished, &setup,
        [&outcome](const Result<session::SetupResult> &result) { outcome = result; });
    QSignalSpy finished(&setup, &session::BrokerSetup::finished);
    setup.start(request);
    if (finished.isEmpty())
        finished.wait(90'000);
    QObject::disconnect(connection);
    return outcome;
}

bool BrokerFixture::make()
{
    folder = home.filePath(QStringLiteral("broker"));
    session::BrokerSetup setup;
    const Result<session::SetupResult> made = setUp(setup, request(folder));
    if (!made) {
        error = made.error().text + QLatin1Char(' ') + made.error().detail;
        return false;
    }
    result = *made;
    broker = setup.takeBroker();
    for (auto it = result.identities.cbegin(); it != result.identities.cend(); ++it) {
        if (!writeIdentity(it.value(), home.filePath(it.key())))
            return false;
    }
    return broker != nullptr;
}

SignInTry BrokerFixture::password(const QString &user) const
{
    SignInTry attempt;
    attempt.port = broker->listeners().passwordPort;
    attempt.caFile = result.profile.caFile;
    attempt.user = user;
    attempt.password = user == result.profile.userName ? result.administratorPassword : result.passwords.value(user);
    return attempt;
}

SignInTry BrokerFixture::certificate(const QString &user) const
{
    SignInTry attempt;
    attempt.port = broker->listeners().certificatePort;
    attempt.caFile = result.profile.caFile;
    attempt.certificateFile = home.filePath(user + QStringLiteral("/certificate.pem"));
    attempt.keyFile = home.filePath(user + QStringLiteral("/key.pem"));
    return attempt;
}

} // namespace warden::test
