// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/receiver.h"

#include "session/session.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>

namespace warden::bench {

namespace {

broker::Profile profileFor(quint16 port, const QString &caFile)
{
    broker::Profile profile;
    profile.id = profile.name = QStringLiteral("bench");
    profile.endpoint = {mqtt::Transport::Tcp, QStringLiteral("127.0.0.1"), port};
    profile.signIn = broker::SignIn::Nothing;
    if (caFile != QStringLiteral("-")) {
        profile.endpoint.transport = mqtt::Transport::Tls;
        profile.trust = mqtt::TrustPolicy::Mode::Anchors;
        profile.caFile = caFile;
    }
    return profile;
}

} // namespace

int receive(const QStringList &arguments)
{
    const quint64 wanted = arguments.value(2).toULongLong();
    session::Session session(profileFor(arguments.value(0).toUShort(), arguments.value(1)));
    QCoreApplication *const app = QCoreApplication::instance();
    int frames = 0;
    QObject::connect(&session, &session::Session::trafficFrameReady, app, [&](const monitor::TrafficFrame &frame) {
        ++frames;
        if (frame.messages >= wanted)
            app->exit(0);
    });
    QObject::connect(&session, &session::Session::failed, app, [&](const mqtt::Failure &failure) {
        std::fprintf(stderr, "%s\n", qPrintable(failure.error.text));
        app->exit(1);
    });
    QElapsedTimer sinceTick;
    qint64 longestNs = 0;
    QTimer ticker;
    ticker.setTimerType(Qt::PreciseTimer);
    QObject::connect(&ticker, &QTimer::timeout, app, [&] {
        longestNs = qMax(longestNs, sinceTick.nsecsElapsed());
        sinceTick.start();
    });
    // The loop's own stalls begin once the connection stands.
    QObject::connect(&session, &session::Session::rightsChanged, app, [&] {
        if (!ticker.isActive()) {
            sinceTick.start();
            ticker.start(10);
        }
    });
    session.open({}, {});
    const int code = app->exec();
    const monitor::TrafficFrame last = session.trafficFrame();
    std::printf(R"({"messages":%llu,"topics":%lld,"frames":%d,"longestStallMs":%.1f})"
                "\n",
        qulonglong(last.messages), qlonglong(last.topics), frames,
        qMax(0.0, double(longestNs) / 1e6 - 10.0));
    return code;
}

} // namespace warden::bench
