// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"

#include <memory>
#include <span>
#include <vector>

namespace warden::mqtt {

struct Fault;

/// A PUBLISH where it lies in the receive buffer: already validated, valid only during the call that hands it on.
struct PublishView {
    QByteArrayView topic; ///< Never empty: a topic alias is resolved already.
    QByteArrayView payload;
    QByteArrayView properties; ///< Raw and valid; decodePublishProperties() reads them. Empty in MQTT 3.1.1.
    quint16 packetId = 0;
    quint16 topicAlias = 0; ///< As sent; 0: none.
    quint8 qos = 0;
    bool retain = false;
    bool dup = false;
};

/// A copy that outlives the buffer. The topic is in it resolved, so its properties have no topic alias.
PublishPacket toPublish(const PublishView &view);

/// Takes what the Decoder finds, in order.
class PacketHandler
{
public:
    enum class Flow { Continue, Stop };

    virtual ~PacketHandler() = default;
    /// One or more consecutive PUBLISH packets. Must not call into the decoder. With Stop, decode() returns at once
    /// and keeps what follows for its next call.
    virtual Flow publishes(std::span<const PublishView> batch) = 0;
    /// Any other packet.
    virtual Flow packet(Packet &&packet) = 0;
};

struct DecoderOptions {
    Version version = Version::V5; ///< In the server's role CONNECT sets it anew.
    Role role = Role::Client; ///< Our own side: a client decodes what a server may send.
    quint32 maximumPacketSize = kMaximumPacketSize; ///< Ours, as announced: refused from the fixed header on.
    quint16 topicAliasMaximum = 0; ///< Ours, as announced.
};

/// Cuts a byte stream into packets, in place on its own receive buffer and without allocating for a PUBLISH.
/// After an error the stream is lost: decode() gives the same error until reset(). Lives in one thread.
class Decoder
{
public:
    explicit Decoder(const DecoderOptions &options = {});
    Decoder(Decoder &&) = delete;

    /// Room for at least \a size bytes that a socket may read into; then commitWrite() with what came.
    char *prepareWrite(qsizetype size);
    void commitWrite(qsizetype size);
    /// The same for bytes that lie elsewhere.
    void append(QByteArrayView bytes);

    /// Hands on every complete packet; what is incomplete stays for later.
    CodecResult<void> decode(PacketHandler &handler);

    /// Bytes received and not yet handed on.
    qsizetype bufferedSize() const { return m_end - m_begin; }
    Version version() const { return m_options.version; }
    /// Forgets buffered bytes, topic aliases and the error: for a new connection.
    void reset(const DecoderOptions &options);

private:
    enum class Step { Done, Incomplete, Stopped, Failed };
    struct Frame;

    Step nextFrame(Frame &frame);
    Step readLength(Frame &frame);
    Step takePublish(const Frame &frame, PacketHandler &handler);
    Step takeOther(const Frame &frame, PacketHandler &handler);
    Step resolveAlias(PublishView &view, PacketHandler &handler);
    Step flush(PacketHandler &handler);
    Step fail(const Fault &fault, PacketType type);
    void makeRoom(qsizetype size);

    DecoderOptions m_options;
    std::unique_ptr<char[]> m_buffer;
    qsizetype m_capacity = 0;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    std::vector<PublishView> m_batch;
    std::vector<QByteArray> m_aliases; ///< Index: alias − 1.
    std::optional<CodecError> m_error;
};

} // namespace warden::mqtt
