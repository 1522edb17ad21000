// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown, in which order, and when it is ready to be taken.
#include "ui/screenshots/screenshotrun.h"

#include "session/connectiontest.h"
#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/connectiondetails/connectiondetails.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/dialogs/trust/changeddialog.h"
#include "ui/dialogs/trust/trustdialog.h"
#include "ui/shell/commandpalette.h"
#include "ui/widgets/choices.h"

#include <QLabel>
#include <QPushButton>

namespace warden::ui {

namespace {

constexpr int ChartSeconds = 50;
constexpr int DemoDevices = 12;

} // namespace

void ScreenshotRun::addWelcome()
{
    addStep({QStringLiteral("welcome"), {}, [this] { return m_console.mosquittoLookedFor(); },
        [this] { return &m_console.window(); }});
}

void ScreenshotRun::addSetup()
{
    const auto dialog = [this] { return qobject_cast<SetupDialog *>(m_dialog.data()); };
    const auto picture = [this] { return m_dialog.data(); };
    addStep({QStringLiteral("setup-place"), [this] { show(m_console.showSetup(), {1152, 728}); }, {}, picture});
    addStep({QStringLiteral("setup-who"), [dialog] { dialog()->showStep(1); }, {}, picture});
    addStep({QStringLiteral("setup-security"), [dialog] { dialog()->showStep(2); }, {}, picture});
    addStep({QStringLiteral("setup-finish"),
        [this, dialog] {
            // A picture needs no broker that the whole network can reach.
            if (auto *from = m_dialog->findChild<RadioCardGroup *>(QStringLiteral("setup.from")))
                from->setCurrent(0);
            connect(dialog(), &SetupDialog::created, this,
                [this](const session::SetupResult &result) { m_createdProfile = result.profile; });
            m_dialog->findChild<QPushButton *>(QStringLiteral("setup.next"))->click();
        },
        [this] { return !m_createdProfile.id.isEmpty(); }, picture, 60'000});
    addStep({QStringLiteral("look at the new broker"),
        [this] {
            closeDialog();
            lookAt(m_createdProfile, m_created);
        },
        [this] { return !m_created.sentChain.isEmpty(); }, {}});
}

void ScreenshotRun::addDemo()
{
    addStep({QStringLiteral("start the demo home"), [this] { m_console.startDemo(); },
        [this] { return m_console.demoHome() && m_console.demoHome()->devicesConnected() == DemoDevices; }, {}, 90'000});
    addStep({QStringLiteral("overview"), [this] { m_charting.start(); },
        [this] {
            const session::Session *session = m_console.currentSession();
            return session && session->state() == session::Session::State::Connected
                && m_charting.hasExpired(ChartSeconds * 1000);
        },
        [this] { return &m_console.window(); }, 90'000});
}

void ScreenshotRun::addDialogs()
{
    const auto picture = [this] { return m_dialog.data(); };
    addStep({QStringLiteral("palette"), [this] { m_console.window().commandPalette().open(); }, {},
        [this] { return &m_console.window(); }});
    addStep({QStringLiteral("connect"),
        [this] {
            m_console.window().commandPalette().close();
            auto *dialog = m_console.showConnect();
            const session::SetupResult made = m_console.demoHome()->credentials();
            dialog->edit(made.profile, made.administratorPassword, {});
            dialog->startTest();
            show(dialog, {968, 740});
        },
        [this] {
            auto *dialog = qobject_cast<ConnectDialog *>(m_dialog.data());
            return dialog && !dialog->test()->isRunning() && !dialog->test()->report().steps.isEmpty();
        },
        picture});
    addStep({QStringLiteral("connection-details"),
        [this] {
            closeDialog();
            show(m_console.showDetails(), {712, 600});
            m_charting.start();
        },
        [this] { return m_charting.hasExpired(1500); }, picture}); // the second handshake is done by then
}

void ScreenshotRun::addTrust()
{
    const auto picture = [this] { return m_dialog.data(); };
    addStep({QStringLiteral("look at the demo home"),
        [this] {
            closeDialog();
            lookAt(m_console.demoHome()->credentials().profile, m_demo);
        },
        [this] { return !m_demo.sentChain.isEmpty(); }, {}});
    addStep({QStringLiteral("trust-first"),
        [this] { show(m_console.showTrust(m_console.demoHome()->credentials().profile, m_demo), {712, 664}); }, {}, picture});
    addStep({QStringLiteral("trust-changed"),
        [this] {
            closeDialog();
            // Pinned was the certificate of the other broker: two real ones, laid side by side.
            broker::Profile profile = m_console.demoHome()->credentials().profile;
            profile.pinnedLeafPem = QString::fromLatin1(m_created.sentChain.first().toPem());
            profile.pinnedAt = QDateTime::currentDateTimeUtc();
            show(m_console.showChanged(profile, m_demo), {560, 560});
        },
        {}, picture});
}

void ScreenshotRun::addEnd()
{
    addStep({QStringLiteral("settings"),
        [this] {
            closeDialog();
            m_console.window().showPage(QStringLiteral("settings"));
        },
        {}, [this] { return &m_console.window(); }});
    addStep({QStringLiteral("overview-broker-gone"),
        [this] {
            m_console.window().showPage(QStringLiteral("overview"));
            m_console.demoHome()->broker()->stop();
        },
        [this] {
            const session::Session *session = m_console.currentSession();
            return session && session->state() == session::Session::State::Waiting;
        },
        [this] { return &m_console.window(); }, 40'000});
    addStep({QStringLiteral("end"), [this] { m_console.stopDemo(); }, {}, {}});
}

} // namespace warden::ui
