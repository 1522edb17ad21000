// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/brokersetup.h"

#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QTimer>

namespace warden::session {

using broker::mosquitto::LocalBroker;

namespace {

constexpr int kLookEveryMs = 10 * 60 * 1000;
constexpr qint64 kRenewDaysBefore = 30;
constexpr qint64 kWebSocketGraceDays = 20; // a renewed certificate reaches 2.0's WebSocket listener by a restart only
constexpr qint64 kLargestPem = 1024 * 1024;

QString tr(const char *text)
{
    return BrokerCare::tr(text);
}

struct Due {
    bool crl = false;
    bool server = false;
    bool any() const { return crl || server; }
};

/// What is due by the files that the broker reads: cheap, without opening the vault.
Result<Due> findDue(const QString &folder, const QDateTime &now)
{
    const Result<QByteArray> crlPem = readFile(broker::mosquitto::crlPath(folder), kLargestPem);
    Result<QByteArray> serverPem = readFile(broker::mosquitto::serverCertificatePath(folder), kLargestPem);
    if (!crlPem || !serverPem)
        return failure(crlPem ? serverPem.error() : crlPem.error());
    const Result<QList<x509::Crl>> crls = x509::Crl::listFromPem(*crlPem);
    const Result<x509::Certificate> server = x509::Certificate::fromPem(*serverPem);
    wipe(*serverPem);
    Due due;
    due.server = !server || server->notAfter() < now.addDays(kRenewDaysBefore);
    due.crl = true;
    if (crls && !crls->isEmpty()) {
        const x509::Crl &crl = crls->first();
        const qint64 life = crl.thisUpdate().secsTo(crl.nextUpdate());
        due.crl = crl.thisUpdate().secsTo(now) * 3 >= life;
    }
    return due;
}

x509::KeyType keyTypeOf(const x509::Certificate &certificate)
{
    const x509::KeyInfo info = certificate.key();
    if (info.algorithm == QLatin1String("RSA"))
        return info.bits >= 4096 ? x509::KeyType::Rsa4096
            : info.bits >= 3072  ? x509::KeyType::Rsa3072
                                 : x509::KeyType::Rsa2048;
    if (info.algorithm == QLatin1String("Ed25519"))
        return x509::KeyType::Ed25519;
    return info.curve == QLatin1String("P-384") ? x509::KeyType::EcP384 : x509::KeyType::EcP256;
}

/// New material out of the vault: values, to be deployed in the broker's own thread.
struct Fresh {
    QByteArray crlPem;
    QByteArray serverChainPem;
    Secret serverKeyPem;
};

Result<void> renewServer(pki::Authority &authority, const QString &folder, Fresh &fresh)
{
    const Result<broker::mosquitto::FolderSettings> settings = broker::mosquitto::readFolderSettings(folder);
    if (!settings)
        return failure(settings.error());
    const Result<pki::Issued> issued
        = authority.issueServer({{}, settings->hosts, keyTypeOf(authority.issuing())});
    if (!issued)
        return failure(issued.error());
    for (const x509::Certificate &certificate : issued->identity.chain)
        fresh.serverChainPem += certificate.toPem();
    fresh.serverKeyPem = issued->identity.key.toPem();
    return {};
}

Result<Fresh> makeFresh(const QString &folder, const Secret &passphrase, const Due &due, const Clock &clock)
{
    const Result<std::unique_ptr<pki::Vault>> vault
        = pki::Vault::open(QDir(folder).absoluteFilePath(QStringLiteral("vault.db")), passphrase, clock);
    if (!vault)
        return failure(vault.error());
    Result<pki::Authority> authority = pki::Authority::open(**vault, clock);
    if (!authority)
        return failure(authority.error());
    Fresh fresh;
    if (due.crl) {
        // The vault may hold a fresh one already that was never brought to the broker.
        const Result<x509::Crl> crl = authority->crlNeedsRefresh() ? authority->signCrl() : authority->latestCrl();
        if (!crl)
            return failure(crl.error());
        fresh.crlPem = crl->toPem();
    }
    if (due.server) {
        if (const Result<void> renewed = renewServer(*authority, folder, fresh); !renewed)
            return failure(renewed.error());
    }
    return fresh;
}

Result<QStringList> deploy(LocalBroker &broker, const Fresh &fresh)
{
    QStringList done;
    if (!fresh.crlPem.isEmpty()) {
        if (const Result<void> deployed = broker.deployCrl(fresh.crlPem); !deployed)
            return failure(deployed.error());
        done.append(tr("The list of revoked certificates was signed anew."));
    }
    if (!fresh.serverChainPem.isEmpty()) {
        if (const Result<void> deployed = broker.deployServerCertificate(fresh.serverChainPem, fresh.serverKeyPem); !deployed)
            return failure(deployed.error());
        done.append(tr("The broker's certificate was renewed."));
    }
    return done;
}

} // namespace

class BrokerCare::Private
{
public:
    Private(BrokerCare *owner, LocalBroker &cared, Secret secret, const Clock &time)
        : q(owner)
        , broker(cared)
        , passphrase(std::move(secret))
        , clock(time)
    {
    }

