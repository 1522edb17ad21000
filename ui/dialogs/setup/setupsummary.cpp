// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/setupsummary.h"

#include "base/text.h"
#include "ui/widgets/checklist.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/statuschip.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace warden::ui {

using Step = session::BrokerSetup::Step;

namespace {

QString idOf(Step step)
{
    return QString::number(int(step));
}

} // namespace

SetupSummary::SetupSummary(QWidget *parent)
    : Panel(ColorRole::Sunken, Qt::LeftEdge, parent)
    , m_items(new QVBoxLayout)
    , m_progress(new CheckList(CheckList::Look::Plain))
{
    m_progress->setObjectName(QStringLiteral("setup.progress"));
    m_items->setSpacing(space::M - space::XXS);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::XL, space::XL, space::XL, space::XL);
    column->setSpacing(space::M);
    column->addWidget(makeLabel(tr("What will be made"), TypeRole::Strong));
    column->addLayout(m_items);
    column->addWidget(makeSeparator());
    column->addWidget(makeLabel(tr("Progress"), TypeRole::Strong));
    column->addWidget(m_progress);
    column->addStretch(1);
    m_progress->addStep(idOf(Step::FindMosquitto), tr("Find Mosquitto"));
    m_progress->addStep(idOf(Step::ChoosePorts), tr("Choose free ports"));
    m_progress->addStep(idOf(Step::MakeAuthority), tr("Make authority and certificates"));
    m_progress->addStep(idOf(Step::WriteSettings), tr("Write the settings"));
    m_progress->addStep(idOf(Step::StartBroker), tr("Start the broker"));
    m_progress->addStep(idOf(Step::TrySignIns), tr("Try a good and a bad sign-in"));
}

void SetupSummary::show(const session::SetupRequest &request)
{
    while (QLayoutItem *item = m_items->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QString authority
        = request.authorityName.isEmpty() ? tr("%1 CA").arg(request.name) : request.authorityName;
    const QString tls = request.tls13Only ? tr("TLS 1.3") : tr("TLS 1.2 and newer");
    addItem(u"certificate", tr("Certificate authority “%1”").arg(displayText(authority, 64)),
        tr("10 years, kept in a vault with your passphrase"));
    addItem(u"server", tr("Certificate for the broker"),
        tr("397 days, renewed by itself, for the names and addresses of this computer"), request.extraHosts, true);
    addItem(u"users", tr("Dynamic security with four roles"), {},
        {QStringLiteral("Sensors"), QStringLiteral("Controllers"), QStringLiteral("Monitors"),
            QStringLiteral("Administrators")});
    addItem(u"lock", tr("Three doors with %1").arg(tls),
        tr("Passwords on port %1, certificates on %2, secure WebSocket on %3, or the next free ports. Nothing "
           "unencrypted.")
            .arg(request.wishedPorts.passwordPort)
            .arg(request.wishedPorts.certificatePort)
            .arg(request.wishedPorts.webSocketPort));
    addItem(u"ban", tr("List of revoked certificates (CRL)"), tr("Empty at first, renewed before its 30 days end"));
    addItem(u"list", tr("Log of sign-ins and refusals"), tr("Read by the overview"));
}

void SetupSummary::addItem(
    QStringView icon, const QString &title, const QString &caption, const QStringList &chips, bool mono)
{
    auto *item = new QWidget;
    auto *grid = new QGridLayout(item);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::M);
    grid->setVerticalSpacing(space::XXS);
    grid->setColumnStretch(1, 1);
    grid->addWidget(makeIcon(icon), 0, 0, Qt::AlignTop);
    grid->addWidget(makeWrapped(title, TypeRole::Strong), 0, 1);
    int line = 1;
    if (!caption.isEmpty())
        grid->addWidget(makeWrapped(caption, TypeRole::Caption, ColorRole::Muted), line++, 1);
    if (!chips.isEmpty()) {
        auto *box = new QWidget;
        auto *flow = new FlowLayout(box);
        for (const QString &text : chips) {
            auto *chip = new StatusChip(Tone::Neutral, displayText(text, 48));
            chip->setMono(mono);
            flow->addWidget(chip);
        }
        grid->addWidget(box, line, 1);
    }
    m_items->addWidget(item);
}

void SetupSummary::setInstallation(const broker::mosquitto::Installation &installation)
{
    m_version = installation.version;
    m_progress->setStep(idOf(Step::FindMosquitto), CheckList::State::Done, {}, m_version);
}

void SetupSummary::setStep(Step step, bool done, const QString &text)
{
    m_running = done ? QString() : idOf(step);
    // A tick says enough where the text would only repeat the line above it.
    const bool telling = !done || step == Step::ChoosePorts;
    m_progress->setStep(idOf(step), done ? CheckList::State::Done : CheckList::State::Running, telling ? text : QString(),
        step == Step::FindMosquitto ? m_version : QString());
}

void SetupSummary::setFailed(const QString &text)
{
    if (!m_running.isEmpty())
        m_progress->setStep(m_running, CheckList::State::Failed, text);
}

void SetupSummary::resetProgress()
{
    m_progress->reset();
    if (!m_version.isEmpty())
        m_progress->setStep(idOf(Step::FindMosquitto), CheckList::State::Done, {}, m_version);
}

} // namespace warden::ui
