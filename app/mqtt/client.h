// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/secret.h"
#include "mqtt/decoder.h"
#include "mqtt/endpoint.h"
#include "mqtt/failure.h"
#include "mqtt/packets.h"

#include <QObject>

#include <functional>
#include <memory>
#include <span>

namespace warden::mqtt {

/// A message with its own bytes, for those who keep or send one. The properties are MQTT 5's.
struct Message {
    QByteArray topic;
    QByteArray payload;
    quint8 qos = 0;
    bool retain = false;
    bool duplicate = false;
    Properties properties;
};

struct ConnectOptions {
    Endpoint endpoint;
    TlsSettings tls;
    Version version = Version::V5;
    QString clientId; ///< Empty: the broker assigns one (MQTT 5) or a clean session is used.
    bool cleanStart = true;
    quint32 sessionExpirySeconds = 0;
    quint16 keepAliveSeconds = 30;
    QString userName;
    Secret password;
    bool allowPasswordInClear = false; ///< The person's explicit yes, kept in the profile.
    std::optional<Message> will;
    quint32 willDelaySeconds = 0;
    quint16 receiveMaximum = 100;
    quint32 maximumPacketSize = 16 * 1024 * 1024;
    quint16 topicAliasMaximum = 16;
    QString authenticationMethod; ///< Enhanced authentication (MQTT 5 §4.12); empty: none.
    QByteArray authenticationData;
    int connectTimeoutMs = 10'000; ///< From name lookup to CONNACK.
    struct Reconnect {
        bool enabled = true;
        int firstDelayMs = 1'000; ///< Doubled with full jitter up to:
        int longestDelayMs = 60'000;
    } reconnect;
};

/// One MQTT connection: session state, keep alive, QoS 0 to 2 in both directions, reconnect. Owns its transport.
/// Lives in one thread (make it there, or move it before open()); every signal and callback comes there.
class Client : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Connecting, Connected, Waiting, Closing, Failed };
    Q_ENUM(State)

    /// Gets the publishes of one read at once; the views are valid during the call only.
    using BatchSink = std::function<void(std::span<const PublishView>)>;
    using PublishDone = std::function<void(Result<ReasonCode>)>;
    using SubscribeDone = std::function<void(Result<QList<ReasonCode>>)>;
    /// Enhanced authentication: the broker's data in, our next data out; an Error ends the exchange.
    using Authenticator = std::function<Result<QByteArray>(const QByteArray &serverData)>;

    /// What tests replace; empty: the system's clock and random generator.
    struct Seams {
        std::shared_ptr<const Clock> clock;
        std::function<double()> random; ///< 0 to 1, for the back-off.
    };

    explicit Client(QObject *parent = nullptr);
    explicit Client(const Seams &seams, QObject *parent = nullptr);
    ~Client() override;

    void open(const ConnectOptions &options);
    /// Sends DISCONNECT, flushes and closes; the state ends in Idle. Also ends waiting for a reconnect.
    void close();

    State state() const;
    bool isConnected() const { return state() == State::Connected; }
    LinkReport link() const;
    Failure lastFailure() const;
    /// What the broker granted, valid while connected.
    ConnackPacket grants() const;
    QString clientId() const; ///< As assigned by the broker where it did.
    qint64 reconnectDueMs() const; ///< Until the next attempt; −1 when none is due.

    /// Without a sink, messageReceived() is emitted for each publish.
    void setBatchSink(BatchSink sink);
    void setAuthenticator(Authenticator authenticator);
    /// Renews the enhanced authentication of a live connection (MQTT 5 §4.12.1) beginning with \a data.
    void reauthenticate(const QByteArray &data);

    /// Queued while disconnected only for QoS 1 and 2 and only up to 1000 messages or 8 MiB; Busy beyond that.
    void publish(const Message &message, PublishDone done = {});
    /// \a identifier (MQTT 5 §3.8.2.1.2) comes back in each PUBLISH that matched; 0: none.
    void subscribe(const QList<Subscription> &subscriptions, SubscribeDone done = {}, quint32 identifier = 0);
    void unsubscribe(const QList<QByteArray> &filters, SubscribeDone done = {});

    /// Stops reading from the socket (back-pressure reaches the broker by TCP) and starts again.
    void pauseReading();
    void resumeReading();
    /// Bytes handed to the transport and not yet on the wire.
    qint64 bytesPending() const;
    /// Under load, reads are gathered for this long before they are decoded: 0 to 5 ms.
    void setGatherMs(int ms);

    struct Counters {
        quint64 bytesIn = 0, bytesOut = 0, packetsIn = 0, packetsOut = 0, publishesIn = 0, publishesOut = 0;
        quint64 reconnects = 0;
    };
    Counters counters() const;

Q_SIGNALS:
    void stateChanged(warden::mqtt::Client::State state);
    /// \a sessionPresent: the broker kept the session, subscriptions included.
    void connected(bool sessionPresent);
    /// Each failed attempt or lost connection; state() tells whether another attempt follows.
    void failed(const warden::mqtt::Failure &failure);
    void messageReceived(const warden::mqtt::Message &message);
    /// Steps of a connection attempt as they complete, for the connection test.
    void stepDone(warden::mqtt::ConnectStep step, int elapsedMs);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::mqtt

Q_DECLARE_METATYPE(warden::mqtt::Failure)
Q_DECLARE_METATYPE(warden::mqtt::Message)
Q_DECLARE_METATYPE(warden::mqtt::ConnectStep)
