// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QHash>
#include <QObject>

class QLineEdit;
class QPushButton;
class QWidget;

namespace warden::ui {

class CaptionCheckBox;
class Form;
class FormRow;
class PasswordField;
class Prompts;
class SegmentedControl;

/// The part of the connect form that says with what one signs in: password, certificate or nothing.
class SignInFields : public QObject
{
    Q_OBJECT

public:
    SignInFields(Form &form, Prompts &prompts, QWidget *parent);

    void load(const broker::Profile &profile);
    void store(broker::Profile &profile) const;
    void follow(const broker::Profile &now); ///< shows what fits the choices made
    QHash<QString, FormRow *> rows() const;
    Secret password() const;
    Secret keyPassphrase() const;
    void setPasswordKept(bool kept);
    void setSecretsNote(const QString &note);
    void focusPassword();

signals:
    void touched(const QString &field);

private:
    void buildCertificate(Form &form);
    QWidget *fileField(QLineEdit *edit, const QString &browseName, const QString &title);
    void showAdvice();

    Prompts &m_prompts;
    QWidget *m_window;
    SegmentedControl *m_kind;
    QLineEdit *m_user;
    PasswordField *m_password;
    CaptionCheckBox *m_inClear;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    PasswordField *m_passphrase;
    FormRow *m_kindRow;
    FormRow *m_userRow;
    FormRow *m_passwordRow;
    FormRow *m_inClearRow;
    FormRow *m_certificateRow;
    FormRow *m_keyRow;
    FormRow *m_passphraseRow;
    QString m_note;
};

} // namespace warden::ui
