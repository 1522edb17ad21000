// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/console.h"
#include "ui/screenshots/grabber.h"

#include <QElapsedTimer>

#include <deque>

namespace warden::session {
class ConnectionTest;
}

namespace warden::ui {

/// Shows every page and dialog with the live data of the demo home, one after the other, and takes their pictures.
class ScreenshotRun : public QObject
{
    Q_OBJECT

public:
    ScreenshotRun(Console &console, Theme &theme, const QString &folder, QObject *parent = nullptr);
    ~ScreenshotRun() override;

    void start();

signals:
    void finished(const QString &problem); ///< empty: all pictures are written
    void told(const QString &progress);

private:
    /// Does \a begin, waits until \a ready, then takes the picture where there is one to take.
    struct Step {
        QString name;
        std::function<void()> begin;
        std::function<bool()> ready;
        std::function<QWidget *()> picture;
        int limitMs = 20'000;
    };

    void addStep(Step step) { m_steps.push_back(std::move(step)); }
    void addWelcome();
    void addSetup();
    void addDemo();
    void addDialogs();
    void addTrust();
    void addEnd();
    void next();
    void poll();
    void show(QDialog *dialog, const QSize &size); ///< as large as it is on a common screen, whatever this one is
    void closeDialog();
    void lookAt(broker::Profile profile, mqtt::LinkReport &link);

    Console &m_console;
    Grabber m_grabber;
    QTimer m_poll;
    QElapsedTimer m_since;
    QElapsedTimer m_charting;
    std::deque<Step> m_steps;
    Step m_now;
    QPointer<QDialog> m_dialog;
    std::unique_ptr<session::ConnectionTest> m_look;
    mqtt::LinkReport m_created; ///< what the newly made broker showed
    mqtt::LinkReport m_demo; ///< what the demo home's broker showed
    broker::Profile m_createdProfile;
};

} // namespace warden::ui
