// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/process.h"

#include <windows.h>

namespace warden::broker::mosquitto {

namespace {

/// A process handle that closes itself.
class Handle
{
public:
    explicit Handle(HANDLE handle)
        : m_handle(handle)
    {
    }
    ~Handle()
    {
        if (m_handle)
            CloseHandle(m_handle);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    HANDLE get() const { return m_handle; }

private:
    HANDLE m_handle;
};

/// Mosquitto waits for named events where other systems have signals.
bool raise(qint64 pid, const char *what)
{
    const QString name = QStringLiteral("mosq%1_%2").arg(pid).arg(QLatin1String(what));
    const Handle event(OpenEventW(EVENT_MODIFY_STATE, FALSE, reinterpret_cast<const wchar_t *>(name.utf16())));
    return event.get() && SetEvent(event.get());
}

} // namespace

std::optional<ProcessFacts> processFacts(qint64 pid)
{
    const Handle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE, FALSE, DWORD(pid)));
    if (!process.get() || WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0)
        return std::nullopt;
    FILETIME created {}, exited {}, kernel {}, user {};
    wchar_t path[32'768];
    DWORD length = DWORD(std::size(path));
    if (!GetProcessTimes(process.get(), &created, &exited, &kernel, &user)
        || !QueryFullProcessImageNameW(process.get(), 0, path, &length))
        return std::nullopt;
    const quint64 mark = (quint64(created.dwHighDateTime) << 32) | created.dwLowDateTime;
    return ProcessFacts {QString::number(mark), QString::fromWCharArray(path, int(length))};
}

bool isThere(qint64 pid)
{
    return processFacts(pid).has_value();
}

bool askToReload(qint64 pid)
{
    return raise(pid, "reload");
}

bool askToEnd(qint64 pid)
{
    return raise(pid, "shutdown") || endNow(pid);
}

bool endNow(qint64 pid)
{
    const Handle process(OpenProcess(PROCESS_TERMINATE, FALSE, DWORD(pid)));
    return process.get() && TerminateProcess(process.get(), 1);
}

bool waitForEnd(qint64 pid, int limitMs)
{
    const Handle process(OpenProcess(SYNCHRONIZE, FALSE, DWORD(pid)));
    return !process.get() || WaitForSingleObject(process.get(), DWORD(limitMs)) == WAIT_OBJECT_0;
}

} // namespace warden::broker::mosquitto
