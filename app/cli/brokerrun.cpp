// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/brokeractions.h"

#include "base/clock.h"
#include "base/text.h"
#include "session/brokersetup.h"

#include <QCoreApplication>
#include <QDir>

namespace warden::cli {

namespace {

using broker::mosquitto::LocalBroker;
using session::BrokerCare;

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

QJsonObject describe(const LocalBroker &broker)
{
    const auto listeners = broker.listeners();
    return {{QStringLiteral("name"), broker.name()}, {QStringLiteral("folder"), broker.folder()},
        {QStringLiteral("running"), broker.state() == LocalBroker::State::Running},
        {QStringLiteral("pid"), broker.processId()}, {QStringLiteral("address"), listeners.bindAddress},
        {QStringLiteral("passwordPort"), listeners.passwordPort},
        {QStringLiteral("certificatePort"), listeners.certificatePort},
        {QStringLiteral("webSocketPort"), listeners.webSocketPort}};
}

QString inWords(const LocalBroker &broker)
{
    const auto listeners = broker.listeners();
    const QString ports = tr("passwords on %1, certificates on %2, secure WebSocket on %3")
                              .arg(listeners.passwordPort)
                              .arg(listeners.certificatePort)
                              .arg(listeners.webSocketPort);
    if (broker.state() == LocalBroker::State::Running)
        return tr("“%1” runs (process %2) at %3: %4").arg(broker.name()).arg(broker.processId()).arg(listeners.bindAddress, ports);
    return tr("“%1” does not run. It serves %2: %3").arg(broker.name(), listeners.bindAddress, ports);
}

/// What start, stop, status and refresh share: the broker of one folder.
class BrokerAction : public Command
{
public:
    BrokerAction(Environment &environment, broker::mosquitto::Installation installation, const QString &folder)
        : Command(environment)
        , m_broker(std::move(installation), folder)
    {
    }

protected:
    void tell()
    {
        if (environment().json)
            terminal().print(describe(m_broker));
        else
            terminal().print(inWords(m_broker));
    }
    void tellAndEnd()
    {
        tell();
        Q_EMIT finished(kDone);
    }

    LocalBroker m_broker;
};

class Start final : public BrokerAction
{
public:
    Start(Environment &environment, broker::mosquitto::Installation installation, const BrokerArguments &arguments)
        : BrokerAction(environment, std::move(installation), arguments.folder)
        , m_foreground(arguments.parser.isSet(QStringLiteral("foreground")))
        , m_arguments(arguments)
    {
        m_broker.leaveRunning(!m_foreground);
        connect(&m_broker, &LocalBroker::stateChanged, this, [this](LocalBroker::State state) { react(state); });
        if (m_foreground) {
            connect(&m_broker, &LocalBroker::logLines, this, [this](const QList<QByteArray> &lines) {
                for (const QByteArray &line : lines)
                    terminal().say(displayText(line, 1000));
            });
        }
    }

    void start() override
    {
        m_broker.start();
    }

    void interrupt() override
    {
        // The broker ends with this object, unless it was to stay.
        Q_EMIT finished(m_foreground ? int(kDone) : int(kInterrupted));
    }

private:
    void react(LocalBroker::State state)
    {
        if (state == LocalBroker::State::Failed)
            return fail(m_broker.lastError());
        if (state != LocalBroker::State::Running || m_told)
            return;
        m_told = true;
        if (!m_foreground)
            return tellAndEnd();
        tell();
        fetchVaultPassphrase(environment(), m_arguments, this, [this](const Result<Secret> &passphrase) {
            if (!passphrase)
                return terminal().say(
                    tr("Without the passphrase the CRL is not refreshed; run “broker refresh” before it expires."));
            m_care = std::make_unique<BrokerCare>(m_broker, *passphrase, m_clock);
            connect(m_care.get(), &BrokerCare::refreshed, this, [this](const QString &what) { terminal().say(what); });
            connect(m_care.get(), &BrokerCare::failed, this, [this](const Error &error) { terminal().complain(error); });
        });
    }

    bool m_foreground;
    bool m_told = false;
    BrokerArguments m_arguments;
    SystemClock m_clock;
    std::unique_ptr<BrokerCare> m_care;
};

class Stop final : public BrokerAction
{
public:
    using BrokerAction::BrokerAction;
    void start() override
    {
        m_broker.find();
        if (m_broker.state() == LocalBroker::State::Stopped)
            return tellAndEnd();
        connect(&m_broker, &LocalBroker::stateChanged, this, [this](LocalBroker::State state) {
            if (state == LocalBroker::State::Stopped)
                tellAndEnd();
        });
        m_broker.stop();
    }
};

class Status final : public BrokerAction
{
public:
    using BrokerAction::BrokerAction;
    void start() override
    {
        m_broker.leaveRunning(true);
        m_broker.find();
        tellAndEnd();
    }
};

class Refresh final : public BrokerAction
{
public:
    Refresh(Environment &environment, broker::mosquitto::Installation installation, const BrokerArguments &arguments)
        : BrokerAction(environment, std::move(installation), arguments.folder)
        , m_arguments(arguments)
    {
        m_broker.leaveRunning(true);
        m_broker.find();
    }

