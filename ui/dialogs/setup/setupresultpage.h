// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

#include <QWidget>

class QLabel;

namespace warden::ui {

class SecretRow;

/// The last step: waits while the broker is made, then shows once what the person has to keep, or what went wrong.
class SetupResultPage : public QWidget
{
    Q_OBJECT

public:
    explicit SetupResultPage(QWidget *parent = nullptr);

    void showWorking();
    void showResult(const session::SetupResult &result, const QString &secretsPlace, bool lasting);
    void showFailure(const Error &error);

private:
    QLabel *m_title;
    QLabel *m_text;
    QWidget *m_secrets;
    SecretRow *m_password;
    SecretRow *m_passphrase;
    QLabel *m_address;
    QLabel *m_keep;
    QLabel *m_detail;
};

} // namespace warden::ui
