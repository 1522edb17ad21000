// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/localbroker.h"

#include "base/files.h"
#include "base/text.h"
#include "broker/mosquitto/brokerfolder.h"
#include "broker/mosquitto/logtail.h"
#include "broker/mosquitto/ownership.h"
#include "broker/mosquitto/process.h"
#include "broker/mosquitto/processfile.h"
#include "x509/crl.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTimer>

namespace warden::broker::mosquitto {

namespace {

constexpr int kTickMs = 100;
constexpr int kBusyTickMs = 15; // while there is more log to read: in small pieces, so that nothing else waits
constexpr int kAliveEveryTicks = 5;
constexpr int kBoundsEveryTicks = 50;
constexpr int kStartLimitMs = 15'000;
constexpr int kEndLimitMs = 5'000;
constexpr int kMostDeaths = 5;
constexpr qint64 kDeathWindowMs = 60'000;
constexpr int kLongestDelayMs = 60'000;
constexpr qint64 kBacklog = 256 * 1024; // of a broker found running: tells who is connected
constexpr qsizetype kKeptErrors = 5;

} // namespace

class LocalBroker::Private
{
public:
    Private(LocalBroker *owner, Installation found, const QString &brokerFolder)
        : q(owner)
        , installation(std::move(found))
        , folder(QDir(brokerFolder).absolutePath())
        , tail(logPath(folder))
    {
        if (const Result<FolderSettings> read = readFolderSettings(folder))
            settings = *read;
        tick.setInterval(kTickMs);
        restart.setSingleShot(true);
    }

    void setState(State next)
    {
        if (state == next)
            return;
        state = next;
        Q_EMIT q->stateChanged(next);
    }

    void fail(const Error &why)
    {
        tick.stop();
        pid = 0;
        error = why;
        setState(State::Failed);
    }

    void begin();
    bool adopt();
    void launch();
    Result<void> prepare() const;
    std::optional<Error> portInUse() const;
    bool spawn();
    void watch(qint64 process, qint64 backlog);
    void onTick();
    void takeLines();
    void lookAtLine(const QByteArray &line);
    bool isAlive() const;
    void onDeath();
    void scheduleRestart();
    void onEnded();
    Error startError() const;
    void rememberProcess() const;
    qint64 runningProcess() const;

