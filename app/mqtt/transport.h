// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "mqtt/failure.h"

#include <QObject>

#include <memory>

namespace warden::mqtt {

/// Why a transport ended, before it is put into words.
struct TransportFault {
    FailureKind kind = FailureKind::ConnectionLost;
    QString technical = {};
    /// Told from the way the peer closed; a broker that is just going down may look the same.
    bool guessed = false;
};

/// A byte stream to a broker: opened once, ended once. Lives in the thread that made it.
/// No signal comes after abort(), failed() or closed().
class AbstractTransport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open() = 0;
    /// Sends what was written, then closes; closed() follows.
    virtual void close() = 0;
    virtual void abort() = 0;

    virtual qint64 bytesAvailable() const = 0;
    virtual qint64 read(char *data, qint64 size) = 0;
    virtual void write(const QByteArray &bytes) = 0;
    /// Hands to the system at once what can be handed over without waiting.
    virtual void flush() = 0;
    virtual qint64 bytesToWrite() const = 0;
    /// While held, nothing is taken from the system's buffer, so that TCP slows the peer down.
    virtual void holdReading(bool hold) = 0;

    /// Complete from opened() on; as far as known after failed().
    const LinkReport &link() const { return m_link; }

Q_SIGNALS:
    void stepDone(warden::mqtt::ConnectStep step);
    void opened();
    void readable();
    void written();
    /// Every end that we did not ask for, the peer's orderly close included. What came before can still be read.
    void failed(const warden::mqtt::TransportFault &fault);
    void closed();

protected:
    LinkReport m_link;
};

/// The transport for \a endpoint. \a maximumPacketSize bounds what a WebSocket message may hold.
std::unique_ptr<AbstractTransport> makeTransport(const Endpoint &endpoint, const TlsSettings &tls,
    quint32 maximumPacketSize, std::shared_ptr<const Clock> clock);

/// What a socket holds in memory before it leaves the rest to TCP.
inline constexpr qint64 kReadBuffer = 256 * 1024;

} // namespace warden::mqtt
