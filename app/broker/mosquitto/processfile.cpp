// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/processfile.h"

#include "base/files.h"
#include "broker/mosquitto/process.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace warden::broker::mosquitto {

namespace {

constexpr qint64 kLargestRecord = 4096;

} // namespace

void writeProcessRecord(const QString &path, const ProcessRecord &record)
{
    const QJsonObject json {{QStringLiteral("pid"), record.pid}, {QStringLiteral("started"), record.startMark},
        {QStringLiteral("since"), record.since.toUTC().toString(Qt::ISODate)}, {QStringLiteral("leave"), record.leave}, {QStringLiteral("ownerPid"), record.ownerPid},
        {QStringLiteral("ownerStarted"), record.ownerStartMark}};
    std::ignore = writeFile(path, QJsonDocument(json).toJson(), FileAccess::Private);
}

std::optional<ProcessRecord> readProcessRecord(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, kLargestRecord);
    if (!bytes)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    return ProcessRecord {json.value(QStringLiteral("pid")).toInteger(), json.value(QStringLiteral("started")).toString(),
        QDateTime::fromString(json.value(QStringLiteral("since")).toString(), Qt::ISODate),
        json.value(QStringLiteral("leave")).toBool(), json.value(QStringLiteral("ownerPid")).toInteger(),
        json.value(QStringLiteral("ownerStarted")).toString()};
}

bool isSameProcess(const ProcessRecord &record, const QString &configPath, const QString &program)
{
    const std::optional<ProcessFacts> facts = processFacts(record.pid);
    if (!facts || facts->startMark != record.startMark)
        return false;
    return facts->commandLine.contains(configPath) || facts->commandLine.compare(program, Qt::CaseInsensitive) == 0;
}

bool isOwnerAlive(const ProcessRecord &record)
{
    if (record.ownerPid == QCoreApplication::applicationPid())
        return false;
    const std::optional<ProcessFacts> facts = processFacts(record.ownerPid);
    return facts && facts->startMark == record.ownerStartMark;
}

} // namespace warden::broker::mosquitto
