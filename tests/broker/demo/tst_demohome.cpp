// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demohome.h"

#include "base/files.h"
#include "support/process.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using demo::DemoHome;

class TestDemoHome : public QObject
{
    Q_OBJECT

private slots:
    void opensAgainWithTheSameAccountsAndSurvivesItsBroker();
    void thermostatObeysACommand();
    void lostSecretsLeadToANewHome();

private:
    void waitForAll(DemoHome &home);

    QTemporaryDir m_folder;
    MemorySecretStore m_secrets;
};

void TestDemoHome::waitForAll(DemoHome &home)
{
    QString failure;
    connect(&home, &DemoHome::failed, this, [&failure](const Error &error) { failure = error.text + error.detail; });
    home.start();
    QTRY_VERIFY2_WITH_TIMEOUT(home.devicesConnected() == 12 || !failure.isEmpty(), qPrintable(failure), 60'000);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
}

void TestDemoHome::opensAgainWithTheSameAccountsAndSurvivesItsBroker()
{
    session::SetupResult first;
    broker::mosquitto::Listeners listeners;
    {
        DemoHome home(m_folder.filePath(QStringLiteral("demo")), m_secrets);
        waitForAll(home);
        first = home.credentials();
        listeners = home.broker()->listeners();
        QVERIFY(!first.administratorPassword.isEmpty());
    }
    DemoHome home(m_folder.filePath(QStringLiteral("demo")), m_secrets);
    waitForAll(home);
    QVERIFY(home.credentials().administratorPassword.equals(first.administratorPassword));
    QCOMPARE(home.credentials().profile, first.profile);
    QCOMPARE(home.broker()->listeners(), listeners);
    QCOMPARE(home.credentials().identities.size(), first.identities.size());

    const qint64 pid = home.broker()->processId();
    QCOMPARE(QProcess::execute(QStringLiteral("kill"), {QStringLiteral("-9"), QString::number(pid)}), 0);
    QTRY_VERIFY_WITH_TIMEOUT(home.devicesConnected() < 12, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(home.devicesConnected(), 12, 40'000);
    QVERIFY(home.broker()->processId() != pid);
    home.stop();
    QTRY_COMPARE(home.devicesConnected(), 0);
}

void TestDemoHome::thermostatObeysACommand()
{
    DemoHome home(m_folder.filePath(QStringLiteral("demo")), m_secrets);
    home.setPace(600);
    waitForAll(home);
    auto options = broker::connectOptions(home.credentials().profile, home.credentials().administratorPassword, {});
    QVERIFY(options);
    mqtt::Client client;
    QByteArray setPoint;
    connect(&client, &mqtt::Client::messageReceived, this,
        [&setPoint](const mqtt::Message &message) { setPoint = message.payload; });
    client.open(*options);
    QTRY_VERIFY_WITH_TIMEOUT(client.isConnected(), 20'000);
    mqtt::Subscription subscription;
    subscription.filter = "home/hall/thermostat/setpoint";
    client.subscribe({subscription});
    QTRY_VERIFY_WITH_TIMEOUT(!setPoint.isEmpty(), 20'000);
    mqtt::Message command;
    command.topic = "home/hall/thermostat/setpoint/set";
    command.payload = "16.5";
    command.qos = 1;
    client.publish(command);
    QTRY_COMPARE_WITH_TIMEOUT(setPoint, QByteArray("16.5"), 20'000);
}

void TestDemoHome::lostSecretsLeadToANewHome()
{
    MemorySecretStore other;
    DemoHome home(m_folder.filePath(QStringLiteral("demo")), other);
    waitForAll(home);
    QCOMPARE(home.devicesConnected(), 12);
}

QTEST_GUILESS_MAIN(TestDemoHome)
#include "tst_demohome.moc"
