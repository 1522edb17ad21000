// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/clientprivate.h"
#include "mqtt/tlsprobe.h"

#include <QRandomGenerator>

namespace warden::mqtt {

namespace {

constexpr int kCloseMs = 1'000;
constexpr int kProbeMs = 3'000;
/// A connection that held this long starts the back-off anew.
constexpr qint64 kStableMs = 10'000;

Client::Seams completed(Client::Seams seams)
{
    if (!seams.clock)
        seams.clock = std::make_shared<SystemClock>();
    if (!seams.random)
        seams.random = [] { return QRandomGenerator::global()->generateDouble(); };
    return seams;
}

QTimer *prepare(QTimer &timer, bool singleShot)
{
    timer.setSingleShot(singleShot);
    return &timer;
}

} // namespace

Client::Private::Private(Client *owner, const Seams &testSeams)
    : QObject(owner)
    , q(owner)
    , seams(completed(testSeams))
    , reconnectTimer(this)
    , m_backoff(1'000, 60'000, seams.random)
    , m_connectTimer(this)
    , m_keepAliveTimer(this)
    , m_gatherTimer(this)
    , m_closeTimer(this)
{
    connect(prepare(reconnectTimer, true), &QTimer::timeout, this, [this] {
        setState(State::Connecting);
        attempt();
    });
    connect(prepare(m_connectTimer, true), &QTimer::timeout, this, &Private::onConnectTimeout);
    connect(prepare(m_keepAliveTimer, false), &QTimer::timeout, this, &Private::onTick);
    connect(prepare(m_gatherTimer, true), &QTimer::timeout, this, &Private::onGathered);
    connect(prepare(m_closeTimer, true), &QTimer::timeout, this, &Private::onTransportClosed);
    m_gatherTimer.setTimerType(Qt::PreciseTimer);
}

Client::Private::~Private()
{
    if (m_transport)
        m_transport->disconnect(this);
}

void Client::Private::open(const ConnectOptions &wanted)
{
    abandon();
    options = wanted;
    clientId = wanted.clientId;
    m_backoff = Backoff(wanted.reconnect.firstDelayMs, wanted.reconnect.longestDelayMs, seams.random);
    m_everConnected = false;
    link = {};
    setState(State::Connecting);
    if (m_attemptScheduled)
        return;
    // Later, so that a slot which opens again never does so under the decoder.
    m_attemptScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_attemptScheduled = false;
            attempt();
        },
        Qt::QueuedConnection);
}

void Client::Private::attempt()
{
    if (state != State::Connecting)
        return;
    m_attemptAt = now();
    m_tcpConnected = false;
    m_firstBytes.clear();
    m_out.clear();
    m_end.reset();
    m_heldFault.reset();
    grants = {};
    if (mayLeak()) {
        end({FailureKind::PasswordInClear});
        return;
    }
    m_decoder.reset({options.version, Role::Client, options.maximumPacketSize, options.topicAliasMaximum});
    m_encoder = Encoder(options.version, Role::Client);
    m_transport = makeTransport(options.endpoint, options.tls, options.maximumPacketSize, seams.clock);
    connectTransport();
    m_connectTimer.start(options.connectTimeoutMs);
    m_transport->open();
}

bool Client::Private::mayLeak() const
{
    const bool token = !options.authenticationData.isEmpty()
        && !options.authenticationMethod.startsWith(QLatin1StringView("SCRAM-"));
    return !isEncrypted(options.endpoint.transport) && !options.allowPasswordInClear
        && (!options.password.isEmpty() || token);
}

void Client::Private::connectTransport()
{
    AbstractTransport *transport = m_transport.get();
    connect(transport, &AbstractTransport::stepDone, this, [this](ConnectStep step) {
        m_tcpConnected = m_tcpConnected || step == ConnectStep::TcpConnected;
        Q_EMIT q->stepDone(step, int(now() - m_attemptAt));
    });
    connect(transport, &AbstractTransport::opened, this, &Private::onOpened);
    connect(transport, &AbstractTransport::readable, this, &Private::onReadable);
    connect(transport, &AbstractTransport::written, this, &Private::onWritten);
    connect(transport, &AbstractTransport::failed, this, &Private::onFault);
    connect(transport, &AbstractTransport::closed, this, &Private::onTransportClosed);
}

void Client::Private::onOpened()
{
    link = m_transport->link();
    m_sinceReading.start();
    if (m_paused)
        m_transport->holdReading(true);
    const auto encoded = m_encoder.encode(Packet(connectPacket()), m_out);
    if (!encoded) {
        end({FailureKind::InvalidSettings, encoded.error().text + QLatin1Char(' ') + encoded.error().detail});
        return;
    }
    ++counters.packetsOut;
    flush();
}

