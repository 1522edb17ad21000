// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/connectiontest.h"
#include "ui/widgets/panel.h"

class QLabel;

namespace warden::ui {

class CheckList;

/// Which right an explanation is about.
enum class Right { ManageAccess, ReadState, WatchTraffic, ReadLog };

/// The side of the connect dialog that shows the steps of a connection test as they are done.
class TestPanel : public Panel
{
    Q_OBJECT

public:
    explicit TestPanel(QWidget *parent = nullptr);

    void begin(const broker::Profile &profile);
    void showStep(const session::ConnectionTest::StepReport &step);
    void showReport(const session::ConnectionTest::Report &report);
    void forget(); ///< the fields have changed since

signals:
    void howToAllowWanted(warden::ui::Right right);
    void certificateWanted();

private:
    void showRights(const session::Rights &rights);
    void showFound(const session::ConnectionTest::Report &report);

    QLabel *m_total;
    QLabel *m_idle;
    CheckList *m_steps;
    Card *m_found;
    QLabel *m_foundTitle;
    QLabel *m_foundText;
    QList<Right> m_missing; // by the index of the detail below the step
};

} // namespace warden::ui
