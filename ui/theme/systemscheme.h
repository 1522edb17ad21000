// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace warden::ui {

/// Tells whether the desktop asks for a dark scheme, and when that changes.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    SystemScheme();

    bool isDark() const { return m_dark; }

signals:
    void changed();

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
private slots:
    void portalSettingChanged(const QString &changedGroup, const QString &changedKey, const QDBusVariant &value);
#endif

private:
    void watch();
    void setDark(bool dark);

    bool m_dark = false;
};

} // namespace warden::ui
