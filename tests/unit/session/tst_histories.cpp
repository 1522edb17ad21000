// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/accessprobe.h"
#include "session/histories.h"
#include "session/takeoverwatch.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace warden;
using broker::mosquitto::AccessAnswer;
using session::Histories;
using session::TakeOverWatch;
using Series = session::Session::Series;

namespace {

constexpr qint64 kStart = 1'700'000'000;

Histories::Now connectedNow(double rate)
{
    Histories::Now now;
    now.connected = now.tapConnected = now.logRead = true;
    now.broker.messagesReceivedPerSecond = rate;
    now.broker.clientsConnected = 3;
    now.traffic.messagesPerSecond = rate;
    return now;
}

} // namespace

/// Proves the small parts of a session that need no broker.
class HistoriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOneValueASecond();
    void leavesGapsWhileNothingIsKnown();
    void fillsSecondsThatABusyThreadMissed();
    void leavesAGapWhenTheComputerSlept();
    void countsRefusalsOfTheLastMinute();
    void takesTwoTakeOversWithinTenSecondsForAFight();
    void readsAnswersToItsOwnQuestionOnly();
};

void HistoriesTest::writesOneValueASecond()
{
    Histories histories;
    for (int i = 0; i < 5; ++i)
        histories.write(kStart + i, connectedNow(i));
    const QList<monitor::Sample> samples = histories.series(Series::MessagesIn).range(kStart, kStart + 10, 100);
    QCOMPARE(samples.size(), 5);
    QCOMPARE(samples[3].value, 3.0);
    QCOMPARE(histories.series(Series::Clients).last(), 3.0);
    // The broker told nothing of what it sent.
    QVERIFY(histories.series(Series::MessagesOut).isEmpty());
}

void HistoriesTest::leavesGapsWhileNothingIsKnown()
{
    Histories histories;
    histories.write(kStart, connectedNow(1));
    Histories::Now lost = connectedNow(1);
    lost.connected = false;
    histories.write(kStart + 1, lost);
    QVERIFY(std::isnan(histories.series(Series::MessagesIn).last()));
    QCOMPARE(histories.series(Series::TapMessages).last(), 1.0);
    histories.write(kStart + 2, connectedNow(2));
    QCOMPARE(histories.series(Series::MessagesIn).range(kStart, kStart + 5, 100).size(), 3);
}

void HistoriesTest::fillsSecondsThatABusyThreadMissed()
{
    Histories histories;
    histories.write(kStart, connectedNow(1));
    histories.write(kStart + 3, connectedNow(4));
    for (const monitor::Sample &sample : histories.series(Series::MessagesIn).range(kStart, kStart + 3, 100))
        QVERIFY(!std::isnan(sample.value));
}

void HistoriesTest::leavesAGapWhenTheComputerSlept()
{
    Histories histories;
    histories.write(kStart, connectedNow(1));
    histories.write(kStart + 60, connectedNow(4));
    const QList<monitor::Sample> samples = histories.series(Series::MessagesIn).range(kStart, kStart + 60, 100);
    QCOMPARE(samples.size(), 61);
    QVERIFY(std::isnan(samples[30].value));
}

void HistoriesTest::countsRefusalsOfTheLastMinute()
{
    Histories histories;
    histories.addRefused(kStart, 2);
    histories.addRefused(kStart + 30, 3);
    histories.write(kStart + 30, connectedNow(0));
    QCOMPARE(histories.series(Series::RefusedPerMinute).last(), 5.0);
    histories.write(kStart + 61, connectedNow(0));
    QCOMPARE(histories.series(Series::RefusedPerMinute).last(), 3.0);
    histories.write(kStart + 95, connectedNow(0));
    QCOMPARE(histories.series(Series::RefusedPerMinute).last(), 0.0);
}

void HistoriesTest::takesTwoTakeOversWithinTenSecondsForAFight()
{
    TakeOverWatch watch;
    QVERIFY(!watch.note(1'000));
    QVERIFY(!watch.note(20'000));
    QVERIFY(watch.note(29'000));
    watch.reset();
    QVERIFY(!watch.note(30'000));
}

void HistoriesTest::readsAnswersToItsOwnQuestionOnly()
{
    const QString own = QStringLiteral("mine-1");
    const mqtt::Message question = broker::mosquitto::accessQuestion(own);
    QCOMPARE(question.qos, quint8(1));
    QVERIFY(!question.retain);
    QVERIFY(QJsonDocument::fromJson(question.payload).object().contains(QStringLiteral("commands")));
    using broker::mosquitto::readAccessAnswer;
    QCOMPARE(readAccessAnswer(R"({"responses":[{"command":"x","correlationData":"mine-1"}]})", own), AccessAnswer::Granted);
    QCOMPARE(readAccessAnswer(R"({"responses":[{"correlationData":"mine-1","error":"no"}]})", own), AccessAnswer::Refused);
    QCOMPARE(readAccessAnswer(R"({"responses":[{"correlationData":"theirs"}]})", own), AccessAnswer::NotOurs);
    QCOMPARE(readAccessAnswer(R"({"error":"endpoint not available"})", own), AccessAnswer::NoPlugin);
    QCOMPARE(readAccessAnswer("no JSON", own), AccessAnswer::NotOurs);
}

QTEST_GUILESS_MAIN(HistoriesTest)
#include "tst_histories.moc"
