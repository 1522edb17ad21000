// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logparser.h"

#include "broker/mosquitto/logtext.h"
#include "topic/topic.h"

#include <utility>

namespace warden::broker::mosquitto {

using Kind = monitor::ConnectionEvent::Kind;

namespace {

constexpr qsizetype kMaximumLine = 8192;
constexpr qsizetype kMaximumDetail = 512;
constexpr qsizetype kMaximumOpened = 64;
constexpr qsizetype kMaximumClients = 20'000;

QString detailOf(QByteArrayView text)
{
    return QString::fromUtf8(text.first(qMin(text.size(), kMaximumDetail)));
}

// True, and the words taken off the front, when \a text starts with them.
bool take(QByteArrayView &text, QByteArrayView words)
{
    if (!text.startsWith(words))
        return false;
    text = text.sliced(words.size());
    return true;
}

monitor::ConnectionEvent make(Kind kind, QByteArrayView detail = {})
{
    monitor::ConnectionEvent event;
    event.kind = kind;
    event.detail = detailOf(detail);
    return event;
}

std::optional<monitor::ConnectionEvent> brokerLine(QByteArrayView text)
{
    if (text == "Reloading config.")
        return make(Kind::Reloaded, text);
    if (!text.startsWith("mosquitto version "))
        return {};
    if (text.endsWith(" starting"))
        return make(Kind::BrokerStarted, text);
    if (text.endsWith(" terminating"))
        return make(Kind::BrokerStopping, text);
    return {};
}

// "<id>: what" or "<address>:<port>: what"
std::optional<monitor::ConnectionEvent> protocolError(QByteArrayView rest)
{
    const qsizetype colon = rest.lastIndexOf(": ");
    if (colon < 0)
        return {};
    monitor::ConnectionEvent event = make(Kind::ProtocolError, rest.sliced(colon + 2));
    if (const auto address = readSocketAddress(rest.first(colon))) {
        event.address = address->host;
        event.port = address->port;
    } else {
        event.clientId = QString::fromUtf8(rest.first(colon));
    }
    return event;
}

// "127.0.0.1 denied: max_connections exceeded." or "127.0.0.1 failed: error:…"
std::optional<monitor::ConnectionEvent> connectionFault(QByteArrayView rest)
{
    const qsizetype space = rest.indexOf(' ');
    if (space <= 0)
        return {};
    const QByteArrayView address = rest.first(space);
    rest = rest.sliced(space);
    const bool denied = take(rest, " denied: ");
    if (!denied && !take(rest, " failed: "))
        return {};
    monitor::ConnectionEvent event = make(denied ? Kind::Refused : Kind::TlsFailed, denied ? rest : tlsReason(rest));
    event.address = QString::fromUtf8(address);
    return event;
}

} // namespace

std::optional<LogChannel> logChannel(QByteArrayView topic)
{
    if (!take(topic, "$SYS/broker/log/"))
        return {};
    if (topic == "N")
        return LogChannel::Notice;
    if (topic == "I")
        return LogChannel::Information;
    if (topic == "W")
        return LogChannel::Warning;
    if (topic == "E")
        return LogChannel::Error;
    if (topic == "M/subscribe")
        return LogChannel::Subscribe;
    if (topic == "M/unsubscribe")
        return LogChannel::Unsubscribe;
    return {};
}

LogParser::Found LogParser::parse(QByteArrayView line, const QDateTime &received, LogChannel channel)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.size() > kMaximumLine)
        return {};
    const QDateTime stamp = takeStamp(line);
    Found event = parseText(line, channel);
    if (event)
        event->at = stamp.isValid() ? stamp : received.toUTC();
    return event;
}

