// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"
#include "ui/widgets/dialog.h"

#include <QFutureWatcher>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace warden::ui {

class FormRow;
class Prompts;
class RadioCardGroup;
class SecretRow;

/// Saves the same set of files for another machine: a Raspberry Pi, a container or Home Assistant. The authority stays
/// here, in a vault of its own below \a setsFolder.
class ExportSetDialog : public Dialog
{
    Q_OBJECT

public:
    ExportSetDialog(Prompts &prompts, const session::SetupRequest &request, const QString &setsFolder,
        QWidget *parent = nullptr);
    ~ExportSetDialog() override;

signals:
    /// Written; the profile, its password and the passphrase are to be kept.
    void saved(const warden::session::SetupResult &result);

private:
    QWidget *buildForm(Prompts &prompts);
    QWidget *buildDone();
    void save();
    void showDone();

    session::SetupRequest m_request;
    QString m_setsFolder;
    RadioCardGroup *m_kind;
    QLineEdit *m_hosts;
    QLineEdit *m_folder;
    FormRow *m_hostsRow;
    FormRow *m_folderRow;
    QLabel *m_problem;
    QStackedWidget *m_stack;
    QLabel *m_doneText;
    SecretRow *m_password;
    QPushButton *m_cancel;
    QPushButton *m_save;
    QFutureWatcher<Result<session::SetupResult>> m_watcher;
};

} // namespace warden::ui
