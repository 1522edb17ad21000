// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/timeserieschart.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/timeseriesplot.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QStandardItemModel>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostPoints = 600;

/// Name and colour of a series; a click hides or shows it.
class LegendChip : public QAbstractButton
{
public:
    explicit LegendChip(const ChartSeries &series) : m_color(series.color)
    {
        setText(series.name);
        setCheckable(true);
        setChecked(true);
        setFocusPolicy(Qt::StrongFocus);
        setToolTip(plainToolTip(TimeSeriesChart::tr("Show or hide “%1”").arg(series.name)));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return {QFontMetrics(fontFor(TypeRole::Caption)).horizontalAdvance(text()) + 20, 20};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? tokens.series[std::size_t(m_color) % Tokens::SeriesCount]
                                     : tokens.color(ColorRole::Border));
        painter.drawRoundedRect(QRectF(0, height() / 2.0 - 1.5, 10, 3), 1.5, 1.5);
        QFont font = fontFor(TypeRole::Caption);
        font.setStrikeOut(!isChecked());
        painter.setFont(font);
        painter.setPen(tokens.color(hasFocus() || underMouse() ? ColorRole::Text : ColorRole::Muted));
        painter.drawText(rect().adjusted(16, 0, 0, 0), Qt::AlignVCenter, text());
    }

private:
    int m_color;
};

// The highest and lowest of each bucket survive, so no peak is lost.
std::vector<ChartPoint> thinned(std::span<const ChartPoint> points)
{
    if (points.size() <= mostPoints)
        return {points.begin(), points.end()};
    std::vector<ChartPoint> kept;
    kept.reserve(mostPoints);
    const std::size_t buckets = mostPoints / 3;
    for (std::size_t i = 0; i < buckets; ++i) {
        const auto bucket = points.subspan(i * points.size() / buckets,
            (i + 1) * points.size() / buckets - i * points.size() / buckets);
        const ChartPoint *low = nullptr, *high = nullptr, *gap = nullptr;
        for (const ChartPoint &point : bucket) {
            if (std::isnan(point.v)) {
                gap = &point;
                continue;
            }
            if (!low || point.v < low->v)
                low = &point;
            if (!high || point.v > high->v)
                high = &point;
        }
        std::array<const ChartPoint *, 3> chosen = {low, high != low ? high : nullptr, gap};
        std::sort(chosen.begin(), chosen.end(), [](const auto *a, const auto *b) {
            return a && b ? a->t < b->t : a != nullptr && b == nullptr;
        });
        for (const ChartPoint *point : chosen)
            if (point)
                kept.push_back(*point);
    }
    return kept;
}

} // namespace

struct TimeSeriesChart::Private {
    QString title;
    QString unit;
    Format format;
    TimeSeriesPlot *plot = nullptr;
    QWidget *legend = nullptr;
    QLabel *tip = nullptr;
    std::chrono::milliseconds span = std::chrono::minutes(15);
    qint64 end = 0;
    double minimumTop = 5;
    Scale scale{0, 0};
    bool dirty = true;

    qint64 newest() const
    {
        qint64 t = end;
        if (t == 0)
            for (const auto &line : plot->lines())
                if (!line.points.empty())
                    t = std::max(t, line.points.back().t);
        return t;
    }

    double highest() const
    {
        double high = 0;
        const qint64 from = newest() - span.count();
        for (const auto &line : plot->lines())
            for (const ChartPoint &point : line.points)
                if (line.shown && point.t >= from && !std::isnan(point.v))
                    high = std::max(high, point.v);
        return high;
    }

    QString number(double value) const
    {
        if (format)
            return format(value);
        return QLocale().toString(value, 'g', value < 1000 ? 3 : 6);
    }

