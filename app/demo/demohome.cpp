// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demohome.h"

#include "demo/credentials.h"
#include "demo/deviceworker.h"

#include "base/clock.h"
#include "base/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QThread>
#include <QtConcurrent>

namespace warden::demo {

using broker::mosquitto::LocalBroker;
using session::BrokerCare;
using session::BrokerSetup;
using session::SetupRequest;
using session::SetupResult;

namespace {

const QString kSecret = QStringLiteral("demo/credentials");

access::Rule rule(access::AclType type, const char *topic)
{
    return {type, QString::fromLatin1(topic), 0, true};
}

access::Role homeAssistantRole()
{
    using enum access::AclType;
    return {QStringLiteral("Home Assistant"), QStringLiteral("Home Assistant"),
        QStringLiteral("Announces devices, sees the home and switches it"),
        {rule(PublishClientSend, "homeassistant/#"), rule(PublishClientSend, "home/+/light/set"),
            rule(PublishClientSend, "home/+/thermostat/setpoint/set"), rule(PublishClientSend, "home/+/lock/set"),
            rule(SubscribePattern, "homeassistant/#"), rule(SubscribePattern, "home/#"),
            rule(SubscribePattern, "zigbee2mqtt/#"), rule(PublishClientReceive, "homeassistant/#"),
            rule(PublishClientReceive, "home/#"), rule(PublishClientReceive, "zigbee2mqtt/#"),
            rule(UnsubscribePattern, "#")}};
}

access::Role zigbeeRole()
{
    using enum access::AclType;
    return {QStringLiteral("Zigbee2MQTT"), QStringLiteral("Zigbee2MQTT"),
        QStringLiteral("Speaks for the Zigbee devices and takes their commands"),
        {rule(PublishClientSend, "zigbee2mqtt/#"), rule(PublishClientSend, "homeassistant/#"),
            rule(SubscribePattern, "zigbee2mqtt/bridge/request/#"), rule(SubscribePattern, "zigbee2mqtt/+/set"),
            rule(PublishClientReceive, "zigbee2mqtt/#"), rule(UnsubscribePattern, "#")}};
}

SetupRequest request(const QString &folder)
{
    SetupRequest request;
    request.name = QStringLiteral("Demo home");
    request.authorityName = QStringLiteral("Demo home CA");
    request.folder = folder;
    request.extraRoles = {homeAssistantRole(), zigbeeRole()};
    for (const DeviceInfo &device : devices()) {
        SetupRequest::Account account;
        account.user.name = device.name;
        account.user.title = device.title;
        account.user.roles = {{device.role, -1}};
        account.password = !device.byCertificate;
        account.certificate = device.byCertificate;
        request.accounts.append(account);
    }
    return request;
}

/// Where one device connects: certificates and passwords have a listener each.
mqtt::ConnectOptions deviceOptions(const DeviceInfo &device, const SetupResult &made, const LocalBroker &broker,
    const QList<x509::Certificate> &anchors)
{
    mqtt::ConnectOptions options;
    options.endpoint = made.profile.endpoint;
    options.endpoint.transport = mqtt::Transport::Tls;
    options.endpoint.port
        = device.byCertificate ? broker.listeners().certificatePort : broker.listeners().passwordPort;
    options.tls.trust.mode = mqtt::TrustPolicy::Mode::Anchors;
    options.tls.trust.anchors = anchors;
    if (device.byCertificate) {
        options.tls.identity = made.identities.value(device.name);
    } else {
        options.userName = device.name;
        options.password = made.passwords.value(device.name);
    }
    options.reconnect.longestDelayMs = 5'000;
    return options;
}

/// Ends a broker that still runs from \a folder and removes the folder, if it is one of ours.
void removeOld(const QString &folder)
{
    if (QFileInfo::exists(folder + QStringLiteral("/broker.json")))
        QDir(folder).removeRecursively();
}

} // namespace

class DemoHome::Private
{
public:
    Private(DemoHome *owner, QString path, SecretStore &store)
        : q(owner)
        , folder(std::move(path))
        , secrets(store)
    {
    }

    void reopen(const Secret &kept);
    void makeAnew();
    void setUp();
    void run(std::unique_ptr<LocalBroker> started, SetupResult result);
    void openDevices();
    void fail(const Error &error);

