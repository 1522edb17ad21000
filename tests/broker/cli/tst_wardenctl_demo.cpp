// SPDX-License-Identifier: GPL-3.0-or-later
#include "wardenctl.h"

#include "support/mosquitto.h"

#include <QTemporaryDir>
#include <QTest>

using namespace warden::test;

class TestWardenctlDemo : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void twelveDevicesTalkOverTlsAndNothingStays();
    void secondStartFindsTheSameHome();

private:
    struct Run {
        QJsonObject home;
        int devices = 0;
    };
    void begin();
    void end();
    bool waitFor(const std::function<bool()> &condition);

    QTemporaryDir m_data;
    QProcess m_demo;
    QByteArray m_out;
    Run m_run;
};

/// Also after a failure: a killed console would leave its broker running, as it is meant to.
void TestWardenctlDemo::cleanup()
{
    if (m_demo.state() == QProcess::NotRunning)
        return;
    m_demo.terminate();
    m_demo.waitForFinished(20'000);
}

void TestWardenctlDemo::begin()
{
    m_out.clear();
    m_run = {};
    m_demo.setProcessEnvironment(closedEnvironment());
    m_demo.start(QStringLiteral(WARDENCTL), {QStringLiteral("demo"), QStringLiteral("--json"),
        QStringLiteral("--show-secrets"), QStringLiteral("--pace"), QStringLiteral("600"), QStringLiteral("--data-dir"),
        m_data.path()});
    const bool signedIn = waitFor([this] { return m_run.devices == 12; });
    const QByteArray said = m_demo.readAllStandardError() + m_out;
    QVERIFY2(signedIn, said.constData());
}

bool TestWardenctlDemo::waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(
        [&] {
            m_out += m_demo.readAllStandardOutput();
            for (const QJsonObject &object : Outcome {0, m_out, {}}.objects()) {
                if (object.contains(QStringLiteral("url")))
                    m_run.home = object;
                if (object.contains(QStringLiteral("devices")))
                    m_run.devices = object.value(QStringLiteral("devices")).toInt();
            }
            return condition();
        },
        60'000);
}

void TestWardenctlDemo::end()
{
    const qint64 pid = m_run.home.value(QStringLiteral("pid")).toInteger();
    QVERIFY(processLives(pid));
    m_demo.terminate();
    QVERIFY(m_demo.waitForFinished(20'000));
    QCOMPARE(m_demo.exitCode(), 0);
    QTRY_VERIFY(!processLives(pid));
}

void TestWardenctlDemo::twelveDevicesTalkOverTlsAndNothingStays()
{
    begin();
    const Outcome watched = wardenctl({QStringLiteral("watch"), m_run.home.value(QStringLiteral("url")).toString(),
        QStringLiteral("--json"), QStringLiteral("--count"), QStringLiteral("120"), QStringLiteral("--user"),
        m_run.home.value(QStringLiteral("user")).toString(), QStringLiteral("--password-fd"), QStringLiteral("0"),
        QStringLiteral("--ca"), m_run.home.value(QStringLiteral("caFile")).toString(), QStringLiteral("--data-dir"),
        m_data.path()}, m_run.home.value(QStringLiteral("password")).toString().toUtf8() + '\n');
    QVERIFY2(watched.exitCode == 0, watched.all().constData());
    QSet<QString> topics;
    for (const QJsonObject &object : watched.objects())
        topics.insert(object.value(QStringLiteral("topic")).toString());
    for (const char *topic : {"home/livingroom/temperature", "home/bathroom/humidity", "home/hall/thermostat/setpoint",
             "home/power/total", "home/kitchen/light/state", "home/entrance/lock/state", "zigbee2mqtt/bridge/state",
             "homeassistant/lock/lock-front/config"})
        QVERIFY2(topics.contains(QLatin1String(topic)), topic);
    end();
}

void TestWardenctlDemo::secondStartFindsTheSameHome()
{
    // Without a keychain the secrets ended with the first run: it is made anew and works all the same.
    begin();
    end();
}

QTEST_GUILESS_MAIN(TestWardenctlDemo)
#include "tst_wardenctl_demo.moc"
