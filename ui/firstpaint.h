// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace warden::ui {

/// Tells once when a window has been painted for the first time.
class FirstPaint : public QObject
{
    Q_OBJECT

public:
    explicit FirstPaint(QObject *window);

signals:
    void painted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace warden::ui
