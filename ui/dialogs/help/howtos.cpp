// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/help/howtos.h"

#include "base/text.h"

#include <QCoreApplication>

namespace warden::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("warden::ui::HowTo", text);
}

QString title(Right right)
{
    switch (right) {
    case Right::ManageAccess:
        return tr("Allow this console to manage access");
    case Right::ReadState:
        return tr("Allow this console to read the broker’s state");
    case Right::WatchTraffic:
        return tr("Allow this console to watch the traffic");
    case Right::ReadLog:
        return tr("Allow this console to read the broker’s log");
    }
    return {};
}

QString filter(Right right)
{
    switch (right) {
    case Right::ManageAccess:
        return QStringLiteral("$CONTROL/dynamic-security/#");
    case Right::ReadState:
        return QStringLiteral("$SYS/#");
    case Right::WatchTraffic:
        return QStringLiteral("#");
    case Right::ReadLog:
        return QStringLiteral("$SYS/broker/log/#");
    }
    return {};
}

QString controlLines(Right right)
{
    const QString topic = filter(right);
    const QString subscribe
        = QStringLiteral("mosquitto_ctrl dynsec addRoleACL Console subscribePattern '%1' allow").arg(topic);
    const QString receive
        = QStringLiteral("mosquitto_ctrl dynsec addRoleACL Console publishClientReceive '%1' allow").arg(topic);
    if (right != Right::ManageAccess)
        return subscribe % QLatin1Char('\n') % receive;
    return QStringLiteral("mosquitto_ctrl dynsec addRoleACL Console publishClientSend '%1' allow").arg(topic)
        % QLatin1Char('\n') % subscribe % QLatin1Char('\n') % receive;
}

} // namespace

HowTo howToAllow(Right right, const QString &userName)
{
    const QString user = userName.isEmpty() ? QStringLiteral("USER") : displayText(userName, 64);
    HowTo how {title(right), tr("An administrator of the broker does this once."), {}};
    if (right == Right::ReadLog)
        how.parts.append({tr("The broker must write its log to topics. Add this to mosquitto.conf and start it again:"),
            QStringLiteral("log_dest topic\nlog_type error\nlog_type warning\nlog_type notice\nlog_type information")});
    if (right == Right::ManageAccess)
        how.parts.append({tr("This needs Mosquitto’s dynamic security plugin."), {}});
    how.parts.append({tr("With dynamic security: give the user a role that may read it. (Add -u, -P and the address of "
                         "the broker as you always do.)"),
        QStringLiteral("mosquitto_ctrl dynsec createRole Console\n") % controlLines(right)
            % QStringLiteral("\nmosquitto_ctrl dynsec addClientRole %1 Console 10").arg(user)});
    if (right != Right::ManageAccess)
        how.parts.append({tr("With an ACL file: add these lines and reload the broker:"),
            QStringLiteral("user %1\ntopic read %2").arg(user, filter(right))});
    return how;
}

HowTo howToShowFingerprint()
{
    return {tr("Show the fingerprint on the broker"), tr("Compare it with the one in the console, group by group."),
        {{tr("On the machine of the broker, with the file that its settings name as certfile:"),
             QStringLiteral("openssl x509 -in /etc/mosquitto/certs/server.crt -noout -fingerprint -sha256")},
            {tr("Home Assistant: the certificate is the one named in the settings of the Mosquitto broker app:"),
                QStringLiteral("openssl x509 -in /ssl/fullchain.pem -noout -fingerprint -sha256")},
            {tr("Or look from a computer that is connected to the broker by cable, on a network that you trust:"),
                QStringLiteral("openssl s_client -connect HOST:8883 </dev/null | openssl x509 -noout -fingerprint "
                               "-sha256")}}};
}

} // namespace warden::ui
