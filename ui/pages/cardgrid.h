// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace warden::ui {

/// Cards side by side, as many in a row as fit; the others go below.
class CardGrid : public QWidget
{
    Q_OBJECT

public:
    explicit CardGrid(int minimumCardWidth, QWidget *parent = nullptr);

    void addCard(QWidget *card, int stretch = 1);
    int columns() const { return m_columns; }
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(int columns);

    QGridLayout *m_grid;
    int m_minimum;
    int m_columns = 0;
    std::vector<std::pair<QWidget *, int>> m_cards;
};

} // namespace warden::ui
