// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/connectiontest.h"

#include "base/text.h"
#include "session/rightsprobe.h"
#include "session/teststeps.h"

#include <QElapsedTimer>
#include <QHostInfo>

namespace warden::session {

/// The working part of ConnectionTest: one run at a time, each with a client of its own.
class ConnectionTest::Private final : public QObject
{
public:
    explicit Private(ConnectionTest *owner)
        : q(owner)
    {
    }
    ~Private() override { abandon(); }

    void start(const Secret &password, const Secret &keyPassphrase);
    void abandon();

    ConnectionTest *const q;
    broker::Profile profile;
    Report report;
    bool running = false;

private:
    void onNameFound(const QHostInfo &info);
    void openClient();
    void onStep(mqtt::ConnectStep step);
    void onMessages(std::span<const mqtt::PublishView> batch);
    void onFailed(const mqtt::Failure &failure);
    void onRightsKnown();
    void begin(Step step);
    void conclude(Outcome outcome, const QString &text);
    void finish();
    std::optional<Step> following(Step step) const;

    mqtt::ConnectOptions m_options;
    QPointer<mqtt::Client> m_client;
    std::unique_ptr<RightsProbe> m_probe;
    QElapsedTimer m_total, m_step;
    int m_lookup = -1;
};

void ConnectionTest::Private::start(const Secret &password, const Secret &keyPassphrase)
{
    abandon();
    report = {};
    running = true;
    m_total.start();
    begin(Step::Name);
    Result<mqtt::ConnectOptions> options = broker::connectOptions(profile, password, keyPassphrase);
    if (!options) {
        mqtt::Failure failure;
        failure.kind = mqtt::FailureKind::InvalidSettings;
        failure.error = options.error();
        failure.what = options.error().text;
        failure.mayRetry = false;
        // Later, so that whoever started the test hears of its end after start() has returned.
        QMetaObject::invokeMethod(this, [this, failure] { onFailed(failure); }, Qt::QueuedConnection);
        return;
    }
    m_options = std::move(*options);
    m_options.reconnect.enabled = false;
    if (!m_options.clientId.isEmpty())
        m_options.clientId += QStringLiteral("-test");
    m_lookup = QHostInfo::lookupHost(profile.endpoint.host, this, [this](const QHostInfo &info) { onNameFound(info); });
}

void ConnectionTest::Private::abandon()
{
    running = false;
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    m_probe.reset();
    m_options.password.wipe();
    mqtt::Client *const client = m_client;
    m_client.clear();
    if (!client)
        return;
    client->disconnect(this);
    client->setBatchSink([](std::span<const mqtt::PublishView>) {});
    client->close();
    if (client->state() != mqtt::Client::State::Closing)
        client->deleteLater();
    else
        connect(client, &mqtt::Client::stateChanged, client, &QObject::deleteLater);
}

void ConnectionTest::Private::onNameFound(const QHostInfo &info)
{
    if (info.lookupId() != m_lookup)
        return;
    m_lookup = -1;
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        mqtt::FailureFacts facts;
        facts.endpoint = profile.endpoint;
        facts.technical = info.errorString();
        onFailed(mqtt::describeFailure(mqtt::FailureKind::NameNotFound, facts));
        return;
    }
    conclude(Outcome::Done, teststeps::nameFound(profile, info.addresses()));
    begin(Step::Tcp);
    openClient();
}

void ConnectionTest::Private::openClient()
{
    m_client = new mqtt::Client(q);
    m_client->setBatchSink([this](std::span<const mqtt::PublishView> batch) { onMessages(batch); });
    // Queued: the link's facts are complete only after the step's signal has returned.
    connect(m_client, &mqtt::Client::stepDone, this, &Private::onStep, Qt::QueuedConnection);
    connect(m_client, &mqtt::Client::failed, this, &Private::onFailed, Qt::QueuedConnection);
    m_client->open(m_options);
    m_options.password.wipe();
}

