// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrig.h"

#include <QElapsedTimer>

namespace warden::test {

using session::Session;

namespace {

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

broker::Profile plainProfile(quint16 port)
{
    broker::Profile profile;
    profile.id = QStringLiteral("test");
    profile.name = QStringLiteral("Test");
    profile.endpoint = {mqtt::Transport::Tcp, QStringLiteral("127.0.0.1"), port};
    profile.signIn = broker::SignIn::Nothing;
    return profile;
}

SessionRig::SessionRig(Link link, const QStringList &listenerLines)
    : profile(plainProfile(0))
{
    broker.addLines({QStringLiteral("log_dest topic"), QStringLiteral("sys_interval 1")});
    QStringList lines = listenerLines;
    if (link == Link::Tls) {
        CertificateSpec spec = serverSpec(QStringLiteral("localhost"));
        spec.addresses = QStringList {QStringLiteral("127.0.0.1")};
        const Made authority = makeSelfSigned(caSpec(QStringLiteral("Rig CA")));
        const Made server = makeSigned(spec, authority);
        profile.caFile = broker.writeFile(QStringLiteral("rig-ca.crt"), authority.certificate.toPem());
        lines += QStringLiteral("certfile ")
            + broker.writeFile(QStringLiteral("server.crt"), server.certificate.toPem());
        const Secret key = server.key.toPem();
        lines += QStringLiteral("keyfile ") + broker.writeFile(QStringLiteral("server.key"), key.view().toByteArray());
        profile.trust = mqtt::TrustPolicy::Mode::Anchors;
        profile.endpoint.transport = mqtt::Transport::Tls;
    }
    profile.endpoint.port = broker.addListener(lines);
}

void SessionRig::protect()
{
    broker.setPassword(QStringLiteral("warden"), QStringLiteral("right-password"));
    profile.signIn = broker::SignIn::Password;
    profile.userName = QStringLiteral("warden");
    profile.allowPasswordInClear = true;
    password = Secret::fromText(u"right-password");
}

QStringList SessionRig::toolArguments() const
{
    QStringList arguments {QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
        QString::number(profile.endpoint.port)};
    if (!profile.caFile.isEmpty())
        arguments += {QStringLiteral("--cafile"), profile.caFile};
    if (!password.isEmpty())
        arguments += {QStringLiteral("-u"), profile.userName, QStringLiteral("-P"), password.reveal()};
    return arguments;
}

void SessionRig::publish(const QString &topic, const QString &message, const QStringList &more) const
{
    Tool tool(QStringLiteral("mosquitto_pub"),
        toolArguments() + more + QStringList {QStringLiteral("-t"), topic, QStringLiteral("-m"), message});
    tool.waitForEnd();
}

WatchedSession::WatchedSession(const broker::Profile &profile)
    : session(profile)
{
    QObject::connect(&session, &Session::stateChanged, &session, [this](Session::State state) { states.append(state); });
    QObject::connect(
        &session, &Session::failed, &session, [this](const mqtt::Failure &failure) { failures.append(failure); });
    QObject::connect(
        &session, &Session::tapFailed, &session, [this](const mqtt::Failure &failure) { tapFailures.append(failure); });
    QObject::connect(&session, &Session::trafficFrameReady, &session, [this] { trafficFrameTimes.append(nowMs()); });
    QObject::connect(&session, &Session::brokerFrameReady, &session, [this] { ++brokerFrames; });
}

bool WatchedSession::open(const Secret &password)
{
    session.open(password, {});
    return waitForState(Session::State::Connected);
}

bool WatchedSession::waitForState(Session::State state, int timeoutMs)
{
    return QTest::qWaitFor([&] { return session.state() == state; }, timeoutMs);
}

bool WatchedSession::waitForMessages(quint64 count, int timeoutMs)
{
    return QTest::qWaitFor([&] { return session.trafficFrame().messages >= count; }, timeoutMs);
}

bool WatchedSession::hasEvent(monitor::ConnectionEvent::Kind kind, const QString &clientId) const
{
    const QList<monitor::ConnectionEvent> events = session.recentEvents();
    return std::any_of(events.cbegin(), events.cend(), [&](const monitor::ConnectionEvent &event) {
        return event.kind == kind && (clientId.isEmpty() || event.clientId == clientId);
    });
}

} // namespace warden::test
