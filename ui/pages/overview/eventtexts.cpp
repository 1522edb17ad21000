// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/eventtexts.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace warden::ui {

using Event = monitor::ConnectionEvent;
using Kind = Event::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("warden::ui::EventText", text);
}

struct Look {
    const char16_t *icon;
    Tone tone;
    const char *sentence; ///< %1 is the subject.
};

Look look(Kind kind)
{
    switch (kind) {
    case Kind::SocketOpened:
        return {u"plug", Tone::Neutral, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 opened a connection")};
    case Kind::Connected:
        return {u"plug", Tone::Success, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 connected")};
    case Kind::Disconnected:
        return {u"power", Tone::Neutral, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 disconnected")};
    case Kind::Refused:
        return {u"ban", Tone::Danger, QT_TRANSLATE_NOOP("warden::ui::EventText", "Sign-in of %1 refused")};
    case Kind::TlsFailed:
        return {u"lock", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "Encryption with %1 failed")};
    case Kind::ProtocolError:
        return {u"warning", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 broke the rules of MQTT")};
    case Kind::TakenOver:
        return {u"users", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 signed in a second time")};
    case Kind::TimedOut:
        return {u"clock", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 went silent")};
    case Kind::Kicked:
        return {u"ban", Tone::Accent, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 was disconnected by an administrator")};
    case Kind::Subscribed:
        return {u"eye", Tone::Neutral, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 subscribed")};
    case Kind::Unsubscribed:
        return {u"eye", Tone::Neutral, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 unsubscribed")};
    case Kind::PublishReceived:
        return {u"send", Tone::Neutral, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 sent a message")};
    case Kind::PublishDenied:
        return {u"ban", Tone::Danger, QT_TRANSLATE_NOOP("warden::ui::EventText", "A message of %1 was refused")};
    case Kind::AdminCommand:
        return {u"users", Tone::Accent, QT_TRANSLATE_NOOP("warden::ui::EventText", "%1 changed who may do what")};
    case Kind::BrokerStarted:
        return {u"server", Tone::Success, QT_TRANSLATE_NOOP("warden::ui::EventText", "The broker started")};
    case Kind::BrokerStopping:
        return {u"server", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "The broker is stopping")};
    case Kind::Reloaded:
        return {u"server", Tone::Accent, QT_TRANSLATE_NOOP("warden::ui::EventText", "The broker read its settings again")};
    case Kind::Warning:
        return {u"warning", Tone::Warning, QT_TRANSLATE_NOOP("warden::ui::EventText", "The broker warns")};
    case Kind::Failure:
        return {u"warning", Tone::Danger, QT_TRANSLATE_NOOP("warden::ui::EventText", "The broker reports an error")};
    }
    return {u"info", Tone::Neutral, ""};
}

/// Whoever the event is about, by the best name known.
QString subjectOf(const Event &event)
{
    if (event.kind == Kind::AdminCommand && !event.userName.isEmpty())
        return displayText(event.userName, 64);
    if (!event.clientId.isEmpty())
        return displayText(event.clientId, 64);
    if (!event.userName.isEmpty())
        return displayText(event.userName, 64);
    if (!event.address.isEmpty())
        return displayText(event.address, 64);
    return tr("somebody");
}

QString protocolName(int version)
{
    switch (version) {
    case 5:
        return tr("MQTT 5");
    case 4:
        return tr("MQTT 3.1.1");
    case 3:
        return tr("MQTT 3.1");
    default:
        return {};
    }
}

QString detailOf(const Event &event, const QString &subject)
{
    QStringList parts;
    const auto add = [&](const QString &part) {
        if (!part.isEmpty() && part != subject)
            parts.append(part);
    };
    add(displayText(event.address, 64));
    if (event.kind == Kind::Connected) {
        if (event.listenerPort != 0)
            add(tr("port %1").arg(event.listenerPort));
        add(protocolName(event.protocolVersion));
    }
    if (event.kind != Kind::AdminCommand)
        add(displayText(event.userName, 64));
    add(displayText(event.topic, 96));
    add(displayText(event.detail, 160));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

EventText describe(const Event &event)
{
    const Look how = look(event.kind);
    const QString subject = subjectOf(event);
    const QString pattern = tr(how.sentence);
    EventText text {QString::fromUtf16(how.icon), how.tone, pattern, 0, 0, detailOf(event, subject)};
    text.boldFrom = pattern.indexOf(QLatin1String("%1"));
    if (text.boldFrom >= 0) {
        text.sentence = pattern.left(text.boldFrom) % subject % pattern.mid(text.boldFrom + 2);
        text.boldLength = subject.size();
    } else {
        text.boldFrom = 0;
    }
    return text;
}

bool isForLatestEvents(const Event &event)
{
    // Mosquitto 2.0 complains so about every socket that it closes while it stops.
    if (event.detail.startsWith(QLatin1String("Error in epoll re-registering")))
        return false;
    // Asking changes nothing: a console does so whenever it connects.
    const bool asked = event.detail.startsWith(QLatin1String("get")) || event.detail.startsWith(QLatin1String("list"));
    if (event.kind == Kind::AdminCommand && asked)
        return false;
    switch (event.kind) {
    case Kind::SocketOpened:
    case Kind::Subscribed:
    case Kind::Unsubscribed:
    case Kind::PublishReceived:
        return false;
    case Kind::Connected:
    case Kind::Disconnected:
    case Kind::Refused:
    case Kind::TlsFailed:
    case Kind::ProtocolError:
    case Kind::TakenOver:
    case Kind::TimedOut:
    case Kind::Kicked:
    case Kind::PublishDenied:
    case Kind::AdminCommand:
    case Kind::BrokerStarted:
    case Kind::BrokerStopping:
    case Kind::Reloaded:
    case Kind::Warning:
    case Kind::Failure:
        return true;
    }
    return true;
}

QString relativeTime(const QDateTime &at, const QDateTime &now)
{
    const qint64 seconds = at.secsTo(now);
    if (seconds < 5)
        return tr("just now");
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return tr("%1 h").arg(seconds / 3600);
    return tr("%1 d").arg(seconds / 86400);
}

QString exactTime(const QDateTime &at)
{
    return QLocale().toString(at.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm:ss"));
}

QString durationText(qint64 seconds)
{
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    return tr("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
}

} // namespace warden::ui
