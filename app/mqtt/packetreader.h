// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"
#include "mqtt/wire.h"

namespace warden::mqtt {

/// Reads the body of any packet but PUBLISH, whose first byte headerFault() has found good. \a first is that byte;
/// a fault is noted in \a reader, which is at its end afterwards.
Packet readPacket(Reader &reader, quint8 first, Version version, Role sender);

} // namespace warden::mqtt
