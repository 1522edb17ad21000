// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/events.h"

#include <QHash>
#include <QList>

namespace warden::monitor {

struct ClientSubscription {
    QString filter;
    int qos = 0;
    bool operator==(const ClientSubscription &) const = default;
};

/// A client that the broker's log says is connected.
struct ClientRow {
    QString clientId; ///< As sent by the client: show escaped.
    QString userName;
    QString address;
    quint16 port = 0;
    quint16 listenerPort = 0;
    int protocolVersion = 0;
    int keepAliveSeconds = -1;
    bool cleanStart = false;
    QDateTime since; ///< UTC.
    QDateTime lastEventAt;
    ConnectionEvent::Kind lastEvent = ConnectionEvent::Kind::Connected;
    int takeOvers = 0; ///< How often this client id signed in while it was connected.
    QList<ClientSubscription> subscriptions;
    int subscriptionsLeftOut = 0; ///< Beyond the limit of one client.
};

/// Who is connected, put together from the broker's log since this console listens. Who came before is known by number
/// only, from $SYS. A value; lives where it is made.
class ConnectionTable
{
public:
    struct Limits {
        qsizetype clients = 20'000;
        qsizetype subscriptionsEach = 100;
    };
    ConnectionTable();
    explicit ConnectionTable(Limits limits);

    /// Takes a line's meaning in; true when a row changed, came or went.
    bool apply(const ConnectionEvent &event);
    /// What $SYS says about clients connected now; −1: not told.
    void setBrokerCount(double connected) { m_brokerCount = connected; }
    /// Nothing is known any more: the broker was restarted or another one answers.
    void clear();

    QList<ClientRow> clients() const { return m_clients.values(); }
    const ClientRow *find(const QString &clientId) const;
    qsizetype count() const { return m_clients.size(); }
    qsizetype leftOut() const { return m_leftOut; } ///< Connected clients beyond the limit.
    /// Connected before the console listened, by the broker's count; −1 when that is not told.
    qsizetype connectedBefore() const;

private:
    bool connected(const ConnectionEvent &event);
    bool ended(const ConnectionEvent &event);
    bool subscribed(const ConnectionEvent &event);
    bool unsubscribed(const ConnectionEvent &event);
    bool takenOver(const ConnectionEvent &event);

    Limits m_limits;
    QHash<QString, ClientRow> m_clients;
    qsizetype m_leftOut = 0;
    double m_brokerCount = -1;
};

} // namespace warden::monitor
