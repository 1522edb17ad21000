// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/brokeractions.h"

#include "access/presets.h"
#include "base/files.h"
#include "session/brokersetup.h"

#include <QCoreApplication>
#include <QDir>

namespace warden::cli {

namespace {

using session::BrokerSetup;
using session::SetupRequest;
using session::SetupResult;

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

Result<SetupRequest::Account> account(const QString &text, bool certificate)
{
    const qsizetype colon = text.lastIndexOf(u':');
    SetupRequest::Account account;
    account.user.name = text.left(colon);
    const QString role = text.mid(colon + 1);
    const QStringList known {access::preset::sensors, access::preset::controllers, access::preset::monitors,
        access::preset::administrators};
    if (colon < 1 || !known.contains(role))
        return failure(ErrorCode::InvalidInput,
            tr("“%1” is not of the form name:role, where the role is %2.").arg(text, known.join(tr(" or "))));
    account.user.roles = {{role, -1}};
    account.password = !certificate;
    account.certificate = certificate;
    return account;
}

class Create final : public Command
{
public:
    Create(Environment &environment, SetupRequest request, const QCommandLineParser &parser)
        : Command(environment)
        , m_request(std::move(request))
        , m_stay(!parser.isSet(QStringLiteral("no-start")))
        , m_showSecrets(parser.isSet(QStringLiteral("show-secrets")))
        , m_ownPassphrase(parser.isSet(QStringLiteral("passphrase-fd")))
        , m_descriptor(parser.value(QStringLiteral("passphrase-fd")).toInt())
    {
        connect(&m_setup, &BrokerSetup::stepChanged, this, [this](BrokerSetup::Step, bool done, const QString &text) {
            if (done)
                terminal().say(QStringLiteral("✓ ") + text);
        });
        connect(&m_setup, &BrokerSetup::finished, this, [this](const Result<SetupResult> &result) {
            if (!result)
                return fail(result.error());
            keep(*result);
        });
    }

    void start() override
    {
        if (m_ownPassphrase) {
            auto passphrase = secretFromDescriptor(m_descriptor);
            if (!passphrase)
                return fail(passphrase.error());
            m_request.vaultPassphrase = std::move(*passphrase);
        }
        m_setup.start(m_request);
    }

    void interrupt() override
    {
        m_setup.cancel();
        Q_EMIT finished(kInterrupted);
    }

private:
    void keep(const SetupResult &result);
    Result<void> writeDeviceFiles(const SetupResult &result);
    void report(const SetupResult &result);

