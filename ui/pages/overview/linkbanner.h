// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/failure.h"
#include "ui/widgets/panel.h"

class QLabel;
class QPushButton;

namespace warden::ui {

/// Stands above the figures while the link to the broker is lost: why, since when, and when the next attempt comes.
class LinkBanner : public Card
{
    Q_OBJECT

public:
    explicit LinkBanner(QWidget *parent = nullptr);

    void setFailure(const mqtt::Failure &failure);
    void setDue(qint64 ms); ///< until the next attempt; −1: none is due, 0: running

signals:
    void tryAgainWanted();
    void detailsWanted();

private:
    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_due;
    QPushButton *m_again;
};

} // namespace warden::ui
