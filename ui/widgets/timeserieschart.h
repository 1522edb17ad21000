// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <vector>

class QTimer;

namespace warden::ui {

struct ChartSeries {
    QString name;
    int color = 0; ///< index of the chart colours of the tokens, 0 to 5
    bool area = false;
};

/// Time in milliseconds since the epoch (UTC); NaN as value is a gap.
struct ChartPoint {
    qint64 t = 0;
    double v = 0;
};

/// Live lines over time. The only place that knows Qt Charts. Repaints on the given shared timer, when something
/// changed and only while on screen; keeps at most 600 points a series (more are thinned, peaks kept).
class TimeSeriesChart : public QWidget
{
    Q_OBJECT

public:
    using Format = std::function<QString(double)>;

    /// \a tick is the repaint timer shared by all charts, two to four times a second.
    TimeSeriesChart(const QString &title, QTimer &tick, QWidget *parent = nullptr);
    ~TimeSeriesChart() override;

    void setSeries(const std::vector<ChartSeries> &series);
    void setData(int series, std::span<const ChartPoint> points);
    void setSpan(std::chrono::milliseconds span); ///< how much time the axis shows; 15 minutes at first
    void setEnd(qint64 end);                      ///< right edge; without it, the newest point
    void setUnit(const QString &unit);            ///< "/s": at the top of the axis, in tool tips and in the table
    void setFormat(Format format);                ///< numbers on the axis and in the tool tip; nice numbers otherwise
    void setMinimumTop(double top);               ///< the value axis reaches at least this far; 5 at first

    int pointCount() const; ///< of the longest series, after thinning
    QWidget *legend() const; ///< chips that hide and show a series; put it into the card's header
    QString valuesAt(qint64 t) const;
    void showTable(); ///< the numbers behind the lines, in a window of their own

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// A scale from 0 that holds \a value with headroom in at most \a most steps of 1, 2, 2.5 or 5 times a power of
    /// ten.
    struct Scale {
        double step = 1;
        int steps = 1;
        double top() const { return step * steps; }
    };
    static Scale niceScale(double value, int most);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void flush();
    void pointAt(qint64 t);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::ui