ConnectPacket Client::Private::connectPacket() const
{
    ConnectPacket packet;
    packet.version = options.version;
    // A session that is to outlive a cut connection must not be thrown away by coming back.
    const bool resumes = m_everConnected && options.version == Version::V5 && options.sessionExpirySeconds > 0;
    packet.cleanStart = options.cleanStart && !resumes;
    if (options.version == Version::V311 && clientId.isEmpty())
        packet.cleanStart = true;
    packet.keepAlive = options.keepAliveSeconds;
    packet.clientId = clientId.toUtf8();
    if (!options.userName.isEmpty())
        packet.userName = options.userName.toUtf8();
    if (!options.password.isEmpty())
        packet.password = options.password;
    if (options.will) {
        packet.will = Will {options.will->topic, options.will->payload, options.will->qos, options.will->retain,
            options.will->properties};
        if (options.version == Version::V5 && options.willDelaySeconds > 0)
            packet.will->properties.willDelayInterval = options.willDelaySeconds;
    }
    if (options.version == Version::V5)
        fillConnectProperties(packet);
    return packet;
}

void Client::Private::fillConnectProperties(ConnectPacket &packet) const
{
    Properties &properties = packet.properties;
    if (options.sessionExpirySeconds > 0)
        properties.sessionExpiryInterval = options.sessionExpirySeconds;
    if (options.receiveMaximum > 0)
        properties.receiveMaximum = options.receiveMaximum;
    if (options.maximumPacketSize > 0 && options.maximumPacketSize < kMaximumPacketSize)
        properties.maximumPacketSize = options.maximumPacketSize;
    if (options.topicAliasMaximum > 0)
        properties.topicAliasMaximum = options.topicAliasMaximum;
    if (!options.authenticationMethod.isEmpty()) {
        properties.authenticationMethod = options.authenticationMethod.toUtf8();
        if (!options.authenticationData.isEmpty())
            properties.authenticationData = options.authenticationData;
    }
}

void Client::Private::onConnectTimeout()
{
    end({m_tcpConnected ? FailureKind::NoAnswer : FailureKind::ConnectTimedOut});
}

void Client::Private::onFault(const TransportFault &fault)
{
    if (m_paused && m_transport->bytesAvailable() > 0) {
        m_heldFault = fault;
        return;
    }
    drain(); // A DISCONNECT or CONNACK that came just before tells more.
    if (!m_transport)
        return;
    const bool plainHangUp = !isEncrypted(options.endpoint.transport) && state == State::Connecting
        && m_tcpConnected && m_firstBytes.isEmpty();
    if (plainHangUp && (fault.guessed || fault.kind == FailureKind::ConnectionLost))
        probeForTls(fault);
    else
        end({fault.kind, fault.technical, -1, {}, PacketType::Connack, {}, fault.guessed});
}

void Client::Private::probeForTls(const TransportFault &fault)
{
    m_connectTimer.stop();
    link = m_transport->link();
    m_transport->disconnect(this);
    auto *probe = new TlsProbe(m_transport.get());
    connect(probe, &TlsProbe::done, this, [this, fault](bool speaksTls) {
        end({speaksTls ? FailureKind::TlsOnPlainPort : fault.kind, fault.technical, -1, {}, PacketType::Connack, {},
            true});
    });
    probe->start(options.endpoint, qMin(kProbeMs, options.connectTimeoutMs));
}

void Client::Private::endLater(ConnectionEnd why)
{
    if (!m_end)
        m_end = std::move(why);
}

bool Client::Private::keepsSession() const
{
    return options.version == Version::V5 ? options.sessionExpirySeconds > 0 : !options.cleanStart;
}

void Client::Private::end(const ConnectionEnd &why)
{
    const bool wasConnected = state == State::Connected;
    if (why.tell && wasConnected && options.version == Version::V5)
        sendNow(DisconnectPacket {*why.tell, {}});
    if (m_transport)
        link = m_transport->link();
    retire(why.tell.has_value());
    if (wasConnected && now() - m_connectedAt >= kStableMs)
        m_backoff.reset();

    FailureFacts facts {options.endpoint, link, why.technical, options.connectTimeoutMs, why.reasonCode,
        why.reasonString, why.packet};
    Failure failure = describeFailure(why.kind, facts);
    if (why.guessed && m_everConnected)
        failure.mayRetry = true;
    retryOrFail(failure);
}

