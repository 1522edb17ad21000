// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/presets.h"

#include <QCoreApplication>

namespace warden::access {

namespace {

constexpr int kCommandDepth = 4; // levels between the base and a `set` topic that Sensors are kept from

QString tr(const char *text)
{
    return QCoreApplication::translate("Presets", text);
}

QString below(const QString &base)
{
    return base.isEmpty() ? QStringLiteral("#") : base + QStringLiteral("/#");
}

/// `home/set/#`, `home/+/set/#` … : where commands go, `…/set` and `…/set/brightness` alike.
QStringList commandFilters(const QString &base)
{
    QStringList filters;
    QString levels = base.isEmpty() ? QString() : base + QLatin1Char('/');
    for (int depth = 0; depth <= kCommandDepth; ++depth) {
        filters.append(levels + QStringLiteral("set/#"));
        levels += QStringLiteral("+/");
    }
    return filters;
}

Rule allow(AclType type, const QString &filter)
{
    return {type, filter, 0, true};
}

QList<Rule> receiving(const QString &filter)
{
    return {allow(AclType::PublishClientReceive, filter), allow(AclType::SubscribePattern, filter),
        allow(AclType::UnsubscribePattern, filter)};
}

} // namespace

Role sensors(const QString &base)
{
    Role role {preset::sensors, tr("Sensors"), tr("Send only: report below %1, change nothing, see nothing.").arg(below(base)),
        {}};
    for (const QString &filter : commandFilters(base))
        role.rules.append({AclType::PublishClientSend, filter, 10, false});
    role.rules.append(allow(AclType::PublishClientSend, below(base)));
    return role;
}

Role controllers(const QString &base)
{
    Role role {preset::controllers, tr("Controllers"), tr("Send, see and change everything below %1.").arg(below(base)), {}};
    role.rules.append(allow(AclType::PublishClientSend, below(base)));
    role.rules.append(receiving(below(base)));
    return role;
}

Role monitors(const QString &base)
{
    return {preset::monitors, tr("Monitors"), tr("See everything below %1, send nothing.").arg(below(base)),
        receiving(below(base))};
}

Role administrators()
{
    Role role {preset::administrators, tr("Administrators"), tr("Everything, the broker's own settings and state included."),
        {}};
    // A filter that starts with a wildcard matches no `$` topic, so those are named.
    for (const QString &filter : {QStringLiteral("#"), QStringLiteral("$SYS/#"), QStringLiteral("$CONTROL/#")}) {
        role.rules.append(allow(AclType::PublishClientSend, filter));
        role.rules.append(receiving(filter));
    }
    return role;
}

Directory starterDirectory(const QString &administrator, const QString &base)
{
    Directory directory;
    directory.defaults.publishReceive = false;
    directory.roles = {sensors(base), controllers(base), monitors(base), administrators()};
    User user;
    user.name = administrator;
    user.title = tr("Administrator");
    user.roles = {{preset::administrators, -1}};
    directory.users = {user};
    return directory;
}

} // namespace warden::access
