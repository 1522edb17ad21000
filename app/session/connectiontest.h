// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "session/session.h"

#include <QObject>

#include <memory>

namespace warden::session {

/// *Test connection* and `probe`: name, TCP, TLS, (WebSocket,) MQTT and rights, step by step, with times. Starts
/// nothing that changes the broker. Latest start wins; cancel() or destruction ends it.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    enum class Step { Name, Tcp, Tls, WebSocket, SignIn, Rights };
    Q_ENUM(Step)
    enum class Outcome { Running, Done, Warning, Failed };
    Q_ENUM(Outcome)

    struct StepReport {
        Step step = Step::Name;
        Outcome outcome = Outcome::Running;
        int elapsedMs = 0;
        QString text; ///< "workshop.local is 192.168.1.24"
    };
    struct Report {
        QList<StepReport> steps;
        bool ok = false;
        int totalMs = 0;
        mqtt::LinkReport link;
        mqtt::Failure failure;
        Rights rights;
        QString brokerVersion; ///< Empty when not told.
    };

    explicit ConnectionTest(QObject *parent = nullptr);
    ~ConnectionTest() override;
    void start(const broker::Profile &profile, const Secret &password, const Secret &keyPassphrase);
    void cancel();
    bool isRunning() const;
    Report report() const;

Q_SIGNALS:
    void stepChanged(const warden::session::ConnectionTest::StepReport &step);
    void finished(const warden::session::ConnectionTest::Report &report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace warden::session
