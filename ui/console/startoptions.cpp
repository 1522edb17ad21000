// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/startoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace warden::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("warden::ui::StartOptions", text);
}

} // namespace

Result<StartOptions> readStartOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Console that makes an MQTT broker secure and keeps it so."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, tr("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")}, tr("Shows the version."));
    const QCommandLineOption dataDir(QStringLiteral("data-dir"),
        tr("Keeps profiles, settings and certificates in <folder>."), tr("folder"));
    const QCommandLineOption demo(QStringLiteral("demo"), tr("Starts with the demo home."));
    const QCommandLineOption exitAfter(
        QStringLiteral("exit-after-startup"), tr("Ends after the window was painted once."));
    const QCommandLineOption verbose(QStringLiteral("verbose"), tr("Tells on standard error how long the start took."));
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
        tr("Writes pictures of every page and dialog, from the live demo home, into <folder> and ends."), tr("folder"));
    parser.addOptions({help, version, dataDir, demo, exitAfter, verbose, screenshots});
    if (!parser.parse(arguments))
        return failure(ErrorCode::InvalidInput, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return failure(ErrorCode::InvalidInput, tr("Unexpected argument: %1").arg(parser.positionalArguments().first()));
    StartOptions options;
    options.dataDir = parser.value(dataDir);
    options.demo = parser.isSet(demo);
    options.exitAfterStartup = parser.isSet(exitAfter);
    options.verbose = parser.isSet(verbose);
    options.screenshots = parser.value(screenshots);
    options.help = parser.isSet(help);
    options.version = parser.isSet(version);
    options.helpText = parser.helpText();
    if ((parser.isSet(dataDir) && options.dataDir.isEmpty())
        || (parser.isSet(screenshots) && options.screenshots.isEmpty()))
        return failure(ErrorCode::InvalidInput, tr("A folder is missing."));
    return options;
}

} // namespace warden::ui
