// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"
#include "mqtt/wire.h"

namespace warden::mqtt {

/// Appends the body of a packet, whose values packetFault() has found good, to \a writer; PUBLISH without its payload.
void writeBody(Writer &writer, const ConnectPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const ConnackPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PublishPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PubackPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PubrecPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PubrelPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PubcompPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const SubscribePacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const SubackPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const UnsubscribePacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const UnsubackPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PingreqPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const PingrespPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const DisconnectPacket &packet, Version version, Role sender);
void writeBody(Writer &writer, const AuthPacket &packet, Version version, Role sender);

} // namespace warden::mqtt
