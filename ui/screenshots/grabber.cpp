// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/grabber.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

namespace warden::ui {

namespace {

/// A change of colours is drawn by the charts at their next tick, a third of a second later at most.
constexpr int SettleMs = 900;

} // namespace

Grabber::Grabber(QString folder, Theme &theme, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_theme(theme)
{
}

void Grabber::take(QWidget *widget, const QString &name, std::function<void(const QString &)> done)
{
    const QPointer<QWidget> guard(widget);
    m_theme.setMode(Theme::Mode::Light);
    QTimer::singleShot(SettleMs, this, [this, guard, name, done] {
        const QString problem = saveBoth(guard, name % QStringLiteral("-light"));
        if (!problem.isEmpty()) {
            done(problem);
            return;
        }
        m_theme.setMode(Theme::Mode::Dark);
        QTimer::singleShot(SettleMs, this,
            [this, guard, name, done] { done(saveBoth(guard, name % QStringLiteral("-dark"))); });
    });
}

QString Grabber::saveBoth(QWidget *widget, const QString &name)
{
    if (!widget)
        return tr("The window of %1 was closed too early.").arg(name);
    const QString problem = save(widget, name, 1);
    return problem.isEmpty() ? save(widget, name, 2) : problem;
}

QString Grabber::save(QWidget *widget, const QString &name, int density)
{
    QPixmap pixmap(widget->size() * density);
    pixmap.setDevicePixelRatio(density);
    pixmap.fill(m_theme.tokens().color(ColorRole::Window));
    widget->render(&pixmap);
    const QString path
        = m_folder % QLatin1Char('/') % name % (density == 2 ? QStringLiteral("@2x.png") : QStringLiteral(".png"));
    if (!pixmap.save(path))
        return tr("%1 could not be written.").arg(path);
    m_written.append(path);
    return {};
}

} // namespace warden::ui
