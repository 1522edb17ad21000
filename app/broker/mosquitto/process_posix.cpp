// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/process.h"

#include <QFile>
#include <QProcess>

#include <cerrno>
#include <chrono>
#include <thread>

#include <signal.h>
#include <sys/types.h>

namespace warden::broker::mosquitto {

namespace {

bool send(qint64 pid, int signalNumber)
{
    return pid > 1 && kill(pid_t(pid), signalNumber) == 0;
}

#ifdef __linux__
QByteArray readProcFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
#endif

} // namespace

std::optional<ProcessFacts> processFacts(qint64 pid)
{
    if (pid <= 1)
        return std::nullopt;
#ifdef __linux__
    // proc(5): the name in parentheses may hold anything, so fields are counted from its last parenthesis.
    const QByteArray stat = readProcFile(pid, "stat");
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int kState = 0;
    constexpr int kStartTime = 19;
    if (fields.size() <= kStartTime || fields.at(kState) == "Z" || fields.at(kState) == "X")
        return std::nullopt;
    const QByteArray boot = [] {
        QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }();
    QByteArray commandLine = readProcFile(pid, "cmdline");
    commandLine.replace('\0', ' ');
    return ProcessFacts {QString::fromLatin1(fields.at(kStartTime) + '@' + boot), QString::fromLocal8Bit(commandLine)};
#else
    QProcess ps;
    ps.start(QStringLiteral("ps"),
        {QStringLiteral("-ww"), QStringLiteral("-o"), QStringLiteral("stat=,lstart=,command="), QStringLiteral("-p"),
            QString::number(pid)});
    if (!ps.waitForFinished(2'000) || ps.exitCode() != 0)
        return std::nullopt;
    const QString line = QString::fromLocal8Bit(ps.readAllStandardOutput()).simplified();
    if (line.startsWith(QLatin1Char('Z')))
        return std::nullopt;
    // stat, then five words of a date, then the command
    return ProcessFacts {line.section(QLatin1Char(' '), 1, 5), line.section(QLatin1Char(' '), 6)};
#endif
}

bool isThere(qint64 pid)
{
#ifdef __linux__
    return processFacts(pid).has_value(); // tells a zombie, which kill() does not
#else
    return send(pid, 0) || errno == EPERM;
#endif
}

bool askToReload(qint64 pid)
{
    return send(pid, SIGHUP);
}

bool askToEnd(qint64 pid)
{
    return send(pid, SIGTERM);
}

bool endNow(qint64 pid)
{
    return send(pid, SIGKILL);
}

bool waitForEnd(qint64 pid, int limitMs)
{
    using namespace std::chrono;
    const auto end = steady_clock::now() + milliseconds(limitMs);
    while (processFacts(pid)) {
        if (steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(milliseconds(10));
    }
    return true;
}

} // namespace warden::broker::mosquitto
