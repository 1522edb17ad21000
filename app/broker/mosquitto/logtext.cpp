// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logtext.h"

#include <QTimeZone>

#include <array>

namespace warden::broker::mosquitto {

using Kind = monitor::ConnectionEvent::Kind;

namespace {

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 12
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int protocolVersion(int written)
{
    // 2.0 writes 1 for MQTT 3.1 and 2 for 3.1.1, 2.1 the protocol level itself.
    constexpr std::array<int, 6> kVersions {0, 3, 4, 3, 4, 5};
    return written >= 0 && written < int(kVersions.size()) ? kVersions[std::size_t(written)] : 0;
}

// Takes a number between \a before and \a after off the front of \a text.
std::optional<int> takeNumber(QByteArrayView &text, QByteArrayView before, QByteArrayView after)
{
    if (!text.startsWith(before))
        return {};
    const qsizetype end = text.indexOf(after, before.size());
    if (end < 0)
        return {};
    const QByteArrayView number = text.sliced(before.size(), end - before.size());
    if (!isDigits(number))
        return {};
    text = text.sliced(end + after.size());
    return number.toInt();
}

struct Ending {
    QByteArrayView words;
    Kind kind;
    QByteArrayView reason;
};
constexpr Ending kEndings[] {
    {" closed its connection.", Kind::Disconnected, "closed its connection"},
    {" has exceeded timeout, disconnecting.", Kind::TimedOut, "exceeded timeout"},
    {" disconnected, not authorised.", Kind::Refused, "not authorised"},
    {" been disconnected by administrative action.", Kind::Kicked, "administrative action"},
    {" already connected, closing old connection.", Kind::TakenOver, "session taken over"},
    {" disconnected due to protocol error.", Kind::ProtocolError, "protocol error"},
    {" disconnected due to malformed packet.", Kind::ProtocolError, "malformed packet"},
    {" disconnected due to oversize packet.", Kind::ProtocolError, "oversize packet"},
    {" disconnected due to oversize payload.", Kind::ProtocolError, "oversize payload"},
    {" disconnected due to out of memory.", Kind::Disconnected, "out of memory"},
    {" disconnected.", Kind::Disconnected, {}},
};

struct Reason {
    QByteArrayView words;
    Kind kind;
};
constexpr Reason kReasons[] {
    {"not authorised", Kind::Refused},
    {"bad username or password", Kind::Refused},
    {"client identifier not valid", Kind::Refused},
    {"client banned", Kind::Refused},
    {"bad authentication method", Kind::Refused},
    {"connection rate exceeded", Kind::Refused},
    {"non-matching http origin", Kind::Refused},
    {"exceeded timeout", Kind::TimedOut},
    {"administrative action", Kind::Kicked},
    {"session taken over", Kind::TakenOver},
    {"protocol error", Kind::ProtocolError},
    {"malformed packet", Kind::ProtocolError},
    {"oversize packet", Kind::ProtocolError},
    {"oversize payload", Kind::ProtocolError},
    {"used disallowed feature", Kind::ProtocolError},
    {"receive maximum exceeded", Kind::ProtocolError},
    {"topic alias invalid", Kind::ProtocolError},
};

Kind kindOf(QByteArrayView reason)
{
    for (const Reason &known : kReasons) {
        if (reason.size() >= known.words.size()
            && reason.first(known.words.size()).compare(known.words, Qt::CaseInsensitive) == 0) {
            return known.kind;
        }
    }
    return Kind::Disconnected;
}

// "ID disconnected: reason."
std::optional<ClientEnd> readReasonedEnd(QByteArrayView text)
{
    constexpr QByteArrayView kWords = " disconnected: ";
    const qsizetype at = text.lastIndexOf(kWords);
    if (at < 0 || !text.endsWith('.'))
        return {};
    const qsizetype from = at + kWords.size();
    const QByteArrayView reason = text.sliced(from, text.size() - from - 1);
    return ClientEnd {text.first(at), kindOf(reason), reason};
}

} // namespace

std::optional<SocketAddress> readSocketAddress(QByteArrayView text)
{
    const qsizetype colon = text.lastIndexOf(':');
    if (colon <= 0 || text.contains(' '))
        return {};
    bool ok = false;
    const ushort port = text.sliced(colon + 1).toUShort(&ok);
    if (!ok || !isDigits(text.sliced(colon + 1)))
        return {};
    return SocketAddress {QString::fromUtf8(text.first(colon)), port};
}

QDateTime takeStamp(QByteArrayView &line)
{
    const qsizetype end = line.indexOf(": ");
    if (end <= 0 || end > 32)
        return {};
    const QByteArrayView stamp = line.first(end);
    QDateTime at;
    if (isDigits(stamp))
        at = QDateTime::fromSecsSinceEpoch(stamp.toLongLong(), QTimeZone::utc());
    else if (stamp.size() >= 19 && stamp[4] == '-' && stamp[10] == 'T')
        at = QDateTime::fromString(QString::fromLatin1(stamp), Qt::ISODate).toUTC();
    if (at.isValid())
        line = line.sliced(end + 2);
    return at;
}

std::optional<SignInDetails> readSignIn(QByteArrayView text)
{
    const bool named = text.endsWith("').");
    if (!named && !text.endsWith(")."))
        return {};
    // An accepted user name was made by the administrator, an id by anybody: the last bracket is the broker's.
    for (qsizetype at = text.lastIndexOf(" (p"); at >= 0; at = at > 0 ? text.lastIndexOf(" (p", at - 1) : -1) {
        QByteArrayView rest = text.sliced(at);
        const auto version = takeNumber(rest, " (p", ", ");
        const auto clean = version ? takeNumber(rest, "c", ", ") : std::nullopt;
        const auto keepAlive = clean ? takeNumber(rest, "k", named ? ", u'" : ").") : std::nullopt;
        if (!keepAlive || (!named && !rest.isEmpty()))
            continue;
        const QByteArrayView user = named ? rest.chopped(3) : QByteArrayView();
        return SignInDetails {text.first(at), protocolVersion(*version), *clean != 0, *keepAlive, user};
    }
    return {};
}

std::optional<ClientEnd> readClientEnd(QByteArrayView text)
{
    for (const Ending &ending : kEndings) {
        if (text.endsWith(ending.words))
            return ClientEnd {text.chopped(ending.words.size()), ending.kind, ending.reason};
    }
    return readReasonedEnd(text);
}

std::optional<BracketedEnd> readBracketedEnd(QByteArrayView text)
{
    const qsizetype close = text.lastIndexOf("] disconnected");
    const qsizetype open = close > 0 ? text.lastIndexOf(" [", close) : -1;
    if (open < 0)
        return {};
    const auto address = readSocketAddress(text.sliced(open + 2, close - open - 2));
    const auto end = readClientEnd(text.sliced(close + 1));
    if (!address || !end || !end->clientId.isEmpty())
        return {};
    return BracketedEnd {{text.first(open), end->kind, end->reason}, *address};
}

std::optional<PublishDetails> readPublish(QByteArrayView text, qsizetype from)
{
    QByteArrayView rest = text.sliced(from);
    const auto dup = takeNumber(rest, " (d", ", ");
    const auto qos = dup ? takeNumber(rest, "q", ", ") : std::nullopt;
    const auto retain = qos ? takeNumber(rest, "r", ", ") : std::nullopt;
    const auto id = retain ? takeNumber(rest, "m", ", '") : std::nullopt;
    const qsizetype end = rest.lastIndexOf("', ... (");
    if (!id || end < 0)
        return {};
    QByteArrayView size = rest.sliced(end);
    const auto bytes = takeNumber(size, "', ... (", " bytes))");
    if (!bytes || !size.isEmpty())
        return {};
    return PublishDetails {text.first(from), rest.first(end), *qos, *bytes};
}

QByteArrayView tlsReason(QByteArrayView text)
{
    if (text.endsWith('.'))
        text.chop(1);
    const qsizetype colons = text.lastIndexOf("::");
    return colons < 0 ? text : text.sliced(colons + 2);
}

} // namespace warden::broker::mosquitto
