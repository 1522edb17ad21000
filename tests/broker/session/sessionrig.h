// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "session/session.h"
#include "support/certificates.h"
#include "support/mosquitto.h"

#include <QSignalSpy>
#include <QTest>

namespace warden::test {

/// A Mosquitto with one listener and the profile to reach it: TLS with a CA of our own, log and figures switched on.
class SessionRig
{
public:
    enum class Link { Tls, Plain };
    explicit SessionRig(Link link = Link::Tls, const QStringList &listenerLines = {});

    /// With a user name and password that only this rig's profile knows.
    void protect();
    void publish(const QString &topic, const QString &message, const QStringList &more = {}) const;
    /// The way of mosquitto_pub to the broker.
    QStringList toolArguments() const;

    Mosquitto broker;
    broker::Profile profile;
    Secret password;
};

/// A profile for a plain listener of this computer, without sign-in.
broker::Profile plainProfile(quint16 port);

/// A session with eyes.
class WatchedSession
{
public:
    explicit WatchedSession(const broker::Profile &profile);
    bool open(const Secret &password = {});
    bool waitForState(session::Session::State state, int timeoutMs = 15'000);
    /// Waits until a frame says that the tap saw at least so many messages.
    bool waitForMessages(quint64 count, int timeoutMs = 15'000);
    bool hasEvent(monitor::ConnectionEvent::Kind kind, const QString &clientId = {}) const;

    session::Session session;
    QList<session::Session::State> states;
    QList<mqtt::Failure> failures, tapFailures;
    QList<qint64> trafficFrameTimes; // ms
    int brokerFrames = 0;
};

} // namespace warden::test
