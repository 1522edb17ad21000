// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/widgets/dialog.h"

class QGridLayout;

namespace warden::ui {

/// The broker shows another certificate than the pinned one: what is different, and what that may mean. Staying
/// disconnected is the default.
class ChangedDialog : public Dialog
{
    Q_OBJECT

public:
    ChangedDialog(const broker::Profile &profile, const mqtt::LinkReport &link, const QDateTime &now,
        QWidget *parent = nullptr);

signals:
    void compareWanted(); ///< "I changed it": look at the new certificate as at first contact

private:
    QWidget *buildTable(const QList<Difference> &rows, const QString &since);
    void addRow(QGridLayout *grid, int line, const Difference &row);
    void buildButtons();
};

} // namespace warden::ui
