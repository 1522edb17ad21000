// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/process.h"

#include <QProcess>

#include <csignal>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace warden::test {

bool runsAsRoot()
{
    return geteuid() == 0;
}

void endWithParent(QProcess &process)
{
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
#else
    Q_UNUSED(process);
#endif
}

} // namespace warden::test
