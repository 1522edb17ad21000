// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"

namespace warden::mqtt {

/// Writes packets, and refuses to write one that the standard forbids. A value: usable from every thread.
class Encoder
{
public:
    /// \a role is our own side. CONNECT is written in its own version, everything else in \a version.
    explicit Encoder(Version version = Version::V5, Role role = Role::Client)
        : m_version(version)
        , m_role(role)
    {
    }

    Version version() const { return m_version; }
    void setVersion(Version version) { m_version = version; }
    /// What the peer announced (§3.1.2.11.4, §3.2.2.3.6); bytes of the whole packet.
    void setMaximumPacketSize(quint32 bytes) { m_maximumPacketSize = bytes; }

    /// Appends \a packet to \a out; \a out is unchanged after an error. Where MQTT 3.1.1 has no field for a property
    /// or reason code, that is an error, not a loss (only DISCONNECT drops its reason there).
    CodecResult<void> encode(const Packet &packet, QByteArray &out) const;
    CodecResult<void> encode(const PublishPacket &packet, QByteArray &out) const;

private:
    Version m_version;
    Role m_role;
    quint32 m_maximumPacketSize = kMaximumPacketSize;
};

} // namespace warden::mqtt
