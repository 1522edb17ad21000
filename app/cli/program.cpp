// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"

#include "cli/autosecretstore.h"

#include <QCoreApplication>
#include <QTimer>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

void declareCommon(QCommandLineParser &parser)
{
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, tr("Show this help.")},
        {QStringLiteral("json"), tr("Print results as JSON, one object a line.")},
        {QStringLiteral("data-dir"), tr("Keep profiles and brokers in this folder."), tr("dir")},
    });
}

} // namespace

const QList<CommandEntry> &commands()
{
    static const QList<CommandEntry> all {
        probeCommand(), watchCommand(), publishCommand(), brokerCommand(), demoCommand()};
    return all;
}

int exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return kUsage;
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
        return kUnreachable;
    case ErrorCode::TlsFailed:
        return kNotTrusted;
    case ErrorCode::Refused:
    case ErrorCode::NotAllowed:
        return kNotAdmitted;
    case ErrorCode::Cancelled:
        return kInterrupted;
    default:
        return kFailed;
    }
}

void Command::fail(const Error &error)
{
    if (m_environment.json)
        terminal().print(QJsonObject {{QStringLiteral("error"), error.text}, {QStringLiteral("detail"), error.detail}});
    else
        terminal().complain(error);
    Q_EMIT finished(exitCodeOf(error.code));
}

Program::Program() = default;
Program::~Program() = default;

QString Program::help() const
{
    QString text = tr("Usage: mqtt-wardenctl COMMAND [options]\n\n"
                      "Makes an MQTT broker secure and keeps it so, from the command line.\n\nCommands:\n");
    for (const CommandEntry &entry : commands())
        text += QStringLiteral("  %1 %2\n      %3\n").arg(entry.name, entry.arguments, entry.summary);
    text += tr("\nCommon options:\n"
               "  -h, --help        Help for all, or for one command: mqtt-wardenctl probe --help\n"
               "  --version         Version of the program.\n"
               "  --json            Results as JSON, one object a line.\n"
               "  --data-dir DIR    Keep profiles and brokers in DIR (shared with the window).\n"
               "\nPasswords are never taken from the command line: they are asked for, read from a file descriptor\n"
               "(--password-fd 3 3<file) or come from the system's keychain.\n"
               "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not reachable, 4 not trusted (TLS), 5 not admitted by\n"
               "the broker, 130 interrupted.");
    return text;
}

int Program::usageError(const QString &text)
{
    m_terminal.complain({ErrorCode::InvalidInput, text, {}});
    m_terminal.say(tr("Try: mqtt-wardenctl --help"));
    return kUsage;
}

int Program::run(const QStringList &arguments)
{
    const QStringList rest = arguments.mid(1);
    if (rest.isEmpty() || rest.first() == QLatin1String("--help") || rest.first() == QLatin1String("-h")
        || rest.first() == QLatin1String("help")) {
        m_terminal.print(help());
        return rest.isEmpty() ? kUsage : kDone;
    }
    if (rest.first() == QLatin1String("--version")) {
        m_terminal.print(QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion());
        return kDone;
    }
    for (const CommandEntry &entry : commands()) {
        if (entry.name == rest.first())
            return runCommand(entry, rest);
    }
    return usageError(tr("There is no command “%1”.").arg(rest.first()));
}

int Program::runCommand(const CommandEntry &entry, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(entry.summary);
    declareCommon(parser);
    entry.declare(parser);
    if (!parser.parse(arguments))
        return usageError(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        m_terminal.print(tr("Usage: mqtt-wardenctl %1 %2 [options]\n").arg(entry.name, entry.arguments));
        // The first line is Qt's own usage, without the command's arguments.
        m_terminal.print(parser.helpText().section(u'\n', 1).trimmed());
        return kDone;
    }
    AutoSecretStore secrets(m_terminal, session::kKeychainService);
    Environment environment {m_terminal, session::DataFolder::at(parser.value(QStringLiteral("data-dir"))), secrets,
        parser.isSet(QStringLiteral("json"))};
    auto made = entry.make(environment, parser);
    if (!made) {
        m_terminal.complain(made.error());
        if (made.error().code == ErrorCode::InvalidInput)
            m_terminal.say(tr("Try: mqtt-wardenctl %1 --help").arg(entry.name));
        return exitCodeOf(made.error().code);
    }
    Command &command = **made;
    int exitCode = kFailed;
    QObject::connect(&command, &Command::finished, qApp, [&exitCode](int code) {
        exitCode = code;
        QCoreApplication::exit(code);
    });
    QObject::connect(&m_terminal, &Terminal::interrupted, &command, &Command::interrupt);
    QTimer::singleShot(0, &command, &Command::start);
    QCoreApplication::exec();
    return exitCode;
}

} // namespace warden::cli