    void start() override
    {
        fetchVaultPassphrase(environment(), m_arguments, this, [this](const Result<Secret> &passphrase) {
            if (!passphrase)
                return fail(passphrase.error());
            const auto done = BrokerCare::refreshNow(m_broker, *passphrase, m_clock);
            if (!done)
                return fail(done.error());
            for (const QString &what : *done)
                terminal().print(what);
            if (done->isEmpty())
                terminal().print(tr("Nothing was due: the CRL and the server certificate are fresh."));
            Q_EMIT finished(kDone);
        });
    }

private:
    BrokerArguments m_arguments;
    SystemClock m_clock;
};

class Export final : public Command
{
public:
    Export(Environment &environment, const BrokerArguments &arguments, broker::mosquitto::ExportKind kind, QString to)
        : Command(environment)
        , m_arguments(arguments)
        , m_kind(kind)
        , m_to(std::move(to))
    {
    }

    void start() override
    {
        fetchVaultPassphrase(environment(), m_arguments, this, [this](const Result<Secret> &passphrase) {
            if (!passphrase)
                return fail(passphrase.error());
            const auto set = session::BrokerSetup::readSet(m_arguments.folder, *passphrase);
            if (!set)
                return fail(set.error());
            if (const auto done = broker::mosquitto::exportSet(*set, m_kind, m_to); !done)
                return fail(done.error());
            if (environment().json)
                terminal().print(QJsonObject {{QStringLiteral("exported"), m_to}});
            else
                terminal().print(tr("Exported to %1. Read the README there: it tells what to copy where.")
                                     .arg(QDir::toNativeSeparators(m_to)));
            Q_EMIT finished(kDone);
        });
    }

private:
    BrokerArguments m_arguments;
    broker::mosquitto::ExportKind m_kind;
    QString m_to;
};

class List final : public Command
{
public:
    using Command::Command;
    void start() override
    {
        const QDir folder(environment().data.brokersFolder());
        const auto installation = broker::mosquitto::findInstallation();
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
            if (!QFileInfo::exists(folder.filePath(name) + QStringLiteral("/broker.json")))
                continue;
            LocalBroker broker(installation.value_or(broker::mosquitto::Installation {}), folder.filePath(name));
            broker.leaveRunning(true);
            broker.find();
            if (environment().json)
                terminal().print(describe(broker));
            else
                terminal().print(inWords(broker));
        }
        Q_EMIT finished(kDone);
    }
};

template <class Action, class... More>
MadeCommand withInstallation(Environment &environment, const BrokerArguments &arguments, More &&...more)
{
    if (const auto exists = mustExist(arguments); !exists)
        return failure(exists.error());
    const auto installation = broker::mosquitto::findInstallation();
    if (!installation)
        return failure(installation.error());
    return std::make_unique<Action>(environment, *installation, std::forward<More>(more)...);
}

} // namespace

MadeCommand makeBrokerStart(Environment &environment, const BrokerArguments &arguments)
{
    return withInstallation<Start>(environment, arguments, arguments);
}

MadeCommand makeBrokerStop(Environment &environment, const BrokerArguments &arguments)
{
    return withInstallation<Stop>(environment, arguments, arguments.folder);
}

MadeCommand makeBrokerStatus(Environment &environment, const BrokerArguments &arguments)
{
    return withInstallation<Status>(environment, arguments, arguments.folder);
}

MadeCommand makeBrokerRefresh(Environment &environment, const BrokerArguments &arguments)
{
    return withInstallation<Refresh>(environment, arguments, arguments);
}

MadeCommand makeBrokerExport(Environment &environment, const BrokerArguments &arguments)
{
    using broker::mosquitto::ExportKind;
    if (const auto exists = mustExist(arguments); !exists)
        return failure(exists.error());
    const QHash<QString, ExportKind> kinds {{QStringLiteral("raspberry-pi"), ExportKind::RaspberryPi},
        {QStringLiteral("container"), ExportKind::Container}, {QStringLiteral("home-assistant"), ExportKind::HomeAssistant}};
    const QString kind = arguments.parser.value(QStringLiteral("kind"));
    if (!kinds.contains(kind))
        return failure(ErrorCode::InvalidInput, tr("--kind takes raspberry-pi, container or home-assistant."));
    const QString to = arguments.parser.value(QStringLiteral("to"));
    if (to.isEmpty())
        return failure(ErrorCode::InvalidInput, tr("Say where to export to: --to FOLDER (new or empty)."));
    return std::make_unique<Export>(environment, arguments, kinds.value(kind), QDir(to).absolutePath());
}

MadeCommand makeBrokerList(Environment &environment)
{
    return std::make_unique<List>(environment);
}

} // namespace warden::cli