    QString describe() const
    {
        QStringList said;
        for (const auto &line : plot->lines()) {
            double low = INFINITY, high = -INFINITY, last = NAN;
            for (const ChartPoint &point : line.points) {
                last = point.v;
                low = std::isnan(point.v) ? low : std::min(low, point.v);
                high = std::isnan(point.v) ? high : std::max(high, point.v);
            }
            if (high < low)
                said << TimeSeriesChart::tr("%1: no values").arg(line.series.name);
            else
                said << TimeSeriesChart::tr("%1: now %2, between %3 and %4")
                            .arg(line.series.name, std::isnan(last) ? u"–"_s : number(last) + unit, number(low) + unit,
                                number(high) + unit);
        }
        return said.join(u"; "_s);
    }
};

TimeSeriesChart::TimeSeriesChart(const QString &title, QTimer &tick, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>())
{
    d->title = title;
    d->plot = new TimeSeriesPlot(this);
    d->legend = new QWidget(this);
    auto *row = new QHBoxLayout(d->legend);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::L);
    d->legend->hide();
    d->tip = makeLabel({}, TypeRole::Caption);
    d->tip->setParent(this);
    d->tip->setAttribute(Qt::WA_TransparentForMouseEvents);
    d->tip->setAutoFillBackground(true);
    d->tip->setBackgroundRole(QPalette::ToolTipBase);
    d->tip->setFrameShape(QFrame::StyledPanel);
    d->tip->setMargin(6);
    d->tip->hide();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    connect(&tick, &QTimer::timeout, this, &TimeSeriesChart::flush);
    connect(d->plot, &TimeSeriesPlot::pointedAt, this, &TimeSeriesChart::pointAt);
}

TimeSeriesChart::~TimeSeriesChart() = default;

void TimeSeriesChart::setSeries(const std::vector<ChartSeries> &series)
{
    d->plot->setLines(series);
    qDeleteAll(d->legend->findChildren<QAbstractButton *>());
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto *chip = new LegendChip(series[i]);
        d->legend->layout()->addWidget(chip);
        connect(chip, &QAbstractButton::toggled, this, [this, i](bool on) {
            d->plot->lines()[i].shown = on;
            d->dirty = true;
            flush();
        });
    }
    d->legend->setVisible(d->legend->parentWidget() != this);
    d->dirty = true;
}

void TimeSeriesChart::setData(int series, std::span<const ChartPoint> points)
{
    if (series < 0 || series >= int(d->plot->lines().size()))
        return;
    d->plot->lines()[std::size_t(series)].points = thinned(points);
    d->dirty = true;
}

void TimeSeriesChart::setSpan(std::chrono::milliseconds span)
{
    d->span = span;
    d->dirty = true;
}

void TimeSeriesChart::setEnd(qint64 end)
{
    d->end = end;
    d->dirty = true;
}

void TimeSeriesChart::setUnit(const QString &unit)
{
    d->unit = unit;
    d->dirty = true;
}

void TimeSeriesChart::setFormat(Format format)
{
    d->format = std::move(format);
    d->dirty = true;
}

void TimeSeriesChart::setMinimumTop(double top)
{
    d->minimumTop = top;
    d->dirty = true;
}

QWidget *TimeSeriesChart::legend() const
{
    return d->legend;
}

int TimeSeriesChart::pointCount() const
{
    std::size_t most = 0;
    for (const auto &line : d->plot->lines())
        most = std::max(most, line.points.size());
    return int(most);
}

TimeSeriesChart::Scale TimeSeriesChart::niceScale(double value, int most)
{
    if (!(value > 0))
        return {1, most};
    const double needed = value * 1.05;
    const double power = std::pow(10.0, std::floor(std::log10(needed / most)));
    double step = 10 * power;
    for (const double nice : {5.0, 2.5, 2.0, 1.0})
        if (nice * power * most >= needed)
            step = nice * power;
    return {step, int(std::ceil(needed / step - 1e-9))};
}

