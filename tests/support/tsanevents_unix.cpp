// SPDX-License-Identifier: GPL-3.0-or-later
// Only in builds with the thread sanitizer. Qt's own libraries are not instrumented, so the sanitizer does not see that an
// event is delivered after it was posted, and would call every value that a queued signal carries a data race. Posting
// ends in g_main_context_wakeup() and each delivery passes the event callback: there the order is told to the sanitizer.
#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>
#include <dlfcn.h>

extern "C" {
void AnnotateHappensBefore(const char *file, int line, const volatile void *address);
void AnnotateHappensAfter(const char *file, int line, const volatile void *address);

__attribute__((visibility("default"))) void g_main_context_wakeup(void *context)
{
    using Wakeup = void (*)(void *);
    static const auto wakeUp = reinterpret_cast<Wakeup>(dlsym(RTLD_NEXT, "g_main_context_wakeup"));
    AnnotateHappensBefore(__FILE__, __LINE__, context);
    wakeUp(context);
}
}

// Until the new thread has made its dispatcher, posting to it wakes nobody and passes unseen: so wait for that.
void QThread::start(Priority priority)
{
    using Start = void (*)(QThread *, Priority);
    static const auto reallyStart = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "_ZN7QThread5startENS_8PriorityE"));
    reallyStart(this, priority);
    while (!eventDispatcher() && !isFinished())
        QThread::yieldCurrentThread();
}

// Nor does it see that a thread has ended when another has waited for it: each event leaves a mark, which waiting takes.
bool QThread::wait(QDeadlineTimer deadline)
{
    using Wait = bool (*)(QThread *, QDeadlineTimer);
    static const auto reallyWait = reinterpret_cast<Wait>(dlsym(RTLD_NEXT, "_ZN7QThread4waitE14QDeadlineTimer"));
    const bool ended = reallyWait(this, deadline);
    AnnotateHappensAfter(__FILE__, __LINE__, this);
    return ended;
}

namespace {

bool eventIsDelivered(void **)
{
    using Context = void *(*)();
    static const auto own = reinterpret_cast<Context>(dlsym(RTLD_DEFAULT, "g_main_context_get_thread_default"));
    static const auto main = reinterpret_cast<Context>(dlsym(RTLD_DEFAULT, "g_main_context_default"));
    void *context = own();
    AnnotateHappensAfter(__FILE__, __LINE__, context ? context : main());
    AnnotateHappensBefore(__FILE__, __LINE__, QThread::currentThread());
    return false;
}

const bool registered = QInternal::registerCallback(QInternal::EventNotifyCallback, eventIsDelivered);

} // namespace