void ConnectionTest::Private::onStep(mqtt::ConnectStep step)
{
    if (!running || !m_client)
        return;
    switch (step) {
    case mqtt::ConnectStep::NameFound:
        return;
    case mqtt::ConnectStep::TcpConnected:
        conclude(Outcome::Done, teststeps::tcpConnected(profile));
        break;
    case mqtt::ConnectStep::TlsNegotiated:
        report.link = m_client->link();
        conclude(Outcome::Done, teststeps::tlsNegotiated(profile, report.link));
        break;
    case mqtt::ConnectStep::WebSocketOpened:
        conclude(Outcome::Done, teststeps::webSocketOpened());
        break;
    case mqtt::ConnectStep::SignedIn:
        report.link = m_client->link();
        conclude(Outcome::Done, teststeps::signedIn(profile, m_options));
        break;
    }
    const auto next = following(report.steps.constLast().step);
    begin(next.value_or(Step::Rights));
    if (next)
        return;
    m_probe = std::make_unique<RightsProbe>(*m_client, profile.trafficFilters);
    connect(m_probe.get(), &RightsProbe::finished, this, &Private::onRightsKnown, Qt::QueuedConnection);
    m_probe->start();
}

std::optional<ConnectionTest::Step> ConnectionTest::Private::following(Step step) const
{
    const mqtt::Transport transport = profile.endpoint.transport;
    if (step == Step::Tcp && mqtt::isEncrypted(transport))
        return Step::Tls;
    if ((step == Step::Tcp || step == Step::Tls) && mqtt::isWebSocket(transport))
        return Step::WebSocket;
    return step == Step::SignIn ? std::nullopt : std::optional(Step::SignIn);
}

void ConnectionTest::Private::onMessages(std::span<const mqtt::PublishView> batch)
{
    for (const mqtt::PublishView &view : batch) {
        if (view.topic == "$SYS/broker/version")
            report.brokerVersion = displayText(view.payload, 120);
        if (m_probe)
            m_probe->take(view);
    }
}

void ConnectionTest::Private::onRightsKnown()
{
    if (!running || !m_probe)
        return;
    report.rights = m_probe->rights();
    report.ok = true;
    conclude(teststeps::isComplete(report.rights) ? Outcome::Done : Outcome::Warning, teststeps::rights(report.rights));
    finish();
}

void ConnectionTest::Private::onFailed(const mqtt::Failure &failure)
{
    if (!running)
        return;
    report.failure = failure;
    if (failure.link.encrypted)
        report.link = failure.link;
    const bool isQuestion = failure.kind == mqtt::FailureKind::FirstUse;
    conclude(isQuestion ? Outcome::Warning : Outcome::Failed, failure.error.text);
    finish();
}

void ConnectionTest::Private::begin(Step step)
{
    m_step.start();
    report.steps.append({step, Outcome::Running, 0, {}});
    Q_EMIT q->stepChanged(report.steps.constLast());
}

void ConnectionTest::Private::conclude(Outcome outcome, const QString &text)
{
    StepReport &step = report.steps.last();
    step.outcome = outcome;
    step.elapsedMs = int(m_step.elapsed());
    step.text = text;
    Q_EMIT q->stepChanged(StepReport(step));
}

void ConnectionTest::Private::finish()
{
    report.totalMs = int(m_total.elapsed());
    abandon();
    Q_EMIT q->finished(Report(report));
}

ConnectionTest::ConnectionTest(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const broker::Profile &profile, const Secret &password, const Secret &keyPassphrase)
{
    d->abandon();
    d->profile = profile;
    d->start(password, keyPassphrase);
}

void ConnectionTest::cancel()
{
    d->abandon();
}

bool ConnectionTest::isRunning() const
{
    return d->running;
}

ConnectionTest::Report ConnectionTest::report() const
{
    return d->report;
}

} // namespace warden::session
