// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/accessprobe.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace warden::broker::mosquitto {

QByteArray accessAnswerTopic()
{
    return QByteArrayLiteral("$CONTROL/dynamic-security/v1/response");
}

mqtt::Message accessQuestion(const QString &correlation)
{
    const QJsonObject command {{QStringLiteral("command"), QStringLiteral("getDefaultACLAccess")},
        {QStringLiteral("correlationData"), correlation}};
    const QJsonObject request {{QStringLiteral("commands"), QJsonArray {command}}};
    mqtt::Message message;
    message.topic = QByteArrayLiteral("$CONTROL/dynamic-security/v1");
    message.payload = QJsonDocument(request).toJson(QJsonDocument::Compact);
    message.qos = 1;
    return message;
}

AccessAnswer readAccessAnswer(QByteArrayView payload, const QString &correlation)
{
    const QJsonObject answer = QJsonDocument::fromJson(payload.toByteArray()).object();
    if (answer.contains(QStringLiteral("error")) && !answer.contains(QStringLiteral("responses")))
        return AccessAnswer::NoPlugin;
    const QJsonArray responses = answer.value(QStringLiteral("responses")).toArray();
    for (const QJsonValue &value : responses) {
        const QJsonObject response = value.toObject();
        if (response.value(QStringLiteral("correlationData")).toString() != correlation)
            continue;
        return response.contains(QStringLiteral("error")) ? AccessAnswer::Refused : AccessAnswer::Granted;
    }
    return AccessAnswer::NotOurs;
}

} // namespace warden::broker::mosquitto
