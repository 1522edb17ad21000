// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/setupset.h"

#include "access/presets.h"
#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"
#include "topic/topic.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>
#include <QNetworkInterface>
#include <QSysInfo>

namespace warden::session {

using broker::mosquitto::BrokerSet;

namespace {

constexpr qsizetype kMostAddresses = 16;
constexpr qsizetype kLongestCommonName = 64; // RFC 5280 appendix A, ub-common-name
constexpr qint64 kLargestPem = 1024 * 1024;
constexpr qint64 kLargestDirectory = 64 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("BrokerSetup", text);
}

QByteArray pemOf(const QList<x509::Certificate> &certificates)
{
    QByteArray pem;
    for (const x509::Certificate &certificate : certificates)
        pem += certificate.toPem();
    return pem;
}

access::Directory directoryOf(const SetupRequest &request)
{
    access::Directory directory = access::starterDirectory(request.administrator, request.topicBase);
    for (const access::Role &role : request.extraRoles) {
        directory.roles.removeIf([&role](const access::Role &preset) { return preset.name == role.name; });
        directory.roles.append(role);
    }
    for (const SetupRequest::Account &account : request.accounts)
        directory.users.append(account.user);
    return directory;
}

/// A label of letters, digits and hyphens: other names cannot stand in a certificate.
bool isHostName(const QString &name)
{
    static const QRegularExpression pattern(
        QStringLiteral("^[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*$"));
    return name.size() <= 253 && pattern.match(name).hasMatch();
}

Result<pki::Authority> authorityOf(const SetupRequest &request, pki::Vault &vault, const Clock &clock)
{
    pki::AuthoritySpec spec;
    spec.rootName = request.authorityName.isEmpty() ? tr("%1 CA").arg(request.name) : request.authorityName;
    spec.rootName.truncate(kLongestCommonName);
    spec.keyType = request.keyType;
    return pki::Authority::create(vault, spec, clock);
}

/// Fills the set and the result step by step; each certificate is a step that can be the last.
class SetMaker
{
public:
    SetMaker(const SetupRequest &request, pki::Vault &vault, SetupResult &result, const GoOn &goOn, const Clock &clock)
        : m_request(request)
        , m_vault(vault)
        , m_out(result)
        , m_goOn(goOn)
        , m_clock(clock)
    {
    }

    Result<BrokerSet> run()
    {
        m_set.name = m_request.name;
        m_set.listeners = m_request.wishedPorts;
        m_set.listeners.bindAddress = m_request.homeNetwork ? QStringLiteral("0.0.0.0") : QStringLiteral("127.0.0.1");
        m_set.hosts = hostsOfThisComputer(m_request.extraHosts);
        m_set.tls13Only = m_request.tls13Only;
        m_set.directory = directoryOf(m_request);
        if (const QList<access::Fault> faults = access::check(m_set.directory); !faults.isEmpty())
            return failure(ErrorCode::InvalidInput,
                tr("The users and roles are not right yet. %1: %2").arg(faults.first().place, faults.first().text));
        Result<pki::Authority> authority = authorityOf(m_request, m_vault, m_clock);
        if (!authority)
            return failure(authority.error());
        for (const Result<void> &step : {makeServer(*authority), makeAccounts(*authority), makeRevocation(*authority)}) {
            if (!step)
                return failure(step.error());
        }
        m_set.caPem = pemOf(authority->anchors());
        return std::move(m_set);
    }

private:
    Result<void> mayGoOn() const
    {
        if (m_goOn && !m_goOn())
            return failure(ErrorCode::Cancelled, tr("The set-up was cancelled."));
        return {};
    }

    Result<void> makeServer(pki::Authority &authority)
    {
        if (const Result<void> on = mayGoOn(); !on)
            return on;
        const Result<pki::Issued> server = authority.issueServer({{}, m_set.hosts, m_request.keyType});
        if (!server)
            return failure(server.error());
        m_set.serverChainPem = pemOf(server->identity.chain);
        m_set.serverKeyPem = server->identity.key.toPem();
        return {};
    }

