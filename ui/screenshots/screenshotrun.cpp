// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots/screenshotrun.h"

#include "session/connectiontest.h"

#include <QDialog>

namespace warden::ui {

ScreenshotRun::ScreenshotRun(Console &console, Theme &theme, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_grabber(folder, theme)
{
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, &ScreenshotRun::poll);
}

ScreenshotRun::~ScreenshotRun() = default;

void ScreenshotRun::start()
{
    m_console.window().resize(1440, 900);
    addWelcome();
    addSetup();
    addDemo();
    addDialogs();
    addTrust();
    addEnd();
    next();
}

void ScreenshotRun::next()
{
    if (m_steps.empty()) {
        emit finished({});
        return;
    }
    m_now = std::move(m_steps.front());
    m_steps.pop_front();
    emit told(m_now.name);
    m_since.start();
    if (m_now.begin)
        m_now.begin();
    m_poll.start();
}

void ScreenshotRun::poll()
{
    if (m_now.ready && !m_now.ready()) {
        if (m_since.elapsed() < m_now.limitMs)
            return;
        m_poll.stop();
        emit finished(tr("%1 was not ready after %2 seconds.").arg(m_now.name).arg(m_now.limitMs / 1000));
        return;
    }
    m_poll.stop();
    QWidget *widget = m_now.picture ? m_now.picture() : nullptr;
    if (!widget) {
        next();
        return;
    }
    m_grabber.take(widget, m_now.name, [this](const QString &problem) {
        if (problem.isEmpty())
            next();
        else
            emit finished(problem);
    });
}

void ScreenshotRun::show(QDialog *dialog, const QSize &size)
{
    m_dialog = dialog;
    if (dialog)
        dialog->resize(size);
}

void ScreenshotRun::closeDialog()
{
    if (m_dialog)
        m_dialog->reject();
}

void ScreenshotRun::lookAt(broker::Profile profile, mqtt::LinkReport &link)
{
    profile.trust = mqtt::TrustPolicy::Mode::FirstUse;
    profile.caFile.clear();
    m_look = std::make_unique<session::ConnectionTest>();
    connect(m_look.get(), &session::ConnectionTest::finished, this,
        [&link](const session::ConnectionTest::Report &report) { link = report.link; });
    m_look->start(profile, {}, {});
}

} // namespace warden::ui
