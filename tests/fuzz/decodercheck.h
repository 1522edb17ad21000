// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/encoder.h"
#include "support/packetrecorder.h"

namespace warden::test {

/// The first byte of an input of the decoder's fuzzer chooses how the rest is taken.
struct DecoderCase {
    explicit DecoderCase(QByteArrayView input)
        : bytes(input.isEmpty() ? input : input.sliced(1))
    {
        const quint8 control = input.isEmpty() ? 0 : quint8(input[0]);
        options.version = control & 1 ? mqtt::Version::V311 : mqtt::Version::V5;
        options.role = control & 2 ? mqtt::Role::Server : mqtt::Role::Client;
        options.topicAliasMaximum = control & 4 ? 8 : 0;
        options.maximumPacketSize = control & 8 ? 64 : mqtt::kMaximumPacketSize;
        pieceSize = 1 + (control >> 4);
    }

    mqtt::DecoderOptions options;
    QByteArrayView bytes;
    qsizetype pieceSize = 1;
};

/// Null when \a packet, as decoded, can be written and read again as the same.
inline const char *checkRoundTrip(const mqtt::Packet &packet, mqtt::Version version, mqtt::Role sender)
{
    QByteArray bytes;
    if (!mqtt::Encoder(version, sender).encode(packet, bytes))
        return "a packet that was accepted cannot be written";
    const Decoded again = decodeAtOnce(bytes, {version, peerOf(sender), mqtt::kMaximumPacketSize, 0});
    if (again.error)
        return "a packet that was written is not accepted";
    if (again.packets.size() != 1 || again.packets.front() != packet)
        return "a packet changes on its way out and back";
    return nullptr;
}

/// Null when the decoder keeps its promises for \a input; otherwise what it breaks.
inline const char *checkDecoder(QByteArrayView input)
{
    const DecoderCase testCase(input);
    const Decoded whole = decodeAtOnce(testCase.bytes, testCase.options);
    const Decoded pieces
        = decodeInPieces(testCase.bytes, testCase.options, [&testCase] { return testCase.pieceSize; });
    if (!(whole == pieces))
        return "the result depends on how the bytes arrive";
    mqtt::Version version = testCase.options.version;
    for (const mqtt::Packet &packet : whole.packets) {
        if (const auto *connect = std::get_if<mqtt::ConnectPacket>(&packet))
            version = connect->version;
        if (const char *broken = checkRoundTrip(packet, version, peerOf(testCase.options.role)))
            return broken;
    }
    return nullptr;
}

} // namespace warden::test