    SetupRequest m_request;
    BrokerSetup m_setup;
    bool m_stay;
    bool m_showSecrets;
    bool m_ownPassphrase;
    int m_descriptor;
};

void Create::keep(const SetupResult &result)
{
    auto broker = m_setup.takeBroker();
    if (broker) {
        broker->leaveRunning(m_stay);
        if (!m_stay)
            broker->stop();
    }
    broker::ProfileStore profiles(environment().data.profilesFile());
    for (const Result<void> &step : {writeDeviceFiles(result), profiles.load(), profiles.save(result.profile)}) {
        if (!step)
            return fail(step.error());
    }
    environment().secrets.write(result.profile.secretKey(), result.administratorPassword, this,
        [this, result](const Result<void> &) {
            environment().secrets.write(brokerSecretKey(m_request.folder), result.vaultPassphrase, this,
                [this, result](const Result<void> &) { report(result); });
        });
}

/// The private key of a device leaves the vault here, for the device alone: folder 0700, files 0600.
Result<void> Create::writeDeviceFiles(const SetupResult &result)
{
    const auto ca = readFile(result.profile.caFile, 1 << 20);
    if (!ca)
        return failure(ca.error());
    for (auto it = result.identities.cbegin(); it != result.identities.cend(); ++it) {
        const QString folder = m_request.folder + QStringLiteral("/devices/") + QString::fromLatin1(
            QUrl::toPercentEncoding(it.key(), {}, "."));
        QByteArray chain;
        for (const x509::Certificate &certificate : it->chain)
            chain += certificate.toPem();
        for (const Result<void> &step : {makeFolder(folder, FileAccess::Private),
                 writeFile(folder + QStringLiteral("/ca.crt"), *ca, FileAccess::Private),
                 writeFile(folder + QStringLiteral("/client.crt"), chain, FileAccess::Private),
                 writeFile(folder + QStringLiteral("/client.key"), it->key.toPem().view(), FileAccess::Private)}) {
            if (!step)
                return failure(step.error());
        }
    }
    return {};
}

void Create::report(const SetupResult &result)
{
    const bool kept = environment().secrets.isLasting();
    QJsonObject out {{QStringLiteral("name"), m_request.name}, {QStringLiteral("folder"), m_request.folder},
        {QStringLiteral("url"), result.profile.endpoint.toUrl()}, {QStringLiteral("caFile"), result.profile.caFile},
        {QStringLiteral("administrator"), m_request.administrator}, {QStringLiteral("running"), m_stay},
        {QStringLiteral("secretsKeptIn"), environment().secrets.place()}};
    // What is kept nowhere must be shown, or it is lost; a passphrase of the person's own opens the vault that has the rest.
    const bool show = m_showSecrets || (!kept && !m_ownPassphrase);
    if (show) {
        QJsonObject passwords {{m_request.administrator, result.administratorPassword.reveal()}};
        for (auto it = result.passwords.cbegin(); it != result.passwords.cend(); ++it)
            passwords.insert(it.key(), it.value().reveal());
        out.insert(QStringLiteral("passwords"), passwords);
        if (!m_ownPassphrase)
            out.insert(QStringLiteral("vaultPassphrase"), result.vaultPassphrase.reveal());
    }
    if (environment().json) {
        terminal().print(out);
        Q_EMIT finished(kDone);
        return;
    }
    terminal().print(tr("“%1” is ready: %2\nAuthority: %3\nAdministrator: %4")
                         .arg(m_request.name, result.profile.endpoint.toUrl(),
                             QDir::toNativeSeparators(result.profile.caFile), m_request.administrator));
    if (show) {
        const QJsonObject passwords = out.value(QStringLiteral("passwords")).toObject();
        for (auto it = passwords.begin(); it != passwords.end(); ++it)
            terminal().print(tr("Password of %1: %2").arg(it.key(), it.value().toString()));
        if (!m_ownPassphrase)
            terminal().print(tr("Passphrase of the vault: %1").arg(result.vaultPassphrase.reveal()));
        if (!kept)
            terminal().say(tr("This computer has no keychain: write these down now, they are shown once."));
    } else {
        terminal().print(kept ? tr("The passwords are kept in %1 and in the vault.").arg(environment().secrets.place())
                              : tr("The passwords are kept in the vault, under your passphrase."));
    }
    Q_EMIT finished(kDone);
}

} // namespace

MadeCommand makeBrokerCreate(Environment &environment, const BrokerArguments &arguments)
{
    if (mustExist(arguments))
        return failure(ErrorCode::AlreadyExists,
            tr("There is a broker “%1” already. Start it with: mqtt-wardenctl broker start \"%1\"").arg(arguments.name));
    const QCommandLineParser &parser = arguments.parser;
    SetupRequest request;
    request.name = arguments.name;
    request.folder = arguments.folder;
    request.homeNetwork = parser.isSet(QStringLiteral("home-network"));
    request.extraHosts = parser.values(QStringLiteral("host"));
    request.topicBase = parser.value(QStringLiteral("base"));
    request.administrator = parser.value(QStringLiteral("admin"));
    request.tls13Only = parser.isSet(QStringLiteral("tls13-only"));
    if (parser.isSet(QStringLiteral("rsa")))
        request.keyType = x509::KeyType::Rsa2048;
    for (const bool certificate : {false, true}) {
        const auto option = certificate ? QStringLiteral("device") : QStringLiteral("user");
        for (const QString &text : parser.values(option)) {
            auto made = account(text, certificate);
            if (!made)
                return failure(made.error());
            request.accounts.append(*made);
        }
    }
    return std::make_unique<Create>(environment, std::move(request), parser);
}

} // namespace warden::cli
