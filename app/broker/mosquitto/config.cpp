// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/provision.h"

#include <QHostAddress>

namespace warden::broker::mosquitto {

namespace {

/// Lines of a mosquitto.conf. A value runs to the end of its line, so it may hold blanks but no line end.
class Lines
{
public:
    void comment(const char *text) { m_text += QByteArray("# ") + text + '\n'; }
    void add(const char *option, const QByteArray &value)
    {
        QByteArray clean = value;
        clean.replace('\n', ' ').replace('\r', ' ');
        m_text += option;
        m_text += ' ' + clean + '\n';
    }
    void add(const char *option, const QString &value) { add(option, value.toUtf8()); }
    void gap() { m_text += '\n'; }
    QByteArray take() { return std::move(m_text); }

private:
    QByteArray m_text;
};

QString join(const QString &folder, const char *file)
{
    return folder + QLatin1Char('/') + QString::fromLatin1(file);
}

/// `listener 8883 127.0.0.1`. Without socket_domain, 2.0 takes the address as no limit for its WebSocket listener.
void addListener(Lines &lines, quint16 port, const QString &bindAddress)
{
    const QHostAddress address(bindAddress);
    const bool everywhere = address == QHostAddress(QHostAddress::AnyIPv6) || address == QHostAddress(QHostAddress::Any);
    lines.add("listener", everywhere ? QString::number(port) : QStringLiteral("%1 %2").arg(port).arg(bindAddress));
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        lines.add("socket_domain", QByteArray("ipv4"));
    else if (!everywhere)
        lines.add("socket_domain", QByteArray("ipv6"));
}

/// Certificate and key stand in one file: it is replaced whole, so that one never stands beside the other's.
void addTls(Lines &lines, const BrokerSet &set, const ConfigPaths &paths)
{
    lines.add("cafile", join(paths.dataFolder, "ca.pem"));
    lines.add("certfile", join(paths.dataFolder, "server.pem"));
    lines.add("keyfile", join(paths.dataFolder, "server.pem"));
    lines.add("tls_version", QByteArray(set.tls13Only ? "tlsv1.3" : "tlsv1.2"));
}

void addLog(Lines &lines, const ConfigPaths &paths)
{
    if (paths.logToStdout && !paths.isIncluded)
        lines.add("log_dest", QByteArray("stderr"));
    if (!paths.logFile.isEmpty())
        lines.add("log_dest", QStringLiteral("file %1").arg(paths.logFile));
    lines.add("log_dest", QByteArray("topic"));
    for (const char *type : {"error", "warning", "notice", "information", "subscribe", "unsubscribe"})
        lines.add("log_type", QByteArray(type));
    if (paths.debugLog)
        lines.add("log_type", QByteArray("debug"));
    if (!paths.isIncluded) {
        lines.add("log_timestamp", QByteArray("true"));
        lines.add("connection_messages", QByteArray("true"));
        lines.add("sys_interval", QByteArray("2"));
    }
}

QString stateFolder(const ConfigPaths &paths)
{
    return paths.stateFolder.isEmpty() ? join(paths.dataFolder, "state") : paths.stateFolder;
}

} // namespace

QByteArray configFile(const BrokerSet &set, const ConfigPaths &paths)
{
    const Listeners &listeners = set.listeners;
    Lines lines;
    lines.comment("Written by MQTT Warden. It is written anew when the broker is set up or started by it.");
    if (!paths.isIncluded)
        lines.add("per_listener_settings", QByteArray("false"));
    if (!paths.user.isEmpty())
        lines.add("user", paths.user);
    lines.add("allow_anonymous", QByteArray("false"));
    lines.add("plugin", paths.pluginFile);
    lines.add("plugin_opt_config_file", join(stateFolder(paths), "dynamic-security.json"));
    if (!paths.isIncluded) {
        lines.add("persistence", QByteArray("true"));
        lines.add("persistence_location", stateFolder(paths) + QLatin1Char('/'));
        lines.add("autosave_interval", QByteArray("60"));
    }
    lines.gap();
    addLog(lines, paths);
    lines.gap();
    lines.comment("User name and password over TLS.");
    addListener(lines, listeners.passwordPort, listeners.bindAddress);
    addTls(lines, set, paths);
    lines.gap();
    lines.comment("A certificate over TLS: its common name is the user name.");
    addListener(lines, listeners.certificatePort, listeners.bindAddress);
    addTls(lines, set, paths);
    lines.add("crlfile", join(paths.dataFolder, "crl.pem"));
    lines.add("require_certificate", QByteArray("true"));
    lines.add("use_identity_as_username", QByteArray("true"));
    if (listeners.webSocketPort != 0) {
        lines.gap();
        lines.comment("User name and password over a secure WebSocket.");
        addListener(lines, listeners.webSocketPort, listeners.bindAddress);
        lines.add("protocol", QByteArray("websockets"));
        addTls(lines, set, paths);
    }
    return lines.take();
}

} // namespace warden::broker::mosquitto
