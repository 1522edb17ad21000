// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/provision.h"
#include "broker/profile.h"

#include <cstdio>
#include <cstdlib>

using namespace warden;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

void readProfiles(const QByteArray &bytes)
{
    const auto read = broker::ProfileStore::readFrom(bytes);
    if (!read) {
        require(!read.error().text.isEmpty(), "a refusal without a reason");
        return;
    }
    for (const broker::Profile &profile : read->profiles) {
        require(broker::check(profile).isEmpty(), "a profile with a fault was taken");
        const auto again = broker::profileFromJson(broker::toJson(profile));
        require(again && *again == profile, "a profile does not come back as it was");
    }
}

void readDirectory(const QByteArray &bytes)
{
    const auto read = broker::mosquitto::readDynamicSecurityFile(bytes);
    if (!read || !access::check(*read).isEmpty())
        return;
    const auto written = broker::mosquitto::dynamicSecurityFile(*read, {});
    require(written.has_value(), "a directory without fault is refused");
    const auto again = broker::mosquitto::readDynamicSecurityFile(*written);
    require(again && *again == *read, "a directory does not come back as it was");
}

} // namespace

/// A profiles file, or a file of Mosquitto's dynamic security.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readProfiles(bytes);
    readDirectory(bytes);
    return 0;
}