    Result<void> makeAccounts(pki::Authority &authority)
    {
        // The administrator has both ways: the certificate rests in the vault and leaves it with an export only.
        m_out.administratorPassword = Secret::randomPassword();
        if (const Result<void> kept = keepPassword(m_request.administrator, m_out.administratorPassword); !kept)
            return kept;
        if (const Result<void> made = makeCertificate(authority, m_request.administrator); !made)
            return made;
        for (const SetupRequest::Account &account : m_request.accounts) {
            const QString &name = account.user.name;
            if (account.password) {
                m_out.passwords.insert(name, Secret::randomPassword());
                if (const Result<void> kept = keepPassword(name, m_out.passwords.value(name)); !kept)
                    return kept;
            }
            if (!account.certificate)
                continue;
            if (const Result<void> made = makeCertificate(authority, name); !made)
                return made;
            m_out.identities.insert(name, m_set.identities.value(name));
        }
        return {};
    }

    Result<void> keepPassword(const QString &user, const Secret &password)
    {
        m_set.passwords.insert(user, password);
        return m_vault.putSecret(passwordName(user), password);
    }

    Result<void> makeCertificate(pki::Authority &authority, const QString &user)
    {
        if (const Result<void> on = mayGoOn(); !on)
            return on;
        const Result<pki::Issued> client = authority.issueClient({user, m_request.keyType});
        if (!client)
            return failure(client.error());
        m_set.identities.insert(user, client->identity);
        return {};
    }

    Result<void> makeRevocation(pki::Authority &authority)
    {
        const Result<pki::Issued> canary = authority.issueRevokedCanary();
        if (!canary)
            return failure(canary.error());
        m_set.revoked = canary->identity;
        const Result<x509::Crl> crl = authority.latestCrl();
        if (!crl)
            return failure(crl.error());
        m_set.crlPem = crl->toPem();
        return {};
    }

    const SetupRequest &m_request;
    pki::Vault &m_vault;
    SetupResult &m_out;
    const GoOn &m_goOn;
    const Clock &m_clock;
    BrokerSet m_set;
};

/// What the vault knows beyond the broker's files: passwords, certificates with keys, a fresh CRL.
Result<void> addFromVault(BrokerSet &set, pki::Vault &vault, const Clock &clock)
{
    Result<pki::Authority> authority = pki::Authority::open(vault, clock);
    if (!authority)
        return failure(authority.error());
    for (const access::User &user : set.directory.users) {
        if (const Result<Secret> password = vault.secret(passwordName(user.name)))
            set.passwords.insert(user.name, *password);
    }
    const Result<QList<pki::CertificateRecord>> records = vault.certificates();
    if (!records)
        return failure(records.error());
    for (const pki::CertificateRecord &record : *records) {
        const bool usable = record.state == pki::CertificateState::Issued && record.profile == QLatin1String("client")
            && record.hasKey && record.certificate.notAfter() > clock.now();
        const QString user = record.certificate.subject().commonName();
        if (!usable || !set.directory.user(user))
            continue;
        const Result<pki::Issued> issued = authority->issued(record.id);
        if (!issued)
            return failure(issued.error());
        set.identities.insert(user, issued->identity); // a later one takes the place of an earlier
    }
    const Result<pki::Issued> canary = authority->issueRevokedCanary(); // signs a CRL with its full life, too
    if (!canary)
        return failure(canary.error());
    set.revoked = canary->identity;
    const Result<x509::Crl> crl = authority->latestCrl();
    if (!crl)
        return failure(crl.error());
    set.crlPem = crl->toPem();
    return {};
}

Result<void> readFiles(BrokerSet &set, const QString &folder)
{
    using namespace broker::mosquitto;
    const Result<QByteArray> ca = readFile(caPath(folder), kLargestPem);
    Result<QByteArray> server = readFile(serverCertificatePath(folder), kLargestPem);
    const Result<QByteArray> users = readFile(dynamicSecurityPath(folder), kLargestDirectory);
    for (const Result<QByteArray> &file : {ca, server, users}) {
        if (!file)
            return failure(file.error());
    }
    const Secret serverFile = Secret::taking(std::move(*server));
    const Result<x509::Identity> identity = x509::identityFromPem(serverFile.view(), serverFile.view(), {});
    if (!identity)
        return failure(identity.error());
    Result<access::Directory> directory = readDynamicSecurityFile(*users);
    if (!directory)
        return failure(directory.error());
    set.caPem = *ca;
    set.serverChainPem = pemOf(identity->chain);
    set.serverKeyPem = identity->key.toPem();
    set.directory = *directory;
    set.directoryFile = *users;
    return {};
}

} // namespace

