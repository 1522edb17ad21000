// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <QCoreApplication>
#include <QPointer>

#include <windows.h>

namespace warden::cli {

namespace {

QPointer<Terminal> watcher;

BOOL WINAPI onControl(DWORD)
{
    // Comes in a thread of the system's.
    if (watcher)
        QMetaObject::invokeMethod(watcher.data(), &Terminal::interrupted, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

bool isTerminal()
{
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode);
}

Result<Secret> readHidden()
{
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD before = 0;
    if (!GetConsoleMode(input, &before))
        return failure(ErrorCode::NotAllowed, QCoreApplication::translate("Terminal", "This is not a terminal."));
    SetConsoleMode(input, before & ~DWORD(ENABLE_ECHO_INPUT));
    wchar_t text[2048] = {};
    DWORD length = 0;
    ReadConsoleW(input, text, 2047, &length, nullptr);
    SetConsoleMode(input, before);
    while (length > 0 && (text[length - 1] == L'\n' || text[length - 1] == L'\r'))
        --length;
    Secret secret = Secret::fromText(QStringView(text, qsizetype(length)));
    SecureZeroMemory(text, sizeof text);
    return secret;
}

void watchInterrupts(Terminal *terminal)
{
    watcher = terminal;
    SetConsoleCtrlHandler(onControl, TRUE);
}

} // namespace warden::cli
