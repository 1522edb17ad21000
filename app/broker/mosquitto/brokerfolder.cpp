// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfolder.h"

#include "base/files.h"
#include "broker/mosquitto/ownership.h"

#include <QCoreApplication>
#include <QDir>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace warden::broker::mosquitto {

namespace {

constexpr int kVersion = 1;
constexpr qint64 kLargestSettings = 256 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("BrokerFolder", text);
}

QString settingsPath(const QString &folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("broker.json"));
}

QString fileOf(const QString &folder, const char *name)
{
    return brokerFilesFolder(folder) + QLatin1Char('/') + QLatin1String(name);
}

bool isPort(int value)
{
    return value >= 0 && value <= 65'535;
}

Result<FolderSettings> settingsFromJson(const QJsonObject &json)
{
    FolderSettings settings;
    settings.name = json.value(QStringLiteral("name")).toString();
    settings.tls13Only = json.value(QStringLiteral("tls13Only")).toBool();
    for (const QJsonValue host : json.value(QStringLiteral("hosts")).toArray())
        settings.hosts.append(host.toString());
    const QJsonObject listeners = json.value(QStringLiteral("listeners")).toObject();
    settings.listeners.bindAddress = listeners.value(QStringLiteral("address")).toString();
    const int password = listeners.value(QStringLiteral("password")).toInt(-1);
    const int certificate = listeners.value(QStringLiteral("certificate")).toInt(-1);
    const int webSocket = listeners.value(QStringLiteral("webSocket")).toInt(-1);
    const bool right = !QHostAddress(settings.listeners.bindAddress).isNull() && isPort(password) && password > 0
        && isPort(certificate) && certificate > 0 && isPort(webSocket);
    if (!right)
        return failure(ErrorCode::Damaged,
            tr("The broker's file broker.json does not say where it listens. Set the broker up anew in another folder."));
    settings.listeners.passwordPort = quint16(password);
    settings.listeners.certificatePort = quint16(certificate);
    settings.listeners.webSocketPort = quint16(webSocket);
    return settings;
}

} // namespace

QString brokerFilesFolder(const QString &folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("mosquitto"));
}

QString configPath(const QString &folder)
{
    return fileOf(folder, "mosquitto.conf");
}

QString caPath(const QString &folder)
{
    return fileOf(folder, "ca.pem");
}

QString crlPath(const QString &folder)
{
    return fileOf(folder, "crl.pem");
}

QString serverCertificatePath(const QString &folder)
{
    return fileOf(folder, "server.pem");
}

QString dynamicSecurityPath(const QString &folder)
{
    return fileOf(folder, "state/dynamic-security.json");
}

QString logPath(const QString &folder)
{
    return fileOf(folder, "mosquitto.log");
}

QString processPath(const QString &folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("process.json"));
}

Result<void> writeFolderSettings(const QString &folder, const FolderSettings &settings)
{
    const QJsonObject listeners {{QStringLiteral("address"), settings.listeners.bindAddress},
        {QStringLiteral("password"), settings.listeners.passwordPort},
        {QStringLiteral("certificate"), settings.listeners.certificatePort},
        {QStringLiteral("webSocket"), settings.listeners.webSocketPort}};
    const QJsonObject json {{QStringLiteral("format"), QStringLiteral("mqtt-warden-broker")},
        {QStringLiteral("version"), kVersion}, {QStringLiteral("name"), settings.name},
        {QStringLiteral("listeners"), listeners}, {QStringLiteral("hosts"), QJsonArray::fromStringList(settings.hosts)},
        {QStringLiteral("tls13Only"), settings.tls13Only}};
    return writeFile(settingsPath(folder), QJsonDocument(json).toJson(), FileAccess::Private);
}

Result<FolderSettings> readFolderSettings(const QString &folder)
{
    const Result<QByteArray> bytes = readFile(settingsPath(folder), kLargestSettings);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound,
            tr("There is no broker in %1. Create one first, or choose its folder.").arg(QDir::toNativeSeparators(folder)));
    if (!bytes)
        return failure(bytes.error());
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    if (json.value(QStringLiteral("format")).toString() != QStringLiteral("mqtt-warden-broker"))
        return failure(ErrorCode::Damaged,
            tr("The broker's file broker.json cannot be read. Set the broker up anew in another folder."));
    if (json.value(QStringLiteral("version")).toInt() > kVersion)
        return failure(ErrorCode::Unsupported,
            tr("This broker was set up by a newer version of MQTT Warden. Use that version, or a newer one."));
    return settingsFromJson(json);
}

ConfigPaths localPaths(const QString &folder, const Installation &installation)
{
    ConfigPaths paths;
    paths.dataFolder = brokerFilesFolder(folder);
    paths.pluginFile = installation.pluginFile;
    paths.user = brokerUser(folder);
    return paths;
}

} // namespace warden::broker::mosquitto
