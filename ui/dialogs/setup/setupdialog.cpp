// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/setupdialog.h"

#include "ui/dialogs/setup/setuppages.h"
#include "ui/dialogs/setup/setupresultpage.h"
#include "ui/dialogs/setup/setupsummary.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/steplist.h"

#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

constexpr int AskingSteps = 3;
constexpr int RoomForSteps = 860; ///< narrower, the page takes it all

} // namespace

SetupDialog::SetupDialog(const QString &brokersFolder, QWidget *parent)
    : Dialog(parent)
    , m_stack(new QStackedWidget)
    , m_resultPage(new SetupResultPage)
    , m_missing(new EmptyState(QStringLiteral("server"), tr("Looking for Mosquitto…"), {}))
    , m_summary(new SetupSummary)
{
    setObjectName(QStringLiteral("setup"));
    setHeading(tr("Create a secure broker"), tr("Mosquitto on this computer"));
    m_left = buildLeft();
    setLeftPanel(m_left, 232);
    for (SetupPage *page : std::initializer_list<SetupPage *> {new PlacePage(brokersFolder), new WhoPage, new SecurityPage}) {
        m_stack->addWidget(page);
        connect(page, &SetupPage::changed, this, [this] { m_summary->show(request()); });
    }
    m_stack->addWidget(m_resultPage);
    m_stack->addWidget(m_missing);
    connect(m_missing->addPrimary(tr("Look again")), &QPushButton::clicked, this, &SetupDialog::lookAgainWanted);
    setContent(m_stack);
    setSidePanel(m_summary, 328);
    buildButtons();
    setPreferredSize({1152, 728});
    m_summary->show(request());
    m_stack->setCurrentWidget(m_missing);
    updateButtons();
}

SetupDialog::~SetupDialog() = default;

QWidget *SetupDialog::buildLeft()
{
    auto *left = new Panel(ColorRole::Sunken, Qt::RightEdge);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(space::L, space::XL, space::L, space::L);
    column->setSpacing(space::XS);
    auto *title = makeWrapped(tr("Create a secure broker"), TypeRole::Subtitle);
    auto *caption = makeWrapped(tr("Mosquitto on this computer"), TypeRole::Caption, ColorRole::Muted);
    title->setContentsMargins(space::S, 0, 0, 0);
    caption->setContentsMargins(space::S, 0, 0, 0);
    m_steps = new StepList({tr("Name and place"), tr("Who may connect"), tr("Security"), tr("Finish")});
    m_steps->setObjectName(QStringLiteral("setup.steps"));
    column->addWidget(title);
    column->addWidget(caption);
    column->addSpacing(space::L);
    column->addWidget(m_steps, 1);
    return left;
}

void SetupDialog::buildButtons()
{
    m_save = makeButton(tr("Save as a set for another machine…"));
    m_save->setObjectName(QStringLiteral("setup.save"));
    m_cancel = makeQuiet(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("setup.cancel"));
    m_back = makeButton(tr("Back"));
    m_back->setObjectName(QStringLiteral("setup.back"));
    m_next = makePrimary(tr("Next"));
    m_next->setObjectName(QStringLiteral("setup.next"));
    for (QPushButton *button : {m_save, m_cancel, m_back})
        button->setAutoDefault(false);
    m_next->setDefault(true);
    addLeft(m_save);
    addRight(m_cancel);
    addRight(m_back);
    addRight(m_next);
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveSetWanted(request()); });
    connect(m_cancel, &QPushButton::clicked, this, &SetupDialog::reject);
    connect(m_back, &QPushButton::clicked, this, &SetupDialog::back);
    connect(m_next, &QPushButton::clicked, this, &SetupDialog::next);
}

void SetupDialog::setInstallation(const Result<broker::mosquitto::Installation> &installation)
{
    m_installed = installation.has_value();
    if (installation) {
        m_summary->setInstallation(*installation);
        showStep(m_step);
    } else {
        m_missing->set(QStringLiteral("server"), tr("Mosquitto is not on this computer yet"), installation.error().text);
        m_stack->setCurrentWidget(m_missing);
    }
    updateButtons();
}

void SetupDialog::setSecretsPlace(const QString &place, bool lasting)
{
    m_secretsPlace = place;
    m_lasting = lasting;
}

void SetupDialog::resizeEvent(QResizeEvent *event)
{
    m_left->setVisible(event->size().width() >= RoomForSteps);
    Dialog::resizeEvent(event);
}

SetupPage *SetupDialog::page(int step) const
{
    return step < AskingSteps ? qobject_cast<SetupPage *>(m_stack->widget(step)) : nullptr;
}

session::SetupRequest SetupDialog::request() const
{
    session::SetupRequest request;
    for (int step = 0; step < AskingSteps; ++step) {
        if (const SetupPage *asked = page(step))
            asked->store(request);
    }
    return request;
}

void SetupDialog::showStep(int step)
{
    m_step = step;
    m_steps->setCurrent(step);
    m_stack->setCurrentIndex(step);
    updateButtons();
}

void SetupDialog::next()
{
    if (m_phase == Phase::Done) {
        emit connectWanted();
        accept();
        return;
    }
    SetupPage *asked = page(m_step);
    if (asked && !asked->validate())
        return;
    if (m_step + 1 < AskingSteps)
        showStep(m_step + 1);
    else
        create();
}

void SetupDialog::back()
{
    if (m_phase == Phase::Failed)
        m_phase = Phase::Asking;
    m_summary->resetProgress();
    showStep(std::max(0, m_step - 1));
}

void SetupDialog::create()
{
    m_phase = Phase::Making;
    m_summary->resetProgress();
    m_resultPage->showWorking();
    showStep(AskingSteps);
    m_setup = std::make_unique<session::BrokerSetup>();
    connect(m_setup.get(), &session::BrokerSetup::stepChanged, m_summary, &SetupSummary::setStep);
    connect(m_setup.get(), &session::BrokerSetup::finished, this, &SetupDialog::finished);
    m_setup->start(request());
}

void SetupDialog::finished(const Result<session::SetupResult> &result)
{
    if (!result) {
        m_phase = Phase::Failed;
        m_summary->setFailed(result.error().text);
        m_resultPage->showFailure(result.error());
        updateButtons();
        return;
    }
    m_phase = Phase::Done;
    m_steps->setCurrent(AskingSteps + 1);
    m_resultPage->showResult(*result, m_secretsPlace, m_lasting);
    updateButtons();
    emit created(*result);
}

std::unique_ptr<broker::mosquitto::LocalBroker> SetupDialog::takeBroker()
{
    return m_setup ? m_setup->takeBroker() : nullptr;
}

void SetupDialog::reject()
{
    if (m_phase == Phase::Making && m_setup)
        m_setup->cancel();
    Dialog::reject();
}

void SetupDialog::updateButtons()
{
    const bool asking = m_phase == Phase::Asking;
    m_save->setVisible(asking);
    m_cancel->setText(m_phase == Phase::Done ? tr("Close") : tr("Cancel"));
    m_back->setVisible((asking && m_step > 0) || m_phase == Phase::Failed);
    m_next->setVisible(m_phase == Phase::Done || (asking && m_installed));
    m_next->setText(m_phase == Phase::Done          ? tr("Connect now")
            : m_step + 1 == AskingSteps             ? tr("Create the broker")
                                                    : tr("Next"));
}

} // namespace warden::ui
