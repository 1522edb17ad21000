// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endsignal.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace warden::ui {

namespace {

// A signal handler may do little more than write to a descriptor, and finds it nowhere but here.
int wakeUp[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
}

} // namespace

void onEndSignal(QObject *context, std::function<void()> end)
{
    if (wakeUp[0] != -1 || ::pipe(wakeUp) != 0)
        return;
    for (const int descriptor : wakeUp) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [end = std::move(end)] {
        char byte = 0;
        if (::read(wakeUp[0], &byte, 1) == 1)
            end();
    });
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

} // namespace warden::ui
