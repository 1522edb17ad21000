// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/signintrials.h"

namespace warden::session {

namespace {

constexpr int kConnectLimitMs = 8'000;
constexpr int kAnswerLimitMs = 8'000;

const QByteArray kControlTopic = QByteArrayLiteral("$CONTROL/dynamic-security/v1");

/// The broker turned us away, as opposed to not being there at all.
bool isRefusal(mqtt::FailureKind kind)
{
    using enum mqtt::FailureKind;
    switch (kind) {
    case ClientCertificateMissing:
    case ClientCertificateRefused:
    case TlsFailed:
    case BadUserNameOrPassword:
    case NotAuthorized:
    case RefusedByBroker:
    case ConnectionLost:
        return true;
    default:
        return false;
    }
}

} // namespace

SignInTrials::SignInTrials(const broker::mosquitto::BrokerSet &set, const QString &administrator, QObject *parent)
    : QObject(parent)
    , m_anchors(x509::Certificate::listFromPem(set.caPem).value_or(QList<x509::Certificate>()))
{
    planGood(set, administrator);
    planBad(set, administrator);
    m_limit.setSingleShot(true);
    m_limit.setInterval(kAnswerLimitMs);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end(failure(ErrorCode::TimedOut,
            tr("The broker was tried with %1, and did not answer in time.").arg(m_trials.at(m_index).what)));
    });
}

SignInTrials::~SignInTrials() = default;

mqtt::ConnectOptions SignInTrials::options(quint16 port, mqtt::Transport transport) const
{
    mqtt::ConnectOptions options;
    options.endpoint.transport = transport;
    options.endpoint.host = QStringLiteral("127.0.0.1");
    options.endpoint.port = port;
    options.tls.trust.mode = mqtt::TrustPolicy::Mode::Anchors;
    options.tls.trust.anchors = m_anchors;
    options.connectTimeoutMs = kConnectLimitMs;
    options.reconnect.enabled = false;
    return options;
}

void SignInTrials::planGood(const broker::mosquitto::BrokerSet &set, const QString &administrator)
{
    Trial password {tr("the administrator's password"), options(set.listeners.passwordPort, mqtt::Transport::Tls), true, true};
    password.options.userName = administrator;
    password.options.password = set.passwords.value(administrator);
    m_trials.append(password);
    Trial certificate {tr("a certificate"), options(set.listeners.certificatePort, mqtt::Transport::Tls), true, false};
    certificate.options.tls.identity = set.identities.value(administrator);
    m_trials.append(certificate);
    if (set.listeners.webSocketPort == 0)
        return;
    Trial webSocket {
        tr("a WebSocket"), options(set.listeners.webSocketPort, mqtt::Transport::SecureWebSocket), true, false};
    webSocket.options.userName = administrator;
    webSocket.options.password = set.passwords.value(administrator);
    m_trials.append(webSocket);
}

void SignInTrials::planBad(const broker::mosquitto::BrokerSet &set, const QString &administrator)
{
    const broker::mosquitto::Listeners &ports = set.listeners;
    m_trials.append({tr("no password"), options(ports.passwordPort, mqtt::Transport::Tls), false, false});
    Trial wrong {tr("a wrong password"), options(ports.passwordPort, mqtt::Transport::Tls), false, false};
    wrong.options.userName = administrator;
    wrong.options.password = Secret::randomPassword();
    m_trials.append(wrong);
    m_trials.append({tr("no certificate"), options(ports.certificatePort, mqtt::Transport::Tls), false, false});
    if (!set.revoked.isNull()) {
        Trial revoked {tr("a revoked certificate"), options(ports.certificatePort, mqtt::Transport::Tls), false, false};
        revoked.options.tls.identity = set.revoked;
        m_trials.append(revoked);
    }
    if (ports.webSocketPort != 0)
        m_trials.append(
            {tr("a WebSocket without password"), options(ports.webSocketPort, mqtt::Transport::SecureWebSocket), false, false});
}

void SignInTrials::start()
{
    next();
}

void SignInTrials::next()
{
    m_limit.stop();
    if (m_client) {
        // Not at once: this may be called by the client itself.
        m_client->disconnect(this);
        m_client->close();
        m_client.release()->deleteLater();
    }
    if (++m_index == m_trials.size())
        return end({});
    m_client = std::make_unique<mqtt::Client>();
    connect(m_client.get(), &mqtt::Client::connected, this, [this] { onConnected(); });
    connect(m_client.get(), &mqtt::Client::failed, this, &SignInTrials::onFailed);
    m_client->open(m_trials.at(m_index).options);
}

void SignInTrials::onConnected()
{
    const Trial &trial = m_trials.at(m_index);
    if (!trial.mustWork)
        return end(failure(
            ErrorCode::Internal, tr("The broker accepted %1. It is not safe and was not kept.").arg(trial.what)));
    if (trial.provesRights)
        proveRights();
    else
        next();
}

void SignInTrials::onFailed(const mqtt::Failure &fault)
{
    const Trial &trial = m_trials.at(m_index);
    if (!trial.mustWork && isRefusal(fault.kind))
        return next();
    end(failure(fault.error.code, tr("The broker was tried with %1: %2").arg(trial.what, fault.error.text),
        fault.error.detail));
}

/// The administrator may read the broker's log and state, and gets an answer from the dynamic security plugin.
void SignInTrials::proveRights()
{
    m_limit.start();
    connect(m_client.get(), &mqtt::Client::messageReceived, this, [this](const mqtt::Message &message) {
        if (message.topic == kControlTopic + "/response" && message.payload.contains("getDefaultACLAccess"))
            next();
    });
    const QList<mqtt::Subscription> wanted {
        {QByteArrayLiteral("$SYS/broker/log/#")}, {QByteArrayLiteral("$SYS/#")}, {QByteArrayLiteral("#")},
        {QByteArray(kControlTopic + "/response")}};
    m_client->subscribe(wanted, [this](const Result<QList<mqtt::ReasonCode>> &granted) {
        const bool all = granted && std::all_of(granted->cbegin(), granted->cend(), [](mqtt::ReasonCode code) {
            return quint8(code) < 0x80;
        });
        if (!all)
            return end(failure(ErrorCode::NotAllowed, tr("The administrator was not allowed to read the broker's state.")));
        mqtt::Message question;
        question.topic = kControlTopic;
        question.payload = R"({"commands":[{"command":"getDefaultACLAccess","correlationData":"set-up"}]})";
        question.qos = 1;
        m_client->publish(question);
    });
}

void SignInTrials::end(const Result<void> &result)
{
    m_limit.stop();
    if (m_client) {
        m_client->disconnect(this);
        m_client->close();
        m_client.release()->deleteLater();
    }
    Q_EMIT finished(result);
}

} // namespace warden::session
