// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

class QLabel;

namespace warden::ui {

/// What the program is made of, with versions and licences.
class AboutCard : public Card
{
    Q_OBJECT

public:
    explicit AboutCard(QWidget *parent = nullptr);

    QLabel *mosquittoVersion() const { return m_mosquitto; }

private:
    QLabel *m_mosquitto = nullptr;
};

} // namespace warden::ui
