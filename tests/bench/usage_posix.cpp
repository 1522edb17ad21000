// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/usage.h"

#include <sys/resource.h>

namespace warden::bench {

double endedChildrenCpuSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

qint64 peakMemoryBytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return usage.ru_maxrss;
#else
    return usage.ru_maxrss * 1024;
#endif
}

} // namespace warden::bench
