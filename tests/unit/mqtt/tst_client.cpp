// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client.h"
#include "support/fakebroker.h"

#include <QSignalSpy>
#include <QTest>

using namespace warden;
using namespace warden::mqtt;
using test::FakeBroker;

namespace {

ConnectOptions optionsFor(const FakeBroker &broker)
{
    ConnectOptions options;
    options.endpoint = {Transport::Tcp, QStringLiteral("127.0.0.1"), broker.port(), {}};
    options.reconnect = {false, 1, 1};
    return options;
}

Message message(const QByteArray &topic, const QByteArray &payload, quint8 qos)
{
    return {topic, payload, qos, false, false, {}};
}

} // namespace

/// The client's side of the protocol against a broker that can be told what to do.
class ClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoItIsAndHearsWhatItIsGranted();
    void closesWithDisconnect();
    void passesOverWhatComesAfterItsGoodbye();
    void answersEnhancedAuthentication();
    void refusesABrokerThatFailsTheExchange();
    void renewsAuthentication();
    void keepsToTheReceiveMaximumOfTheBroker();
    void givesAliasesWhereTheBrokerTakesThem();
    void resolvesAliasesOfTheBroker();
    void sendsUnacknowledgedMessagesAgainInAResumedSession();
    void failsMessagesInFlightWhenTheSessionIsGone();
    void handsOnAQoS2MessageOnce();
    void honoursServerKeepAlive();
    void sendsNothingTheBrokerDoesNotTake();
    void keepsMessagesWhileAway();
    void boundsWhatItKeeps();
    void handsOnBatches();
    void stopsReadingInTheMiddleOfABatch();
    void mayBeClosedFromItsOwnSlots();
    void mayBeOpenedAgainFromItsOwnSlots();
    void failsRequestsWhenTheConnectionBreaks();
    void keepsItsSessionOverAReconnect();
};

void ClientTest::saysWhoItIsAndHearsWhatItIsGranted()
{
    FakeBroker broker;
    broker.connack->properties.assignedClientIdentifier = "given";
    broker.connack->properties.receiveMaximum = 7;
    ConnectOptions options = optionsFor(broker);
    options.userName = QStringLiteral("anna");
    options.password = Secret::fromText(u"word");
    options.allowPasswordInClear = true;
    options.keepAliveSeconds = 17;
    options.sessionExpirySeconds = 60;
    options.will = message("will", "gone", 1);
    options.willDelaySeconds = 5;
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(client.clientId(), QStringLiteral("given"));
    QCOMPARE(client.grants().properties.receiveMaximum, std::optional<quint16>(7));

    const auto sent = broker.all<ConnectPacket>().value(0);
    QCOMPARE(sent.userName, std::optional<QByteArray>("anna"));
    QCOMPARE(sent.password->reveal(), QStringLiteral("word"));
    QCOMPARE(sent.keepAlive, quint16(17));
    QCOMPARE(sent.properties.sessionExpiryInterval, std::optional<quint32>(60));
    QCOMPARE(sent.will->topic, QByteArray("will"));
    QCOMPARE(sent.will->properties.willDelayInterval, std::optional<quint32>(5));
}

void ClientTest::closesWithDisconnect()
{
    FakeBroker broker;
    Client client;
    QSignalSpy failed(&client, &Client::failed);
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    client.close();
    QTRY_COMPARE(client.state(), Client::State::Idle);
    QTRY_COMPARE(broker.all<DisconnectPacket>().size(), 1);
    QCOMPARE(broker.all<DisconnectPacket>().first().reasonCode, ReasonCode::NormalDisconnection);
    QCOMPARE(failed.count(), 0);
}

void ClientTest::passesOverWhatComesAfterItsGoodbye()
{
    FakeBroker broker;
    Client client;
    QSignalSpy failed(&client, &Client::failed);
    int messages = 0;
    client.setBatchSink([&](std::span<const PublishView> batch) { messages += int(batch.size()); });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "t";
    // On its way already when the client says goodbye.
    broker.sendRaw(broker.encoded(publish).repeated(100));
    client.close();
    QTRY_COMPARE(client.state(), Client::State::Idle);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(messages, 0);
}

