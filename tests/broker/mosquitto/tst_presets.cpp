// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfixture.h"

#include "access/presets.h"

#include <QTest>

using namespace warden;
using namespace warden::test;

namespace {

/// One signed-in user. What the broker lets it do is what the broker answers, not what our rules say.
class Device
{
public:
    Device(const BrokerFixture &fixture, const QString &user)
    {
        mqtt::ConnectOptions options = *broker::connectOptions(fixture.result.profile, fixture.password(user).password, {});
        options.userName = user;
        options.reconnect.enabled = false;
        QObject::connect(&m_client, &mqtt::Client::messageReceived, &m_client,
            [this](const mqtt::Message &message) { m_received.append(message.topic); });
        m_client.open(options);
    }
    bool isConnected() const { return m_client.isConnected(); }
    mqtt::Client &client() { return m_client; }
    const QList<QByteArray> &received() const { return m_received; }

    /// Whether the broker takes a message; nullopt: no answer.
    std::optional<bool> maySend(const QByteArray &topic)
    {
        const auto answer = std::make_shared<std::optional<bool>>(); // a late answer must find it, too
        mqtt::Message message;
        message.topic = topic;
        message.payload = "x";
        message.qos = 1;
        m_client.publish(message, [answer](const Result<mqtt::ReasonCode> &code) { *answer = code && quint8(*code) < 0x80; });
        std::ignore = QTest::qWaitFor([&answer] { return answer->has_value(); }, 5'000);
        return *answer;
    }

    std::optional<bool> maySubscribe(const QByteArray &filter)
    {
        const auto answer = std::make_shared<std::optional<bool>>(); // a late answer must find it, too
        m_client.subscribe({{filter, 1}}, [answer](const Result<QList<mqtt::ReasonCode>> &codes) {
            *answer = codes && quint8(codes->first()) < 0x80;
        });
        std::ignore = QTest::qWaitFor([&answer] { return answer->has_value(); }, 5'000);
        return *answer;
    }

    std::optional<bool> mayUnsubscribe(const QByteArray &filter)
    {
        const auto answer = std::make_shared<std::optional<bool>>(); // a late answer must find it, too
        m_client.unsubscribe({filter}, [answer](const Result<QList<mqtt::ReasonCode>> &codes) {
            *answer = codes && quint8(codes->first()) < 0x80;
        });
        std::ignore = QTest::qWaitFor([&answer] { return answer->has_value(); }, 5'000);
        return *answer;
    }

private:
    mqtt::Client m_client;
    QList<QByteArray> m_received;
};

} // namespace

class PresetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture.folder = m_fixture.home.filePath(QStringLiteral("broker"));
        session::SetupRequest asked = request(m_fixture.folder);
        asked.accounts.clear();
        const QList<std::pair<const char *, QString>> users {{"sensor", access::preset::sensors},
            {"controller", access::preset::controllers}, {"monitor", access::preset::monitors}};
        for (const auto &[name, role] : users) {
            session::SetupRequest::Account account;
            account.user.name = QLatin1String(name);
            account.user.roles = {{role, -1}};
            account.password = true;
            asked.accounts.append(account);
        }
        session::SetupRequest::Account none;
        none.user.name = QStringLiteral("stranger");
        none.password = true;
        asked.accounts.append(none);
        session::BrokerSetup setup;
        const auto made = setUp(setup, asked);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().text));
        m_fixture.result = *made;
        m_fixture.broker = setup.takeBroker();
    }

    void allowsEachRoleWhatItsNameSays_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("topic");
        QTest::addColumn<bool>("send");
        QTest::addColumn<bool>("subscribe");
        const auto row = [](const char *user, const char *topic, bool send, bool subscribe) {
            QTest::addRow("%s %s", user, topic) << QString::fromLatin1(user) << QByteArray(topic) << send << subscribe;
        };
        row("sensor", "home/kitchen/temperature", true, false);
        row("sensor", "home/lock/set", false, false);
        row("sensor", "home/kitchen/light/set", false, false);
        row("sensor", "home/kitchen/light/set/brightness", false, false);
        row("sensor", "garden/temperature", false, false);
        row("sensor", "$CONTROL/dynamic-security/v1", false, false);
        row("controller", "home/kitchen/temperature", true, true);
        row("controller", "home/lock/set", true, true);
        row("controller", "garden/lock/set", false, false);
        row("controller", "$CONTROL/dynamic-security/v1", false, false);
        row("controller", "$SYS/broker/version", false, false);
        row("monitor", "home/kitchen/temperature", false, true);
        row("monitor", "home/lock/set", false, true);
        row("monitor", "garden/temperature", false, false);
        row("monitor", "$SYS/broker/version", false, false);
        row("warden", "home/lock/set", true, true);
        row("warden", "any/topic", true, true);
        row("warden", "$CONTROL/dynamic-security/v1", true, true);
        row("stranger", "home/kitchen/temperature", false, false);
    }
    void allowsEachRoleWhatItsNameSays()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, topic);
        QFETCH(bool, send);
        QFETCH(bool, subscribe);
        Device device(m_fixture, user);
        QTRY_VERIFY_WITH_TIMEOUT(device.isConnected(), 10'000);
        QCOMPARE(device.maySubscribe(topic), subscribe);
        QCOMPARE(device.maySend(topic), send);
        if (!topic.startsWith('$')) // the default allowance does not reach there
            QCOMPARE(device.mayUnsubscribe(topic), true);
    }

    void refusesWildcardsBeyondTheBase_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("monitor home/#") << "monitor" << QByteArray("home/#") << true;
        QTest::newRow("monitor home/+/temperature") << "monitor" << QByteArray("home/+/temperature") << true;
        QTest::newRow("monitor #") << "monitor" << QByteArray("#") << false;
        QTest::newRow("monitor +/#") << "monitor" << QByteArray("+/#") << false;
        QTest::newRow("controller +/kitchen") << "controller" << QByteArray("+/kitchen") << false;
        QTest::newRow("sensor home/#") << "sensor" << QByteArray("home/#") << false;
        QTest::newRow("administrator #") << "warden" << QByteArray("#") << true;
        QTest::newRow("administrator $SYS/#") << "warden" << QByteArray("$SYS/#") << true;
        QTest::newRow("administrator $SYS/broker/log/#") << "warden" << QByteArray("$SYS/broker/log/#") << true;
    }
    void refusesWildcardsBeyondTheBase()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, filter);
        QFETCH(bool, allowed);
        Device device(m_fixture, user);
        QTRY_VERIFY_WITH_TIMEOUT(device.isConnected(), 10'000);
        QCOMPARE(device.maySubscribe(filter), allowed);
    }

    void deliversFromSensorToMonitorAndLogToTheAdministrator()
    {
        Device monitor(m_fixture, QStringLiteral("monitor"));
        Device administrator(m_fixture, QStringLiteral("warden"));
        QTRY_VERIFY_WITH_TIMEOUT(monitor.isConnected() && administrator.isConnected(), 10'000);
        QCOMPARE(monitor.maySubscribe("home/#"), true);
        QCOMPARE(administrator.maySubscribe("$SYS/broker/log/#"), true);
        QCOMPARE(administrator.maySubscribe("$SYS/broker/version"), true);
        Device sensor(m_fixture, QStringLiteral("sensor"));
        QTRY_VERIFY_WITH_TIMEOUT(sensor.isConnected(), 10'000);
        QCOMPARE(sensor.maySend("home/kitchen/temperature"), true);
        QTRY_COMPARE_WITH_TIMEOUT(monitor.received(), QList<QByteArray> {"home/kitchen/temperature"}, 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(administrator.received().contains("$SYS/broker/log/N"), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(administrator.received().contains("$SYS/broker/version"), 5'000);
    }

    void cleanupTestCase() { m_fixture.broker.reset(); }

private:
    BrokerFixture m_fixture;
};

QTEST_GUILESS_MAIN(PresetsTest)
#include "tst_presets.moc"
