// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/ownership.h"

namespace warden::broker::mosquitto {

QString brokerUser(const QString &)
{
    return {};
}

Result<void> handOver(const QString &, const QString &)
{
    return {};
}

} // namespace warden::broker::mosquitto
