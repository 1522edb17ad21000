// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/presets.h"

#include <QTest>

using namespace warden::access;

namespace {

Directory smallDirectory()
{
    Directory directory = starterDirectory(QStringLiteral("warden"), QStringLiteral("home"));
    directory.groups.append({QStringLiteral("phones"), {}, {}, {{preset::monitors, -1}}});
    User lamp;
    lamp.name = QStringLiteral("lamp");
    lamp.roles = {{preset::controllers, -1}};
    directory.users.append(lamp);
    return directory;
}

QString places(const Directory &directory)
{
    QStringList found;
    for (const Fault &fault : check(directory))
        found.append(fault.place);
    return found.join(QStringLiteral("; "));
}

bool has(const Role &role, AclType type, const QString &filter, bool allow = true)
{
    return std::any_of(role.rules.cbegin(), role.rules.cend(), [&](const Rule &rule) {
        return rule.type == type && rule.topic == filter && rule.allow == allow;
    });
}

} // namespace

class AccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingWrongWithTheStarterDirectory() { QCOMPARE(places(smallDirectory()), QString()); }

    void namesUserAndRoleOfALinkToNowhere()
    {
        Directory directory = smallDirectory();
        directory.users[1].roles.append({QStringLiteral("Lights"), -1});
        directory.users[1].groups.append({QStringLiteral("garden"), -1});
        QCOMPARE(places(directory), QStringLiteral("user lamp › role Lights; user lamp › group garden"));
    }

    void refusesDuplicateNames()
    {
        Directory directory = smallDirectory();
        directory.users.append(directory.users.at(1));
        directory.roles.append(directory.roles.at(0));
        directory.groups.append(directory.groups.at(0));
        QCOMPARE(places(directory), QStringLiteral("user lamp; group phones; role Sensors"));
    }

    void refusesTheSameRoleGroupOrRuleTwice()
    {
        Directory directory = smallDirectory();
        directory.users[1].roles.append(directory.users[1].roles.first());
        directory.users[1].groups = {{QStringLiteral("phones"), 1}, {QStringLiteral("phones"), 2}};
        directory.roles[2].rules.append(directory.roles[2].rules.first());
        QCOMPARE(check(directory).size(), 3);
    }

    void refusesFilterWithHashInTheMiddleAndTellsWhere()
    {
        Directory directory = smallDirectory();
        directory.roles[0].rules = {{AclType::SubscribePattern, QStringLiteral("home/#/lamp"), 0, true}};
        const QList<Fault> faults = check(directory);
        QCOMPARE(faults.size(), 1);
        QCOMPARE(faults.first().place, QStringLiteral("role Sensors › rule 1"));
        QVERIFY2(faults.first().text.contains(QStringLiteral("byte 5")), qPrintable(faults.first().text));
    }

    void refusesEmptyAndOverlongNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("faults");
        QTest::newRow("empty") << QString() << 1;
        QTest::newRow("255 bytes") << QString(255, QLatin1Char('a')) << 0;
        QTest::newRow("256 bytes") << QString(256, QLatin1Char('a')) << 1;
        QTest::newRow("256 bytes in 128 letters") << QString(128, QChar(0xe4)) << 1;
        QTest::newRow("with a zero") << QString(QChar(0)) << 1;
    }
    void refusesEmptyAndOverlongNames()
    {
        QFETCH(QString, name);
        QFETCH(int, faults);
        Directory directory = smallDirectory();
        directory.users[1].name = name;
        QCOMPARE(check(directory).size(), faults);
    }

    void refusesAnAnonymousGroupThatIsNotThere()
    {
        Directory directory = smallDirectory();
        directory.anonymousGroup = QStringLiteral("guests");
        QCOMPARE(places(directory), QStringLiteral("anonymous group"));
    }

    void refusesPrioritiesThatTheBrokerWouldClamp()
    {
        Directory directory = smallDirectory();
        directory.roles[0].rules[0].priority = 100'001;
        directory.users[1].roles[0].priority = -100'001;
        QCOMPARE(check(directory).size(), 2);
    }

    void showsOutsideNamesEscaped()
    {
        Directory directory = smallDirectory();
        directory.users[1].name = QStringLiteral("a\u202eb");
        directory.users[1].roles = {{QStringLiteral("none"), -1}};
        QCOMPARE(places(directory), QStringLiteral("user a\\u202eb › role none"));
    }

    void givesSensorsNoWayToReceive()
    {
        const Role role = sensors(QStringLiteral("home"));
        QVERIFY(has(role, AclType::PublishClientSend, QStringLiteral("home/#")));
        QVERIFY(has(role, AclType::PublishClientSend, QStringLiteral("home/+/+/set/#"), false));
        for (const Rule &rule : role.rules)
            QCOMPARE(rule.type, AclType::PublishClientSend);
    }

    void givesMonitorsNoWayToSend()
    {
        const Role role = monitors(QStringLiteral("home"));
        for (const Rule &rule : role.rules)
            QVERIFY(rule.type != AclType::PublishClientSend);
        QVERIFY(has(role, AclType::SubscribePattern, QStringLiteral("home/#")));
        QVERIFY(has(role, AclType::PublishClientReceive, QStringLiteral("home/#")));
        QVERIFY(has(role, AclType::UnsubscribePattern, QStringLiteral("home/#")));
    }

    void givesControllersBothWaysBelowTheBaseOnly()
    {
        const Role role = controllers(QStringLiteral("home"));
        QCOMPARE(role.rules.size(), 4);
        for (const Rule &rule : role.rules)
            QCOMPARE(rule.topic, QStringLiteral("home/#"));
    }

    void givesAdministratorsTheBrokersOwnTopicsToo()
    {
        const Role role = administrators();
        for (const char *filter : {"#", "$SYS/#", "$CONTROL/#"}) {
            for (const AclType type : {AclType::PublishClientSend, AclType::PublishClientReceive, AclType::SubscribePattern,
                     AclType::UnsubscribePattern})
                QVERIFY(has(role, type, QLatin1String(filter)));
        }
    }

    void deniesByDefaultWhatNoRoleAllows()
    {
        const Directory directory = starterDirectory(QStringLiteral("warden"), QStringLiteral("home"));
        QVERIFY(!directory.defaults.publishSend && !directory.defaults.publishReceive && !directory.defaults.subscribe);
        QVERIFY(directory.anonymousGroup.isEmpty());
        QCOMPARE(directory.roles.size(), 4);
        QCOMPARE(directory.user(QStringLiteral("warden"))->roles.first().role, preset::administrators);
    }
};

QTEST_GUILESS_MAIN(AccessTest)
#include "tst_access.moc"
