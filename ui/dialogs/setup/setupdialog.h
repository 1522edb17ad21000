// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"
#include "ui/widgets/dialog.h"

class QPushButton;
class QStackedWidget;

namespace warden::ui {

class SetupPage;
class SetupResultPage;
class SetupSummary;
class StepList;

/// Create a secure broker on this computer: four steps, what will be made at the side, and the making itself.
class SetupDialog : public Dialog
{
    Q_OBJECT

public:
    /// \a brokersFolder holds one folder a broker.
    explicit SetupDialog(const QString &brokersFolder, QWidget *parent = nullptr);
    ~SetupDialog() override;

    /// Mosquitto was found, or the words that say how to get it.
    void setInstallation(const Result<broker::mosquitto::Installation> &installation);
    void setSecretsPlace(const QString &place, bool lasting);
    session::SetupRequest request() const;
    void showStep(int step); ///< from 0

signals:
    /// The broker runs; take it with takeBroker().
    void created(const warden::session::SetupResult &result);
    void connectWanted();
    void saveSetWanted(const warden::session::SetupRequest &request);
    void lookAgainWanted(); ///< for Mosquitto

public:
    std::unique_ptr<broker::mosquitto::LocalBroker> takeBroker();
    void reject() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildLeft();
    void buildButtons();
    void next();
    void back();
    void create();
    void finished(const Result<session::SetupResult> &result);
    void updateButtons();
    SetupPage *page(int step) const;

    enum class Phase { Asking, Making, Done, Failed };
    Phase m_phase = Phase::Asking;
    int m_step = 0;
    bool m_installed = false;
    QString m_secretsPlace;
    bool m_lasting = true;
    QWidget *m_left;
    StepList *m_steps;
    QStackedWidget *m_stack;
    SetupResultPage *m_resultPage;
    class EmptyState *m_missing;
    SetupSummary *m_summary;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_next;
    std::unique_ptr<session::BrokerSetup> m_setup;
};

} // namespace warden::ui
