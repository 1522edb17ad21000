// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionrig.h"

#include "support/floodpeer.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <atomic>

using namespace warden;
using session::Rights;
using session::Session;
using test::WatchedSession;
using State = Session::State;

namespace {

/// A thread with a flooding peer.
class FloodThread final : public QThread
{
public:
    explicit FloodThread(const test::FloodPlan &plan)
        : m_plan(plan)
    {
        start();
    }
    ~FloodThread() override
    {
        quit();
        wait();
    }
    /// 0 until it listens.
    quint16 port() const { return m_port; }

private:
    void run() override
    {
        test::FloodPeer peer(m_plan);
        if (peer.start())
            m_port = peer.serverPort();
        exec();
    }

    test::FloodPlan m_plan;
    std::atomic<quint16> m_port = 0;
};

/// Sends its bytes one at a time.
class SlowPeer : public QTcpServer
{
public:
    SlowPeer(const QByteArray &bytes, int everyMs)
    {
        listen(QHostAddress::LocalHost);
        QObject::connect(this, &QTcpServer::newConnection, this, [this, bytes, everyMs] {
            QTcpSocket *socket = nextPendingConnection();
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            if (bytes.isEmpty())
                return;
            auto *timer = new QTimer(socket);
            auto rest = std::make_shared<QByteArray>(bytes);
            QObject::connect(timer, &QTimer::timeout, socket, [socket, rest] {
                if (!rest->isEmpty())
                    socket->write(rest->constData(), 1);
                rest->remove(0, 1);
            });
            timer->start(everyMs);
        });
    }
};

/// The longest time that this thread's event loop did not come round.
class StallMeter
{
public:
    StallMeter()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            longestMs = qMax(longestMs, m_since.restart());
        });
        m_since.start();
        m_timer.start(1);
    }
    qint64 longestMs = 0;

private:
    QTimer m_timer;
    QElapsedTimer m_since;
};

} // namespace

/// Proves a session against peers that are slow, silent or too loud.
class SessionPeersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closesAtOnceWhenThePeerNeverAnswers();
    void endsWithinASecondWhenThePeerIsSilent();
    void bearsAPeerThatSendsAByteASecond();
    void floodOnTheTapDoesNotDelayControl();
    void keepsUpWithAFlood();
};

void SessionPeersTest::closesAtOnceWhenThePeerNeverAnswers()
{
    SlowPeer silent({}, 0);
    WatchedSession watched(test::plainProfile(silent.serverPort()));
    watched.session.open({}, {});
    QTRY_VERIFY(silent.findChild<QTcpSocket *>());
    QCOMPARE(watched.session.state(), State::Connecting);
    QElapsedTimer timer;
    timer.start();
    watched.session.close();
    QCOMPARE(watched.session.state(), State::Offline);
    QVERIFY(timer.elapsed() < 1000);
    QTRY_COMPARE_WITH_TIMEOUT(silent.findChild<QTcpSocket *>()->state(), QAbstractSocket::UnconnectedState, 2000);
    QVERIFY(watched.failures.isEmpty());
}

void SessionPeersTest::endsWithinASecondWhenThePeerIsSilent()
{
    // It signs in and then says nothing more, not even good-bye.
    SlowPeer silent(QByteArray::fromHex("2003000000"), 1);
    QElapsedTimer timer;
    {
        WatchedSession watched(test::plainProfile(silent.serverPort()));
        QVERIFY(watched.open());
        timer.start();
    }
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
}

void SessionPeersTest::bearsAPeerThatSendsAByteASecond()
{
    const StallMeter meter;
    SlowPeer slow(QByteArray::fromHex("2003000000") + QByteArray::fromHex("300800036162630078797a"), 1000);
    WatchedSession watched(test::plainProfile(slow.serverPort()));
    QVERIFY(watched.open());
    // The tap's CONNACK takes five seconds too, then a whole message arrives byte by byte.
    QVERIFY(watched.waitForMessages(1, 40'000) || !watched.failures.isEmpty());
    QVERIFY2(meter.longestMs < 500, qPrintable(QString::number(meter.longestMs)));
    QElapsedTimer timer;
    timer.start();
    watched.session.close();
    QVERIFY(timer.elapsed() < 1000);
}

void SessionPeersTest::floodOnTheTapDoesNotDelayControl()
{
    FloodThread flood({.perSecond = 100'000});
    QTRY_VERIFY(flood.port() != 0);
    WatchedSession watched(test::plainProfile(flood.port()));
    QVERIFY(watched.open());
    QVERIFY(watched.waitForMessages(100'000, 30'000));
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.rights().manageAccess, Rights::Answer::Yes, 5000);
    for (int i = 0; i < 5; ++i) {
        QSignalSpy checked(&watched.session, &Session::rightsChecked);
        QElapsedTimer timer;
        timer.start();
        watched.session.refreshRights();
        QVERIFY(checked.wait(5000));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }
    QVERIFY(watched.session.trafficFrame().messagesPerSecond > 10'000);
}

void SessionPeersTest::keepsUpWithAFlood()
{
    const StallMeter meter;
    FloodThread flood({.topics = 1000, .messages = 500'000});
    QTRY_VERIFY(flood.port() != 0);
    WatchedSession watched(test::plainProfile(flood.port()));
    QVERIFY(watched.open());
    QVERIFY(watched.waitForMessages(500'000, 60'000));
    const monitor::TrafficFrame frame = watched.session.trafficFrame();
    QCOMPARE(frame.messages, 500'000u);
    QCOMPARE(frame.bytes, 500'000u * 32);
    QCOMPARE(frame.topics, 1000);
    QTRY_COMPARE_WITH_TIMEOUT(watched.session.trafficFrame().busiest.size(), 10, 3000);
    QCOMPARE(watched.session.trafficFrame().busiest.constFirst().messages, 500u);
    QVERIFY2(meter.longestMs < 500, qPrintable(QString::number(meter.longestMs)));
}

QTEST_GUILESS_MAIN(SessionPeersTest)
#include "tst_sessionpeers.moc"
