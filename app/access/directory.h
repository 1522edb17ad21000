// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace warden::access {

/// What a rule is about, by the names of Mosquitto's dynamic security plugin.
enum class AclType {
    PublishClientSend,
    PublishClientReceive,
    SubscribeLiteral,
    SubscribePattern,
    UnsubscribeLiteral,
    UnsubscribePattern,
};

struct Rule {
    AclType type = AclType::PublishClientSend;
    QString topic; ///< Topic filter.
    int priority = 0;
    bool allow = true;
    bool operator==(const Rule &) const = default;
};

struct RoleLink {
    QString role;
    int priority = -1;
    bool operator==(const RoleLink &) const = default;
};

struct GroupLink {
    QString group;
    int priority = -1;
    bool operator==(const GroupLink &) const = default;
};

struct User {
    QString name;
    QString clientId; ///< Empty: any.
    QString title;
    QString description;
    bool enabled = true;
    QList<RoleLink> roles;
    QList<GroupLink> groups;
    bool operator==(const User &) const = default;
};

struct Group {
    QString name;
    QString title;
    QString description;
    QList<RoleLink> roles;
    bool operator==(const Group &) const = default;
};

struct Role {
    QString name;
    QString title;
    QString description;
    QList<Rule> rules;
    bool operator==(const Role &) const = default;
};

struct DefaultAccess {
    bool publishSend = false;
    bool publishReceive = true;
    bool subscribe = false;
    bool unsubscribe = true;
    bool operator==(const DefaultAccess &) const = default;
};

/// The whole access state of a broker as a value. Holds no secret.
struct Directory {
    QList<User> users;
    QList<Group> groups;
    QList<Role> roles;
    DefaultAccess defaults;
    QString anonymousGroup; ///< Empty: none.

    const User *user(const QString &name) const;
    const Role *role(const QString &name) const;
    const Group *group(const QString &name) const;
    bool operator==(const Directory &) const = default;
};

/// What is wrong with a directory and where ("user lamp › role Lights"); empty when nothing is.
struct Fault {
    QString place;
    QString text;
};
QList<Fault> check(const Directory &directory);

} // namespace warden::access
