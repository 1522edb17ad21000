// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"
#include "ui/widgets/panel.h"

namespace warden::ui {

class CheckList;

/// The side of the set-up: what will be made by the choices so far, and how far the making has come.
class SetupSummary : public Panel
{
    Q_OBJECT

public:
    explicit SetupSummary(QWidget *parent = nullptr);

    void show(const session::SetupRequest &request);
    void setInstallation(const broker::mosquitto::Installation &installation);
    void setStep(session::BrokerSetup::Step step, bool done, const QString &text);
    void setFailed(const QString &text); ///< the step that was running
    void resetProgress();

    using QWidget::show;

private:
    void addItem(QStringView icon, const QString &title, const QString &caption, const QStringList &chips = {},
        bool mono = false);

    class QVBoxLayout *m_items;
    CheckList *m_progress;
    QString m_version;
    QString m_running;
};

} // namespace warden::ui
