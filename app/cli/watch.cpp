// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target.h"

#include "base/text.h"
#include "monitor/topictree.h"
#include "topic/topic.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

/// The tap of the window without a window: decoder, topic tree and rates, printed by topic at the end.
class Watch final : public Command
{
public:
    Watch(Environment &environment, Target target, QList<QByteArray> filters, quint64 wanted)
        : Command(environment)
        , m_target(std::move(target))
        , m_filters(std::move(filters))
        , m_wanted(wanted)
    {
        connect(&m_client, &mqtt::Client::connected, this, [this] { subscribe(); });
        connect(&m_client, &mqtt::Client::failed, this, [this](const mqtt::Failure &failure) { react(failure); });
        m_client.setBatchSink([this](std::span<const mqtt::PublishView> batch) { take(batch); });
        connect(&m_tick, &QTimer::timeout, this, [this] { m_tree.tick(QDateTime::currentMSecsSinceEpoch()); });
    }

    void start() override
    {
        openClient(environment(), m_target, m_client, true, [this](const Error &error) { fail(error); });
    }

    /// Ctrl+C ends the watching, not the report.
    void interrupt() override { end(m_wanted == 0 ? kDone : kInterrupted); }

private:
    void subscribe();
    void react(const mqtt::Failure &failure);
    void take(std::span<const mqtt::PublishView> batch);
    void end(int exitCode);
    void print(const monitor::TopicRow &row, double seconds);

    Target m_target;
    QList<QByteArray> m_filters;
    quint64 m_wanted; // 0: until Ctrl+C
    mqtt::Client m_client;
    monitor::TopicTree m_tree;
    QTimer m_tick;
    QElapsedTimer m_since;
    bool m_ended = false;
};

void Watch::subscribe()
{
    QList<mqtt::Subscription> subscriptions;
    for (const QByteArray &filter : std::as_const(m_filters)) {
        mqtt::Subscription subscription;
        subscription.filter = filter;
        subscriptions.append(subscription);
    }
    m_client.subscribe(subscriptions, [this](const Result<QList<mqtt::ReasonCode>> &result) {
        if (!result)
            return fail(result.error());
        for (qsizetype i = 0; i < result->size() && i < m_filters.size(); ++i) {
            const QString filter = displayText(m_filters.at(i));
            if (int(result->at(i)) >= 0x80)
                return fail({ErrorCode::NotAllowed,
                    tr("The broker does not let this user subscribe to “%1”. Ask for the right to, or watch less.").arg(filter),
                    QStringLiteral("SUBACK 0x%1").arg(int(result->at(i)), 2, 16, QLatin1Char('0'))});
            terminal().say(tr("Watching %1 at %2").arg(filter, m_target.profile.endpoint.display()));
        }
        if (!m_since.isValid())
            m_since.start();
        m_tick.start(1000);
    });
}

void Watch::react(const mqtt::Failure &failure)
{
    if (m_ended)
        return;
    const bool goesOn = m_client.state() == mqtt::Client::State::Waiting && m_since.isValid();
    terminal().complain(failure.error);
    if (!goesOn) {
        m_client.close();
        Q_EMIT finished(exitCodeOf(failure));
    }
}

void Watch::take(std::span<const mqtt::PublishView> batch)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!m_since.isValid()) // a retained message may overtake the SUBACK
        m_since.start();
    for (const mqtt::PublishView &message : batch) {
        if (m_wanted > 0 && m_tree.messageCount() == m_wanted)
            break;
        m_tree.add(message.topic, message.payload, message.qos, message.retain, now);
    }
    // The end comes from the event loop: the views of this batch are still in use.
    if (m_wanted > 0 && m_tree.messageCount() >= m_wanted)
        QTimer::singleShot(0, this, [this] { end(kDone); });
}

void Watch::end(int exitCode)
{
    if (std::exchange(m_ended, true))
        return;
    const double seconds = m_since.isValid() ? qMax<double>(0.001, double(m_since.elapsed()) / 1000.0) : 0.001;
    m_tick.stop();
    QList<monitor::TopicRow> rows;
    for (const monitor::TopicId id : m_tree.takeChanged(std::numeric_limits<qsizetype>::max()))
        rows.append(m_tree.row(id));
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) {
        return a.messages != b.messages ? a.messages > b.messages : a.name < b.name;
    });
    for (const monitor::TopicRow &row : std::as_const(rows))
        print(row, seconds);
    if (!environment().json)
        terminal().say(tr("%1 messages on %2 topics in %3 s, %4 bytes of payload")
                           .arg(m_tree.messageCount())
                           .arg(m_tree.topicCount())
                           .arg(seconds, 0, 'f', 1)
                           .arg(m_tree.byteCount()));
    m_client.close();
    Q_EMIT finished(exitCode);
}

void Watch::print(const monitor::TopicRow &row, double seconds)
{
    const double rate = double(row.messages) / seconds;
    if (environment().json)
        return terminal().print(QJsonObject {{QStringLiteral("topic"), displayText(row.name, 65535)},
            {QStringLiteral("messages"), qint64(row.messages)}, {QStringLiteral("bytes"), qint64(row.bytes)},
            {QStringLiteral("perSecond"), rate}, {QStringLiteral("retained"), row.retained},
            {QStringLiteral("lastSize"), row.lastSize}, {QStringLiteral("last"), displayText(row.lastPayload, 512)}});
    terminal().print(QStringLiteral("%1 %2  %3  %4")
                         .arg(row.messages, 8)
                         .arg(tr("%1/s").arg(rate, 0, 'f', 2), 10)
                         .arg(displayText(row.name, 200), displayText(row.lastPayload, 60)));
}

} // namespace

CommandEntry watchCommand()
{
    return {QStringLiteral("watch"), QStringLiteral("URL|PROFILE"),
        tr("Shows what a broker sends: by topic, with counts and rates, until Ctrl+C or --count."),
        [](QCommandLineParser &parser) {
            declareTarget(parser);
            parser.addOptions({
                {{QStringLiteral("t"), QStringLiteral("topic")}, tr("Topic filter; may be given more than once. Without it: #"),
                    tr("filter")},
                {{QStringLiteral("n"), QStringLiteral("count")}, tr("End after this many messages."), tr("n")},
            });
        },
        [](Environment &environment, const QCommandLineParser &parser) -> Result<std::unique_ptr<Command>> {
            const QStringList words = parser.positionalArguments();
            if (words.size() != 1)
                return failure(ErrorCode::InvalidInput, tr("watch takes one URL or the name of a profile."));
            auto target = readTarget(environment, parser, words.first());
            if (!target)
                return failure(target.error());
            QList<QByteArray> filters;
            for (const QString &text : parser.values(QStringLiteral("topic"))) {
                filters.append(text.toUtf8());
                if (const auto fault = topic::checkFilter(filters.last()))
                    return failure(ErrorCode::InvalidInput,
                        tr("The topic filter “%1” is not valid at byte %2: %3").arg(displayText(filters.last())).arg(fault->position).arg(fault->text));
            }
            if (filters.isEmpty())
                filters.append("#");
            bool ok = true;
            const quint64 count = parser.isSet(QStringLiteral("count")) ? parser.value(QStringLiteral("count")).toULongLong(&ok) : 0;
            if (!ok || (parser.isSet(QStringLiteral("count")) && count == 0))
                return failure(ErrorCode::InvalidInput, tr("--count takes a number from 1 on."));
            return std::make_unique<Watch>(environment, std::move(*target), std::move(filters), count);
        }};
}

} // namespace warden::cli
