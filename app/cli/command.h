// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "cli/terminal.h"
#include "session/datafolder.h"

#include <QCommandLineParser>
#include <QObject>

#include <memory>

namespace warden::cli {

/// What the program ends with; the same for every command, written in the help.
enum ExitCode {
    kDone = 0,
    kFailed = 1,
    kUsage = 2,
    kUnreachable = 3, ///< Name, network, port, no answer.
    kNotTrusted = 4, ///< TLS or certificate.
    kNotAdmitted = 5, ///< The broker refused the sign-in or the request.
    kInterrupted = 130,
};

/// What every command may use.
struct Environment {
    Terminal &terminal;
    session::DataFolder data;
    SecretStore &secrets;
    bool json = false;
};

/// One run of one command. start() comes in the event loop; finished() ends the program.
class Command : public QObject
{
    Q_OBJECT

public:
    explicit Command(Environment &environment)
        : m_environment(environment)
    {
    }
    virtual void start() = 0;
    /// Ctrl+C: tidy up, then finished().
    virtual void interrupt() { Q_EMIT finished(kInterrupted); }

Q_SIGNALS:
    void finished(int exitCode);

protected:
    Environment &environment() { return m_environment; }
    Terminal &terminal() { return m_environment.terminal; }
    void fail(const Error &error);

private:
    Environment &m_environment;
};

/// A command by name, as the help lists it.
struct CommandEntry {
    QString name;
    QString arguments; ///< "URL|PROFILE"
    QString summary;
    /// Declares its options.
    void (*declare)(QCommandLineParser &parser);
    /// ErrorCode::InvalidInput is a usage error.
    Result<std::unique_ptr<Command>> (*make)(Environment &environment, const QCommandLineParser &parser);
};
const QList<CommandEntry> &commands();

CommandEntry probeCommand();
CommandEntry watchCommand();
CommandEntry publishCommand();
CommandEntry brokerCommand();
CommandEntry demoCommand();

int exitCodeOf(ErrorCode code);

} // namespace warden::cli
