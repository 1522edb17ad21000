// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "ui/shell/notificationcenter.h"
#include "ui/shell/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace warden;
using namespace warden::ui;
using namespace Qt::StringLiterals;

namespace {

class FixedClock : public Clock
{
public:
    QDateTime now() const override { return QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC); }
    qint64 elapsedMs() const override { return 0; }
};

} // namespace

class TestShellModels : public QObject
{
    Q_OBJECT

private slots:
    void noticesAreNewestFirstAndBounded()
    {
        const FixedClock clock;
        NotificationCenter notices(clock);
        const QAbstractItemModelTester tester(&notices, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy posted(&notices, &NotificationCenter::posted);
        for (int i = 0; i < 230; ++i)
            notices.post({Tone::Info, QString::number(i), u"detail"_s, {}, {}});
        QCOMPARE(notices.rowCount(), 200);
        QCOMPARE(posted.count(), 230);
        QCOMPARE(notices.unread(), 230);
        QCOMPARE(notices.index(0).data().toString(), u"229"_s);
        QCOMPARE(notices.index(199).data().toString(), u"30"_s);
        QCOMPARE(notices.index(0).data(NotificationCenter::TimeRole).toDateTime(), clock.now());
        QCOMPARE(notices.index(0).data(NotificationCenter::ToneRole).toInt(), int(Tone::Info));
        notices.clear();
        QCOMPARE(notices.rowCount(), 0);
        QCOMPARE(notices.unread(), 0);
    }

    void noticesRunTheirOwnAction()
    {
        const FixedClock clock;
        NotificationCenter notices(clock);
        QString ran;
        for (const QString &name : {u"first"_s, u"second"_s})
            notices.post({Tone::Info, name, {}, u"Undo"_s, [&ran, name] { ran = name; }});
        notices.runAction(1);
        QCOMPARE(ran, u"first"_s);
        notices.runAction(7);
        QCOMPARE(ran, u"first"_s);
    }

    void paletteRanksAndCuts()
    {
        PaletteModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QString ran;
        model.setProviders({[&ran](const QString &) {
            QList<PaletteItem> items;
            for (int i = 0; i < 80; ++i)
                items << PaletteItem{u"client-%1"_s.arg(i), u"Client"_s, {}, {}, [&ran, i] { ran = QString::number(i); }};
            return items;
        }, [](const QString &) { return QList<PaletteItem>{{u"Cancel the connection"_s, {}, {}, {}, {}}}; }});
        model.setQuery({});
        QCOMPARE(model.rowCount(), 50);
        model.setQuery(u"client-77"_s);
        QCOMPARE(model.index(0).data().toString(), u"client-77"_s);
        model.run(0);
        QCOMPARE(ran, u"77"_s);
        model.setQuery(u"zzz"_s);
        QCOMPARE(model.rowCount(), 0);
        model.run(0);
    }
};

QTEST_MAIN(TestShellModels)
#include "tst_shellmodels.moc"
