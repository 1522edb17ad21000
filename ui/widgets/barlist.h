// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace warden::ui {

/// Names with a number and a thin bar: the top talkers.
class BarList : public QWidget
{
    Q_OBJECT

public:
    struct Bar {
        QString label;
        double value = 0;
        QString text; ///< the number as shown
    };

    explicit BarList(QWidget *parent = nullptr);

    void setBars(std::vector<Bar> bars); ///< the longest bar is the largest value
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    std::vector<Bar> m_bars;
};

} // namespace warden::ui
