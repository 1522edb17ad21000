// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/backoff.h"
#include "mqtt/encoder.h"
#include "mqtt/keepalive.h"
#include "mqtt/sessionstate.h"
#include "mqtt/topicaliases.h"
#include "mqtt/transport.h"

#include <QElapsedTimer>
#include <QTimer>

namespace warden::mqtt {

/// Why a connection is to end, kept until the decoder has returned.
struct ConnectionEnd {
    FailureKind kind = FailureKind::ConnectionLost;
    QString technical = {};
    int reasonCode = -1;
    QString reasonString = {};
    PacketType packet = PacketType::Connack;
    std::optional<ReasonCode> tell = {}; ///< What our DISCONNECT says; none: no DISCONNECT.
    bool guessed = false;
};

/// The working part of Client: client.cpp has its way from Idle to Idle, clientreceive.cpp what comes in and
/// clientsend.cpp what goes out.
class Client::Private final : public QObject, private PacketHandler
{
public:
    Private(Client *owner, const Seams &testSeams);
    ~Private() override;

    // The way of a connection
    void open(const ConnectOptions &wanted);
    void close();
    void setState(State next);
    qint64 bytesPending() const;

    // In
    void pause();
    void resume();

    // Out
    void publish(const Message &message, const PublishDone &done);
    void subscribe(const QList<Subscription> &subscriptions, const SubscribeDone &done, quint32 identifier);
    void unsubscribe(const QList<QByteArray> &filters, const SubscribeDone &done);
    void reauthenticate(const QByteArray &data);

    Client *const q;
    Seams seams;
    ConnectOptions options;
    State state = State::Idle;
    LinkReport link;
    Failure lastFailure;
    ConnackPacket grants;
    QString clientId;
    Counters counters;
    BatchSink sink;
    Authenticator authenticator;
    QTimer reconnectTimer;
    int gatherMs = 2;

private:
    // client.cpp
    void attempt();
    void connectTransport();
    void onOpened();
    void onConnectTimeout();
    void onFault(const TransportFault &fault);
    void probeForTls(const TransportFault &fault);
    void onTransportClosed();
    void end(const ConnectionEnd &why);
    void retryOrFail(const Failure &failure);
    void abandon();
    void retire(bool politely);
    void stopTimers();
    bool mayLeak() const;
    bool keepsSession() const;
    ConnectPacket connectPacket() const;
    void fillConnectProperties(ConnectPacket &packet) const;

    // clientreceive.cpp
    void onReadable();
    void drain();
    void discard();
    bool decodeBuffered();
    void scheduleTurn();
    void endTurn();
    void onGathered();
    Flow publishes(std::span<const PublishView> batch) override;
    Flow packet(Packet &&packet) override;
    Flow flow() const;
    void deliver(std::span<const PublishView> batch);
    void deliverAcknowledged(std::span<const PublishView> batch);
    bool acceptPublish(const PublishView &view);
    void handle(ConnackPacket &&packet);
    void handle(AuthPacket &&packet);
    void handle(DisconnectPacket &&packet);
    void handle(PubackPacket &&packet);
    void handle(PubrecPacket &&packet);
    void handle(PubrelPacket &&packet);
    void handle(PubcompPacket &&packet);
    void handle(SubackPacket &&packet);
    void handle(UnsubackPacket &&packet);
    void handle(PingrespPacket &&packet);
    template <class Other>
    void handle(Other &&packet);
    void onSignedIn();
    void endLater(ConnectionEnd why);
    QString technicalOf(const Properties &properties) const;

    // clientsend.cpp
    bool send(const Packet &packet);
    CodecResult<void> encodePublish(PublishPacket packet);
    void sendNow(const Packet &packet);
    std::optional<Error> refusal(const Message &message) const;
    void publishOnce(const Message &message, const PublishDone &done);
    void pump();
    void resend();
    void scheduleFlush();
    void flush();
    void onWritten();
    void onTick();

    qint64 now() const { return seams.clock->elapsedMs(); }

    std::unique_ptr<AbstractTransport> m_transport;
    Decoder m_decoder;
    Encoder m_encoder;
    SessionState m_session;
    KeepAlive m_keepAlive;
    Backoff m_backoff;
    TopicAliases m_aliases;
    QTimer m_connectTimer;
    QTimer m_keepAliveTimer;
    QTimer m_gatherTimer;
    QTimer m_closeTimer;
    QByteArray m_out;
    QByteArray m_firstBytes; ///< What the peer said first, to tell what it is when it isn't MQTT.
    std::optional<ConnectionEnd> m_end;
    std::optional<TransportFault> m_heldFault; ///< Came while reading was paused.
    QElapsedTimer m_sinceReading;
    qint64 m_attemptAt = 0;
    qint64 m_connectedAt = 0;
    qint64 m_turnBytes = 0;
    int m_busyTurns = 0;
    int m_unflushedAcks = 0;
    bool m_tcpConnected = false;
    bool m_everConnected = false;
    bool m_attemptScheduled = false;
    bool m_flushScheduled = false;
    bool m_turnScheduled = false;
    bool m_readLater = false; ///< The turn's end reads what has been decrypted by then.
    bool m_paused = false;
    bool m_decoding = false;
};

} // namespace warden::mqtt
