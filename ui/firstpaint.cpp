// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/firstpaint.h"

#include <QEvent>
#include <QTimer>

namespace warden::ui {

FirstPaint::FirstPaint(QObject *window)
{
    window->installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // The paint event is only under way: the next turn of the event loop finds it done.
        QTimer::singleShot(0, this, &FirstPaint::painted);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace warden::ui