void ClientTest::answersEnhancedAuthentication()
{
    FakeBroker broker;
    broker.connack.reset();
    broker.onPacket = [&](const Packet &packet) {
        AuthPacket auth {ReasonCode::ContinueAuthentication, {}};
        auth.properties.authenticationMethod = "SCRAM-SHA-256";
        if (std::holds_alternative<ConnectPacket>(packet)) {
            auth.properties.authenticationData = "challenge";
            broker.send(auth);
        } else if (std::holds_alternative<AuthPacket>(packet)) {
            ConnackPacket connack;
            connack.properties.authenticationMethod = "SCRAM-SHA-256";
            connack.properties.authenticationData = "proof";
            broker.send(connack);
        }
    };
    ConnectOptions options = optionsFor(broker);
    options.authenticationMethod = QStringLiteral("SCRAM-SHA-256");
    options.authenticationData = "first";
    QList<QByteArray> seen;
    Client client;
    client.setAuthenticator([&](const QByteArray &data) -> Result<QByteArray> {
        seen.append(data);
        return QByteArray("answer to ") + data;
    });
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(seen, (QList<QByteArray> {"challenge", "proof"}));
    QCOMPARE(broker.all<AuthPacket>().first().properties.authenticationData,
        std::optional<QByteArray>("answer to challenge"));
}

void ClientTest::refusesABrokerThatFailsTheExchange()
{
    FakeBroker broker;
    broker.connack->properties.authenticationMethod = "SCRAM-SHA-256";
    broker.connack->properties.authenticationData = "wrong proof";
    ConnectOptions options = optionsFor(broker);
    options.authenticationMethod = QStringLiteral("SCRAM-SHA-256");
    Client client;
    client.setAuthenticator([](const QByteArray &) -> Result<QByteArray> {
        return failure(ErrorCode::TlsFailed, QStringLiteral("the proof does not fit"));
    });
    client.open(options);
    QTRY_COMPARE(client.state(), Client::State::Failed);
    QCOMPARE(client.lastFailure().kind, FailureKind::NotAuthorized);
    QCOMPARE(client.lastFailure().error.detail, QStringLiteral("the proof does not fit"));
}

void ClientTest::renewsAuthentication()
{
    FakeBroker broker;
    broker.onPacket = [&](const Packet &packet) {
        if (const auto *auth = std::get_if<AuthPacket>(&packet)) {
            AuthPacket answer {auth->reasonCode == ReasonCode::Reauthenticate ? ReasonCode::ContinueAuthentication
                                                                              : ReasonCode::Success,
                {}};
            answer.properties.authenticationMethod = "token";
            answer.properties.authenticationData = "more";
            broker.send(answer);
        }
    };
    ConnectOptions options = optionsFor(broker);
    options.authenticationMethod = QStringLiteral("token");
    Client client;
    client.setAuthenticator([](const QByteArray &) -> Result<QByteArray> { return QByteArray("second"); });
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    client.reauthenticate("first");
    QTRY_COMPARE(broker.all<AuthPacket>().size(), 2);
    QCOMPARE(broker.all<AuthPacket>().at(0).reasonCode, ReasonCode::Reauthenticate);
    QCOMPARE(broker.all<AuthPacket>().at(1).properties.authenticationData, std::optional<QByteArray>("second"));
    QVERIFY(client.isConnected());
}

void ClientTest::keepsToTheReceiveMaximumOfTheBroker()
{
    FakeBroker broker;
    broker.connack->properties.receiveMaximum = 2;
    broker.answers = false;
    Client client;
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    int done = 0;
    for (int i = 0; i < 5; ++i)
        client.publish(message("t", QByteArray::number(i), quint8(1 + i % 2)), [&](const auto &) { ++done; });
    client.subscribe({{"after", 0, false, false, RetainHandling::Send}});
    QTRY_COMPARE(broker.all<SubscribePacket>().size(), 1);
    QCOMPARE(broker.all<PublishPacket>().size(), 2);

    broker.answers = true;
    const auto first = broker.all<PublishPacket>();
    broker.send(PubackPacket {first.at(0).packetId, ReasonCode::Success, {}});
    broker.send(PubrecPacket {first.at(1).packetId, ReasonCode::Success, {}});
    QTRY_COMPARE(done, 5);
    const auto all = broker.all<PublishPacket>();
    QCOMPARE(all.size(), 5);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(all.at(i).payload, QByteArray::number(i));
}

