// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/packets.h"

#include <array>
#include <tuple>

namespace warden::mqtt {

const char *packetName(PacketType type)
{
    static constexpr std::array<const char *, 16> kNames {"Reserved", "CONNECT", "CONNACK", "PUBLISH", "PUBACK",
        "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP",
        "DISCONNECT", "AUTH"};
    return kNames[quint8(type) & 0x0F];
}

bool ConnectPacket::operator==(const ConnectPacket &other) const
{
    const auto values = [](const ConnectPacket &p) {
        return std::tie(p.version, p.cleanStart, p.keepAlive, p.clientId, p.will, p.userName, p.properties);
    };
    if (values(*this) != values(other) || password.has_value() != other.password.has_value())
        return false;
    return !password || password->equals(*other.password);
}

} // namespace warden::mqtt
