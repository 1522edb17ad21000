// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/brokersetup.h"

#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"
#include "session/setupset.h"
#include "session/signintrials.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>
#include <QUuid>

#include <atomic>

namespace warden::session {

using broker::mosquitto::BrokerSet;
using broker::mosquitto::Installation;
using broker::mosquitto::Listeners;
using broker::mosquitto::LocalBroker;

namespace {

/// What the worker hands back: values, all threads' own.
struct Made {
    Installation installation;
    BrokerSet set;
    SetupResult result;
};

using Tell = std::function<void(BrokerSetup::Step, bool, const QString &)>;

QString tr(const char *text)
{
    return BrokerSetup::tr(text);
}

Result<Listeners> choosePorts(const SetupRequest &request)
{
    Listeners chosen = request.wishedPorts;
    chosen.bindAddress = request.homeNetwork ? QStringLiteral("0.0.0.0") : QStringLiteral("127.0.0.1");
    QList<quint16> taken;
    for (quint16 *port : {&chosen.passwordPort, &chosen.certificatePort, &chosen.webSocketPort}) {
        if (port == &chosen.webSocketPort && *port == 0)
            continue;
        *port = broker::mosquitto::freePort(chosen.bindAddress, *port);
        // The one just found is not held: the next search may come upon it again.
        while (*port != 0 && taken.contains(*port))
            *port = broker::mosquitto::freePort(chosen.bindAddress, 0);
        if (*port == 0)
            return failure(ErrorCode::Busy,
                tr("This computer has no free port for the broker. End programs that listen on many ports and try again."));
        taken.append(*port);
    }
    return chosen;
}

broker::Profile profileFor(const SetupRequest &request, const Listeners &listeners)
{
    broker::Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = request.name;
    profile.endpoint.transport = mqtt::Transport::Tls;
    profile.endpoint.host = QStringLiteral("127.0.0.1");
    profile.endpoint.port = listeners.passwordPort;
    profile.signIn = broker::SignIn::Password;
    profile.userName = request.administrator;
    profile.trust = mqtt::TrustPolicy::Mode::Anchors;
    profile.caFile = broker::mosquitto::caPath(request.folder);
    profile.localBroker = QDir(request.folder).absolutePath();
    return profile;
}

/// The slow part, off the caller's thread: searching, keys, certificates, files.
class Maker
{
public:
    Maker(SetupRequest request, Tell tell, GoOn goOn)
        : m_request(std::move(request))
        , m_tell(std::move(tell))
        , m_goOn(std::move(goOn))
    {
    }

    Result<Made> run()
    {
        using Step = BrokerSetup::Step;
        m_tell(Step::FindMosquitto, false, tr("Looking for Mosquitto …"));
        const Result<Installation> installation = broker::mosquitto::findInstallation();
        if (!installation)
            return failure(installation.error());
        m_made.installation = *installation;
        m_tell(Step::FindMosquitto, true, tr("Mosquitto %1 found").arg(installation->version));

        m_tell(Step::ChoosePorts, false, tr("Choosing ports …"));
        const Result<Listeners> listeners = choosePorts(m_request);
        if (!listeners)
            return failure(listeners.error());
        m_request.wishedPorts = *listeners;
        m_tell(Step::ChoosePorts, true,
            tr("Ports %1 and %2").arg(QString::number(listeners->passwordPort), QString::number(listeners->certificatePort)));

        m_tell(Step::MakeAuthority, false, tr("Making authority and certificates …"));
        if (const Result<void> made = makeAuthority(); !made)
            return failure(made.error());
        m_tell(Step::MakeAuthority, true, tr("Authority and certificates made"));

        m_tell(Step::WriteSettings, false, tr("Writing settings …"));
        const Result<void> written = broker::mosquitto::writeSet(
            m_made.set, m_request.folder, broker::mosquitto::localPaths(m_request.folder, m_made.installation), true);
        if (!written)
            return failure(written.error());
        m_tell(Step::WriteSettings, true, tr("Settings written"));
        m_made.result.profile = profileFor(m_request, *listeners);
        return std::move(m_made);
    }

private:
    Result<void> makeAuthority()
    {
        if (const Result<void> folder = makeFolder(m_request.folder, FileAccess::Private); !folder)
            return folder;
        m_made.result.vaultPassphrase
            = m_request.vaultPassphrase.isEmpty() ? Secret::randomPassphrase() : m_request.vaultPassphrase;
        const SystemClock clock;
        Result<std::unique_ptr<pki::Vault>> vault = pki::Vault::create(
            QDir(m_request.folder).absoluteFilePath(QStringLiteral("vault.db")), m_made.result.vaultPassphrase, clock);
        if (!vault)
            return failure(vault.error());
        Result<BrokerSet> set = makeSet(m_request, **vault, m_made.result, m_goOn, clock);
        if (!set)
            return failure(set.error());
        m_made.set = std::move(*set);
        return {};
    }

