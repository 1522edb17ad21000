// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/directory.h"

#include "base/text.h"
#include "topic/topic.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace warden::access {

namespace {

constexpr int kLongestName = 255; // bytes; a certificate's common name holds 64 characters of it
constexpr int kPriorityLimit = 100'000; // what Mosquitto 2.1 clamps to

QString tr(const char *text)
{
    return QCoreApplication::translate("Directory", text);
}

/// Collects faults below one place such as "user lamp".
class Checker
{
public:
    explicit Checker(const Directory &directory)
    {
        for (const Role &role : directory.roles)
            m_roles.insert(role.name);
        for (const Group &group : directory.groups)
            m_groups.insert(group.name);
    }

    void report(const QString &place, const QString &text) { m_faults.append({place, text}); }

    void checkName(const QString &place, const QString &name, QSet<QString> &seen)
    {
        const QByteArray utf8 = name.toUtf8();
        if (utf8.isEmpty())
            report(place, tr("The name is empty. Give it one."));
        else if (utf8.size() > kLongestName)
            report(place, tr("The name is longer than %1 bytes. Shorten it.").arg(kLongestName));
        else if (const auto fault = topic::checkUtf8(utf8))
            report(place, fault->text);
        if (seen.contains(name))
            report(place, tr("This name is there twice. Rename or remove one of the two."));
        seen.insert(name);
    }

    void checkPriority(const QString &place, int priority)
    {
        if (priority < -kPriorityLimit || priority > kPriorityLimit)
            report(place, tr("The priority must lie between −100,000 and 100,000."));
    }

    void checkRoles(const QString &place, const QList<RoleLink> &links)
    {
        QSet<QString> seen;
        for (const RoleLink &link : links) {
            const QString here = tr("%1 › role %2").arg(place, displayText(link.role));
            if (!m_roles.contains(link.role))
                report(here, tr("There is no such role. Make it first or remove the link."));
            if (seen.contains(link.role))
                report(here, tr("The role is given twice. Remove one of the two."));
            checkPriority(here, link.priority);
            seen.insert(link.role);
        }
    }

    void checkGroups(const QString &place, const QList<GroupLink> &links)
    {
        QSet<QString> seen;
        for (const GroupLink &link : links) {
            const QString here = tr("%1 › group %2").arg(place, displayText(link.group));
            if (!m_groups.contains(link.group))
                report(here, tr("There is no such group. Make it first or remove the link."));
            if (seen.contains(link.group))
                report(here, tr("The user is in this group twice. Remove one of the two."));
            checkPriority(here, link.priority);
            seen.insert(link.group);
        }
    }

    void checkRules(const QString &place, const QList<Rule> &rules)
    {
        QSet<QPair<int, QString>> seen;
        for (qsizetype i = 0; i < rules.size(); ++i) {
            const Rule &rule = rules.at(i);
            const QString here = tr("%1 › rule %2").arg(place).arg(i + 1);
            if (const auto fault = topic::checkFilter(rule.topic.toUtf8()))
                report(here,
                    tr("“%1” is no topic filter (at byte %2): %3")
                        .arg(displayText(rule.topic), QString::number(fault->position), fault->text));
            checkPriority(here, rule.priority);
            const QPair<int, QString> key(int(rule.type), rule.topic);
            if (seen.contains(key))
                report(here, tr("There is a rule of this kind for this topic filter already. Remove one of the two."));
            seen.insert(key);
        }
    }

    bool hasGroup(const QString &name) const { return m_groups.contains(name); }
    QList<Fault> take() { return std::move(m_faults); }

private:
    QSet<QString> m_roles;
    QSet<QString> m_groups;
    QList<Fault> m_faults;
};

template <class T>
const T *find(const QList<T> &list, const QString &name)
{
    const auto it = std::find_if(list.cbegin(), list.cend(), [&name](const T &entry) { return entry.name == name; });
    return it == list.cend() ? nullptr : &*it;
}

} // namespace

const User *Directory::user(const QString &name) const
{
    return find(users, name);
}

const Role *Directory::role(const QString &name) const
{
    return find(roles, name);
}

const Group *Directory::group(const QString &name) const
{
    return find(groups, name);
}

QList<Fault> check(const Directory &directory)
{
    Checker checker(directory);
    QSet<QString> users;
    for (const User &user : directory.users) {
        const QString place = tr("user %1").arg(displayText(user.name));
        checker.checkName(place, user.name, users);
        checker.checkRoles(place, user.roles);
        checker.checkGroups(place, user.groups);
    }
    QSet<QString> groups;
    for (const Group &group : directory.groups) {
        const QString place = tr("group %1").arg(displayText(group.name));
        checker.checkName(place, group.name, groups);
        checker.checkRoles(place, group.roles);
    }
    QSet<QString> roles;
    for (const Role &role : directory.roles) {
        const QString place = tr("role %1").arg(displayText(role.name));
        checker.checkName(place, role.name, roles);
        checker.checkRules(place, role.rules);
    }
    if (!directory.anonymousGroup.isEmpty() && !checker.hasGroup(directory.anonymousGroup))
        checker.report(tr("anonymous group"),
            tr("There is no group named %1. Make it first or choose another.").arg(displayText(directory.anonymousGroup)));
    return checker.take();
}

} // namespace warden::access