void Client::Private::retryOrFail(const Failure &failure)
{
    lastFailure = failure;
    const bool retry = options.reconnect.enabled && failure.mayRetry;
    if (retry)
        reconnectTimer.start(m_backoff.nextDelayMs());
    setState(retry ? State::Waiting : State::Failed);
    // Their callbacks may open or close again; what is emitted afterwards is still true of this connection.
    if (!retry) {
        m_session.failAll(failure.error);
    } else {
        m_session.failRequests(failure.error);
        if (!keepsSession())
            m_session.failInFlight(failure.error);
    }
    Q_EMIT q->failed(failure);
}

void Client::Private::stopTimers()
{
    for (QTimer *timer : {&m_connectTimer, &m_keepAliveTimer, &m_gatherTimer, &m_closeTimer, &reconnectTimer})
        timer->stop();
}

void Client::Private::retire(bool politely)
{
    stopTimers();
    m_unflushedAcks = 0;
    m_busyTurns = 0;
    m_heldFault.reset();
    if (!m_transport)
        return;
    AbstractTransport *transport = m_transport.release();
    transport->disconnect(this);
    if (!politely) {
        transport->abort();
        transport->deleteLater();
        return;
    }
    transport->setParent(this);
    connect(transport, &AbstractTransport::closed, transport, &QObject::deleteLater);
    connect(transport, &AbstractTransport::failed, transport, &QObject::deleteLater);
    QTimer::singleShot(kCloseMs, transport, &QObject::deleteLater);
    transport->close();
}

void Client::Private::abandon()
{
    retire(false);
    m_session.failAll({ErrorCode::Cancelled, Client::tr("The connection was closed before the broker answered."), {}});
}

void Client::Private::close()
{
    if (state == State::Idle || state == State::Closing)
        return;
    if (state != State::Connected) {
        abandon();
        setState(State::Idle);
        return;
    }
    sendNow(DisconnectPacket {});
    // At once: the program may be about to end, and a broker that only sees the end of the stream logs an error.
    m_transport->flush();
    stopTimers();
    setState(State::Closing);
    m_closeTimer.start(kCloseMs);
    m_transport->close();
    if (m_transport) // It may have closed at once.
        m_transport->flush();
    m_session.failAll({ErrorCode::Cancelled, Client::tr("The connection was closed before the broker answered."), {}});
}

void Client::Private::onTransportClosed()
{
    retire(false);
    setState(State::Idle);
}

void Client::Private::setState(State next)
{
    if (state == next)
        return;
    state = next;
    Q_EMIT q->stateChanged(next);
}

qint64 Client::Private::bytesPending() const
{
    return m_out.size() + (m_transport ? m_transport->bytesToWrite() : 0);
}

Client::Client(QObject *parent)
    : Client(Seams {}, parent)
{
}

Client::Client(const Seams &seams, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, seams))
{
}

Client::~Client() = default;

void Client::open(const ConnectOptions &options)
{
    d->open(options);
}

void Client::close()
{
    d->close();
}

Client::State Client::state() const
{
    return d->state;
}

LinkReport Client::link() const
{
    return d->link;
}

Failure Client::lastFailure() const
{
    return d->lastFailure;
}

ConnackPacket Client::grants() const
{
    return d->grants;
}

QString Client::clientId() const
{
    return d->clientId;
}

qint64 Client::reconnectDueMs() const
{
    return d->reconnectTimer.isActive() ? d->reconnectTimer.remainingTime() : -1;
}

void Client::setBatchSink(BatchSink sink)
{
    d->sink = std::move(sink);
}

void Client::setAuthenticator(Authenticator authenticator)
{
    d->authenticator = std::move(authenticator);
}

void Client::reauthenticate(const QByteArray &data)
{
    d->reauthenticate(data);
}

void Client::publish(const Message &message, PublishDone done)
{
    d->publish(message, done);
}

void Client::subscribe(const QList<Subscription> &subscriptions, SubscribeDone done, quint32 identifier)
{
    d->subscribe(subscriptions, done, identifier);
}

void Client::unsubscribe(const QList<QByteArray> &filters, SubscribeDone done)
{
    d->unsubscribe(filters, done);
}

void Client::pauseReading()
{
    d->pause();
}

void Client::resumeReading()
{
    d->resume();
}

qint64 Client::bytesPending() const
{
    return d->bytesPending();
}

void Client::setGatherMs(int ms)
{
    d->gatherMs = qBound(0, ms, 5);
}

Client::Counters Client::counters() const
{
    return d->counters;
}

} // namespace warden::mqtt