    void look();
    void onFresh(const Result<Fresh> &fresh);
    void restartForWebSocket();

    BrokerCare *q;
    LocalBroker &broker;
    Secret passphrase;
    const Clock &clock;
    QTimer timer;
    std::unique_ptr<QThread> worker;
};

void BrokerCare::Private::look()
{
    if (worker)
        return;
    const Result<Due> due = findDue(broker.folder(), clock.now());
    if (!due) {
        Q_EMIT q->failed(due.error());
        return;
    }
    if (!due->any())
        return restartForWebSocket();
    worker.reset(QThread::create([this, folder = broker.folder(), secret = passphrase, wanted = *due] {
        Result<Fresh> fresh = makeFresh(folder, secret, wanted, clock);
        QMetaObject::invokeMethod(
            q, [this, fresh = std::move(fresh)] { onFresh(fresh); }, Qt::QueuedConnection);
    }));
    worker->setObjectName(QStringLiteral("broker care"));
    worker->start();
}

void BrokerCare::Private::onFresh(const Result<Fresh> &fresh)
{
    worker->wait();
    worker.reset();
    const Result<QStringList> done = fresh ? deploy(broker, *fresh) : Result<QStringList>(failure(fresh.error()));
    if (!done) {
        Q_EMIT q->failed(done.error());
        return;
    }
    for (const QString &what : *done)
        Q_EMIT q->refreshed(what);
}

/// The WebSocket listener keeps the certificate it started with. There are weeks to wait for an ordinary restart; when
/// those have passed, the broker is restarted: a second's pause, once a year.
void BrokerCare::Private::restartForWebSocket()
{
    const QDateTime renewed = QFileInfo(broker::mosquitto::serverCertificatePath(broker.folder())).lastModified();
    const bool late = broker.listeners().webSocketPort != 0 && broker.state() == LocalBroker::State::Running
        && broker.runningSince() < renewed && renewed.addDays(kWebSocketGraceDays) < clock.now();
    if (!late)
        return;
    connect(
        &broker, &LocalBroker::stateChanged, q,
        [this](LocalBroker::State state) {
            if (state == LocalBroker::State::Stopped)
                broker.start();
        },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    broker.stop();
}

BrokerCare::BrokerCare(LocalBroker &broker, Secret vaultPassphrase, const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, broker, std::move(vaultPassphrase), clock))
{
    connect(&d->timer, &QTimer::timeout, this, &BrokerCare::lookNow);
    d->timer.start(kLookEveryMs);
    QMetaObject::invokeMethod(this, &BrokerCare::lookNow, Qt::QueuedConnection);
}

BrokerCare::~BrokerCare()
{
    if (d->worker)
        d->worker->wait();
}

void BrokerCare::lookNow()
{
    d->look();
}

Result<QStringList> BrokerCare::refreshNow(LocalBroker &broker, const Secret &vaultPassphrase, const Clock &clock)
{
    const Result<Due> due = findDue(broker.folder(), clock.now());
    if (!due)
        return failure(due.error());
    if (!due->any())
        return QStringList();
    const Result<Fresh> fresh = makeFresh(broker.folder(), vaultPassphrase, *due, clock);
    if (!fresh)
        return failure(fresh.error());
    return deploy(broker, *fresh);
}

} // namespace warden::session
