// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/brokeractions.h"

#include <QCoreApplication>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

void declare(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("home-network"), tr("create: serve the home network too, not only this computer.")},
        {QStringLiteral("host"), tr("create: one more name or address for the server certificate."), tr("name")},
        {QStringLiteral("base"), tr("create: the topics of the roles begin with this."), tr("topic"), QStringLiteral("home")},
        {QStringLiteral("admin"), tr("create: name of the administrator."), tr("name"), QStringLiteral("warden")},
        {QStringLiteral("user"), tr("create: a user who signs in with a password, such as door:Sensors."), tr("name:role")},
        {QStringLiteral("device"), tr("create: a user who signs in with a certificate."), tr("name:role")},
        {QStringLiteral("rsa"), tr("create: RSA 2048 keys instead of ECDSA P-256.")},
        {QStringLiteral("tls13-only"), tr("create: refuse TLS 1.2.")},
        {QStringLiteral("no-start"), tr("create: stop the broker again once it is proved.")},
        {QStringLiteral("show-secrets"), tr("create: print the generated passwords even if they are kept.")},
        {QStringLiteral("passphrase-fd"), tr("Passphrase of the vault from this file descriptor."), tr("n")},
        {QStringLiteral("foreground"), tr("start: stay, show the log, keep the CRL fresh, stop with Ctrl+C.")},
        {QStringLiteral("kind"), tr("export: raspberry-pi, container or home-assistant."), tr("kind")},
        {QStringLiteral("to"), tr("export: the new folder."), tr("dir")},
    });
}

Result<std::unique_ptr<Command>> make(Environment &environment, const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0);
    if (action == QLatin1String("list") && words.size() == 1)
        return makeBrokerList(environment);
    if (words.size() != 2)
        return failure(ErrorCode::InvalidInput,
            tr("broker takes an action and the name of a broker: create, start, stop, status, refresh or export NAME; or list."));
    const BrokerArguments arguments {words.at(1), brokerFolder(environment, words.at(1)), parser};
    if (action == QLatin1String("create"))
        return makeBrokerCreate(environment, arguments);
    if (action == QLatin1String("start"))
        return makeBrokerStart(environment, arguments);
    if (action == QLatin1String("stop"))
        return makeBrokerStop(environment, arguments);
    if (action == QLatin1String("status"))
        return makeBrokerStatus(environment, arguments);
    if (action == QLatin1String("refresh"))
        return makeBrokerRefresh(environment, arguments);
    if (action == QLatin1String("export"))
        return makeBrokerExport(environment, arguments);
    return failure(ErrorCode::InvalidInput, tr("There is no action “%1” for broker.").arg(action));
}

} // namespace

CommandEntry brokerCommand()
{
    return {QStringLiteral("broker"), QStringLiteral("create|start|stop|status|refresh|export NAME, or list"),
        tr("Makes and runs a secure Mosquitto on this computer, or exports it for another machine."), &declare, &make};
}

} // namespace warden::cli