    DemoHome *q;
    QString folder;
    SecretStore &secrets;
    SystemClock clock;
    std::unique_ptr<BrokerSetup> setup;
    std::unique_ptr<LocalBroker> broker;
    std::unique_ptr<BrokerCare> care;
    SetupResult made;
    QThread thread;
    DeviceWorker *worker = nullptr;
    int connected = 0;
    bool active = false;
    bool devicesOpen = false;
};

void DemoHome::Private::fail(const Error &error)
{
    active = false;
    Q_EMIT q->failed(error);
}

void DemoHome::Private::reopen(const Secret &kept)
{
    Q_EMIT q->progress(tr("Starting the demo home again …"));
    auto *watcher = new QFutureWatcher<Result<SetupResult>>(q);
    connect(watcher, &QFutureWatcherBase::finished, q, [this, watcher] {
        watcher->deleteLater();
        if (!active)
            return;
        Result<SetupResult> result = watcher->result();
        const auto installation = broker::mosquitto::findInstallation();
        if (!installation)
            return fail(installation.error());
        auto found = std::make_unique<LocalBroker>(*installation, folder);
        if (result)
            return run(std::move(found), std::move(*result));
        // Its secrets do not open it: a demo is made anew rather than repaired.
        found->start();
        found->stop();
        makeAnew();
    });
    watcher->setFuture(QtConcurrent::run([path = folder, kept] { return readCredentials(path, kept); }));
}

void DemoHome::Private::makeAnew()
{
    removeOld(folder);
    setUp();
}

void DemoHome::Private::setUp()
{
    setup = std::make_unique<BrokerSetup>();
    connect(setup.get(), &BrokerSetup::stepChanged, q,
        [this](BrokerSetup::Step, bool, const QString &text) { Q_EMIT q->progress(text); });
    connect(setup.get(), &BrokerSetup::finished, q, [this](const Result<SetupResult> &result) {
        if (!active)
            return;
        if (!result)
            return fail(result.error());
        auto started = setup->takeBroker();
        setup.release()->deleteLater();
        secrets.write(kSecret, credentialsToSecret(*result), q, [](const Result<void> &) {
            // Without a keychain the next start makes a new demo home: nothing is lost that matters.
        });
        run(std::move(started), *result);
    });
    setup->start(request(folder));
}

void DemoHome::Private::run(std::unique_ptr<LocalBroker> started, SetupResult result)
{
    broker = std::move(started);
    made = std::move(result);
    connect(broker.get(), &LocalBroker::stateChanged, q, [this](LocalBroker::State state) {
        if (state == LocalBroker::State::Running)
            openDevices();
        else if (state == LocalBroker::State::Failed)
            fail(broker->lastError());
    });
    care = std::make_unique<BrokerCare>(*broker, made.vaultPassphrase, clock);
    if (broker->state() == LocalBroker::State::Running)
        openDevices();
    else
        broker->start();
}

void DemoHome::Private::openDevices()
{
    if (devicesOpen) // the broker came back: the devices reconnect by themselves
        return;
    const auto ca = readFile(made.profile.caFile, 1 << 20);
    const auto anchors = ca ? x509::Certificate::listFromPem(*ca) : Result<QList<x509::Certificate>>(failure(ca.error()));
    if (!anchors)
        return fail(anchors.error());
    QList<DeviceWorker::Account> accounts;
    for (const DeviceInfo &device : devices())
        accounts.append({device.name, deviceOptions(device, made, *broker, *anchors)});
    devicesOpen = true;
    Q_EMIT q->progress(tr("Twelve devices sign in …"));
    QMetaObject::invokeMethod(worker, [target = worker, accounts] { target->open(accounts); });
    Q_EMIT q->ready();
}

DemoHome::DemoHome(QString folder, SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(folder), secrets))
{
    d->worker = new DeviceWorker;
    d->worker->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    connect(d->worker, &DeviceWorker::connectedChanged, this, [this](int count) {
        d->connected = count;
        Q_EMIT devicesConnectedChanged(count);
    });
    d->thread.setObjectName(QStringLiteral("demo devices"));
    d->thread.start();
}

DemoHome::~DemoHome()
{
    stop();
    d->thread.quit();
    d->thread.wait();
}

void DemoHome::start()
{
    if (d->active)
        return;
    d->active = true;
    d->devicesOpen = false;
    if (!QFileInfo::exists(d->folder + QStringLiteral("/broker.json")))
        return d->setUp();
    d->secrets.read(kSecret, this, [this](const Result<Secret> &kept) {
        if (!d->active)
            return;
        d->reopen(kept.value_or(Secret()));
    });
}

void DemoHome::stop()
{
    d->active = false;
    QMetaObject::invokeMethod(d->worker, [worker = d->worker] { worker->close(); }, Qt::BlockingQueuedConnection);
    d->care.reset();
    d->setup.reset();
    if (d->broker) {
        d->broker->disconnect(this);
        d->broker->stop();
        d->broker.reset();
    }
}

void DemoHome::setPace(double pace)
{
    QMetaObject::invokeMethod(d->worker, [worker = d->worker, pace] { worker->setPace(pace); });
}

int DemoHome::devicesConnected() const
{
    return d->connected;
}

LocalBroker *DemoHome::broker() const
{
    return d->broker.get();
}

SetupResult DemoHome::credentials() const
{
    return d->made;
}

} // namespace warden::demo
