// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/localbroker.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTcpServer>
#include <QVersionNumber>

namespace warden::broker::mosquitto {

namespace {

#ifdef Q_OS_WIN
constexpr auto kPluginName = "mosquitto_dynamic_security.dll";
#else
constexpr auto kPluginName = "mosquitto_dynamic_security.so";
#endif

QString tr(const char *text)
{
    return QCoreApplication::translate("Installation", text);
}

QStringList programFolders()
{
#ifdef Q_OS_WIN
    return {QStringLiteral("C:/Program Files/mosquitto"), QStringLiteral("C:/Program Files (x86)/mosquitto")};
#else
    // sbin is not in every person's PATH.
    return {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/opt/homebrew/sbin"),
        QStringLiteral("/usr/local/opt/mosquitto/sbin"), QStringLiteral("/opt/homebrew/opt/mosquitto/sbin"),
        QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin")};
#endif
}

QString findProgram()
{
    const QString inPath = QStandardPaths::findExecutable(QStringLiteral("mosquitto"));
    return inPath.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("mosquitto"), programFolders()) : inPath;
}

/// Folders where distributions put the plugin: beside the program, in lib, in lib of the architecture.
QStringList pluginFolders(const QString &program)
{
    const QDir programFolder = QFileInfo(QFileInfo(program).canonicalFilePath()).dir();
    QStringList folders {programFolder.path()};
    for (const char *relative : {"../lib", "../lib64"}) {
        const QDir lib(QDir::cleanPath(programFolder.filePath(QLatin1String(relative))));
        folders.append(lib.path());
        folders.append(lib.filePath(QStringLiteral("mosquitto")));
        for (const QString &name : lib.entryList({QStringLiteral("*-linux-gnu*"), QStringLiteral("*-linux-musl*")}, QDir::Dirs))
            folders.append(lib.filePath(name));
    }
    return folders;
}

QString findPlugin(const QString &program)
{
    for (const QString &folder : pluginFolders(program)) {
        const QFileInfo file(QDir(folder).filePath(QLatin1String(kPluginName)));
        if (file.isFile())
            return file.absoluteFilePath();
    }
    return {};
}

QString versionOf(const QString &program)
{
    QProcess process;
    process.start(program, {QStringLiteral("-h")}, QIODevice::ReadOnly);
    if (!process.waitForFinished(5'000)) {
        process.kill();
        process.waitForFinished(1'000);
        return {};
    }
    static const QRegularExpression pattern(QStringLiteral("mosquitto version ([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)"));
    return pattern.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1);
}

QString howToGetMosquitto()
{
#if defined(Q_OS_WIN)
    return tr("Install it with “winget install EclipseFoundation.Mosquitto”, or from mosquitto.org, and try again.");
#elif defined(Q_OS_MACOS)
    return tr("Install it with “brew install mosquitto” and try again.");
#else
    const QString system = QSysInfo::productType();
    static const QStringList debian {QStringLiteral("debian"), QStringLiteral("ubuntu"), QStringLiteral("raspbian"),
        QStringLiteral("linuxmint"), QStringLiteral("pop")};
    static const QStringList fedora {QStringLiteral("fedora"), QStringLiteral("rhel"), QStringLiteral("centos"),
        QStringLiteral("rocky"), QStringLiteral("almalinux")};
    if (debian.contains(system))
        return tr("Install it with “sudo apt install mosquitto” and try again.");
    if (fedora.contains(system))
        return tr("Install it with “sudo dnf install mosquitto” and try again.");
    if (system.startsWith(QLatin1String("opensuse")))
        return tr("Install it with “sudo zypper install mosquitto” and try again.");
    if (system == QLatin1String("arch") || system == QLatin1String("manjaro"))
        return tr("Install it with “sudo pacman -S mosquitto” and try again.");
    if (system == QLatin1String("alpine"))
        return tr("Install it with “sudo apk add mosquitto” and try again.");
    return tr("Install the package “mosquitto” of this system and try again.");
#endif
}

} // namespace

Result<Installation> findInstallation()
{
    Installation installation;
    installation.program = findProgram();
    if (installation.program.isEmpty())
        return failure(ErrorCode::NotFound, tr("There is no Mosquitto on this computer. %1").arg(howToGetMosquitto()));
    installation.version = versionOf(installation.program);
    const QString shown = QDir::toNativeSeparators(installation.program);
    if (installation.version.isEmpty())
        return failure(ErrorCode::Unsupported,
            tr("%1 did not say its version, so it is not used. %2").arg(shown, howToGetMosquitto()));
    if (QVersionNumber::fromString(installation.version) < QVersionNumber(2, 0))
        return failure(ErrorCode::Unsupported,
            tr("%1 is version %2, but 2.0 or newer is needed. %3")
                .arg(shown, installation.version, howToGetMosquitto()));
    installation.pluginFile = findPlugin(installation.program);
    if (installation.pluginFile.isEmpty())
        return failure(ErrorCode::NotFound,
            tr("Mosquitto %1 is there, but without its dynamic security plugin. %2")
                .arg(installation.version, howToGetMosquitto()),
            QLatin1String(kPluginName));
    return installation;
}

quint16 freePort(const QString &address, quint16 wanted)
{
    QTcpServer server;
    const QHostAddress host(address);
    if (wanted != 0 && server.listen(host, wanted))
        return wanted;
    return server.listen(host, 0) ? server.serverPort() : 0;
}

} // namespace warden::broker::mosquitto
