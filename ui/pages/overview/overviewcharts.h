// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "ui/widgets/timeserieschart.h"

namespace warden {
class Clock;
}

namespace warden::ui {

/// Where the charts take their lines from: a session's histories, or values in a test.
using SeriesSource = std::function<const monitor::TimeSeries *(session::Session::Series)>;

/// The two charts of the overview, filled again only when a new second has come and they are on screen.
class OverviewCharts : public QWidget
{
    Q_OBJECT

public:
    OverviewCharts(QTimer &tick, const Clock &clock, QWidget *parent = nullptr);

    void setSource(SeriesSource source);
    void setSpan(std::chrono::seconds span);
    void setStateAllowed(bool allowed); ///< false: `$SYS` is closed to us, so only what this console sees is drawn
    TimeSeriesChart *messages() const { return m_messages; }
    TimeSeriesChart *clients() const { return m_clients; }

private:
    void fill();
    void fillSeries(TimeSeriesChart *chart, int line, session::Session::Series which, qint64 from, qint64 to);
    std::chrono::seconds usefulSpan(qint64 to) const;

    const Clock &m_clock;
    SeriesSource m_source;
    std::chrono::seconds m_span {900};
    qint64 m_filledTo = 0;
    TimeSeriesChart *m_messages;
    TimeSeriesChart *m_clients;
};

} // namespace warden::ui