void ClientTest::givesAliasesWhereTheBrokerTakesThem()
{
    FakeBroker broker;
    broker.connack->properties.topicAliasMaximum = 2;
    Client client;
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    for (const char *topic : {"a", "b", "a", "c", "a", "b"})
        client.publish(message(topic, "x", 0));
    QTRY_COMPARE(broker.aliases().size(), 6);
    QCOMPARE(broker.aliases(), (QList<int> {1, 2, 1, 2, 1, 2}));
    QByteArray topics;
    for (const auto &publish : broker.all<PublishPacket>())
        topics += publish.topic;
    QCOMPARE(topics, QByteArray("abacab"));
}

void ClientTest::resolvesAliasesOfTheBroker()
{
    FakeBroker broker;
    Client client;
    QList<QByteArray> topics;
    connect(&client, &Client::messageReceived, this, [&](const Message &got) { topics.append(got.topic); });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "long/topic";
    publish.properties.topicAlias = 3;
    broker.send(publish);
    publish.topic.clear();
    broker.send(publish);
    QTRY_COMPARE(topics, (QList<QByteArray> {"long/topic", "long/topic"}));
}

void ClientTest::sendsUnacknowledgedMessagesAgainInAResumedSession()
{
    FakeBroker broker;
    broker.answers = false;
    ConnectOptions options = optionsFor(broker);
    options.reconnect = {true, 1, 5};
    options.sessionExpirySeconds = 100;
    options.clientId = QStringLiteral("me");
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    int done = 0;
    client.publish(message("t", "one", 1), [&](const auto &code) { done += code.has_value(); });
    client.publish(message("t", "two", 2), [&](const auto &code) { done += code.has_value(); });
    client.publish(message("t", "three", 2), [&](const auto &code) { done += code.has_value(); });
    QTRY_COMPARE(broker.all<PublishPacket>().size(), 3);
    const auto before = broker.all<PublishPacket>();
    broker.send(PubrecPacket {before.at(1).packetId, ReasonCode::Success, {}});
    QTRY_COMPARE(broker.all<PubrelPacket>().size(), 1);

    broker.connack->sessionPresent = true;
    broker.answers = true;
    broker.cut();
    QTRY_COMPARE(done, 3);
    QVERIFY(!broker.all<ConnectPacket>().at(1).cleanStart);
    const auto after = broker.all<PublishPacket>();
    QCOMPARE(after.size(), 5);
    QCOMPARE(after.at(3).payload, QByteArray("one"));
    QVERIFY(after.at(3).dup);
    QCOMPARE(after.at(3).packetId, before.at(0).packetId);
    QCOMPARE(after.at(4).payload, QByteArray("three"));
    QVERIFY(after.at(4).dup);
    QCOMPARE(broker.all<PubrelPacket>().at(1).packetId, before.at(1).packetId);
}

void ClientTest::failsMessagesInFlightWhenTheSessionIsGone()
{
    FakeBroker broker;
    broker.answers = false;
    ConnectOptions options = optionsFor(broker);
    options.reconnect = {true, 1, 5};
    options.sessionExpirySeconds = 100;
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    std::optional<Result<ReasonCode>> result;
    client.publish(message("t", "one", 1), [&](const auto &code) { result = code; });
    QTRY_COMPARE(broker.all<PublishPacket>().size(), 1);
    broker.cut();
    QTRY_VERIFY(result.has_value());
    QVERIFY(!result->has_value());
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(broker.all<PublishPacket>().size(), 1);
}

