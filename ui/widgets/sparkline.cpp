// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/theme/style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace warden::ui {

Sparkline::Sparkline(int series, QWidget *parent) : QWidget(parent), m_series(series)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Course"));
}

void Sparkline::setValues(std::span<const double> values)
{
    m_values.assign(values.begin(), values.end());
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_values.size() < 2)
        return;
    double top = 0;
    for (const double value : m_values)
        if (!std::isnan(value))
            top = std::max(top, value);
    top = top > 0 ? top * 1.1 : 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokensOf(this).series[std::size_t(m_series % Tokens::SeriesCount)], 1.5, Qt::SolidLine,
        Qt::RoundCap, Qt::RoundJoin));
    QPolygonF run;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (std::isnan(m_values[i])) {
            painter.drawPolyline(run);
            run.clear();
            continue;
        }
        const double x = double(i) / double(m_values.size() - 1) * (width() - 2) + 1;
        run << QPointF(x, 1 + (height() - 2) * (1 - m_values[i] / top));
    }
    painter.drawPolyline(run);
}

} // namespace warden::ui
