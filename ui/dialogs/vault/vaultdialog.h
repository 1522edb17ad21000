// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "ui/widgets/dialog.h"

#include <functional>

class QLabel;

namespace warden::ui {

class PasswordField;

/// Asks for the passphrase of the vault that keeps passwords, or for one to make it with; memory is the other way.
class VaultDialog : public Dialog
{
    Q_OBJECT

public:
    using Open = std::function<Result<void>(const Secret &passphrase)>;

    VaultDialog(bool exists, Open open, QWidget *parent = nullptr);

signals:
    void memoryWanted();

private:
    void tryOpen();

    bool m_exists;
    Open m_open;
    PasswordField *m_passphrase;
    QLabel *m_problem;
};

} // namespace warden::ui
