// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewcharts.h"

#include "base/clock.h"
#include "ui/pages/cardgrid.h"
#include "ui/widgets/panel.h"

#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

namespace warden::ui {

using Series = session::Session::Series;

namespace {

constexpr int MaxPoints = 600;

Card *chartCard(TimeSeriesChart *chart, const QString &title)
{
    auto *card = new Card(title);
    card->setHeaderWidget(chart->legend());
    card->body()->addWidget(chart, 1);
    return card;
}

} // namespace

OverviewCharts::OverviewCharts(QTimer &tick, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_messages(new TimeSeriesChart(tr("Messages per second"), tick))
    , m_clients(new TimeSeriesChart(tr("Clients and refused sign-ins"), tick))
{
    m_messages->setObjectName(QStringLiteral("overview.chart.messages"));
    m_clients->setObjectName(QStringLiteral("overview.chart.clients"));
    setStateAllowed(true);
    m_messages->setUnit(tr("/s"));
    m_messages->setMinimumTop(4);
    m_clients->setSeries({{tr("connected"), 4, true}, {tr("refused per minute"), 5, false}});
    m_clients->setMinimumTop(4);

    auto *grid = new CardGrid(420);
    grid->addCard(chartCard(m_messages, tr("Messages per second")));
    grid->addCard(chartCard(m_clients, tr("Clients and refused sign-ins")));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(grid);
    connect(&tick, &QTimer::timeout, this, &OverviewCharts::fill);
}

void OverviewCharts::setSource(SeriesSource source)
{
    m_source = std::move(source);
    m_filledTo = 0;
    if (!m_source) {
        for (int line = 0; line < 3; ++line)
            m_messages->setData(line, {});
        for (int line = 0; line < 2; ++line)
            m_clients->setData(line, {});
    }
}

void OverviewCharts::setSpan(std::chrono::seconds span)
{
    m_span = span;
    m_filledTo = 0;
}

void OverviewCharts::setStateAllowed(bool allowed)
{
    m_messages->setSeries({{tr("received"), 0, allowed}, {tr("sent"), 1, false}, {tr("seen by this console"), 2, false}});
    m_filledTo = 0;
}

void OverviewCharts::fill()
{
    const qint64 to = m_clock.now().toSecsSinceEpoch();
    const qint64 step = std::max<qint64>(1, m_span.count() / MaxPoints);
    if (!m_source || !isVisible() || to < m_filledTo + step)
        return;
    m_filledTo = to;
    const std::chrono::seconds span = usefulSpan(to);
    m_messages->setSpan(span);
    m_clients->setSpan(span);
    const qint64 from = to - span.count();
    fillSeries(m_messages, 0, Series::MessagesIn, from, to);
    fillSeries(m_messages, 1, Series::MessagesOut, from, to);
    fillSeries(m_messages, 2, Series::TapMessages, from, to);
    fillSeries(m_clients, 0, Series::Clients, from, to);
    fillSeries(m_clients, 1, Series::RefusedPerMinute, from, to);
    m_messages->setEnd(to * 1000);
    m_clients->setEnd(to * 1000);
}

/// The span that was asked for, or less while less is known: a few seconds in a quarter of an hour would be a dot.
std::chrono::seconds OverviewCharts::usefulSpan(qint64 to) const
{
    qint64 first = to;
    for (const Series which : {Series::MessagesIn, Series::TapMessages, Series::Clients}) {
        const monitor::TimeSeries *series = m_source(which);
        const QList<monitor::Sample> samples
            = series ? series->range(to - m_span.count(), to, MaxPoints) : QList<monitor::Sample>();
        const auto known = std::find_if(
            samples.cbegin(), samples.cend(), [](const monitor::Sample &sample) { return !std::isnan(sample.value); });
        if (known != samples.cend())
            first = std::min(first, qint64(known->t));
    }
    for (const int seconds : {60, 120, 300, 900, 3600, 6 * 3600, 86400}) {
        if (seconds >= to - first)
            return std::min(m_span, std::chrono::seconds(seconds));
    }
    return m_span;
}

void OverviewCharts::fillSeries(TimeSeriesChart *chart, int line, Series which, qint64 from, qint64 to)
{
    const monitor::TimeSeries *series = m_source(which);
    std::vector<ChartPoint> points;
    if (series) {
        const QList<monitor::Sample> samples = series->range(from, to, MaxPoints);
        points.reserve(std::size_t(samples.size()));
        for (const monitor::Sample &sample : samples)
            points.push_back({qint64(sample.t * 1000), sample.value});
    }
    chart->setData(line, points);
}

} // namespace warden::ui
