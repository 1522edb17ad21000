// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace warden::ui {

/// The steps of a wizard: done ones with a tick, the current one marked, the coming ones numbered.
class StepList : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(const QStringList &steps, QWidget *parent = nullptr);

    void setCurrent(int step); ///< from 0; equal to the number of steps when all are done
    int current() const { return m_current; }

private:
    std::vector<class StepRow *> m_rows;
    int m_current = 0;
};

} // namespace warden::ui
