// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mosquitto.h"

#include "support/process.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

namespace warden::test {

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    return QStandardPaths::findExecutable(name,
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/opt/homebrew/sbin"),
            QStringLiteral("C:/Program Files/mosquitto")});
}

Mosquitto::Mosquitto()
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    endWithParent(m_process);
}

Mosquitto::~Mosquitto()
{
    stop();
}

quint16 Mosquitto::addListener(const QStringList &lines)
{
    m_listeners.append({freePort(), lines});
    return m_listeners.last().port;
}

QString Mosquitto::writeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void Mosquitto::setPassword(const QString &user, const QString &password)
{
    const QString path = m_folder.filePath(QStringLiteral("passwords"));
    QProcess tool;
    tool.start(findProgram(QStringLiteral("mosquitto_passwd")),
        {QStringLiteral("-b"), QStringLiteral("-c"), path, user, password});
    tool.waitForFinished();
    m_lines += QStringLiteral("password_file ") + path;
    m_allowAnonymous = false;
}

QByteArray Mosquitto::configuration() const
{
    QStringList lines {QStringLiteral("log_dest stderr"), QStringLiteral("log_type all"),
        QStringLiteral("allow_anonymous ") + (m_allowAnonymous ? QStringLiteral("true") : QStringLiteral("false")),
        QStringLiteral("max_inflight_messages 100"), QStringLiteral("max_queued_messages 0")};
    // Its temporary folder is for its owner alone, so it must not become somebody else.
    if (runsAsRoot())
        lines += QStringLiteral("user root");
    lines += m_lines;
    for (const Listener &listener : m_listeners) {
        lines += QStringLiteral("listener %1 127.0.0.1").arg(listener.port);
        lines += listener.lines;
    }
    return lines.join(QLatin1Char('\n')).toUtf8() + '\n';
}

bool Mosquitto::start()
{
    m_log.clear();
    const QString path = writeFile(QStringLiteral("mosquitto.conf"), configuration());
    m_process.start(findProgram(QStringLiteral("mosquitto")), {QStringLiteral("-c"), path});
    return m_process.waitForStarted() && waitForLog(" running\n");
}

void Mosquitto::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Mosquitto::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        kill();
}

QByteArray Mosquitto::log()
{
    m_log += m_process.readAll();
    return m_log;
}

bool Mosquitto::waitForLog(const QByteArray &text, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!log().contains(text)) {
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return log().contains(text);
        m_process.waitForReadyRead(int(deadline.remainingTime()));
    }
    return true;
}

Tool::Tool(const QString &program, const QStringList &arguments)
{
    endWithParent(m_process);
    m_process.start(findProgram(program), arguments);
    m_process.waitForStarted();
}

Tool::~Tool()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(2000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void Tool::write(const QByteArray &input)
{
    m_process.write(input);
    m_process.waitForBytesWritten();
}

QByteArray Tool::output()
{
    m_output += m_process.readAllStandardOutput();
    return m_output;
}

QByteArray Tool::errors()
{
    return m_process.readAllStandardError();
}

bool Tool::waitForOutput(const QByteArray &text, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!output().contains(text)) {
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return output().contains(text);
        m_process.waitForReadyRead(int(deadline.remainingTime()));
    }
    return true;
}

bool Tool::waitForEnd(int timeoutMs)
{
    return m_process.state() == QProcess::NotRunning || m_process.waitForFinished(timeoutMs);
}

} // namespace warden::test