void ClientTest::handsOnAQoS2MessageOnce()
{
    FakeBroker broker;
    Client client;
    int count = 0;
    connect(&client, &Client::messageReceived, this, [&] { ++count; });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "t";
    publish.qos = 2;
    publish.packetId = 5;
    broker.send(publish);
    publish.dup = true;
    broker.send(publish);
    QTRY_COMPARE(broker.all<PubrecPacket>().size(), 2);
    QCOMPARE(count, 1);
    broker.send(PubrelPacket {5, ReasonCode::Success, {}});
    QTRY_COMPARE(broker.all<PubcompPacket>().size(), 1);
    broker.send(PubrelPacket {5, ReasonCode::Success, {}});
    QTRY_COMPARE(broker.all<PubcompPacket>().size(), 2);
    QCOMPARE(broker.all<PubcompPacket>().at(1).reasonCode, ReasonCode::PacketIdentifierNotFound);
    publish.dup = false;
    broker.send(publish);
    QTRY_COMPARE(count, 2); // The id is free again.
}

void ClientTest::honoursServerKeepAlive()
{
    FakeBroker broker;
    broker.connack->properties.serverKeepAlive = 1;
    ConnectOptions options = optionsFor(broker);
    options.keepAliveSeconds = 600;
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    QTRY_VERIFY(broker.all<PingreqPacket>().size() >= 2);
    QVERIFY(client.isConnected());
}

void ClientTest::sendsNothingTheBrokerDoesNotTake()
{
    FakeBroker broker;
    broker.connack->properties.maximumQoS = 1;
    broker.connack->properties.retainAvailable = false;
    broker.connack->properties.maximumPacketSize = 100;
    Client client;
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    int refused = 0;
    const auto count = [&](const Result<ReasonCode> &code) { refused += !code.has_value(); };
    client.publish(message("t", "x", 2), count);
    client.publish({"t", "x", 0, true, false, {}}, count);
    client.publish(message("t", QByteArray(200, 'x'), 0), count);
    client.publish(message("t", QByteArray(200, 'x'), 1), count);
    client.publish(message("bad/#", "x", 1), count);
    QCOMPARE(refused, 5);
    bool taken = false;
    client.publish(message("t", "good", 1), [&](const auto &code) { taken = code.has_value(); });
    QTRY_VERIFY(taken);
    QCOMPARE(broker.all<PublishPacket>().size(), 1);
}

void ClientTest::keepsMessagesWhileAway()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker);
    options.reconnect = {true, 50, 50};
    Client client;
    client.open(options);
    QTRY_VERIFY(client.isConnected());
    broker.cut();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QVERIFY(client.reconnectDueMs() >= 0 && client.reconnectDueMs() <= 50);
    bool sentQoS0 = true;
    int done = 0;
    client.publish(message("t", "lost", 0), [&](const auto &code) { sentQoS0 = code.has_value(); });
    QVERIFY(!sentQoS0);
    client.publish(message("t", "kept", 1), [&](const auto &code) { done += code.has_value(); });
    QTRY_COMPARE(done, 1);
    QCOMPARE(broker.all<PublishPacket>().size(), 1);
    QCOMPARE(client.counters().reconnects, quint64(1));
}

void ClientTest::boundsWhatItKeeps()
{
    FakeBroker broker;
    broker.connack.reset();
    Client client;
    client.open(optionsFor(broker));
    QTRY_COMPARE(broker.all<ConnectPacket>().size(), 1);
    int busy = 0;
    const auto count = [&](const Result<ReasonCode> &code) {
        busy += !code && code.error().code == ErrorCode::Busy;
    };
    for (int i = 0; i < 1005; ++i)
        client.publish(message("t", "x", 1), count);
    QCOMPARE(busy, 5);
}

void ClientTest::handsOnBatches()
{
    FakeBroker broker;
    Client client;
    qsizetype messages = 0;
    int calls = 0;
    QSignalSpy received(&client, &Client::messageReceived);
    client.setBatchSink([&](std::span<const PublishView> batch) {
        ++calls;
        messages += qsizetype(batch.size());
    });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "topic";
    publish.payload = "payload";
    const QByteArray one = broker.encoded(publish);
    broker.sendRaw(one.repeated(1000));
    QTRY_COMPARE(messages, 1000);
    QVERIFY(calls < 100);
    QCOMPARE(received.count(), 0);
    QCOMPARE(client.counters().publishesIn, quint64(1000));
}

