// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/connectiontable.h"

namespace warden::monitor {

using Kind = ConnectionEvent::Kind;

ConnectionTable::ConnectionTable()
    : ConnectionTable(Limits())
{
}

ConnectionTable::ConnectionTable(Limits limits)
    : m_limits(limits)
{
}

bool ConnectionTable::apply(const ConnectionEvent &event)
{
    switch (event.kind) {
    case Kind::Connected:
        return connected(event);
    case Kind::Disconnected:
    case Kind::TimedOut:
    case Kind::Kicked:
    case Kind::ProtocolError:
        return ended(event);
    case Kind::TakenOver:
        return takenOver(event);
    case Kind::Subscribed:
        return subscribed(event);
    case Kind::Unsubscribed:
        return unsubscribed(event);
    case Kind::BrokerStarted:
    case Kind::BrokerStopping:
        clear();
        return true;
    case Kind::Refused:
        // Somebody may be refused under the id of a client that is connected: only its own end counts.
        return event.port != 0 && find(event.clientId) && find(event.clientId)->port == event.port && ended(event);
    case Kind::SocketOpened:
    case Kind::TlsFailed:
    case Kind::PublishReceived:
    case Kind::PublishDenied:
    case Kind::AdminCommand:
    case Kind::Reloaded:
    case Kind::Warning:
    case Kind::Failure:
        break;
    }
    return false;
}

void ConnectionTable::clear()
{
    m_clients.clear();
    m_leftOut = 0;
    m_brokerCount = -1;
}

const ClientRow *ConnectionTable::find(const QString &clientId) const
{
    const auto it = m_clients.constFind(clientId);
    return it == m_clients.cend() ? nullptr : &it.value();
}

qsizetype ConnectionTable::connectedBefore() const
{
    if (m_brokerCount < 0)
        return -1;
    return qMax<qsizetype>(0, qsizetype(m_brokerCount) - m_clients.size() - m_leftOut);
}

bool ConnectionTable::connected(const ConnectionEvent &event)
{
    const auto known = m_clients.constFind(event.clientId);
    if (known == m_clients.cend() && m_clients.size() >= m_limits.clients) {
        ++m_leftOut;
        return false;
    }
    ClientRow row;
    row.takeOvers = known == m_clients.cend() ? 0 : known->takeOvers;
    // Without a clean start the broker keeps the subscriptions; we can keep only those that we have seen.
    if (known != m_clients.cend() && !event.cleanStart)
        row.subscriptions = known->subscriptions;
    row.clientId = event.clientId;
    row.userName = event.userName;
    row.address = event.address;
    row.port = event.port;
    row.listenerPort = event.listenerPort;
    row.protocolVersion = event.protocolVersion;
    row.keepAliveSeconds = event.keepAliveSeconds;
    row.cleanStart = event.cleanStart;
    row.since = row.lastEventAt = event.at;
    m_clients.insert(event.clientId, row);
    return true;
}

bool ConnectionTable::ended(const ConnectionEvent &event)
{
    const auto it = m_clients.constFind(event.clientId);
    if (it == m_clients.cend()) {
        m_leftOut = event.clientId.isEmpty() ? m_leftOut : qMax<qsizetype>(0, m_leftOut - 1);
        return false;
    }
    // After a take-over the end of the old connection is told under the same id, but with its own address.
    const bool isOlder = event.port != 0 && it->port != 0
        && (event.port != it->port || event.address != it->address);
    if (isOlder)
        return false;
    m_clients.erase(it);
    return true;
}

bool ConnectionTable::takenOver(const ConnectionEvent &event)
{
    const auto it = m_clients.find(event.clientId);
    if (it == m_clients.end())
        return false;
    if (event.port == 0 || event.port == it->port)
        ++it->takeOvers;
    it->lastEvent = event.kind;
    it->lastEventAt = event.at;
    return true;
}

bool ConnectionTable::subscribed(const ConnectionEvent &event)
{
    const auto it = m_clients.find(event.clientId);
    if (it == m_clients.end())
        return false;
    it->lastEvent = event.kind;
    it->lastEventAt = event.at;
    for (ClientSubscription &subscription : it->subscriptions) {
        if (subscription.filter == event.topic) {
            subscription.qos = event.qos;
            return true;
        }
    }
    if (it->subscriptions.size() < m_limits.subscriptionsEach)
        it->subscriptions.append({event.topic, event.qos});
    else
        ++it->subscriptionsLeftOut;
    return true;
}

bool ConnectionTable::unsubscribed(const ConnectionEvent &event)
{
    const auto it = m_clients.find(event.clientId);
    if (it == m_clients.end())
        return false;
    it->lastEvent = event.kind;
    it->lastEventAt = event.at;
    it->subscriptions.removeIf([&](const ClientSubscription &known) { return known.filter == event.topic; });
    return true;
}

} // namespace warden::monitor