LogParser::Found LogParser::parseText(QByteArrayView text, LogChannel channel)
{
    if (channel == LogChannel::Subscribe)
        return subscribeLine(text, channel);
    if (channel == LogChannel::Unsubscribe)
        return unsubscribeLine(text, channel);
    if (const auto known = connectionLine(text))
        return *known;
    if (const auto known = messageLine(text))
        return *known;
    if (Found event = brokerLine(text)) {
        if (event->kind == Kind::BrokerStarted)
            *this = {};
        return event;
    }
    if (channel == LogChannel::Error || text.startsWith("Error"))
        return make(Kind::Failure, text);
    if (channel == LogChannel::Warning || text.startsWith("Warning"))
        return make(Kind::Warning, text);
    if (channel != LogChannel::Any)
        return {};
    Found event = subscribeLine(text, channel);
    return event ? event : unsubscribeLine(text, channel);
}

// None: the line does not begin like one of these.
std::optional<LogParser::Found> LogParser::connectionLine(QByteArrayView text)
{
    if (take(text, "New connection from "))
        return socketOpened(text);
    if (take(text, "New client connected from ") || take(text, "New bridge connected from "))
        return clientConnected(text);
    if (take(text, "Client "))
        return clientLine(text);
    if (take(text, "OpenSSL Error"))
        return openSslError(text);
    if (take(text, "Protocol error from "))
        return protocolError(text);
    if (take(text, "Sending CONNACK to ")) {
        connackSent(text);
        return Found();
    }
    if (take(text, "Bad socket read/write on client ")) {
        const qsizetype colon = text.lastIndexOf(": ");
        return colon < 0 ? Found() : clientEnd(text.first(colon), make(Kind::Disconnected, text.sliced(colon + 2)));
    }
    return {};
}

std::optional<LogParser::Found> LogParser::messageLine(QByteArrayView text)
{
    const QByteArrayView whole = text;
    if (take(text, "Received PUBLISH from "))
        return publishLine(text, Kind::PublishReceived);
    if (take(text, "Denied PUBLISH from "))
        return publishLine(text, Kind::PublishDenied);
    if (take(text, "dynsec: "))
        return adminCommand(text);
    if (take(text, "Outgoing messages are being dropped for client ")) {
        Event event = make(Kind::Warning, whole);
        event.clientId = QString::fromUtf8(text.endsWith('.') ? text.chopped(1) : text);
        return event;
    }
    return {};
}

LogParser::Found LogParser::socketOpened(QByteArrayView rest)
{
    constexpr QByteArrayView kWords = " on port ";
    const qsizetype at = rest.lastIndexOf(kWords);
    const auto address = at < 0 ? std::nullopt : readSocketAddress(rest.first(at));
    if (!address || !rest.endsWith('.'))
        return {};
    const qsizetype from = at + kWords.size();
    Pending pending;
    pending.address = address->host;
    pending.port = address->port;
    pending.listenerPort = rest.sliced(from, rest.size() - from - 1).toUShort();
    m_opened.append(pending);
    if (m_opened.size() > kMaximumOpened)
        m_opened.removeFirst();
    Event event = make(Kind::SocketOpened);
    fillFrom(event, pending);
    return event;
}

LogParser::Found LogParser::clientConnected(QByteArrayView rest)
{
    const qsizetype as = rest.indexOf(" as ");
    const auto address = as < 0 ? std::nullopt : readSocketAddress(rest.first(as));
    const auto details = as < 0 ? std::nullopt : readSignIn(rest.sliced(as + 4));
    if (!address || !details)
        return {};
    Pending pending = takeOpened(address->host, address->port).value_or(Pending());
    pending.address = address->host;
    pending.port = address->port;
    pending.userName = QString::fromUtf8(details->userName);
    if (m_clients.size() >= kMaximumClients)
        m_clients.erase(m_clients.cbegin());
    m_clients.insert(details->clientId.toByteArray(), pending);

    Event event = make(Kind::Connected);
    fillFrom(event, pending);
    event.clientId = QString::fromUtf8(details->clientId);
    event.protocolVersion = details->protocolVersion;
    event.cleanStart = details->cleanStart;
    event.keepAliveSeconds = details->keepAliveSeconds;
    return event;
}

