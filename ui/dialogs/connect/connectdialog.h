// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/connectiontest.h"
#include "ui/dialogs/connect/testpanel.h"
#include "ui/widgets/dialog.h"

namespace warden::ui {

class ConnectForm;
class Prompts;

/// Makes or edits a broker profile, tries it, and hands it on with its secrets.
class ConnectDialog : public Dialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(Prompts &prompts, QWidget *parent = nullptr);

    /// An existing profile to be edited; \a kept are its secrets, used where the person types no new ones.
    void edit(const broker::Profile &profile, const Secret &keptPassword, const Secret &keptPassphrase);
    void setSecretsNote(const QString &note);
    void setMessage(const QString &message); ///< why the dialog is here again: "The password was refused."
    void focusPassword();

    broker::Profile profile() const;
    Secret password() const;
    Secret keyPassphrase() const;
    bool secretsTyped() const; ///< new ones, to be kept

    TestPanel *testPanel() const { return m_panel; }
    session::ConnectionTest *test() const { return m_test; }
    void startTest();

signals:
    void connectWanted();
    void howToAllowWanted(warden::ui::Right right);
    void certificateWanted(const warden::mqtt::LinkReport &link);

private:
    void buildButtons();
    void acceptForm();
    void fieldsChanged();

    ConnectForm *m_form;
    TestPanel *m_panel;
    session::ConnectionTest *m_test;
    class QPushButton *m_testButton;
    QPushButton *m_more;
    class QLabel *m_message;
    Secret m_keptPassword;
    Secret m_keptPassphrase;
};

} // namespace warden::ui
