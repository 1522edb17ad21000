// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/eventmodel.h"
#include "ui/pages/settings/profilemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace warden;
using namespace warden::ui;
using Kind = monitor::ConnectionEvent::Kind;

namespace {

monitor::ConnectionEvent eventOf(Kind kind, const QString &clientId, int secondsAgo = 0)
{
    monitor::ConnectionEvent made;
    made.kind = kind;
    made.clientId = clientId;
    made.at = QDateTime(QDate(2026, 11, 22), QTime(11, 15), Qt::UTC).addSecs(-secondsAgo);
    return made;
}

broker::Profile profile(const QString &id, const QString &name)
{
    broker::Profile made;
    made.id = id;
    made.name = name;
    made.endpoint.host = QStringLiteral("broker.example");
    return made;
}

} // namespace

class PageModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void newestEventStandsFirst();
    void leavesOutWhatWouldDrownTheRest();
    void tellsOfChangesAndNotOfQuestions();
    void keepsAtMostTwoHundredEvents();
    void insertsOnceForABatch();
    void escapesClientIdsFromOutside();
    void saysTheSubjectInBold();
    void profilesChangeByTheirDifferences();
    void neverShowsASecretOfAProfile();
};

void PageModelsTest::newestEventStandsFirst()
{
    EventModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add({eventOf(Kind::Connected, QStringLiteral("old"), 9), eventOf(Kind::Connected, QStringLiteral("new"), 1)});
    model.add({eventOf(Kind::Disconnected, QStringLiteral("newest"))});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("newest disconnected"));
    QCOMPARE(model.index(1).data().toString(), QStringLiteral("new connected"));
    QCOMPARE(model.index(2).data().toString(), QStringLiteral("old connected"));
}

void PageModelsTest::leavesOutWhatWouldDrownTheRest()
{
    EventModel model;
    model.add({eventOf(Kind::PublishReceived, QStringLiteral("a")), eventOf(Kind::SocketOpened, QStringLiteral("a")),
        eventOf(Kind::Subscribed, QStringLiteral("a")), eventOf(Kind::Refused, QStringLiteral("a"))});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Sign-in of a refused"));
}

void PageModelsTest::tellsOfChangesAndNotOfQuestions()
{
    EventModel model;
    auto asked = eventOf(Kind::AdminCommand, QStringLiteral("console"));
    asked.userName = QStringLiteral("anna");
    asked.detail = QStringLiteral("getDefaultACLAccess");
    auto changed = asked;
    changed.detail = QStringLiteral("addRoleACL | rolename=Sensors");
    model.add({asked, changed});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("anna changed who may do what"));
}

void PageModelsTest::keepsAtMostTwoHundredEvents()
{
    EventModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int batch = 0; batch < 7; ++batch) {
        QList<monitor::ConnectionEvent> events;
        for (int i = 0; i < 50; ++i)
            events.append(eventOf(Kind::Connected, QString::number(batch * 50 + i)));
        model.add(events);
    }
    QCOMPARE(model.rowCount(), int(EventModel::MaxRows));
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("349 connected"));
    QCOMPARE(model.index(199).data().toString(), QStringLiteral("150 connected"));
}

void PageModelsTest::insertsOnceForABatch()
{
    EventModel model;
    QSignalSpy inserted(&model, &EventModel::rowsInserted);
    QSignalSpy reset(&model, &EventModel::modelReset);
    QList<monitor::ConnectionEvent> events;
    for (int i = 0; i < 120; ++i)
        events.append(eventOf(Kind::Connected, QString::number(i)));
    model.add(events);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(reset.size(), 0);
}

void PageModelsTest::escapesClientIdsFromOutside()
{
    EventModel model;
    model.add({eventOf(Kind::Connected, QStringLiteral("evil\u202e<b>x</b>"))});
    const QModelIndex index = model.index(0);
    QVERIFY(!index.data().toString().contains(QChar(0x202e)));
    QVERIFY(!index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));
}

void PageModelsTest::saysTheSubjectInBold()
{
    const EventText text = describe(eventOf(Kind::Refused, QStringLiteral("porch-camera")));
    QCOMPARE(text.sentence.mid(text.boldFrom, text.boldLength), QStringLiteral("porch-camera"));
    QCOMPARE(text.tone, Tone::Danger);
}

void PageModelsTest::profilesChangeByTheirDifferences()
{
    ProfileModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &ProfileModel::modelReset);
    QSignalSpy changed(&model, &ProfileModel::dataChanged);
    model.setProfiles({profile(QStringLiteral("1"), QStringLiteral("One")), profile(QStringLiteral("2"), QStringLiteral("Two"))});
    QPersistentModelIndex two = model.index(1, 0);
    model.setProfiles({profile(QStringLiteral("2"), QStringLiteral("Two again")), profile(QStringLiteral("3"), QStringLiteral("Three"))});
    QCOMPARE(reset.size(), 0);
    QCOMPARE(changed.size(), 1);
    QVERIFY(two.isValid());
    QCOMPARE(two.data().toString(), QStringLiteral("Two again"));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.idAt(1), QStringLiteral("3"));
}

void PageModelsTest::neverShowsASecretOfAProfile()
{
    ProfileModel model;
    broker::Profile plain = profile(QStringLiteral("1"), QStringLiteral("One"));
    plain.endpoint.transport = mqtt::Transport::Tcp;
    plain.userName = QStringLiteral("warden");
    model.setProfiles({plain});
    QCOMPARE(model.index(0, ProfileModel::SignInColumn).data().toString(), QStringLiteral("Password of warden"));
    QCOMPARE(model.index(0, ProfileModel::TrustColumn).data().toString(), QStringLiteral("None: not encrypted"));
}

QTEST_MAIN(PageModelsTest)
#include "tst_pagemodels.moc"
