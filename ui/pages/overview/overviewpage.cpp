// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewpage.h"

#include "base/clock.h"
#include "ui/pages/cardgrid.h"
#include "ui/pages/overview/eventlist.h"
#include "ui/pages/overview/eventmodel.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/linkbanner.h"
#include "ui/widgets/barlist.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

enum Span { Quarter = 15 * 60, Hour = 3600, Day = 86400, Week = 7 * 86400 };

QStackedWidget *stackOf(QWidget *usual, EmptyState *other)
{
    auto *stack = new QStackedWidget;
    stack->addWidget(usual);
    stack->addWidget(other);
    return stack;
}

} // namespace

OverviewPage::OverviewPage(QTimer &tick, const Clock &clock, QWidget *parent)
    : Page({QStringLiteral("overview"), tr("Overview"), tr("How your broker is doing right now"),
               QStringLiteral("overview")},
        parent)
    , m_clock(clock)
{
    auto *span = new SegmentedControl(tr("Time shown"));
    span->setObjectName(QStringLiteral("overview.span"));
    span->addSegment(tr("15 min"), Quarter);
    span->addSegment(tr("1 h"), Hour);
    span->addSegment(tr("24 h"), Day);
    span->addSegment(tr("7 d"), Week);
    headerActions()->addWidget(span);
    build(tick);
    connect(span, &SegmentedControl::currentChanged, this,
        [this](int seconds) { m_charts->setSpan(std::chrono::seconds(seconds)); });
    connect(&tick, &QTimer::timeout, this, &OverviewPage::onTick);
    showFirstUse();
}

void OverviewPage::build(QTimer &tick)
{
    m_banner = new LinkBanner;
    m_banner->hide();
    connect(m_banner, &LinkBanner::tryAgainWanted, this, &OverviewPage::tryAgainWanted);
    connect(m_banner, &LinkBanner::detailsWanted, this, &OverviewPage::failureDetailsWanted);

    auto *note = new Card;
    note->setPadding(space::M);
    note->setFill(ColorRole::WarningSoft, ColorRole::Warning);
    auto *how = makeQuiet(tr("How to allow it"));
    how->setObjectName(QStringLiteral("overview.allowState"));
    auto *row = new QHBoxLayout;
    row->setSpacing(space::M);
    row->addWidget(makeIcon(u"lock", ColorRole::Warning, metric::IconM));
    row->addWidget(makeWrapped(tr("This user may not read the broker’s own figures ($SYS). What you see is what this "
                                  "console receives.")),
        1);
    row->addWidget(how);
    note->body()->addLayout(row);
    note->hide();
    m_stateNote = note;
    connect(how, &QPushButton::clicked, this, [this] { emit howToAllowWanted(Missing::State); });

    m_charts = new OverviewCharts(tick, m_clock);
    content()->setSpacing(space::L);
    content()->addWidget(m_banner);
    content()->addWidget(m_stateNote);
    content()->addWidget(buildCards());
    content()->addWidget(m_charts);
    content()->addWidget(buildLists(), 1);
}

QWidget *OverviewPage::buildCards()
{
    m_clients = new FigureCard(QStringLiteral("plug"), tr("Clients connected"));
    m_messages = new FigureCard(QStringLiteral("pulse"), tr("Messages"));
    m_data = new FigureCard(QStringLiteral("bolt"), tr("Data"));
    m_encryption = new FigureCard(QStringLiteral("lock"), tr("Encryption"));
    m_broker = new FigureCard(QStringLiteral("server"), tr("Broker"));
    m_clients->setObjectName(QStringLiteral("overview.clients"));
    m_messages->setObjectName(QStringLiteral("overview.messages"));
    m_data->setObjectName(QStringLiteral("overview.data"));
    m_encryption->setObjectName(QStringLiteral("overview.encryption"));
    m_broker->setObjectName(QStringLiteral("overview.broker"));
    m_clients->addSparkline(4);
    m_messages->addSparkline(0);
    m_data->addSparkline(2);
    auto *grid = new CardGrid(200);
    for (FigureCard *card : {m_clients, m_messages, m_data, m_encryption, m_broker})
        grid->addCard(card);
    return grid;
}

