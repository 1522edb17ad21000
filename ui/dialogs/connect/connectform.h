// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QLineEdit;

namespace warden::ui {

class Form;
class FormRow;
class MoreOptions;
class PortField;
class Prompts;
class RadioCardGroup;
class SegmentedControl;
class SignInFields;
class TrustFields;

/// The fields of a broker profile, checked while typing: an error stands under a field once it was touched.
class ConnectForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectForm(Prompts &prompts, QWidget *parent = nullptr);

    void setProfile(const broker::Profile &profile);
    broker::Profile profile() const;
    Secret password() const;
    Secret keyPassphrase() const;
    /// A password is kept already: an empty field means that one.
    void setPasswordKept(bool kept);
    void setSecretsNote(const QString &note); ///< where the password will rest
    void setMoreShown(bool shown);
    bool isMoreShown() const;
    void focusFirst();
    void focusPassword();

    /// Checks all fields and shows every error; true when there is none.
    bool validate();

signals:
    void changed();

private:
    void buildBroker();
    void takeUrl();
    void transportChosen();
    void touch(const QString &field);
    void showFaults();
    QHash<QString, FormRow *> rows() const;

    broker::Profile m_profile; // what the form does not show is kept
    bool m_filling = false;
    bool m_all = false;
    QSet<QString> m_touched;
    Form *m_form;
    QLineEdit *m_name;
    QLineEdit *m_host;
    PortField *m_port;
    RadioCardGroup *m_transport;
    SegmentedControl *m_version;
    FormRow *m_nameRow;
    FormRow *m_hostRow;
    SignInFields *m_signIn;
    TrustFields *m_trust;
    MoreOptions *m_more;
};

} // namespace warden::ui
