// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/welcome/welcomepicture.h"
#include "ui/widgets/panel.h"

#include <QStringList>

class QLabel;
class QPushButton;

namespace warden::ui {

/// One way to start: a drawing, what happens next in three steps, and the button.
class WelcomeCard : public Card
{
    Q_OBJECT

public:
    struct Words {
        QString title;
        QString line;
        QStringList steps;
        QString button;
        bool primary = false;
    };
    WelcomeCard(WelcomePicture::Motif motif, const Words &words, QWidget *parent = nullptr);

    QPushButton *button() const { return m_button; }
    void setNeed(const QString &icon, ColorRole color, const QString &text);

private:
    QPushButton *m_button;
    QLabel *m_needIcon;
    QLabel *m_need;
};

} // namespace warden::ui
