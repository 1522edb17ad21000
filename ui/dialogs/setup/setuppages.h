// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

#include <QWidget>

class QLineEdit;

namespace warden::ui {

class FormRow;
class PasswordField;
class RadioCardGroup;

/// One step of the set-up: takes its part of the request from the person.
class SetupPage : public QWidget
{
    Q_OBJECT

public:
    SetupPage(const QString &title, const QString &subtitle, QWidget *parent = nullptr);

    virtual void store(session::SetupRequest &request) const = 0;
    virtual bool validate() { return true; } ///< shows what is wrong

signals:
    void changed();

protected:
    class QVBoxLayout *m_column;
};

/// Name, folder of the topics, folder on the disk.
class PlacePage : public SetupPage
{
    Q_OBJECT

public:
    explicit PlacePage(const QString &brokersFolder, QWidget *parent = nullptr);
    void store(session::SetupRequest &request) const override;
    bool validate() override;

private:
    QString folder() const;

    QString m_brokersFolder;
    QLineEdit *m_name;
    QLineEdit *m_topicBase;
    FormRow *m_nameRow;
    FormRow *m_topicRow;
};

/// From where one may connect, under which names, and who administers.
class WhoPage : public SetupPage
{
    Q_OBJECT

public:
    explicit WhoPage(QWidget *parent = nullptr);
    void store(session::SetupRequest &request) const override;
    bool validate() override;

private:
    RadioCardGroup *m_from;
    QLineEdit *m_hosts;
    QLineEdit *m_administrator;
    FormRow *m_hostsRow;
    FormRow *m_administratorRow;
};

/// Encryption, keys and the passphrase of the authority.
class SecurityPage : public SetupPage
{
    Q_OBJECT

public:
    explicit SecurityPage(QWidget *parent = nullptr);
    void store(session::SetupRequest &request) const override;
    bool validate() override;

private:
    void suggest();

    RadioCardGroup *m_tls;
    RadioCardGroup *m_keys;
    PasswordField *m_passphrase;
    class QLabel *m_error;
};

} // namespace warden::ui
