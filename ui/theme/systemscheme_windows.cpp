// SPDX-License-Identifier: GPL-3.0-or-later
// Windows before Qt 6.5: the registry tells whether applications are to be light.
#include "ui/theme/systemscheme.h"

#include <QSettings>
#include <QTimer>

namespace warden::ui {

using namespace Qt::StringLiterals;

void SystemScheme::watch()
{
    const auto read = [this] {
        const QSettings settings(
            u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"_s,
            QSettings::NativeFormat);
        setDark(settings.value(u"AppsUseLightTheme"_s, 1).toInt() == 0);
    };
    read();
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, read);
    timer->start(5000);
}

} // namespace warden::ui
