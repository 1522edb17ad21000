// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>

class QWidget;

namespace warden::ui {

/// Takes the picture of a widget in light and dark, each at single and double density.
class Grabber : public QObject
{
    Q_OBJECT

public:
    Grabber(QString folder, Theme &theme, QObject *parent = nullptr);

    /// "overview" gives overview-light.png, overview-light@2x.png, overview-dark.png, overview-dark@2x.png. \a done is
    /// called with what went wrong, or nothing.
    void take(QWidget *widget, const QString &name, std::function<void(const QString &problem)> done);
    QStringList written() const { return m_written; }

private:
    QString save(QWidget *widget, const QString &name, int density);
    QString saveBoth(QWidget *widget, const QString &name);

    QString m_folder;
    Theme &m_theme;
    QStringList m_written;
};

} // namespace warden::ui
