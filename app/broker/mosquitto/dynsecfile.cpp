// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/provision.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>

namespace warden::broker::mosquitto {

namespace {

constexpr int kRounds = 101; // what Mosquitto 2.0 writes itself; 2.1 rehashes when the password is set anew
constexpr int kSaltSize = 12;
constexpr int kHashSize = 64;
constexpr qint64 kLargestFile = 64 * 1024 * 1024;
constexpr int kNoPriority = -1; // what the plugin takes where none is written

using access::AclType;

struct AclName {
    AclType type;
    QLatin1String name;
};

constexpr AclName kAclNames[] = {
    {AclType::PublishClientSend, QLatin1String("publishClientSend")},
    {AclType::PublishClientReceive, QLatin1String("publishClientReceive")},
    {AclType::SubscribeLiteral, QLatin1String("subscribeLiteral")},
    {AclType::SubscribePattern, QLatin1String("subscribePattern")},
    {AclType::UnsubscribeLiteral, QLatin1String("unsubscribeLiteral")},
    {AclType::UnsubscribePattern, QLatin1String("unsubscribePattern")},
};

QString tr(const char *text)
{
    return QCoreApplication::translate("DynamicSecurity", text);
}

void put(QJsonObject &json, QLatin1String field, const QString &text)
{
    if (!text.isEmpty())
        json.insert(field, text);
}

QJsonObject link(QLatin1String field, const QString &name, int priority)
{
    QJsonObject json {{field, name}};
    if (priority != kNoPriority)
        json.insert(QLatin1String("priority"), priority);
    return json;
}

QJsonArray roleLinks(const QList<access::RoleLink> &links)
{
    QJsonArray json;
    for (const access::RoleLink &role : links)
        json.append(link(QLatin1String("rolename"), role.role, role.priority));
    return json;
}

Result<void> putPassword(QJsonObject &json, const Secret &password)
{
    const Secret salt = Secret::random(kSaltSize);
    QByteArray hash(kHashSize, Qt::Uninitialized);
    const int done = PKCS5_PBKDF2_HMAC(password.view().data(), int(password.size()),
        reinterpret_cast<const unsigned char *>(salt.view().data()), kSaltSize, kRounds, EVP_sha512(), kHashSize,
        reinterpret_cast<unsigned char *>(hash.data()));
    if (done != 1)
        return failure(ErrorCode::Internal, tr("A password could not be hashed. Check that OpenSSL is whole."));
    json.insert(QLatin1String("password"), QString::fromLatin1(hash.toBase64()));
    json.insert(QLatin1String("salt"), QString::fromLatin1(salt.view().toByteArray().toBase64()));
    json.insert(QLatin1String("iterations"), kRounds);
    return {};
}

Result<QJsonArray> usersToJson(const access::Directory &directory, const QHash<QString, Secret> &passwords)
{
    QJsonArray users;
    for (const access::User &user : directory.users) {
        QJsonObject json {{QLatin1String("username"), user.name}};
        put(json, QLatin1String("clientid"), user.clientId);
        put(json, QLatin1String("textname"), user.title);
        put(json, QLatin1String("textdescription"), user.description);
        if (!user.enabled)
            json.insert(QLatin1String("disabled"), true);
        json.insert(QLatin1String("roles"), roleLinks(user.roles));
        if (const Secret password = passwords.value(user.name); !password.isEmpty()) {
            if (const Result<void> done = putPassword(json, password); !done)
                return failure(done.error());
        }
        users.append(json);
    }
    return users;
}

/// Membership stands with the group in this file, not with the user.
QJsonArray groupsToJson(const access::Directory &directory)
{
    QJsonArray groups;
    for (const access::Group &group : directory.groups) {
        QJsonObject json {{QLatin1String("groupname"), group.name}};
        put(json, QLatin1String("textname"), group.title);
        put(json, QLatin1String("textdescription"), group.description);
        json.insert(QLatin1String("roles"), roleLinks(group.roles));
        QJsonArray members;
        for (const access::User &user : directory.users) {
            for (const access::GroupLink &membership : user.groups) {
                if (membership.group == group.name)
                    members.append(link(QLatin1String("username"), user.name, membership.priority));
            }
        }
        json.insert(QLatin1String("clients"), members);
        groups.append(json);
    }
    return groups;
}

QJsonArray rulesToJson(const QList<access::Rule> &rules)
{
    QJsonArray json;
    for (const access::Rule &rule : rules) {
        json.append(QJsonObject {{QLatin1String("acltype"), kAclNames[size_t(rule.type)].name},
            {QLatin1String("topic"), rule.topic}, {QLatin1String("priority"), rule.priority},
            {QLatin1String("allow"), rule.allow}});
    }
    return json;
}

QJsonArray rolesToJson(const QList<access::Role> &roles)
{
    QJsonArray array;
    for (const access::Role &role : roles) {
        QJsonObject json {{QLatin1String("rolename"), role.name}};
        put(json, QLatin1String("textname"), role.title);
        put(json, QLatin1String("textdescription"), role.description);
        json.insert(QLatin1String("acls"), rulesToJson(role.rules));
        array.append(json);
    }
    return array;
}

QJsonObject defaultsToJson(const access::DefaultAccess &defaults)
{
    return {{QLatin1String("publishClientSend"), defaults.publishSend},
        {QLatin1String("publishClientReceive"), defaults.publishReceive},
        {QLatin1String("subscribe"), defaults.subscribe}, {QLatin1String("unsubscribe"), defaults.unsubscribe}};
}

// Reading is lenient where the plugin is: fields of the wrong kind count as missing.

int priorityOf(const QJsonObject &json, int otherwise)
{
    return json.value(QLatin1String("priority")).toInt(otherwise);
}

QList<access::RoleLink> readRoleLinks(const QJsonObject &json)
{
    QList<access::RoleLink> links;
    for (const QJsonValue entry : json.value(QLatin1String("roles")).toArray()) {
        const QJsonObject role = entry.toObject();
        links.append({role.value(QLatin1String("rolename")).toString(), priorityOf(role, kNoPriority)});
    }
    return links;
}

std::optional<AclType> aclTypeNamed(const QString &name)
{
    for (const AclName &known : kAclNames) {
        if (known.name == name)
            return known.type;
    }
    return std::nullopt;
}

Result<access::Role> readRole(const QJsonObject &json)
{
    access::Role role {json.value(QLatin1String("rolename")).toString(), json.value(QLatin1String("textname")).toString(),
        json.value(QLatin1String("textdescription")).toString(), {}};
    for (const QJsonValue entry : json.value(QLatin1String("acls")).toArray()) {
        const QJsonObject acl = entry.toObject();
        const QString typeName = acl.value(QLatin1String("acltype")).toString();
        const std::optional<AclType> type = aclTypeNamed(typeName);
        if (!type)
            return failure(ErrorCode::InvalidInput,
                tr("The role %1 has a rule of the unknown kind “%2”. Was it written by a newer Mosquitto?")
                    .arg(displayText(role.name), displayText(typeName)));
        role.rules.append({*type, acl.value(QLatin1String("topic")).toString(), priorityOf(acl, 0),
            acl.value(QLatin1String("allow")).toBool()});
    }
    return role;
}

access::User readUser(const QJsonObject &json)
{
    access::User user;
    user.name = json.value(QLatin1String("username")).toString();
    user.clientId = json.value(QLatin1String("clientid")).toString();
    user.title = json.value(QLatin1String("textname")).toString();
    user.description = json.value(QLatin1String("textdescription")).toString();
    user.enabled = !json.value(QLatin1String("disabled")).toBool();
    user.roles = readRoleLinks(json);
    return user;
}

void readGroup(const QJsonObject &json, access::Directory &directory)
{
    const access::Group group {json.value(QLatin1String("groupname")).toString(),
        json.value(QLatin1String("textname")).toString(), json.value(QLatin1String("textdescription")).toString(),
        readRoleLinks(json)};
    QHash<QString, int> members;
    for (const QJsonValue entry : json.value(QLatin1String("clients")).toArray()) {
        const QJsonObject member = entry.toObject();
        members.insert(member.value(QLatin1String("username")).toString(), priorityOf(member, kNoPriority));
    }
    for (access::User &user : directory.users) {
        if (const auto it = members.constFind(user.name); it != members.constEnd())
            user.groups.append({group.name, it.value()});
    }
    directory.groups.append(group);
}

} // namespace

Result<QByteArray> dynamicSecurityFile(const access::Directory &directory, const QHash<QString, Secret> &passwords)
{
    if (const QList<access::Fault> faults = access::check(directory); !faults.isEmpty())
        return failure(ErrorCode::InvalidInput,
            tr("The users and roles are not right yet. %1: %2").arg(faults.first().place, faults.first().text));
    const Result<QJsonArray> users = usersToJson(directory, passwords);
    if (!users)
        return failure(users.error());
    QJsonObject json {{QLatin1String("defaultACLAccess"), defaultsToJson(directory.defaults)},
        {QLatin1String("clients"), *users}, {QLatin1String("groups"), groupsToJson(directory)},
        {QLatin1String("roles"), rolesToJson(directory.roles)}};
    put(json, QLatin1String("anonymousGroup"), directory.anonymousGroup);
    return QJsonDocument(json).toJson();
}

Result<access::Directory> readDynamicSecurityFile(const QByteArray &json)
{
    QJsonParseError fault;
    const QJsonDocument document = json.size() > kLargestFile ? QJsonDocument() : QJsonDocument::fromJson(json, &fault);
    if (!document.isObject())
        return failure(ErrorCode::InvalidInput, tr("This is no file of Mosquitto's dynamic security, or it was damaged."),
            fault.errorString());
    const QJsonObject root = document.object();
    access::Directory directory;
    const QJsonObject defaults = root.value(QLatin1String("defaultACLAccess")).toObject();
    directory.defaults = {defaults.value(QLatin1String("publishClientSend")).toBool(),
        defaults.value(QLatin1String("publishClientReceive")).toBool(), defaults.value(QLatin1String("subscribe")).toBool(),
        defaults.value(QLatin1String("unsubscribe")).toBool()};
    for (const QJsonValue entry : root.value(QLatin1String("clients")).toArray())
        directory.users.append(readUser(entry.toObject()));
    for (const QJsonValue entry : root.value(QLatin1String("groups")).toArray())
        readGroup(entry.toObject(), directory);
    for (const QJsonValue entry : root.value(QLatin1String("roles")).toArray()) {
        Result<access::Role> role = readRole(entry.toObject());
        if (!role)
            return failure(role.error());
        directory.roles.append(*role);
    }
    directory.anonymousGroup = root.value(QLatin1String("anonymousGroup")).toString();
    return directory;
}

} // namespace warden::broker::mosquitto
