// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace warden::mqtt {

/// The protocol level byte of CONNECT (MQTT 5 §3.1.2.2).
enum class Version : quint8 { V311 = 4, V5 = 5 };

/// Which side we are; the peer is the other one and may send only what its side may send.
enum class Role : quint8 { Client, Server };

/// MQTT 5 §2.1.2, table 2-1. Auth exists in MQTT 5 only.
enum class PacketType : quint8 {
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth,
};

/// The name as the standard writes it: "CONNACK".
const char *packetName(PacketType type);

/// Greatest Remaining Length (§2.1.4) and greatest whole packet that MQTT can express.
inline constexpr quint32 kMaximumRemainingLength = 268'435'455;
inline constexpr quint32 kMaximumPacketSize = kMaximumRemainingLength + 5;

} // namespace warden::mqtt
