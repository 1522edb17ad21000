// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/files.h"
#include "ui/console/console.h"
#include "ui/console/startoptions.h"
#include "ui/endsignal.h"
#include "ui/firstpaint.h"
#include "ui/screenshots/screenshotrun.h"
#include "ui/theme/theme.h"
#include "ui/widgets/prompts.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>

using namespace warden;
using namespace warden::ui;

namespace {

constexpr int ExitWrongCommandLine = 2;

void describeProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("mqtt-warden"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WARDEN_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("MQTT Warden"));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.mqtt_warden.MqttWarden"));
}

/// Read before there is a window system to connect to: help and version work without one.
Result<StartOptions> readCommandLine(int &argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    return readStartOptions(QCoreApplication::arguments());
}

void runWindow(Console &console, const StartOptions &options, FirstPaint &firstPaint, const QElapsedTimer &sinceStart)
{
    QObject::connect(&firstPaint, &FirstPaint::painted, &console, [&console, &options, &sinceStart] {
        if (options.verbose)
            QTextStream(stderr) << "first window painted after " << sinceStart.elapsed() << " ms\n";
        if (options.exitAfterStartup) {
            QCoreApplication::exit(0);
            return;
        }
        console.begin();
        if (options.demo)
            console.startDemo();
    });
}

void runScreenshots(Console &console, ScreenshotRun &run, FirstPaint &firstPaint)
{
    QObject::connect(&run, &ScreenshotRun::told, &run, [](const QString &step) { QTextStream(stdout) << step << '\n'; });
    QObject::connect(&run, &ScreenshotRun::finished, &run, [](const QString &problem) {
        if (!problem.isEmpty())
            QTextStream(stderr) << problem << '\n';
        QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    QObject::connect(&firstPaint, &FirstPaint::painted, &run, [&console, &run] {
        console.begin();
        run.start();
    });
}

int runApplication(int &argc, char **argv, const StartOptions &options, const QElapsedTimer &sinceStart)
{
    const bool pictures = !options.screenshots.isEmpty();
    if (pictures && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // the same pictures with a display and without one
    QApplication app(argc, argv);
    const QTemporaryDir temporary;
    const auto folder = session::DataFolder::at(pictures ? temporary.path() : options.dataDir);
    for (const QString &needed : {folder.root, pictures ? options.screenshots : folder.root}) {
        if (const Result<void> made = makeFolder(needed, FileAccess::Private); !made) {
            QTextStream(stderr) << made.error().text << '\n';
            return 1;
        }
    }
    const SystemClock clock;
    NativePrompts prompts;
    Theme theme(app);
    Console console({theme, prompts, clock, folder, pictures});
    FirstPaint firstPaint(&console.window());
    ScreenshotRun run(console, theme, options.screenshots);
    if (pictures)
        runScreenshots(console, run, firstPaint);
    else
        runWindow(console, options, firstPaint, sinceStart);
    onEndSignal(&console.window(), [&console] {
        console.window().close(); // keeps its size and place
        QCoreApplication::exit(0);
    });
    console.window().show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    describeProgram();
    const Result<StartOptions> options = readCommandLine(argc, argv);
    if (!options) {
        QTextStream(stderr) << "mqtt-warden: " << options.error().text << "\nTry mqtt-warden --help\n";
        return ExitWrongCommandLine;
    }
    if (options->help || options->version) {
        QTextStream(stdout) << (options->help ? options->helpText
                                              : QStringLiteral("mqtt-warden ") % QStringLiteral(WARDEN_VERSION) % u'\n');
        return 0;
    }
    return runApplication(argc, argv, *options, sinceStart);
}
