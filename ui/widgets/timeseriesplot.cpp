// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeseriesplot.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QAreaSeries>
#include <QDateTime>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QValueAxis>

#include <array>
#include <cmath>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal bottomRoom = 22, topRoom = 8, rightRoom = 6;

qint64 timeStep(qint64 span, qreal width)
{
    constexpr std::array<qint64, 17> seconds = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600,
        43200, 86400};
    const auto room = qint64(qMax(1.0, width / 96));
    for (const qint64 step : seconds)
        if (span / (step * 1000) <= room)
            return step * 1000;
    return 7 * 86400 * qint64(1000);
}

QFont axisFont()
{
    QFont font = fontFor(TypeRole::Caption);
    font.setPointSizeF(8.25);
    return font;
}

} // namespace

TimeSeriesPlot::TimeSeriesPlot(QWidget *parent)
    : QChartView(new QChart, parent), m_time(new QValueAxis(this)), m_value(new QValueAxis(this))
{
    setFrameShape(QFrame::NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    chart()->setBackgroundVisible(false);
    chart()->setDropShadowEnabled(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    for (QValueAxis *axis : {m_time, m_value})
        axis->setVisible(false);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
}

void TimeSeriesPlot::setLines(const std::vector<ChartSeries> &series)
{
    chart()->removeAllSeries();
    m_segments.assign(series.size(), {});
    m_lines.clear();
    for (const ChartSeries &one : series)
        m_lines.push_back({one, {}, true});
}

void TimeSeriesPlot::setRange(qint64 from, qint64 to, const TimeSeriesChart::Scale &scale)
{
    m_from = from;
    m_to = to;
    m_scale = scale;
    m_time->setRange(0, double(to - from));
    m_value->setRange(0, scale.top());
}

void TimeSeriesPlot::setLabels(const TimeSeriesChart::Format &format, const QString &unit)
{
    m_format = format;
    m_unit = unit;
    int widest = 32;
    for (int i = 0; i <= m_scale.steps; ++i)
        widest = qMax(widest, QFontMetrics(axisFont()).horizontalAdvance(label(i)) + space::S + 2);
    // Only ever wider: the lines must not sway with the digits.
    if (widest > m_labelRoom) {
        m_labelRoom = widest;
        placePlot();
    }
}

QString TimeSeriesPlot::label(int step) const
{
    const double value = m_scale.step * step;
    const QString number = m_format ? m_format(value) : QLocale().toString(value);
    return step == m_scale.steps ? QString(number + m_unit) : number;
}

void TimeSeriesPlot::placePlot()
{
    chart()->setPlotArea(QRectF(rect()).adjusted(m_labelRoom, topRoom, -rightRoom, -bottomRoom));
}

TimeSeriesPlot::Segment &TimeSeriesPlot::segment(std::size_t line, std::size_t number)
{
    std::vector<Segment> &segments = m_segments[line];
    while (segments.size() <= number) {
        Segment added;
        if (m_lines[line].series.area) {
            auto *edge = new QLineSeries;
            added.area = new QAreaSeries(edge);
            edge->setParent(added.area); // an area does not own its edge
            chart()->addSeries(added.area);
            added.area->attachAxis(m_time);
            added.area->attachAxis(m_value);
        }
        added.line = new QLineSeries;
        chart()->addSeries(added.line);
        added.line->attachAxis(m_time);
        added.line->attachAxis(m_value);
        colour(added, m_lines[line].series);
        segments.push_back(added);
    }
    return segments[number];
}

void TimeSeriesPlot::colour(const Segment &segment, const ChartSeries &series)
{
    QColor color = tokensOf(this).series[std::size_t(series.color) % Tokens::SeriesCount];
    segment.line->setPen(QPen(color, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (!segment.area)
        return;
    color.setAlphaF(0.12F);
    segment.area->setPen(Qt::NoPen);
    segment.area->setBrush(color);
}

void TimeSeriesPlot::recolour()
{
    for (std::size_t i = 0; i < m_segments.size(); ++i)
        for (const Segment &segment : m_segments[i])
            colour(segment, m_lines[i].series);
    viewport()->update();
}

void TimeSeriesPlot::rebuild()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        fill(i);
}

void TimeSeriesPlot::fill(std::size_t index)
{
    std::size_t used = 0;
    QList<QPointF> run;
    const auto flush = [&] {
        if (run.isEmpty())
            return;
        const Segment &target = segment(index, used++);
        target.line->replace(run);
        if (target.area)
            target.area->upperSeries()->replace(run);
        run.clear();
    };
    if (m_lines[index].shown) {
        for (const ChartPoint &point : m_lines[index].points) {
            if (std::isnan(point.v))
                flush();
            else
                run << QPointF(double(point.t - m_from), point.v);
        }
        flush();
    }
    for (std::size_t i = 0; i < m_segments[index].size(); ++i) {
        const Segment &one = m_segments[index][i];
        one.line->setVisible(i < used);
        if (one.area)
            one.area->setVisible(i < used);
    }
}

void TimeSeriesPlot::setCursorTime(qint64 t)
{
    if (t == m_cursor)
        return;
    m_cursor = t;
    viewport()->update();
}

void TimeSeriesPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

double TimeSeriesPlot::x(qint64 t) const
{
    const QRectF area = chart()->plotArea();
    return area.left() + area.width() * double(t - m_from) / double(qMax<qint64>(1, m_to - m_from));
}

void TimeSeriesPlot::drawBackground(QPainter *painter, const QRectF &)
{
    const Tokens &tokens = tokensOf(this);
    const QRectF area = chart()->plotArea();
    painter->setFont(axisFont());
    for (int i = 0; i <= m_scale.steps; ++i) {
        const qreal y = std::round(area.bottom() - area.height() * i / m_scale.steps);
        painter->fillRect(QRectF(area.left(), y, area.width(), 1), tokens.color(ColorRole::Border));
        painter->setPen(tokens.color(ColorRole::Muted));
        painter->drawText(QRectF(0, y - 8, area.left() - space::S, 16), Qt::AlignRight | Qt::AlignVCenter, label(i));
    }
    paintTimes(*painter);
}

void TimeSeriesPlot::paintTimes(QPainter &painter) const
{
    const QRectF area = chart()->plotArea();
    const qint64 step = timeStep(m_to - m_from, area.width());
    const qint64 offset = qint64(QDateTime::fromMSecsSinceEpoch(m_to).offsetFromUtc()) * 1000;
    const QString format = step < 60'000 ? u"HH:mm:ss"_s : step < 86'400'000 ? u"HH:mm"_s : u"d MMM"_s;
    qint64 t = (m_from + offset + step - 1) / step * step - offset;
    for (; t <= m_to; t += step) {
        const QString text = QLocale().toString(QDateTime::fromMSecsSinceEpoch(t), format);
        QRectF place(x(t) - 40, area.bottom() + 5, 80, 16);
        const qreal width = painter.fontMetrics().horizontalAdvance(text);
        const qreal over = x(t) + width / 2 - (area.right() + rightRoom);
        if (over > 0)
            place.translate(-over, 0);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignVCenter, text);
    }
}

void TimeSeriesPlot::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_cursor < m_from || m_cursor > m_to)
        return;
    const QRectF area = chart()->plotArea();
    const Tokens &tokens = tokensOf(this);
    painter->fillRect(QRectF(std::round(x(m_cursor)), area.top(), 1, area.height()),
        tokens.color(ColorRole::BorderStrong));
    for (const Line &line : m_lines) {
        if (!line.shown)
            continue;
        const auto point = std::find_if(line.points.begin(), line.points.end(),
            [this](const ChartPoint &p) { return p.t >= m_cursor; });
        if (point == line.points.end() || std::isnan(point->v))
            continue;
        const double y = area.bottom() - area.height() * point->v / m_scale.top();
        painter->setPen(QPen(tokens.color(ColorRole::Surface), 1.5));
        painter->setBrush(tokens.series[std::size_t(line.series.color) % Tokens::SeriesCount]);
        painter->drawEllipse(QPointF(x(point->t), y), 4, 4);
    }
}

void TimeSeriesPlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF area = chart()->plotArea();
    const double share = (event->position().x() - area.left()) / area.width();
    emit pointedAt(share < 0 || share > 1 ? -1 : m_from + qint64(share * double(m_to - m_from)));
}

void TimeSeriesPlot::leaveEvent(QEvent *event)
{
    emit pointedAt(-1);
    QChartView::leaveEvent(event);
}

} // namespace warden::ui
