// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include "demo/demohome.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

class Demo final : public Command
{
public:
    Demo(Environment &environment, double pace, bool showSecrets)
        : Command(environment)
        , m_home(environment.data.demoFolder(), environment.secrets)
        , m_showSecrets(showSecrets)
    {
        m_home.setPace(pace);
        connect(&m_home, &demo::DemoHome::progress, this, [this](const QString &text) { terminal().say(text); });
        connect(&m_home, &demo::DemoHome::failed, this, [this](const Error &error) { fail(error); });
        connect(&m_home, &demo::DemoHome::ready, this, [this] { tell(); });
        connect(&m_home, &demo::DemoHome::devicesConnectedChanged, this, [this](int count) { tellDevices(count); });
    }

    void start() override { m_home.start(); }

    void interrupt() override
    {
        terminal().say(tr("Ending the demo home …"));
        m_home.stop();
        Q_EMIT finished(kDone);
    }

private:
    void tell()
    {
        const session::SetupResult made = m_home.credentials();
        const auto listeners = m_home.broker()->listeners();
        QJsonObject out {{QStringLiteral("url"), made.profile.endpoint.toUrl()},
            {QStringLiteral("caFile"), made.profile.caFile}, {QStringLiteral("user"), made.profile.userName},
            {QStringLiteral("passwordPort"), listeners.passwordPort},
            {QStringLiteral("certificatePort"), listeners.certificatePort},
            {QStringLiteral("webSocketPort"), listeners.webSocketPort}, {QStringLiteral("pid"), m_home.broker()->processId()}};
        if (m_showSecrets)
            out.insert(QStringLiteral("password"), made.administratorPassword.reveal());
        if (environment().json)
            return terminal().print(out);
        terminal().print(tr("The demo home runs: %1, administrator %2, authority %3")
                             .arg(made.profile.endpoint.toUrl(), made.profile.userName, made.profile.caFile));
        if (m_showSecrets)
            terminal().print(tr("Password: %1").arg(made.administratorPassword.reveal()));
        terminal().say(tr("End it with Ctrl+C."));
    }

    void tellDevices(int count)
    {
        if (environment().json)
            terminal().print(QJsonObject {{QStringLiteral("devices"), count}});
        else
            terminal().say(tr("%1 of %2 devices are signed in.").arg(count).arg(demo::devices().size()));
    }

    demo::DemoHome m_home;
    bool m_showSecrets;
};

} // namespace

CommandEntry demoCommand()
{
    return {QStringLiteral("demo"), QString(),
        tr("Runs the demo home: a real broker and twelve simulated devices, until Ctrl+C."),
        [](QCommandLineParser &parser) {
            parser.addOptions({
                {QStringLiteral("pace"), tr("Simulated seconds in a real second, 1 to 3600."), tr("n"), QStringLiteral("60")},
                {QStringLiteral("show-secrets"), tr("Print the administrator's password too.")},
            });
        },
        [](Environment &environment, const QCommandLineParser &parser) -> Result<std::unique_ptr<Command>> {
            bool ok = false;
            const double pace = parser.value(QStringLiteral("pace")).toDouble(&ok);
            if (!ok || pace < 1 || pace > 3600)
                return failure(ErrorCode::InvalidInput, tr("--pace takes a number from 1 to 3600."));
            return std::make_unique<Demo>(environment, pace, parser.isSet(QStringLiteral("show-secrets")));
        }};
}

} // namespace warden::cli
