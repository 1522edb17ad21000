// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <span>
#include <vector>

namespace warden::ui {

/// A tiny line without axes for a card; NaN is a gap. Painted by hand: cheap enough for a page full of them.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(int series = 0, QWidget *parent = nullptr);

    void setValues(std::span<const double> values);
    QSize sizeHint() const override { return {84, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_series;
    std::vector<double> m_values;
};

} // namespace warden::ui
