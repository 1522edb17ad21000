// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target.h"

#include "base/text.h"
#include "session/connectiontest.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace warden::cli {

namespace {

using session::ConnectionTest;
using session::Rights;

QString nameOf(ConnectionTest::Step step)
{
    switch (step) {
    case ConnectionTest::Step::Name:
        return QStringLiteral("name");
    case ConnectionTest::Step::Tcp:
        return QStringLiteral("tcp");
    case ConnectionTest::Step::Tls:
        return QStringLiteral("tls");
    case ConnectionTest::Step::WebSocket:
        return QStringLiteral("websocket");
    case ConnectionTest::Step::SignIn:
        return QStringLiteral("mqtt");
    case ConnectionTest::Step::Rights:
        return QStringLiteral("rights");
    }
    return {};
}

QString nameOf(ConnectionTest::Outcome outcome)
{
    switch (outcome) {
    case ConnectionTest::Outcome::Running:
        return QStringLiteral("running");
    case ConnectionTest::Outcome::Done:
        return QStringLiteral("ok");
    case ConnectionTest::Outcome::Warning:
        return QStringLiteral("warning");
    case ConnectionTest::Outcome::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString nameOf(Rights::Answer answer)
{
    return answer == Rights::Answer::Yes ? QStringLiteral("yes")
        : answer == Rights::Answer::No   ? QStringLiteral("no")
                                         : QStringLiteral("unknown");
}

QJsonObject describe(const x509::Certificate &certificate)
{
    QJsonArray names;
    for (const x509::AltName &name : certificate.altNames())
        names.append(name.value);
    return {{QStringLiteral("subject"), certificate.subject().display()},
        {QStringLiteral("issuer"), certificate.issuer().display()},
        {QStringLiteral("notBefore"), certificate.notBefore().toString(Qt::ISODate)},
        {QStringLiteral("notAfter"), certificate.notAfter().toString(Qt::ISODate)},
        {QStringLiteral("key"), certificate.key().display()}, {QStringLiteral("names"), names},
        {QStringLiteral("sha256"), QString::fromLatin1(certificate.sha256().toHex())}};
}

class Probe final : public Command
{
public:
    Probe(Environment &environment, Target target)
        : Command(environment)
        , m_target(std::move(target))
    {
        connect(&m_test, &ConnectionTest::stepChanged, this, [this](const ConnectionTest::StepReport &step) { show(step); });
        connect(&m_test, &ConnectionTest::finished, this, [this](const ConnectionTest::Report &report) { show(report); });
    }

    void start() override
    {
        fetchCredentials(environment(), m_target, this, [this](const Result<Credentials> &credentials) {
            if (!credentials)
                return fail(credentials.error());
            m_test.start(m_target.profile, credentials->password, credentials->keyPassphrase);
        });
    }

private:
    void show(const ConnectionTest::StepReport &step)
    {
        if (step.outcome == ConnectionTest::Outcome::Running)
            return;
        if (environment().json)
            return terminal().print(QJsonObject {{QStringLiteral("step"), nameOf(step.step)},
                {QStringLiteral("outcome"), nameOf(step.outcome)}, {QStringLiteral("ms"), step.elapsedMs},
                {QStringLiteral("text"), step.text}});
        terminal().print(QStringLiteral("%1  %2  %3  %4")
                             .arg(nameOf(step.outcome).leftJustified(7), nameOf(step.step).leftJustified(9),
                                 QCoreApplication::translate("Command line", "%1 ms").arg(step.elapsedMs).rightJustified(8),
                                 step.text));
    }

    void show(const ConnectionTest::Report &report)
    {
        if (environment().json)
            printJson(report);
        else
            printText(report);
        Q_EMIT finished(report.ok ? int(kDone) : exitCodeOf(report.failure));
    }

    void printJson(const ConnectionTest::Report &report)
    {
        QJsonArray chain;
        for (const x509::Certificate &certificate : report.link.sentChain)
            chain.append(describe(certificate));
        QJsonObject out {{QStringLiteral("ok"), report.ok}, {QStringLiteral("ms"), report.totalMs},
            {QStringLiteral("protocol"), report.link.protocol}, {QStringLiteral("cipher"), report.link.cipher},
            {QStringLiteral("chain"), chain}, {QStringLiteral("broker"), displayText(report.brokerVersion)},
            {QStringLiteral("rights"),
                QJsonObject {{QStringLiteral("manageAccess"), nameOf(report.rights.manageAccess)},
                    {QStringLiteral("readState"), nameOf(report.rights.readState)},
                    {QStringLiteral("watchTraffic"), nameOf(report.rights.watchTraffic)},
                    {QStringLiteral("readLog"), nameOf(report.rights.readLog)}}}};
        if (!report.ok) {
            out.insert(QStringLiteral("error"), report.failure.error.text);
            out.insert(QStringLiteral("detail"), report.failure.error.detail);
        }
        terminal().print(out);
    }

    void printText(const ConnectionTest::Report &report)
    {
        if (report.link.encrypted) {
            terminal().print(QCoreApplication::translate("Command line", "\nChain that the broker sent:"));
            for (const x509::Certificate &certificate : report.link.sentChain) {
                terminal().print(QCoreApplication::translate("Command line",
                    "  %1\n    issued by %2, valid until %3, %4\n    SHA-256 %5")
                                     .arg(certificate.subject().display(), certificate.issuer().display(),
                                         certificate.notAfter().toString(Qt::ISODate), certificate.key().display(),
                                         x509::fingerprintDisplay(certificate.sha256())));
            }
        }
        // The step that failed has said it already; what is left is the technical part.
        if (!report.ok && !report.failure.error.detail.isEmpty())
            terminal().say(QCoreApplication::translate("Command line", "Technical: %1").arg(report.failure.error.detail));
    }

    Target m_target;
    ConnectionTest m_test;
};

} // namespace

CommandEntry probeCommand()
{
    return {QStringLiteral("probe"), QStringLiteral("URL|PROFILE"),
        QCoreApplication::translate("Command line",
            "Tries a connection step by step: name, TCP, TLS with the chain, MQTT sign-in, rights."),
        [](QCommandLineParser &parser) { declareTarget(parser); },
        [](Environment &environment, const QCommandLineParser &parser) -> Result<std::unique_ptr<Command>> {
            const QStringList words = parser.positionalArguments();
            if (words.size() != 1)
                return failure(ErrorCode::InvalidInput,
                    QCoreApplication::translate("Command line", "probe takes one URL or the name of a profile."));
            auto target = readTarget(environment, parser, words.first());
            if (!target)
                return failure(target.error());
            return std::make_unique<Probe>(environment, std::move(*target));
        }};
}

} // namespace warden::cli