QWidget *OverviewPage::buildLists()
{
    m_events = new EventModel(this);
    m_eventList = new EventList(m_clock);
    m_eventList->setObjectName(QStringLiteral("overview.events"));
    m_eventList->setAccessibleName(tr("Latest events"));
    m_eventList->setModel(m_events);
    m_noLog = new EmptyState(QStringLiteral("lock"), tr("The broker’s log is closed to this user"),
        tr("Who connects and who is refused stays hidden."));
    m_noEvents = new EmptyState(
        QStringLiteral("list"), tr("Nothing has happened yet"), tr("Sign-ins, refusals and changes appear here."));
    m_eventStack = stackOf(m_eventList, m_noLog);
    m_eventStack->addWidget(m_noEvents);
    connect(m_noLog->addSecondary(tr("How to allow it")), &QPushButton::clicked, this,
        [this] { emit howToAllowWanted(Missing::Log); });
    const auto choose = [this] {
        if (m_eventStack->currentWidget() != m_noLog)
            m_eventStack->setCurrentWidget(m_events->rowCount() > 0 ? static_cast<QWidget *>(m_eventList) : m_noEvents);
    };
    connect(m_events, &EventModel::modelReset, this, choose);
    connect(m_events, &EventModel::rowsInserted, this, choose);

    m_talkers = new BarList;
    m_talkers->setObjectName(QStringLiteral("overview.talkers"));
    m_talkers->setAccessibleName(tr("Top talkers"));
    m_noTraffic = new EmptyState(QStringLiteral("lock"), tr("The traffic is closed to this user"),
        tr("Topics and their rates stay hidden."));
    m_silence = new EmptyState(
        QStringLiteral("pulse"), tr("No messages seen"), tr("The busiest topics appear here as messages come."));
    m_talkerStack = stackOf(m_talkers, m_noTraffic);
    m_talkerStack->addWidget(m_silence);
    connect(m_noTraffic->addSecondary(tr("How to allow it")), &QPushButton::clicked, this,
        [this] { emit howToAllowWanted(Missing::Traffic); });

    auto *events = new Card(tr("Latest events"));
    events->body()->addWidget(m_eventStack, 1);
    auto *talkers = new Card(tr("Top talkers"));
    talkers->setNote(tr("messages /s"));
    talkers->body()->addWidget(m_talkerStack, 1);
    auto *grid = new CardGrid(360);
    grid->addCard(events, 9);
    grid->addCard(talkers, 5);
    grid->setMinimumHeight(272);
    return grid;
}

void OverviewPage::setSource(SeriesSource source)
{
    m_source = source;
    m_historyAt = 0;
    m_charts->setSource(std::move(source));
}

void OverviewPage::setState(session::Session::State state, const mqtt::Failure &failure)
{
    using State = session::Session::State;
    m_state = state;
    m_firstUse = false;
    if (state == State::Connected) {
        m_wasConnected = true;
        m_banner->hide();
        showLive();
        return;
    }
    if (state == State::Offline)
        m_wasConnected = false;
    if (m_wasConnected) {
        m_banner->setFailure(failure);
        m_banner->show();
        forgetFigures();
        showLive();
    } else if (failure.kind != mqtt::FailureKind::None && state != State::Connecting) {
        showFailed(failure);
    } else if (state == State::Connecting || state == State::Waiting) {
        showLoading();
    } else {
        showFailed(failure);
    }
}

void OverviewPage::showFirstUse()
{
    auto *empty = new EmptyState(QStringLiteral("server"), tr("No broker yet"),
        tr("Connect to a broker to see how it is doing."));
    QPushButton *connectButton = empty->addPrimary(tr("Connect…"));
    connectButton->setObjectName(QStringLiteral("overview.connect"));
    connect(connectButton, &QPushButton::clicked, this, &OverviewPage::connectWanted);
    showInstead(empty);
}

void OverviewPage::showLoading()
{
    showInstead(new Skeleton);
}

void OverviewPage::showFailed(const mqtt::Failure &failure)
{
    const bool told = failure.kind != mqtt::FailureKind::None;
    auto *empty = new EmptyState(told ? QStringLiteral("warning") : QStringLiteral("plug"), tr("Not connected"),
        told ? failure.error.text : tr("This console is not connected to the broker."));
    empty->setObjectName(QStringLiteral("overview.notConnected"));
    QPushButton *again = empty->addPrimary(told ? tr("Try again") : tr("Connect"));
    again->setObjectName(QStringLiteral("overview.tryAgain"));
    connect(again, &QPushButton::clicked, this, &OverviewPage::tryAgainWanted);
    if (told && !failure.error.detail.isEmpty())
        empty->setDetails(failure.error.detail);
    showInstead(empty);
}

void OverviewPage::showLive()
{
    showContent();
}

void OverviewPage::forgetFigures()
{
    for (FigureCard *card : {m_clients, m_messages, m_data, m_broker})
        card->setUnknown(tr("not connected"));
    m_encryption->setUnknown(tr("not connected"));
    m_talkers->setBars({});
    m_talkerStack->setCurrentWidget(m_silence);
}

void OverviewPage::setReconnectDue(qint64 ms)
{
    m_banner->setDue(ms);
}

void OverviewPage::setEvents(const QList<monitor::ConnectionEvent> &newestFirst)
{
    m_events->replace(newestFirst);
}

void OverviewPage::addEvents(const QList<monitor::ConnectionEvent> &oldestFirst)
{
    m_events->add(oldestFirst);
}

void OverviewPage::setCompact(bool compact)
{
    m_eventList->setCompact(compact);
}

} // namespace warden::ui