    SetupRequest m_request;
    Tell m_tell;
    GoOn m_goOn;
    Made m_made;
};

} // namespace

class BrokerSetup::Private
{
public:
    explicit Private(BrokerSetup *owner)
        : q(owner)
    {
    }

    void make();
    void onMade(Result<Made> outcome);
    void startBroker();
    void onBrokerState(LocalBroker::State state);
    bool tryOtherPorts();
    void prove();
    void end(const Result<SetupResult> &outcome);
    void removeMade();

    BrokerSetup *q;
    SetupRequest request;
    bool running = false;
    bool ending = false;
    bool folderWasThere = false;
    bool mayRemove = false;
    int portsTried = 0;
    std::shared_ptr<std::atomic_bool> cancelled;
    std::unique_ptr<QThread> thread;
    Made made;
    std::unique_ptr<LocalBroker> broker;
    std::unique_ptr<SignInTrials> trials;
};

void BrokerSetup::Private::make()
{
    const auto tell = [this, mine = cancelled](Step step, bool done, const QString &text) {
        QMetaObject::invokeMethod(
            q,
            [this, mine, step, done, text] {
                if (!*mine)
                    Q_EMIT q->stepChanged(step, done, text);
            },
            Qt::QueuedConnection);
    };
    thread.reset(QThread::create([this, tell, asked = request, mine = cancelled] {
        Result<Made> outcome = Maker(asked, tell, [mine] { return !*mine; }).run();
        QMetaObject::invokeMethod(
            q, [this, outcome = std::move(outcome)]() mutable { onMade(std::move(outcome)); }, Qt::QueuedConnection);
    }));
    thread->setObjectName(QStringLiteral("broker set-up"));
    thread->start();
}

void BrokerSetup::Private::onMade(Result<Made> outcome)
{
    thread->wait();
    if (*cancelled)
        return end(failure(ErrorCode::Cancelled, tr("The set-up was cancelled.")));
    if (!outcome)
        return end(failure(outcome.error()));
    made = std::move(*outcome);
    portsTried = 1;
    startBroker();
}

void BrokerSetup::Private::startBroker()
{
    Q_EMIT q->stepChanged(Step::StartBroker, false, tr("Starting the broker …"));
    broker = std::make_unique<LocalBroker>(made.installation, request.folder);
    connect(broker.get(), &LocalBroker::stateChanged, q, [this](LocalBroker::State state) { onBrokerState(state); });
    broker->start();
}

void BrokerSetup::Private::onBrokerState(LocalBroker::State state)
{
    if (!running)
        return;
    if (state == LocalBroker::State::Running && !trials)
        return prove();
    if (state == LocalBroker::State::Failed && !tryOtherPorts())
        return end(failure(broker->lastError()));
    if (state == LocalBroker::State::Restarting)
        end(failure(ErrorCode::Internal, tr("The broker ended while it was tried. Look at its log and try again.")));
}

/// Another program may take a port between its choice and the broker's start: then others are chosen, three times at most.
bool BrokerSetup::Private::tryOtherPorts()
{
    const Error error = broker->lastError();
    const bool taken = error.code == ErrorCode::Busy || error.detail.contains(QLatin1String("Address already in use"));
    const Result<Listeners> listeners = taken && portsTried < 3 ? choosePorts(request) : Result<Listeners>(failure(error));
    if (!listeners)
        return false;
    ++portsTried;
    made.set.listeners = *listeners;
    made.result.profile.endpoint.port = listeners->passwordPort;
    const Result<void> written = broker::mosquitto::writeSet(
        made.set, request.folder, broker::mosquitto::localPaths(request.folder, made.installation), true);
    if (!written)
        return false;
    // Later: it is the old one that called.
    QMetaObject::invokeMethod(
        q,
        [this] {
            if (running && !ending)
                startBroker();
        },
        Qt::QueuedConnection);
    return true;
}

void BrokerSetup::Private::prove()
{
    Q_EMIT q->stepChanged(Step::StartBroker, true, tr("The broker runs"));
    Q_EMIT q->stepChanged(Step::TrySignIns, false, tr("Trying to sign in, rightly and wrongly …"));
    trials = std::make_unique<SignInTrials>(made.set, request.administrator);
    connect(trials.get(), &SignInTrials::finished, q, [this](const Result<void> &result) {
        if (!result)
            return end(failure(result.error()));
        Q_EMIT q->stepChanged(Step::TrySignIns, true, tr("Good sign-ins work, bad ones are refused"));
        end(made.result);
    });
    trials->start();
}

void BrokerSetup::Private::end(const Result<SetupResult> &outcome)
{
    if (!running || ending)
        return;
    if (trials)
        trials.release()->deleteLater(); // it may be the one that called
    if (broker)
        broker->disconnect(q);
    if (outcome) {
        const Result<SetupResult> told = outcome;
        made = {};
        running = false;
        mayRemove = false;
        Q_EMIT q->finished(told);
        return;
    }
    ending = true;
    // Later: this may be called by the broker itself, which is stopped before its folder is removed.
    QMetaObject::invokeMethod(
        q,
        [this, why = outcome.error()] {
            made = {};
            broker.reset();
            removeMade();
            running = ending = false;
            Q_EMIT q->finished(failure(why));
        },
        Qt::QueuedConnection);
}

void BrokerSetup::Private::removeMade()
{
    if (!mayRemove)
        return;
    mayRemove = false;
    QDir folder(request.folder);
    folder.removeRecursively();
    if (folderWasThere)
        std::ignore = makeFolder(request.folder, FileAccess::Private);
}

BrokerSetup::BrokerSetup(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

BrokerSetup::~BrokerSetup()
{
    if (d->cancelled)
        *d->cancelled = true;
    if (d->thread)
        d->thread->wait();
    d->trials.reset();
    d->broker.reset();
    d->removeMade();
}

void BrokerSetup::start(const SetupRequest &request)
{
    if (d->running)
        return;
    d->request = request;
    d->request.folder = QDir(request.folder).absolutePath();
    d->running = true;
    d->broker.reset();
    d->cancelled = std::make_shared<std::atomic_bool>(false);
    const Result<void> checked = checkRequest(request);
    d->mayRemove = bool(checked);
    d->folderWasThere = QFileInfo::exists(d->request.folder);
    if (!checked) {
        QMetaObject::invokeMethod(
            this, [this, why = checked.error()] { d->end(failure(why)); }, Qt::QueuedConnection);
        return;
    }
    d->make();
}

void BrokerSetup::cancel()
{
    if (!d->running)
        return;
    *d->cancelled = true;
    // While the worker is at it, it notices by itself and onMade() ends.
    if (d->broker)
        d->end(failure(ErrorCode::Cancelled, tr("The set-up was cancelled.")));
}

std::unique_ptr<LocalBroker> BrokerSetup::takeBroker()
{
    return d->running ? nullptr : std::move(d->broker);
}

} // namespace warden::session
