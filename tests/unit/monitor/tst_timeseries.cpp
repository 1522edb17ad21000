// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/timeseries.h"

#include <QTest>

#include <cmath>

using namespace warden::monitor;

namespace {

constexpr qint64 kStart = 1'700'000'040; // a whole minute

} // namespace

/// Proves that histories stay bounded, keep their peaks and show their gaps.
class TimeSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void repeatedSecondReplaces();
    void skippedSecondsAreGaps();
    void secondsInThePastArePassedOver();
    void startsAnewWhenTheClockWentBack();
    void longSpansComeAtCoarserResolution();
    void coarseStepsHoldTheMeanOfWhatWasMeasured();
    void thinningKeepsPeaks();
    void aJumpOfYearsCostsNothing();
};

void TimeSeriesTest::startsEmpty()
{
    const TimeSeries series;
    QVERIFY(series.isEmpty());
    QVERIFY(std::isnan(series.last()));
    QVERIFY(series.range(0, kStart, 100).isEmpty());
}

void TimeSeriesTest::repeatedSecondReplaces()
{
    TimeSeries series;
    series.add(kStart, 1);
    series.add(kStart, 5);
    const QList<Sample> samples = series.range(kStart, kStart, 100);
    QCOMPARE(samples.size(), 1);
    QCOMPARE(samples[0].value, 5.0);
    QCOMPARE(series.last(), 5.0);
}

void TimeSeriesTest::skippedSecondsAreGaps()
{
    TimeSeries series;
    series.add(kStart, 1);
    series.add(kStart + 3, 4);
    series.addGap(kStart + 4);
    const QList<Sample> samples = series.range(kStart, kStart + 10, 100);
    QCOMPARE(samples.size(), 5);
    QCOMPARE(samples[0].value, 1.0);
    QVERIFY(std::isnan(samples[1].value));
    QVERIFY(std::isnan(samples[2].value));
    QCOMPARE(samples[3].value, 4.0);
    QCOMPARE(samples[3].t, double(kStart + 3));
    QVERIFY(std::isnan(samples[4].value));
}

void TimeSeriesTest::secondsInThePastArePassedOver()
{
    TimeSeries series;
    series.add(kStart, 1);
    series.add(kStart - 5, 9);
    QCOMPARE(series.range(kStart - 10, kStart, 100).size(), 1);
    QCOMPARE(series.last(), 1.0);
}

void TimeSeriesTest::startsAnewWhenTheClockWentBack()
{
    TimeSeries series;
    series.add(kStart + 7200, 1);
    series.add(kStart, 2);
    series.add(kStart + 1, 3);
    QCOMPARE(series.range(kStart, kStart + 7200, 100).size(), 2);
    QCOMPARE(series.last(), 3.0);
}

void TimeSeriesTest::longSpansComeAtCoarserResolution()
{
    TimeSeries series;
    const qint64 end = kStart + 8 * 3600;
    for (qint64 t = kStart; t < end; ++t)
        series.add(t, double(t - kStart));
    const auto step = [&](qint64 from) {
        const QList<Sample> samples = series.range(from, end, 20'000);
        return samples[1].t - samples[0].t;
    };
    QCOMPARE(step(end - 600), 1.0);
    QCOMPARE(step(end - 3600), 10.0);
    QCOMPARE(step(end - 6 * 3600), 60.0);
    QCOMPARE(series.range(end - 600, end, 20'000).size(), 600);
}

void TimeSeriesTest::coarseStepsHoldTheMeanOfWhatWasMeasured()
{
    TimeSeries series;
    for (qint64 t = kStart; t < kStart + 3 * 3600; ++t) {
        if (t % 10 < 5)
            series.add(t, t % 10 == 0 ? 10.0 : 0.0);
        else
            series.addGap(t);
    }
    const QList<Sample> samples = series.range(kStart + 2 * 3600, kStart + 2 * 3600 + 100, 100);
    QCOMPARE(samples.size(), 11);
    for (const Sample &sample : samples)
        QCOMPARE(sample.value, 2.0);
}

void TimeSeriesTest::thinningKeepsPeaks()
{
    TimeSeries series;
    for (qint64 t = 0; t < 900; ++t)
        series.add(kStart + t, t == 437 ? 1000.0 : t == 612 ? -7.0 : 1.0);
    const QList<Sample> samples = series.range(kStart, kStart + 900, 60);
    QVERIFY(samples.size() <= 60);
    QVERIFY(samples.size() >= 30);
    const auto holds = [&](double value) {
        return std::any_of(samples.begin(), samples.end(), [&](const Sample &s) { return s.value == value; });
    };
    QVERIFY(holds(1000.0));
    QVERIFY(holds(-7.0));
    QVERIFY(std::is_sorted(samples.begin(), samples.end(), [](const Sample &a, const Sample &b) { return a.t < b.t; }));
}

void TimeSeriesTest::aJumpOfYearsCostsNothing()
{
    TimeSeries series;
    series.add(1, 1);
    series.add(kStart, 2);
    series.add(4'000'000'000, 3);
    QCOMPARE(series.last(), 3.0);
    const QList<Sample> samples = series.range(4'000'000'000 - 10, 4'000'000'000, 100);
    QCOMPARE(samples.constLast().value, 3.0);
    QVERIFY(std::isnan(samples.constFirst().value));
}

QTEST_GUILESS_MAIN(TimeSeriesTest)
#include "tst_timeseries.moc"
