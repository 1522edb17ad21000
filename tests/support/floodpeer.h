// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>

#include <optional>

namespace warden::test {

/// What a flood is made of.
struct FloodPlan {
    int topics = 10'000;
    int payloadBytes = 32;
    quint64 messages = 0; ///< To each subscriber of `#`; 0: without end.
    int perSecond = 0; ///< 0: as fast as the subscriber reads.
};

/// All the packets of one round over the topics, one after the other.
QByteArray floodRound(const FloodPlan &plan, bool mqtt5);

/// Speaks just enough MQTT to serve subscribers: signs everybody in, grants everything, answers the access question and
/// floods who subscribes to `#`, in writes as large as the socket takes. Lives in the thread that made it.
class FloodPeer : public QTcpServer
{
    Q_OBJECT

public:
    explicit FloodPeer(const FloodPlan &plan, QObject *parent = nullptr);
    /// TLS with this identity from here on.
    void secure(const QList<QSslCertificate> &chain, const QSslKey &key);
    bool start() { return listen(QHostAddress::LocalHost); }

protected:
    void incomingConnection(qintptr handle) override;

private:
    FloodPlan m_plan;
    QList<QSslCertificate> m_chain;
    QSslKey m_key;
};

} // namespace warden::test
