// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/timeserieschart.h"

#include <QChartView>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace warden::ui {

/// Qt Charts draws the lines; grid, labels and cursor are painted here, so that ticks fall on round times and
/// values and nothing is laid out again while data runs. Known to TimeSeriesChart only.
class TimeSeriesPlot : public QChartView
{
    Q_OBJECT

public:
    explicit TimeSeriesPlot(QWidget *parent = nullptr);

    struct Line {
        ChartSeries series;
        std::vector<ChartPoint> points;
        bool shown = true;
    };

    void setLines(const std::vector<ChartSeries> &series);
    std::vector<Line> &lines() { return m_lines; }
    void setRange(qint64 from, qint64 to, const TimeSeriesChart::Scale &scale);
    void setLabels(const TimeSeriesChart::Format &format, const QString &unit);
    void rebuild(); ///< hands the points to Qt Charts
    void recolour();
    void setCursorTime(qint64 t); ///< -1: none
    qint64 cursorTime() const { return m_cursor; }

signals:
    void pointedAt(qint64 t); ///< -1 when the pointer left

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    /// A stretch without gaps: its line and, where asked for, the area below it.
    struct Segment {
        QLineSeries *line = nullptr;
        QAreaSeries *area = nullptr;
    };

    void fill(std::size_t index);
    Segment &segment(std::size_t line, std::size_t number);
    void colour(const Segment &segment, const ChartSeries &series);
    void paintTimes(QPainter &painter) const;
    void placePlot();
    QString label(int step) const;
    double x(qint64 t) const;

    std::vector<Line> m_lines;
    std::vector<std::vector<Segment>> m_segments;
    QValueAxis *m_time;
    QValueAxis *m_value;
    TimeSeriesChart::Format m_format;
    QString m_unit;
    qint64 m_from = 0, m_to = 1;
    TimeSeriesChart::Scale m_scale;
    qint64 m_cursor = -1;
    int m_labelRoom = 0;
};

} // namespace warden::ui
