// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/decoder.h"

#include <vector>

namespace warden::test {

/// Keeps a copy of everything that a decoder hands on.
class PacketRecorder : public mqtt::PacketHandler
{
public:
    Flow publishes(std::span<const mqtt::PublishView> batch) override
    {
        ++batches;
        for (const mqtt::PublishView &view : batch)
            packets.emplace_back(mqtt::toPublish(view));
        return Flow::Continue;
    }
    Flow packet(mqtt::Packet &&packet) override
    {
        packets.push_back(std::move(packet));
        return Flow::Continue;
    }

    std::vector<mqtt::Packet> packets;
    int batches = 0;
};

/// What a stream of bytes decodes to, and the error it ends in.
struct Decoded {
    std::vector<mqtt::Packet> packets;
    std::optional<mqtt::CodecError> error;
    mqtt::Version version = mqtt::Version::V5;

    bool operator==(const Decoded &other) const
    {
        if (packets != other.packets || version != other.version || error.has_value() != other.error.has_value())
            return false;
        return !error || (error->reason == other.error->reason && error->detail == other.error->detail);
    }
};

/// Feeds \a bytes in pieces of the size that \a nextSize gives.
template <class NextSize>
Decoded decodeInPieces(QByteArrayView bytes, const mqtt::DecoderOptions &options, NextSize nextSize)
{
    mqtt::Decoder decoder(options);
    PacketRecorder recorder;
    Decoded result;
    while (!bytes.isEmpty() && !result.error) {
        const qsizetype size = qBound(qsizetype(1), qsizetype(nextSize()), bytes.size());
        decoder.append(bytes.first(size));
        bytes = bytes.sliced(size);
        if (const auto decoded = decoder.decode(recorder); !decoded)
            result.error = decoded.error();
    }
    result.packets = std::move(recorder.packets);
    result.version = decoder.version();
    return result;
}

inline Decoded decodeAtOnce(QByteArrayView bytes, const mqtt::DecoderOptions &options)
{
    return decodeInPieces(bytes, options, [&bytes] { return bytes.size(); });
}

inline mqtt::Role peerOf(mqtt::Role role)
{
    return role == mqtt::Role::Client ? mqtt::Role::Server : mqtt::Role::Client;
}

} // namespace warden::test
