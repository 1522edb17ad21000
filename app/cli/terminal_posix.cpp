// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace warden::cli {

namespace {

// A signal handler may do little more than write to a pipe.
int wakeUp[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
}

} // namespace

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO);
}

Result<Secret> readHidden()
{
    termios before {};
    if (::tcgetattr(STDIN_FILENO, &before) != 0)
        return failure(ErrorCode::NotAllowed, QCoreApplication::translate("Terminal", "This is not a terminal."));
    termios hidden = before;
    hidden.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    QByteArray line;
    char c = 0;
    while (line.size() < 4096 && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        line += c;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    return Secret::taking(std::move(line));
}

void watchInterrupts(Terminal *terminal)
{
    if (wakeUp[0] != -1 || ::pipe(wakeUp) != 0)
        return;
    for (const int end : wakeUp)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(wakeUp[1], F_SETFL, O_NONBLOCK);
    auto *notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, terminal);
    QObject::connect(notifier, &QSocketNotifier::activated, terminal, [terminal] {
        char byte = 0;
        [[maybe_unused]] const auto got = ::read(wakeUp[0], &byte, 1);
        Q_EMIT terminal->interrupted();
    });
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

} // namespace warden::cli