void TimeSeriesChart::flush()
{
    if (!d->dirty || !isVisible() || window()->isMinimized())
        return;
    d->dirty = false;
    const double high = std::max(d->highest(), d->minimumTop / 1.05);
    // The scale shrinks only when much of it is empty: it must not jump at every tick.
    if (high * 1.02 > d->scale.top() || high < d->scale.top() * 0.35)
        d->scale = niceScale(high, height() < 150 ? 3 : 5);
    const qint64 to = d->newest();
    d->plot->setRange(to - d->span.count(), to, d->scale);
    d->plot->setLabels([this](double value) { return d->number(value); }, d->unit);
    d->plot->rebuild();
    setAccessibleDescription(d->describe());
}

QString TimeSeriesChart::valuesAt(qint64 t) const
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(t);
    QStringList lines{QLocale().toString(time, u"HH:mm:ss"_s)};
    for (const auto &line : d->plot->lines()) {
        const auto point = std::find_if(line.points.begin(), line.points.end(),
            [t](const ChartPoint &p) { return p.t >= t; });
        if (line.shown && point != line.points.end() && !std::isnan(point->v))
            lines << tr("%1: %2%3").arg(line.series.name, d->number(point->v), d->unit);
    }
    return lines.join(u'\n');
}

void TimeSeriesChart::pointAt(qint64 t)
{
    d->plot->setCursorTime(t);
    d->tip->setVisible(t >= 0);
    if (t < 0)
        return;
    d->tip->setText(valuesAt(t));
    d->tip->adjustSize();
    const qint64 to = d->newest();
    const double share = 1 - double(to - t) / double(d->span.count());
    const int x = int(share * width());
    d->tip->move(share > 0.6 ? x - d->tip->width() - space::M : x + space::M, space::S);
    d->tip->raise();
}

void TimeSeriesChart::showTable()
{
    std::map<qint64, std::vector<double>> rows;
    const auto &lines = d->plot->lines();
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (const ChartPoint &point : lines[i].points)
            rows.try_emplace(point.t, lines.size(), NAN).first->second[i] = point.v;
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(d->title);
    auto *model = new QStandardItemModel(0, int(lines.size()) + 1, dialog);
    QStringList headers{tr("Time")};
    for (const auto &line : lines)
        headers << (d->unit.isEmpty() ? line.series.name : tr("%1 (%2)").arg(line.series.name, d->unit.trimmed()));
    model->setHorizontalHeaderLabels(headers);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        QList<QStandardItem *> items{
            new QStandardItem(QLocale().toString(QDateTime::fromMSecsSinceEpoch(row->first), u"yyyy-MM-dd HH:mm:ss"_s))};
        for (const double value : row->second) {
            items << new QStandardItem(std::isnan(value) ? QString() : d->number(value));
            items.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        model->appendRow(items);
    }
    auto *table = new DataTable(d->title);
    table->setObjectName(u"chart.table"_s);
    table->setModel(model);
    table->setColumnWidth(0, 170);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(table);
    dialog->resize(480, 480);
    dialog->show();
}

QSize TimeSeriesChart::sizeHint() const
{
    return {480, 200};
}

QSize TimeSeriesChart::minimumSizeHint() const
{
    return {200, 120};
}

void TimeSeriesChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        d->plot->recolour();
}

void TimeSeriesChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->dirty = true;
    flush();
}

void TimeSeriesChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->plot->setGeometry(rect());
}

void TimeSeriesChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"list", ColorRole::Muted), tr("Show as table"), this, &TimeSeriesChart::showTable);
    menu->popup(event->globalPos());
}

void TimeSeriesChart::keyPressEvent(QKeyEvent *event)
{
    const qint64 to = d->newest(), step = std::max<qint64>(1, d->span.count() / 60);
    const qint64 now = d->plot->cursorTime() < 0 ? to : d->plot->cursorTime();
    if (event->key() == Qt::Key_Left)
        pointAt(std::max(to - d->span.count(), now - step));
    else if (event->key() == Qt::Key_Right)
        pointAt(std::min(to, now + step));
    else if (event->key() == Qt::Key_Escape && d->plot->cursorTime() >= 0)
        pointAt(-1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        showTable();
    else
        QWidget::keyPressEvent(event);
}

} // namespace warden::ui