void ClientTest::stopsReadingInTheMiddleOfABatch()
{
    FakeBroker broker;
    Client client;
    qsizetype messages = 0;
    client.setBatchSink([&](std::span<const PublishView> batch) {
        messages += qsizetype(batch.size());
        client.pauseReading();
    });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "topic";
    publish.payload = QByteArray(1000, 'x');
    broker.sendRaw(broker.encoded(publish).repeated(5000));
    QTRY_VERIFY(messages > 0);
    const qsizetype before = messages;
    broker.send(PingrespPacket {});
    QVERIFY(before < 5000);
    while (messages < 5000) {
        const qsizetype sofar = messages;
        client.resumeReading();
        QTRY_VERIFY(messages > sofar);
    }
    QCOMPARE(messages, 5000);
    QVERIFY(client.isConnected());
}

void ClientTest::mayBeClosedFromItsOwnSlots()
{
    FakeBroker broker;
    Client client;
    int batches = 0;
    client.setBatchSink([&](std::span<const PublishView>) {
        ++batches;
        client.close();
    });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    PublishPacket publish;
    publish.topic = "t";
    publish.qos = 1;
    publish.packetId = 1;
    broker.sendRaw(broker.encoded(publish).repeated(3) + broker.encoded(PingrespPacket {}));
    QTRY_COMPARE(client.state(), Client::State::Idle);
    QCOMPARE(batches, 1);
}

void ClientTest::mayBeOpenedAgainFromItsOwnSlots()
{
    FakeBroker broker;
    Client client;
    int failures = 0;
    connect(&client, &Client::failed, this, [&] {
        ++failures;
        client.open(optionsFor(broker));
    });
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    broker.send(DisconnectPacket {ReasonCode::ServerShuttingDown, {}});
    QTRY_COMPARE(failures, 1);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(broker.connections(), 2);

    client.setBatchSink([&](std::span<const PublishView>) { client.open(optionsFor(broker)); });
    PublishPacket publish;
    publish.topic = "t";
    broker.send(publish);
    QTRY_COMPARE(broker.connections(), 3);
    QTRY_VERIFY(client.isConnected());
}

void ClientTest::failsRequestsWhenTheConnectionBreaks()
{
    FakeBroker broker;
    broker.answers = false;
    Client client;
    client.open(optionsFor(broker));
    QTRY_VERIFY(client.isConnected());
    std::optional<bool> subscribed;
    std::optional<bool> published;
    client.subscribe({{"t", 0, false, false, RetainHandling::Send}},
        [&](const auto &codes) { subscribed = codes.has_value(); });
    client.publish(message("t", "x", 1), [&](const auto &code) { published = code.has_value(); });
    QTRY_COMPARE(broker.all<PublishPacket>().size(), 1);
    broker.cut();
    QTRY_VERIFY(subscribed && published);
    QVERIFY(!*subscribed);
    QVERIFY(!*published);
    QCOMPARE(client.state(), Client::State::Failed);
    bool refused = false;
    client.subscribe({{"t", 0, false, false, RetainHandling::Send}}, [&](const auto &codes) { refused = !codes; });
    QVERIFY(refused);
}

void ClientTest::keepsItsSessionOverAReconnect()
{
    FakeBroker broker;
    ConnectOptions options = optionsFor(broker);
    options.version = Version::V311;
    options.clientId = QStringLiteral("me");
    options.cleanStart = false;
    options.reconnect = {true, 1, 5};
    Client client;
    QList<bool> sessions;
    connect(&client, &Client::connected, this, [&](bool present) { sessions.append(present); });
    client.open(options);
    QTRY_COMPARE(sessions.size(), 1);
    broker.connack->sessionPresent = true;
    broker.cut();
    QTRY_COMPARE(sessions, (QList<bool> {false, true}));
    QVERIFY(!broker.all<ConnectPacket>().at(1).cleanStart);
}

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"