QString passwordName(const QString &user)
{
    return QStringLiteral("user/") + user;
}

QStringList hostsOfThisComputer(const QStringList &extra)
{
    QStringList hosts = extra;
    const QString name = QSysInfo::machineHostName().toLower();
    if (isHostName(name)) {
        hosts.append(name);
        if (!name.contains(QLatin1Char('.')))
            hosts.append(name + QStringLiteral(".local"));
    }
    hosts.append({QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")});
    qsizetype addresses = 0;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.isLinkLocal() || ++addresses > kMostAddresses)
            continue;
        hosts.append(address.toString());
    }
    hosts.removeDuplicates();
    return hosts;
}

Result<void> checkRequest(const SetupRequest &request)
{
    const auto refuse = [](const QString &text) { return failure(ErrorCode::InvalidInput, text); };
    if (request.name.trimmed().isEmpty())
        return refuse(tr("Give the broker a name."));
    if (request.folder.isEmpty())
        return refuse(tr("Choose a folder for the broker."));
    const QDir folder(request.folder);
    if (folder.exists() && !folder.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System))
        return failure(ErrorCode::AlreadyExists,
            tr("The folder %1 is not empty. Choose a new one.").arg(QDir::toNativeSeparators(request.folder)));
    if (request.administrator.isEmpty() || request.administrator.size() > kLongestCommonName)
        return refuse(tr("Give the administrator a name of at most %1 characters.").arg(kLongestCommonName));
    if (topic::checkName(request.topicBase.toUtf8()) || request.topicBase.endsWith(QLatin1Char('/')))
        return refuse(tr("“%1” cannot be the topic that all others stand below. Take a word such as home.")
                          .arg(request.topicBase));
    return {};
}

Result<BrokerSet> makeSet(
    const SetupRequest &request, pki::Vault &vault, SetupResult &result, const GoOn &goOn, const Clock &clock)
{
    return SetMaker(request, vault, result, goOn, clock).run();
}

Result<BrokerSet> BrokerSetup::makeSet(const SetupRequest &request, pki::Vault &vault, SetupResult &result)
{
    return session::makeSet(request, vault, result, {}, SystemClock());
}

Result<BrokerSet> BrokerSetup::readSet(const QString &folder, const Secret &passphrase)
{
    const Result<broker::mosquitto::FolderSettings> settings = broker::mosquitto::readFolderSettings(folder);
    if (!settings)
        return failure(settings.error());
    BrokerSet set;
    set.name = settings->name;
    set.listeners = settings->listeners;
    set.hosts = settings->hosts;
    set.tls13Only = settings->tls13Only;
    if (const Result<void> read = readFiles(set, folder); !read)
        return failure(read.error());
    const SystemClock clock;
    const Result<std::unique_ptr<pki::Vault>> vault
        = pki::Vault::open(QDir(folder).absoluteFilePath(QStringLiteral("vault.db")), passphrase, clock);
    if (!vault)
        return failure(vault.error());
    if (const Result<void> added = addFromVault(set, **vault, clock); !added)
        return failure(added.error());
    return set;
}

} // namespace warden::session