    LocalBroker *q;
    Installation installation;
    QString folder;
    FolderSettings settings;
    LogTail tail;
    QTimer tick;
    QTimer restart;
    int ticks = 0;
    State state = State::Stopped;
    Error error;
    qint64 pid = 0;
    QString startMark;
    bool adopted = false;
    bool leave = false;
    std::optional<bool> askedToLeave;
    QDateTime runningSince;
    bool ownedElsewhere = false; // another program of ours that still runs started it
    bool stopping = false;
    bool everRan = false;
    QElapsedTimer sinceStart;
    QElapsedTimer sinceStop;
    QElapsedTimer clock;
    QList<qint64> deaths;
    QList<QByteArray> errorLines;
};

void LocalBroker::Private::begin()
{
    stopping = false;
    everRan = false;
    deaths.clear();
    clock.start();
    const Result<FolderSettings> read = readFolderSettings(folder);
    if (!read)
        return fail(read.error());
    settings = *read;
    if (!adopt())
        launch();
}

bool LocalBroker::Private::adopt()
{
    const std::optional<ProcessRecord> record = readProcessRecord(processPath(folder));
    if (!record || !isSameProcess(*record, configPath(folder), installation.program))
        return false;
    adopted = true;
    everRan = true;
    leave = askedToLeave.value_or(record->leave);
    ownedElsewhere = isOwnerAlive(*record);
    startMark = record->startMark;
    runningSince = record->since;
    watch(record->pid, kBacklog);
    if (!ownedElsewhere)
        rememberProcess();
    setState(State::Running);
    return true;
}

void LocalBroker::Private::launch()
{
    adopted = false;
    ownedElsewhere = false;
    errorLines.clear();
    if (const Result<void> ready = prepare(); !ready)
        return fail(ready.error());
    if (const std::optional<Error> inUse = portInUse())
        return fail(*inUse);
    setState(State::Starting);
    if (!spawn())
        return fail({ErrorCode::NotFound,
            tr("%1 could not be started. Check that Mosquitto is still installed.")
                .arg(QDir::toNativeSeparators(installation.program)),
            {}});
}

/// Settings and owners are made right before each start: the folder may have been moved, Mosquitto updated, or the
/// program started by another account than before.
Result<void> LocalBroker::Private::prepare() const
{
    const ConfigPaths paths = localPaths(folder, installation);
    BrokerSet set;
    set.name = settings.name;
    set.listeners = settings.listeners;
    set.tls13Only = settings.tls13Only;
    if (const Result<void> written = writeFile(configPath(folder), configFile(set, paths), FileAccess::Public); !written)
        return written;
    if (const Result<void> handed = handOver(folder, paths.user); !handed)
        return handed;
    QFile log(logPath(folder));
    if (!log.open(QIODevice::WriteOnly | QIODevice::Append))
        return failure(ErrorCode::Io,
            tr("The broker's log %1 cannot be written. Check the folder.").arg(QDir::toNativeSeparators(log.fileName())),
            log.errorString());
    log.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

std::optional<Error> LocalBroker::Private::portInUse() const
{
    const Listeners &listeners = settings.listeners;
    for (const quint16 port : {listeners.passwordPort, listeners.certificatePort, listeners.webSocketPort}) {
        if (port != 0 && freePort(listeners.bindAddress, port) != port)
            return Error {ErrorCode::Busy,
                tr("Port %1, which this broker needs, is used by another program. End that program and start the broker "
                   "again.")
                    .arg(port),
                {}};
    }
    return std::nullopt;
}

bool LocalBroker::Private::spawn()
{
    tail.keepInBounds();
    QProcess process;
    process.setProgram(installation.program);
    process.setArguments({QStringLiteral("-c"), configPath(folder)});
    process.setWorkingDirectory(brokerFilesFolder(folder));
    process.setStandardInputFile(QProcess::nullDevice());
    // To a file, not a pipe: a pipe that nobody reads would stop the broker, and one left running needs a log, too.
    process.setStandardOutputFile(logPath(folder), QIODevice::Append);
    process.setStandardErrorFile(logPath(folder), QIODevice::Append);
    tail.begin(0);
    qint64 started = 0;
    if (!process.startDetached(&started))
        return false;
    const std::optional<ProcessFacts> facts = processFacts(started);
    startMark = facts ? facts->startMark : QString();
    runningSince = QDateTime::currentDateTimeUtc();
    sinceStart.start();
    watch(started, -1);
    rememberProcess();
    return true;
}

void LocalBroker::Private::watch(qint64 process, qint64 backlog)
{
    pid = process;
    ticks = 0;
    if (backlog >= 0)
        tail.begin(backlog);
    tick.start();
}

void LocalBroker::Private::rememberProcess() const
{
    const std::optional<ProcessFacts> self = processFacts(QCoreApplication::applicationPid());
    writeProcessRecord(processPath(folder),
        {pid, startMark, runningSince, leave, QCoreApplication::applicationPid(), self ? self->startMark : QString()});
}

/// Also one that another program started and this object never looked for.
qint64 LocalBroker::Private::runningProcess() const
{
    if (pid != 0)
        return pid;
    const std::optional<ProcessRecord> record = readProcessRecord(processPath(folder));
    return record && isSameProcess(*record, configPath(folder), installation.program) ? record->pid : 0;
}

void LocalBroker::Private::onTick()
{
    ++ticks;
    takeLines();
    if (pid == 0)
        return;
    const bool lookNow = state == State::Starting || stopping || ticks % kAliveEveryTicks == 0;
    if (lookNow && !isAlive())
        return onDeath();
    if (stopping && sinceStop.isValid() && sinceStop.elapsed() > kEndLimitMs) {
        endNow(pid);
        sinceStop.invalidate();
    }
    if (state == State::Starting && sinceStart.elapsed() > kStartLimitMs) {
        endNow(pid);
        return fail(startError());
    }
    if (ticks % kBoundsEveryTicks == 0)
        tail.keepInBounds();
}

void LocalBroker::Private::takeLines()
{
    const QList<QByteArray> lines = tail.read();
    if (const int next = tail.isBehind() ? kBusyTickMs : kTickMs; next != tick.interval())
        tick.setInterval(next);
    if (lines.isEmpty())
        return;
    for (const QByteArray &line : lines) {
        if (state == State::Starting)
            lookAtLine(line);
    }
    Q_EMIT q->logLines(lines);
}

void LocalBroker::Private::lookAtLine(const QByteArray &line)
{
    if (line.contains(": Error") || line.startsWith("Error")) {
        if (errorLines.size() < kKeptErrors)
            errorLines.append(line);
    }
    if (line.contains(": mosquitto version ") && line.endsWith(" running")) {
        everRan = true;
        error = {};
        setState(State::Running);
    }
}

bool LocalBroker::Private::isAlive() const
{
    return isThere(pid);
}

void LocalBroker::Private::onDeath()
{
    do
        takeLines(); // its last words
    while (tail.isBehind());
    pid = 0;
    if (stopping)
        return onEnded();
    tick.stop();
    const qint64 now = clock.elapsed();
    deaths.append(now);
    while (now - deaths.first() > kDeathWindowMs)
        deaths.removeFirst();
    if (!everRan)
        return fail(startError());
    if (deaths.size() >= kMostDeaths)
        return fail({ErrorCode::Internal,
            tr("The broker ended %1 times within a minute and is not started again. Look at the last lines of its log.")
                .arg(deaths.size()),
            displayText(QByteArrayView(errorLines.join('\n')), 1000)});
    scheduleRestart();
}

void LocalBroker::Private::scheduleRestart()
{
    setState(State::Restarting);
    const int delay = qMin(kLongestDelayMs, 1'000 << (deaths.size() - 1));
    // The program that looks after the broker goes first; here it is then found running.
    restart.start(ownedElsewhere ? delay + 2'000 : delay);
}

void LocalBroker::Private::onEnded()
{
    tick.stop();
    stopping = false;
    adopted = false;
    QFile::remove(processPath(folder));
    setState(State::Stopped);
}

Error LocalBroker::Private::startError() const
{
    const QString said = displayText(QByteArrayView(errorLines.join('\n')), 1000);
    // The first line names the file or the port, later ones only what the system said to it.
    const QByteArray first = errorLines.value(0);
    const QByteArray reason = first.mid(qMax(qsizetype(0), first.indexOf("Error: ")));
    const QString text = said.isEmpty()
        ? tr("Mosquitto did not start. Look at %1 for the reason.").arg(QDir::toNativeSeparators(logPath(folder)))
        : tr("Mosquitto did not start. It said: %1").arg(displayText(QByteArrayView(reason), 200));
    return {ErrorCode::Internal, text, said};
}

LocalBroker::LocalBroker(Installation installation, QString folder, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(installation), folder))
{
    connect(&d->tick, &QTimer::timeout, this, [this] { d->onTick(); });
    connect(&d->restart, &QTimer::timeout, this, [this] {
        if (!d->adopt())
            d->launch();
    });
}

LocalBroker::~LocalBroker()
{
    if (d->pid == 0 || d->leave || d->ownedElsewhere)
        return;
    askToEnd(d->pid);
    if (!waitForEnd(d->pid, kEndLimitMs))
        endNow(d->pid);
    QFile::remove(processPath(d->folder));
}

LocalBroker::State LocalBroker::state() const
{
    return d->state;
}

Error LocalBroker::lastError() const
{
    return d->error;
}

qint64 LocalBroker::processId() const
{
    return d->pid;
}

bool LocalBroker::isAdopted() const
{
    return d->adopted && d->pid != 0;
}

Listeners LocalBroker::listeners() const
{
    return d->settings.listeners;
}

QString LocalBroker::folder() const
{
    return d->folder;
}

QString LocalBroker::name() const
{
    return d->settings.name;
}

void LocalBroker::start()
{
    if (d->state == State::Stopped || d->state == State::Failed)
        d->begin();
}

void LocalBroker::find()
{
    if (d->state != State::Stopped && d->state != State::Failed)
        return;
    if (const Result<FolderSettings> read = readFolderSettings(d->folder))
        d->settings = *read;
    d->adopt();
}

void LocalBroker::stop()
{
    d->restart.stop();
    if (d->pid == 0)
        return d->setState(State::Stopped);
    d->stopping = true;
    d->sinceStop.start();
    askToEnd(d->pid);
}

QDateTime LocalBroker::runningSince() const
{
    return d->pid == 0 ? QDateTime() : d->runningSince;
}

Result<void> LocalBroker::reload()
{
    const qint64 pid = d->runningProcess();
    if (pid == 0)
        return failure(ErrorCode::NotFound, tr("The broker does not run. Start it first."));
    if (!askToReload(pid))
        return failure(ErrorCode::Unsupported,
            tr("The broker could not be told to read its certificates again. Restart it instead."));
    return {};
}

void LocalBroker::leaveRunning(bool leave)
{
    d->leave = leave;
    d->askedToLeave = leave;
    if (d->pid != 0 && !d->ownedElsewhere)
        d->rememberProcess();
}

Result<void> LocalBroker::deployCrl(const QByteArray &pem)
{
    const Result<QList<x509::Crl>> crls = x509::Crl::listFromPem(pem);
    if (!crls)
        return failure(crls.error());
    const Result<QByteArray> caPem = readFile(caPath(d->folder), 1024 * 1024);
    if (!caPem)
        return failure(caPem.error());
    const Result<QList<x509::Certificate>> authorities = x509::Certificate::listFromPem(*caPem);
    if (!authorities)
        return failure(authorities.error());
    // Mosquitto 2.0 takes a CRL that it cannot use as none at all, so a bad one must never get there.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto isFromUs = [&authorities, &now](const x509::Crl &crl) {
        return crl.thisUpdate() <= now && crl.nextUpdate() > now
            && std::any_of(authorities->cbegin(), authorities->cend(),
                [&crl](const x509::Certificate &authority) { return crl.isSignedBy(authority); });
    };
    if (crls->size() != 1 || !isFromUs(crls->first()))
        return failure(ErrorCode::InvalidInput,
            tr("This list of revoked certificates is not one of this broker's authority, or it is not valid now. Nothing "
               "was changed."));
    if (const Result<void> written = writeFile(crlPath(d->folder), pem, FileAccess::Public); !written)
        return written;
    return d->runningProcess() == 0 ? Result<void>() : reload();
}

Result<void> LocalBroker::deployServerCertificate(const QByteArray &chainPem, const Secret &keyPem)
{
    const Result<x509::Identity> identity = x509::identityFromPem(chainPem, keyPem.view(), {});
    if (!identity)
        return failure(identity.error());
    if (!identity->key.matches(identity->chain.first()))
        return failure(ErrorCode::InvalidInput, tr("This key does not belong to this certificate. Nothing was changed."));
    QByteArray both = chainPem;
    if (!both.endsWith('\n'))
        both += '\n';
    both += keyPem.view();
    const Secret file = Secret::taking(std::move(both));
    if (const Result<void> written = writeFile(serverCertificatePath(d->folder), file.view(), FileAccess::Private); !written)
        return written;
    if (const Result<void> handed = handOver(d->folder, brokerUser(d->folder)); !handed)
        return handed;
    return d->runningProcess() == 0 ? Result<void>() : reload();
}

} // namespace warden::broker::mosquitto
