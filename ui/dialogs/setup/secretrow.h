// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"
#include "ui/widgets/panel.h"

class QLabel;

namespace warden::ui {

/// A secret shown once, with a button that copies it; the clipboard is cleared again after 30 seconds.
class SecretRow : public Card
{
    Q_OBJECT

public:
    explicit SecretRow(const QString &title, QWidget *parent = nullptr);

    void setSecret(const Secret &secret);

private:
    void copy();

    QString m_name;
    Secret m_secret;
    QLabel *m_value;
};

} // namespace warden::ui
