// SPDX-License-Identifier: GPL-3.0-or-later
// What the overview says in figures, and how it follows a session.
#include "ui/pages/overview/overviewpage.h"

#include "base/clock.h"
#include "base/text.h"
#include "ui/pages/overview/eventlist.h"
#include "ui/pages/overview/eventmodel.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/linkbanner.h"
#include "ui/widgets/barlist.h"
#include "ui/widgets/emptystate.h"

#include <QLocale>
#include <QStackedWidget>

namespace warden::ui {

using session::Rights;
using session::Session;

namespace {

QString number(double value)
{
    return QLocale().toString(value, 'f', value < 9.95 && value > 0 ? 1 : 0);
}

/// Bytes a second as figure and unit.
std::pair<QString, QString> dataRate(double bytes)
{
    if (bytes >= 1e6)
        return {QLocale().toString(bytes / 1e6, 'f', 1), OverviewPage::tr("MB/s")};
    if (bytes >= 1e3)
        return {QLocale().toString(bytes / 1e3, 'f', 1), OverviewPage::tr("kB/s")};
    return {QLocale().toString(bytes, 'f', 0), OverviewPage::tr("B/s")};
}

QString daysLeft(qint64 days)
{
    return days == 1 ? OverviewPage::tr("1 day left") : OverviewPage::tr("%1 days left").arg(days);
}

struct VerdictChip {
    Tone tone;
    QString text;
    QString icon;
};

VerdictChip verdictChip(mqtt::TrustVerdict verdict)
{
    switch (verdict) {
    case mqtt::TrustVerdict::Plain:
        return {Tone::Danger, OverviewPage::tr("plain text"), QStringLiteral("lock-open")};
    case mqtt::TrustVerdict::Verified:
        return {Tone::Success, OverviewPage::tr("verified"), QStringLiteral("check")};
    case mqtt::TrustVerdict::Pinned:
        return {Tone::Warning, OverviewPage::tr("pinned"), QStringLiteral("lock")};
    case mqtt::TrustVerdict::Unverified:
        return {Tone::Warning, OverviewPage::tr("not verified"), QStringLiteral("lock-alert")};
    case mqtt::TrustVerdict::Rejected:
        return {Tone::Danger, OverviewPage::tr("rejected"), QStringLiteral("lock-alert")};
    }
    return {};
}

} // namespace

void OverviewPage::follow(Session *session)
{
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_wasConnected = false;
    m_banner->hide();
    m_events->replace({});
    forgetFigures();
    m_firstUse = session == nullptr;
    if (!session) {
        setSource({});
        showFirstUse();
        return;
    }
    setSource([guard = QPointer<Session>(session)](Session::Series which) -> const monitor::TimeSeries * {
        return guard ? &guard->series(which) : nullptr;
    });
    connect(session, &Session::stateChanged, this, [this] {
        setState(m_session->state(), m_session->lastFailure());
        if (m_state == Session::State::Connected) {
            setLink(m_session->link());
            setRights(m_session->rights());
        }
    });
    connect(session, &Session::rightsChanged, this, [this] { setRights(m_session->rights()); });
    connect(session, &Session::brokerFrameReady, this, &OverviewPage::setBrokerFrame);
    connect(session, &Session::trafficFrameReady, this, &OverviewPage::setTrafficFrame);
    connect(session, &Session::logFrameReady, this,
        [this](const monitor::LogFrame &frame) { addEvents(frame.events); });
    connect(session, &Session::failed, this,
        [this](const mqtt::Failure &failure) { setState(m_session->state(), failure); });
    refresh();
}

void OverviewPage::refresh()
{
    if (!m_session)
        return;
    setState(m_session->state(), m_session->lastFailure());
    setEvents(m_session->recentEvents());
    if (m_state != Session::State::Connected)
        return;
    setLink(m_session->link());
    setRights(m_session->rights());
    setBrokerFrame(m_session->brokerFrame());
    setTrafficFrame(m_session->trafficFrame());
}

void OverviewPage::setLink(const mqtt::LinkReport &link)
{
    const VerdictChip chip = verdictChip(link.verdict);
    if (!link.encrypted) {
        m_encryption->setFigure(tr("None"));
        m_encryption->setChip(chip.tone, chip.text, chip.icon);
        return;
    }
    m_encryption->setFigure(link.protocol);
    QString days;
    if (!link.sentChain.isEmpty())
        days = daysLeft(m_clock.now().daysTo(link.sentChain.first().notAfter()));
    m_encryption->setChip(chip.tone, chip.text, chip.icon, days);
}

void OverviewPage::setRights(const Rights &rights)
{
    m_rights = rights;
    const bool noState = rights.readState == Rights::Answer::No;
    m_stateNote->setVisible(noState);
    m_charts->setStateAllowed(!noState);
    if (noState) {
        m_clients->setUnknown(tr("not allowed to read"));
        m_broker->setUnknown(tr("not allowed to read"));
    }
    if (rights.readLog == Rights::Answer::No)
        m_eventStack->setCurrentWidget(m_noLog);
    else if (m_eventStack->currentWidget() == m_noLog)
        m_eventStack->setCurrentWidget(m_events->rowCount() > 0 ? static_cast<QWidget *>(m_eventList) : m_noEvents);
    const bool noTraffic = rights.watchTraffic == Rights::Answer::No;
    if (noTraffic)
        m_talkerStack->setCurrentWidget(m_noTraffic);
    else if (m_talkerStack->currentWidget() == m_noTraffic)
        m_talkerStack->setCurrentWidget(m_silence);
}

void OverviewPage::setBrokerFrame(const monitor::BrokerFrame &frame)
{
    if (m_state != Session::State::Connected)
        return; // a late one: what it tells is no longer known
    if (frame.clientsConnected >= 0) {
        m_clients->setFigure(QLocale().toString(frame.clientsConnected, 'f', 0),
            frame.clientsTotal >= 0 ? tr("of %1").arg(QLocale().toString(frame.clientsTotal, 'f', 0)) : QString());
        m_clients->setFoot(frame.subscriptions >= 0
                ? tr("subscriptions: %1").arg(QLocale().toString(frame.subscriptions, 'f', 0))
                : QString());
    }
    if (frame.messagesReceivedPerSecond >= 0) {
        m_messages->setFigure(number(frame.messagesReceivedPerSecond), tr("/s in"));
        if (frame.messagesSentPerSecond >= 0)
            m_messages->setFoot(tr("%1 /s out").arg(number(frame.messagesSentPerSecond)));
    }
    if (frame.bytesReceivedPerSecond >= 0) {
        const auto [figure, unit] = dataRate(frame.bytesReceivedPerSecond);
        m_data->setFigure(figure, unit);
    }
    if (!frame.version.isEmpty()) {
        QString version = displayText(frame.version, 48);
        QString make;
        if (version.startsWith(QLatin1String("mosquitto version "))) {
            version = version.mid(18);
            make = tr("Mosquitto");
        }
        m_broker->setFigure(version, make);
        m_broker->setFoot(
            frame.uptimeSeconds >= 0 ? tr("up for %1").arg(durationText(frame.uptimeSeconds)) : QString());
    }
}

void OverviewPage::setTrafficFrame(const monitor::TrafficFrame &frame)
{
    if (m_state != Session::State::Connected)
        return;
    if (m_rights.readState == Rights::Answer::No) {
        m_messages->setFigure(number(frame.messagesPerSecond), tr("/s seen"));
        const auto [figure, unit] = dataRate(frame.bytesPerSecond);
        m_data->setFigure(figure, unit);
    }
    if (!frame.largestTopic.isEmpty())
        m_data->setFoot(tr("largest: %1").arg(displayText(frame.largestTopic, 96)));
    std::vector<BarList::Bar> bars;
    for (const monitor::TopicRow &row : frame.busiest)
        bars.push_back({displayText(row.name, 160), row.ratePerSecond, QLocale().toString(row.ratePerSecond, 'f', 1)});
    if (m_rights.watchTraffic != Rights::Answer::No)
        m_talkerStack->setCurrentWidget(bars.empty() ? static_cast<QWidget *>(m_silence) : m_talkers);
    m_talkers->setBars(std::move(bars));
}

void OverviewPage::onTick()
{
    if (!isVisible() || !m_session)
        return;
    if (m_state != Session::State::Connected)
        setReconnectDue(m_session->reconnectDueMs());
    updateHistories();
}

void OverviewPage::updateHistories()
{
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    if (!m_source || now == m_historyAt)
        return;
    m_historyAt = now;
    const auto fill = [&](FigureCard *card, Session::Series which) {
        std::vector<double> values;
        if (const monitor::TimeSeries *series = m_source(which)) {
            for (const monitor::Sample &sample : series->range(now - 120, now, 60))
                values.push_back(sample.value);
        }
        card->setHistory(values);
    };
    fill(m_clients, Session::Series::Clients);
    fill(m_messages, Session::Series::MessagesIn);
    fill(m_data, Session::Series::BytesIn);
}

} // namespace warden::ui
