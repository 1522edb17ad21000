// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/testpanel.h"

#include "base/text.h"
#include "ui/widgets/checklist.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

using Test = session::ConnectionTest;
using session::Rights;

namespace {

QString idOf(Test::Step step)
{
    return QString::number(int(step));
}

CheckList::State stateOf(Test::Outcome outcome)
{
    switch (outcome) {
    case Test::Outcome::Running:
        return CheckList::State::Running;
    case Test::Outcome::Done:
        return CheckList::State::Done;
    case Test::Outcome::Warning:
        return CheckList::State::Warning;
    case Test::Outcome::Failed:
        return CheckList::State::Failed;
    }
    return CheckList::State::Pending;
}

} // namespace

TestPanel::TestPanel(QWidget *parent)
    : Panel(ColorRole::Sunken, Qt::LeftEdge, parent)
    , m_total(makeLabel({}, TypeRole::Caption, ColorRole::Muted))
    , m_idle(makeWrapped(tr("Tries name, network, encryption, sign-in and rights one after the other, and changes "
                            "nothing on the broker."),
          TypeRole::Body, ColorRole::Muted))
    , m_steps(new CheckList(CheckList::Look::Timeline))
    , m_found(new Card)
    , m_foundTitle(makeWrapped({}, TypeRole::Strong))
    , m_foundText(makeWrapped({}, TypeRole::Caption, ColorRole::Muted))
{
    m_steps->setObjectName(QStringLiteral("connect.steps"));
    m_total->setObjectName(QStringLiteral("connect.testTotal"));
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Connection test"), TypeRole::Strong), 1);
    head->addWidget(m_total);
    auto *show = makeQuiet(tr("Show certificate"));
    show->setObjectName(QStringLiteral("connect.showCertificate"));
    auto *words = new QVBoxLayout;
    words->setSpacing(space::XXS);
    words->addWidget(m_foundTitle);
    words->addWidget(m_foundText);
    words->addWidget(show, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::M);
    row->addWidget(makeIcon(u"server", ColorRole::Accent, metric::IconM), 0, Qt::AlignTop);
    row->addLayout(words, 1);
    m_found->setPadding(space::M);
    m_found->body()->addLayout(row);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::XL, 20, space::XL, 20);
    column->setSpacing(space::L);
    column->addLayout(head);
    column->addWidget(m_idle);
    column->addWidget(m_steps);
    column->addStretch(1);
    column->addWidget(m_found);
    connect(show, &QPushButton::clicked, this, &TestPanel::certificateWanted);
    connect(m_steps, &CheckList::linkActivated, this, [this](const QString &, int detail) {
        if (detail >= 0 && detail < m_missing.size())
            emit howToAllowWanted(m_missing.at(detail));
    });
    forget();
}

void TestPanel::forget()
{
    m_total->clear();
    m_steps->hide();
    m_found->hide();
    m_idle->show();
}

void TestPanel::begin(const broker::Profile &profile)
{
    m_idle->hide();
    m_found->hide();
    m_total->setText(tr("running…"));
    m_steps->clear();
    m_steps->addStep(idOf(Test::Step::Name), tr("Name found"));
    m_steps->addStep(idOf(Test::Step::Tcp), tr("TCP"));
    if (mqtt::isEncrypted(profile.endpoint.transport))
        m_steps->addStep(idOf(Test::Step::Tls), tr("TLS"));
    if (mqtt::isWebSocket(profile.endpoint.transport))
        m_steps->addStep(idOf(Test::Step::WebSocket), tr("WebSocket"));
    m_steps->addStep(idOf(Test::Step::SignIn), tr("MQTT"));
    m_steps->addStep(idOf(Test::Step::Rights), tr("Rights"));
    m_steps->show();
}

void TestPanel::showStep(const Test::StepReport &step)
{
    m_steps->setStep(idOf(step.step), stateOf(step.outcome), step.text,
        step.outcome == Test::Outcome::Running ? QString() : tr("%1 ms").arg(step.elapsedMs));
}

void TestPanel::showReport(const Test::Report &report)
{
    for (const Test::StepReport &step : report.steps)
        showStep(step);
    m_total->setText(report.ok ? tr("%1 ms in all").arg(report.totalMs) : tr("failed after %1 ms").arg(report.totalMs));
    if (report.ok)
        showRights(report.rights);
    showFound(report);
}

void TestPanel::showRights(const Rights &rights)
{
    struct Line {
        Right right;
        Rights::Answer answer;
        QString yes;
        QString no;
        QString meaning;
    };
    const Line lines[] {
        {Right::ManageAccess, rights.manageAccess, tr("Manage users, groups and roles"),
            tr("Manage users, groups and roles: not allowed"), tr("This console can look, but not change access.")},
        {Right::ReadState, rights.readState, tr("Read the broker’s state"), tr("Read the broker’s state: not allowed"),
            tr("Clients and rates of the broker will stay hidden.")},
        {Right::WatchTraffic, rights.watchTraffic, tr("Watch the traffic"), tr("Watch the traffic: not allowed"),
            tr("Topics and their rates will stay hidden.")},
        {Right::ReadLog, rights.readLog, tr("Read the broker’s log"), tr("Read the broker’s log: not allowed"),
            tr("Refused sign-ins will stay hidden.")},
    };
    m_missing.clear();
    std::vector<CheckList::Detail> details;
    for (const Line &line : lines) {
        m_missing.append(line.right);
        if (line.answer == Rights::Answer::Yes)
            details.push_back({Tone::Success, line.yes, {}, {}});
        else if (line.answer == Rights::Answer::No)
            details.push_back({Tone::Warning, line.no, line.meaning, tr("How to allow it")});
        else
            details.push_back({Tone::Neutral, tr("%1: the broker did not tell").arg(line.yes), {}, {}});
    }
    m_steps->setDetails(idOf(Test::Step::Rights), details);
}

void TestPanel::showFound(const Test::Report &report)
{
    const bool certificate = !report.link.sentChain.isEmpty();
    m_found->setVisible(certificate || !report.brokerVersion.isEmpty());
    m_foundTitle->setText(report.brokerVersion.isEmpty() ? tr("The broker did not tell what it is")
                                                         : displayText(report.brokerVersion, 80));
    if (certificate) {
        const QDateTime until = report.link.sentChain.first().notAfter().toLocalTime();
        m_foundText->setText(
            tr("Certificate valid until %1").arg(QLocale().toString(until.date(), QStringLiteral("d MMM yyyy"))));
    }
    m_foundText->setVisible(certificate);
    if (auto *show = m_found->findChild<QPushButton *>(QStringLiteral("connect.showCertificate")))
        show->setVisible(certificate);
}

} // namespace warden::ui
