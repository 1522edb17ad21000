// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"
#include "mqtt/wire.h"

namespace warden::mqtt {

/// The rules for the first byte of a packet from \a sender: type, flags, direction. `rule` is null when all is well.
Fault headerFault(quint8 first, Version version, Role sender);
/// The flags that the first byte of \a type carries (table 2-2), PUBLISH apart.
quint8 headerFlags(PacketType type);

/// What the values of a packet have to keep to, whether they came in or go out. The rules that one property obeys
/// by itself are kept by PropertyReader and writeProperties().
Fault packetFault(const ConnectPacket &packet, Version version, Role sender);
Fault packetFault(const ConnackPacket &packet, Version version, Role sender);
Fault packetFault(const PublishPacket &packet, Version version, Role sender);
Fault packetFault(const PubackPacket &packet, Version version, Role sender);
Fault packetFault(const PubrecPacket &packet, Version version, Role sender);
Fault packetFault(const PubrelPacket &packet, Version version, Role sender);
Fault packetFault(const PubcompPacket &packet, Version version, Role sender);
Fault packetFault(const SubscribePacket &packet, Version version, Role sender);
Fault packetFault(const SubackPacket &packet, Version version, Role sender);
Fault packetFault(const UnsubscribePacket &packet, Version version, Role sender);
Fault packetFault(const UnsubackPacket &packet, Version version, Role sender);
Fault packetFault(const PingreqPacket &packet, Version version, Role sender);
Fault packetFault(const PingrespPacket &packet, Version version, Role sender);
Fault packetFault(const DisconnectPacket &packet, Version version, Role sender);
Fault packetFault(const AuthPacket &packet, Version version, Role sender);

/// The rules for topic, alias and packet identifier that PublishView and PublishPacket share.
Fault publishFault(QByteArrayView topic, bool hasAlias, quint8 qos, quint16 packetId, Version version);

} // namespace warden::mqtt
