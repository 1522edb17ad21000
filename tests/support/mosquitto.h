// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace warden::test {

/// A port of 127.0.0.1 that nobody listened on a moment ago.
quint16 freePort();

/// The full path of a program; sbin folders are searched too. Empty when it is not installed.
QString findProgram(const QString &name);

/// A real Mosquitto on loopback with a configuration of its own in a temporary folder. Ended with this object.
class Mosquitto
{
public:
    Mosquitto();
    ~Mosquitto();
    Mosquitto(const Mosquitto &) = delete;
    Mosquitto &operator=(const Mosquitto &) = delete;

    /// Before start(): a listener on a free port of 127.0.0.1 with further lines such as "protocol websockets".
    quint16 addListener(const QStringList &lines = {});
    /// Before start(): lines that stand before the listeners, such as "password_file …".
    void addLines(const QStringList &lines) { m_lines += lines; }
    /// By default everybody may do everything.
    void setAllowAnonymous(bool allow) { m_allowAnonymous = allow; }
    /// Writes a file into the folder, readable by the broker, and returns its path.
    QString writeFile(const QString &name, const QByteArray &bytes);
    /// Writes a password file with this one user and uses it; anonymous clients are refused.
    void setPassword(const QString &user, const QString &password);

    QString folder() const { return m_folder.path(); }
    /// Starts it and waits until it serves; false when it does not, see log().
    bool start();
    /// As SIGKILL does it.
    void kill();
    /// As SIGTERM does it.
    void stop();
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); }
    /// All it wrote so far; empties nothing.
    QByteArray log();
    /// Waits until the log has \a text.
    bool waitForLog(const QByteArray &text, int timeoutMs = 5000);

private:
    struct Listener {
        quint16 port = 0;
        QStringList lines;
    };
    QByteArray configuration() const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QList<Listener> m_listeners;
    QStringList m_lines;
    QByteArray m_log;
    bool m_allowAnonymous = true;
};

/// A program such as mosquitto_sub that runs beside the test. Ended with this object.
class Tool
{
public:
    Tool(const QString &program, const QStringList &arguments);
    ~Tool();
    Tool(const Tool &) = delete;
    Tool &operator=(const Tool &) = delete;

    void write(const QByteArray &input);
    /// Waits until the standard output has \a text.
    bool waitForOutput(const QByteArray &text, int timeoutMs = 10'000);
    bool waitForEnd(int timeoutMs = 10'000);
    /// For tests whose own event loop must go on meanwhile.
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    int exitCode() const { return m_process.exitCode(); }
    QByteArray output();
    QByteArray errors();

private:
    QProcess m_process;
    QByteArray m_output;
};

} // namespace warden::test