LogParser::Found LogParser::clientLine(QByteArrayView rest)
{
    const auto end = readClientEnd(rest);
    // An id may itself begin or end like another of the broker's sentences: one that is connected decides.
    if (end && isKnown(end->clientId))
        return clientEnd(end->clientId, make(end->kind, end->reason));
    QByteArrayView fault = rest;
    if (take(fault, "connection from ")) {
        Found refused = connectionFault(fault);
        const bool opened = refused && !m_opened.isEmpty() && m_opened.constLast().address == refused->address;
        if (opened && refused->kind == Kind::TlsFailed && !std::exchange(m_opened.last().tlsFailed, true))
            fillFrom(*refused, m_opened.constLast());
        if (refused)
            return refused;
    } else if (take(fault, "from ")) {
        if (const Found tls = socketFault(fault))
            return tls;
    }
    if (const auto bracketed = readBracketedEnd(rest)) {
        Event event = make(bracketed->end.kind, bracketed->end.reason);
        event.address = bracketed->address.host;
        event.port = bracketed->address.port;
        // Where no id was read, 2.1 writes the address in its place.
        const bool unnamed = QString::fromUtf8(bracketed->end.clientId) == event.address;
        return unnamed ? unknownEnd(event) : clientEnd(bracketed->end.clientId, event);
    }
    if (!end)
        return {};
    const Event event = make(end->kind, end->reason);
    return end->clientId == "<unknown>" ? unknownEnd(event) : clientEnd(end->clientId, event);
}

LogParser::Found LogParser::clientEnd(QByteArrayView id, Event event)
{
    event.clientId = QString::fromUtf8(id);
    const auto known = m_clients.constFind(QByteArray::fromRawData(id.data(), id.size()));
    const auto opened = event.port != 0 ? takeOpened(event.address, event.port) : std::nullopt;
    if (opened)
        fillFrom(event, *opened);
    if (known == m_clients.cend() || (event.port != 0 && known->port != event.port))
        return event;
    fillFrom(event, *known);
    // The id that was taken over goes on with its new connection, which is told next.
    if (event.kind != Kind::TakenOver)
        m_clients.erase(known);
    return event;
}

// The end of a socket on which nobody had signed in: it belongs to the newest connection that is still without a name.
LogParser::Found LogParser::unknownEnd(Event event)
{
    const auto opened = takeOpened(event.address, event.port);
    if (!opened)
        return event;
    if (opened->tlsFailed)
        return {};
    fillFrom(event, *opened);
    return event;
}

LogParser::Found LogParser::socketFault(QByteArrayView rest)
{
    const qsizetype space = rest.indexOf(' ');
    const auto address = space < 0 ? std::nullopt : readSocketAddress(rest.first(space));
    if (!address || !rest.sliced(space).startsWith(" appears to be using TLS"))
        return {};
    Event event = make(Kind::TlsFailed, rest.sliced(space + 1));
    event.address = address->host;
    event.port = address->port;
    for (Pending &pending : m_opened) {
        if (pending.port == address->port && pending.address == address->host) {
            pending.tlsFailed = true;
            event.listenerPort = pending.listenerPort;
        }
    }
    return event;
}

LogParser::Found LogParser::openSslError(QByteArrayView text)
{
    // One failed handshake may write several lines, numbered from 0.
    const qsizetype first = text.indexOf("[0]: ");
    if (first < 0)
        return {};
    Event event = make(Kind::TlsFailed, tlsReason(text.sliced(first + 5)));
    if (!m_opened.isEmpty() && !m_opened.constLast().tlsFailed) {
        m_opened.last().tlsFailed = true;
        fillFrom(event, m_opened.constLast());
    }
    return event;
}

LogParser::Found LogParser::publishLine(QByteArrayView rest, Kind kind)
{
    // Id and topic may both hold text that looks like the broker's: the longest id that is connected decides.
    std::optional<PublishDetails> best;
    for (qsizetype at = rest.indexOf(" (d"); at >= 0; at = rest.indexOf(" (d", at + 1)) {
        const auto details = readPublish(rest, at);
        if (details && (!best || isKnown(details->clientId)))
            best = details;
    }
    if (!best)
        return {};
    Event event = make(kind);
    event.clientId = QString::fromUtf8(best->clientId);
    event.topic = QString::fromUtf8(best->topic);
    event.qos = best->qos;
    event.payloadBytes = best->payloadBytes;
    const auto known = m_clients.constFind(QByteArray::fromRawData(best->clientId.data(), best->clientId.size()));
    if (known != m_clients.cend())
        fillFrom(event, *known);
    return event;
}

LogParser::Found LogParser::subscribeLine(QByteArrayView text, LogChannel channel)
{
    std::optional<qsizetype> best;
    for (qsizetype at = text.indexOf(' '); at >= 0 && at + 3 < text.size(); at = text.indexOf(' ', at + 1)) {
        if (text[at + 1] < '0' || text[at + 1] > '2' || text[at + 2] != ' ')
            continue;
        const bool known = isKnown(text.first(at));
        if (known || (!best && channel == LogChannel::Subscribe))
            best = at;
    }
    if (!best || topic::checkFilter(text.sliced(*best + 3)))
        return {};
    Event event = make(Kind::Subscribed);
    event.clientId = QString::fromUtf8(text.first(*best));
    event.qos = text[*best + 1] - '0';
    event.topic = QString::fromUtf8(text.sliced(*best + 3));
    return event;
}

LogParser::Found LogParser::unsubscribeLine(QByteArrayView text, LogChannel channel)
{
    std::optional<qsizetype> best;
    for (qsizetype at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
        if (isKnown(text.first(at)) || (!best && channel == LogChannel::Unsubscribe))
            best = at;
    }
    if (!best || topic::checkFilter(text.sliced(*best + 1)))
        return {};
    Event event = make(Kind::Unsubscribed);
    event.clientId = QString::fromUtf8(text.first(*best));
    event.topic = QString::fromUtf8(text.sliced(*best + 1));
    return event;
}

// "<client id>/<user> | <command> | details"
LogParser::Found LogParser::adminCommand(QByteArrayView rest) const
{
    const qsizetype bar = rest.indexOf(" | ");
    if (bar < 0)
        return {};
    const QByteArrayView who = rest.first(bar);
    qsizetype slash = who.lastIndexOf('/');
    for (qsizetype at = who.indexOf('/'); at >= 0; at = who.indexOf('/', at + 1)) {
        if (isKnown(who.first(at)))
            slash = at;
    }
    Event event = make(Kind::AdminCommand, rest.sliced(bar + 3));
    event.clientId = QString::fromUtf8(who.first(qMax<qsizetype>(slash, 0)));
    event.userName = QString::fromUtf8(who.sliced(slash + 1));
    return event;
}

// 2.0 in full detail writes "<address> (0, 5)" before it closes a refused socket: it tells which one.
void LogParser::connackSent(QByteArrayView rest)
{
    const qsizetype bracket = rest.lastIndexOf(" (");
    if (bracket <= 0 || rest.endsWith(", 0)"))
        return;
    const QString address = QString::fromUtf8(rest.first(bracket));
    for (qsizetype i = m_opened.size() - 1; i >= 0; --i) {
        if (m_opened[i].address == address) {
            m_opened.move(i, m_opened.size() - 1);
            return;
        }
    }
}

bool LogParser::isKnown(QByteArrayView id) const
{
    return m_clients.contains(QByteArray::fromRawData(id.data(), id.size()));
}

void LogParser::fillFrom(Event &event, const Pending &pending) const
{
    event.address = pending.address;
    event.port = pending.port;
    event.listenerPort = pending.listenerPort;
    event.userName = pending.userName;
}

// The newest of all when \a port is 0.
std::optional<LogParser::Pending> LogParser::takeOpened(const QString &address, quint16 port)
{
    for (qsizetype i = m_opened.size() - 1; i >= 0; --i) {
        if (port == 0 || (m_opened[i].port == port && m_opened[i].address == address))
            return m_opened.takeAt(i);
    }
    return {};
}

} // namespace warden::broker::mosquitto
