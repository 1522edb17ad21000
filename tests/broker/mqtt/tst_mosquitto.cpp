// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerpeer.h"
#include "cutwire.h"

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>

using namespace warden;
using namespace warden::test;
using mqtt::Client;
using mqtt::Transport;
using mqtt::Version;

namespace {

/// One Mosquitto with a listener for each transport.
class Home
{
public:
    Home()
    {
        const QStringList tls = tlsLines(broker, certificates.server, certificates.root);
        const QString webSockets = QStringLiteral("protocol websockets");
        m_ports = {{Transport::Tcp, broker.addListener()}, {Transport::Tls, broker.addListener(tls)},
            {Transport::WebSocket, broker.addListener({webSockets})},
            {Transport::SecureWebSocket, broker.addListener(tls + QStringList {webSockets})}};
    }

    quint16 port(Transport transport) const { return m_ports.value(transport); }

    /// For the transport and version of the current row.
    mqtt::ConnectOptions options() const
    {
        QFETCH(Transport, transport);
        QFETCH(Version, version);
        mqtt::ConnectOptions options = optionsFor(transport, port(transport), version);
        options.tls.trust.mode = mqtt::TrustPolicy::Mode::Anchors;
        options.tls.trust.anchors = {certificates.root.certificate};
        return options;
    }

    /// Arguments of mosquitto_pub and mosquitto_sub: always over plain TCP, as MQTT 5 clients.
    QStringList tool(const QStringList &more) const
    {
        return QStringList {QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
                   QString::number(port(Transport::Tcp)), QStringLiteral("-V"), QStringLiteral("5")}
            + more;
    }

    ServerCertificates certificates;
    Mosquitto broker;

private:
    QMap<Transport, quint16> m_ports;
};

QString topicOfRow()
{
    return QStringLiteral("test/") + QString::fromLatin1(QTest::currentDataTag()).simplified().replace(u' ', u'-');
}

} // namespace

/// The client against Mosquitto, with mosquitto_pub and mosquitto_sub as the third party.
class MosquittoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void carriesMessagesBothWays_data();
    void carriesMessagesBothWays();
    void getsRetainedMessages_data() { transports(); }
    void getsRetainedMessages();
    void leavesItsWillWhenCutOff_data() { transports(); }
    void leavesItsWillWhenCutOff();
    void resumesItsSession_data() { transports(); }
    void resumesItsSession();
    void carriesFiveMegabytes_data() { transports(); }
    void carriesFiveMegabytes();
    void comesBackWhenTheBrokerDoes_data() { transports(); }
    void comesBackWhenTheBrokerDoes();
    void signsInWithPassword_data() { transports(); }
    void signsInWithPassword();
    void reportsStepsInOrder_data() { transports(); }
    void reportsStepsInOrder();
    void losesNothingWhileReadingIsPaused_data() { transports(); }
    void losesNothingWhileReadingIsPaused();
    void sendsNoPasswordInClear();
    void namesTheMatchingSubscription();

private:
    static void transports();
    Home m_home;
};

void MosquittoTest::initTestCase()
{
    QVERIFY2(m_home.broker.start(), m_home.broker.log().constData());
}

void MosquittoTest::transports()
{
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<Version>("version");
    for (const Version version : {Version::V311, Version::V5}) {
        const char *name = version == Version::V5 ? "MQTT 5" : "MQTT 3.1.1";
        QTest::addRow("TCP %s", name) << Transport::Tcp << version;
        QTest::addRow("TLS %s", name) << Transport::Tls << version;
        QTest::addRow("WS %s", name) << Transport::WebSocket << version;
        QTest::addRow("WSS %s", name) << Transport::SecureWebSocket << version;
    }
}

void MosquittoTest::carriesMessagesBothWays_data()
{
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<Version>("version");
    QTest::addColumn<int>("qos");
    const QList<std::pair<Transport, const char *>> all {{Transport::Tcp, "TCP"}, {Transport::Tls, "TLS"},
        {Transport::WebSocket, "WS"}, {Transport::SecureWebSocket, "WSS"}};
    for (const auto &[transport, name] : all) {
        for (int qos = 0; qos <= 2; ++qos) {
            QTest::addRow("%s MQTT 3.1.1 QoS %d", name, qos) << transport << Version::V311 << qos;
            QTest::addRow("%s MQTT 5 QoS %d", name, qos) << transport << Version::V5 << qos;
        }
    }
}

void MosquittoTest::carriesMessagesBothWays()
{
    QFETCH(int, qos);
    const QString topic = topicOfRow();
    const QString level = QString::number(qos);
    WatchedClient client;
    QVERIFY(client.connectTo(m_home.options()));
    QVERIFY(client.subscribe(topic.toUtf8() + "/in", quint8(qos)));

    Tool publisher(QStringLiteral("mosquitto_pub"),
        m_home.tool({QStringLiteral("-t"), topic + QStringLiteral("/in"), QStringLiteral("-q"), level,
            QStringLiteral("-m"), QStringLiteral("from the other side")}));
    QVERIFY(client.waitForMessages(1));
    QCOMPARE(client.messages.first().payload, QByteArray("from the other side"));
    QCOMPARE(client.messages.first().topic, topic.toUtf8() + "/in");
    QCOMPARE(int(client.messages.first().qos), qos);
    QVERIFY(publisher.waitForEnd());

    // It holds its output back until it ends, which it does after twenty messages.
    const QString id = QStringLiteral("sub-") + QString(topic).replace(u'/', u'-');
    Tool subscriber(QStringLiteral("mosquitto_sub"),
        m_home.tool({QStringLiteral("-i"), id, QStringLiteral("-C"), QStringLiteral("20"), QStringLiteral("-t"),
            topic + QStringLiteral("/out"), QStringLiteral("-q"), level, QStringLiteral("-F"),
            QStringLiteral("%q %t %p")}));
    QVERIFY(m_home.broker.waitForLog("Sending SUBACK to " + id.toUtf8()));
    for (int i = 0; i < 20; ++i)
        QVERIFY(client.publish(
            {topic.toUtf8() + "/out", "number " + QByteArray::number(i), quint8(qos), false, false, {}}));
    const QByteArray last = level.toUtf8() + ' ' + topic.toUtf8() + "/out number 19";
    QTRY_VERIFY(subscriber.hasEnded());
    QVERIFY2(subscriber.output().contains(last), subscriber.output().constData());
    QCOMPARE(subscriber.output().count("/out number "), 20);
    QVERIFY(client.failures.isEmpty());
}

void MosquittoTest::getsRetainedMessages()
{
    const QByteArray topic = topicOfRow().toUtf8() + "/retained";
    WatchedClient first;
    QVERIFY(first.connectTo(m_home.options()));
    QVERIFY(first.publish({topic, "kept", 1, true, false, {}}));

    WatchedClient second;
    QVERIFY(second.connectTo(m_home.options()));
    QVERIFY(second.subscribe(topic));
    QVERIFY(second.waitForMessages(1));
    QCOMPARE(second.messages.first().payload, QByteArray("kept"));
    QVERIFY(second.messages.first().retain);
    QVERIFY(first.publish({topic, {}, 1, true, false, {}}));
}

void MosquittoTest::leavesItsWillWhenCutOff()
{
    QFETCH(Version, version);
    const QByteArray topic = topicOfRow().toUtf8() + "/will";
    WatchedClient watcher;
    QVERIFY(watcher.connectTo(m_home.options()));
    QVERIFY(watcher.subscribe(topic, 1));

    mqtt::ConnectOptions options = m_home.options();
    options.will = mqtt::Message {topic, "gone", 1, false, false, {}};
    auto polite = std::make_unique<WatchedClient>();
    QVERIFY(polite->connectTo(options));
    polite->client.close();
    QTRY_COMPARE(polite->client.state(), Client::State::Idle);
    QVERIFY(polite->failures.isEmpty());

    if (version == Version::V5)
        options.will->payload = "cut";
    CutWire wire(options.endpoint.port);
    options.endpoint.port = wire.port();
    WatchedClient cut;
    QVERIFY(cut.connectTo(options));
    wire.cut();
    QVERIFY(watcher.waitForMessages(1));
    QCOMPARE(watcher.messages.first().payload, options.will->payload);
    QCOMPARE(watcher.messages.size(), 1); // The clean DISCONNECT left none.
}

void MosquittoTest::resumesItsSession()
{
    QFETCH(Version, version);
    const QString topic = topicOfRow() + QStringLiteral("/session");
    mqtt::ConnectOptions options = m_home.options();
    options.clientId = QStringLiteral("resuming-") + QString::fromLatin1(QTest::currentDataTag()).remove(u' ');
    options.cleanStart = false;
    if (version == Version::V5)
        options.sessionExpirySeconds = 300;

    WatchedClient client;
    QVERIFY(client.connectTo(options));
    QCOMPARE(client.sessions, QList<bool> {false});
    QVERIFY(client.subscribe(topic.toUtf8(), 2));
    client.client.close();
    QTRY_COMPARE(client.client.state(), Client::State::Idle);

    Tool publisher(QStringLiteral("mosquitto_pub"),
        m_home.tool({QStringLiteral("-t"), topic, QStringLiteral("-q"), QStringLiteral("2"), QStringLiteral("-m"),
            QStringLiteral("while away")}));
    QVERIFY(publisher.waitForEnd());
    QVERIFY(client.connectTo(options));
    QCOMPARE(client.sessions, (QList<bool> {false, true}));
    QVERIFY(client.waitForMessages(1));
    QCOMPARE(client.messages.first().payload, QByteArray("while away"));
}

void MosquittoTest::carriesFiveMegabytes()
{
    QFETCH(Transport, transport);
    const QByteArray topic = topicOfRow().toUtf8() + "/large";
    QByteArray payload(5 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char((i * 2654435761u) >> 13);
    WatchedClient client;
    QVERIFY(client.connectTo(m_home.options()));
    // Mosquitto 2.0 sends only 4 KiB of a large message each tenth of a second to a WebSocket: 5 MiB take two minutes.
    WatchedClient other;
    QVERIFY(other.connectTo(optionsFor(Transport::Tcp, m_home.port(Transport::Tcp), Version::V5)));
    WatchedClient &receiver = isWebSocket(transport) ? other : client;
    QVERIFY(receiver.subscribe(topic, 1));
    QVERIFY(client.publish({topic, payload, 1, false, false, {}}));
    QVERIFY(receiver.waitForMessages(1, 20'000));
    QCOMPARE(QCryptographicHash::hash(receiver.messages.first().payload, QCryptographicHash::Sha256),
        QCryptographicHash::hash(payload, QCryptographicHash::Sha256));
}

void MosquittoTest::comesBackWhenTheBrokerDoes()
{
    Home home;
    QVERIFY(home.broker.start());
    mqtt::ConnectOptions options = home.options();
    options.clientId = QStringLiteral("persevering");
    options.reconnect = {true, 20, 200};
    WatchedClient client;
    QVERIFY(client.connectTo(options));
    home.broker.kill();
    QTRY_VERIFY(!client.failures.isEmpty());
    QVERIFY(client.failures.first().mayRetry);
    QTRY_COMPARE(client.client.state(), Client::State::Waiting);

    // Kept until the broker is back.
    bool arrived = false;
    client.client.publish({"late", "but safe", 1, false, false, {}},
        [&](const Result<mqtt::ReasonCode> &code) { arrived = code.has_value(); });
    QVERIFY(home.broker.start());
    QTRY_VERIFY_WITH_TIMEOUT(client.client.isConnected(), 10'000);
    QTRY_VERIFY(arrived);
    QCOMPARE(client.client.counters().reconnects, quint64(1));
}

void MosquittoTest::signsInWithPassword()
{
    Home home;
    home.broker.setPassword(QStringLiteral("anna"), QStringLiteral("correct horse"));
    QVERIFY(home.broker.start());
    mqtt::ConnectOptions options = home.options();
    options.userName = QStringLiteral("anna");
    options.password = Secret::fromText(u"correct horse");
    options.allowPasswordInClear = true;
    WatchedClient right;
    QVERIFY(right.connectTo(options));
    QVERIFY(right.publish({"a", "b", 1, false, false, {}}));

    options.password = Secret::fromText(u"wrong");
    options.reconnect.enabled = true;
    WatchedClient wrong;
    QVERIFY(!wrong.connectTo(options));
    QVERIFY(wrong.waitForFailure());
    const mqtt::FailureKind kind = wrong.failures.first().kind;
    QVERIFY(kind == mqtt::FailureKind::NotAuthorized || kind == mqtt::FailureKind::BadUserNameOrPassword);
    QVERIFY(!wrong.failures.first().mayRetry);
    QCOMPARE(wrong.client.state(), Client::State::Failed);
}

void MosquittoTest::reportsStepsInOrder()
{
    using mqtt::ConnectStep;
    QFETCH(Transport, transport);
    QList<ConnectStep> expected {ConnectStep::NameFound, ConnectStep::TcpConnected};
    if (isEncrypted(transport))
        expected += ConnectStep::TlsNegotiated;
    if (isWebSocket(transport))
        expected += ConnectStep::WebSocketOpened;
    expected += ConnectStep::SignedIn;
    mqtt::ConnectOptions options = m_home.options();
    options.endpoint.host = QStringLiteral("localhost");
    WatchedClient client;
    QVERIFY(client.connectTo(options));
    QCOMPARE(client.steps, expected);
    const mqtt::LinkReport link = client.client.link();
    QCOMPARE(link.encrypted, isEncrypted(transport));
    QCOMPARE(link.peerAddress, QHostAddress(QStringLiteral("127.0.0.1")));
    if (isEncrypted(transport)) {
        QCOMPARE(link.verdict, mqtt::TrustVerdict::Verified);
        QCOMPARE(link.protocol, QStringLiteral("TLS 1.3"));
        QVERIFY(!link.cipher.isEmpty());
        QVERIFY(link.sentChain.first() == m_home.certificates.server.certificate);
    }
}

void MosquittoTest::losesNothingWhileReadingIsPaused()
{
    const QByteArray topic = topicOfRow().toUtf8() + "/paused";
    WatchedClient reader;
    WatchedClient writer;
    QVERIFY(reader.connectTo(m_home.options()));
    QVERIFY(writer.connectTo(m_home.options()));
    QVERIFY(reader.subscribe(topic, 1));
    reader.client.pauseReading();
    for (int i = 0; i < 300; ++i)
        writer.client.publish({topic, QByteArray(2000, 'x'), 1, false, false, {}});
    bool taken = false;
    writer.client.publish({topic, "end", 1, false, false, {}}, [&](const auto &) { taken = true; });
    QTRY_VERIFY_WITH_TIMEOUT(taken, 10'000);
    QVERIFY(reader.messages.isEmpty());
    reader.client.resumeReading();
    QVERIFY(reader.waitForMessages(301, 20'000));
    QCOMPARE(reader.messages.last().payload, QByteArray("end"));
}

void MosquittoTest::sendsNoPasswordInClear()
{
    for (const Transport transport : {Transport::Tcp, Transport::WebSocket}) {
        QTcpServer wire;
        QVERIFY(wire.listen(QHostAddress::LocalHost));
        mqtt::ConnectOptions options = optionsFor(transport, wire.serverPort(), Version::V5);
        options.userName = QStringLiteral("anna");
        options.password = Secret::fromText(u"secret");
        WatchedClient client;
        QVERIFY(!client.connectTo(options));
        QCOMPARE(client.failures.first().kind, mqtt::FailureKind::PasswordInClear);
        QCOMPARE(client.client.state(), Client::State::Failed);
        QVERIFY(!wire.hasPendingConnections());
    }
}

void MosquittoTest::namesTheMatchingSubscription()
{
    WatchedClient client;
    QVERIFY(client.connectTo(optionsFor(Transport::Tcp, m_home.port(Transport::Tcp), Version::V5)));
    bool granted = false;
    client.client.subscribe({{"id/#", 0, false, false, mqtt::RetainHandling::Send}},
        [&](const auto &codes) { granted = codes.has_value(); }, 77);
    QTRY_VERIFY(granted);
    QVERIFY(client.publish({"id/1", "x", 0, false, false, {}}));
    QVERIFY(client.waitForMessages(1));
    QCOMPARE(client.messages.first().properties.subscriptionIdentifiers, QList<quint32> {77});
    bool removed = false;
    client.client.unsubscribe({"id/#"}, [&](const auto &codes) { removed = codes.has_value(); });
    QTRY_VERIFY(removed);
}

QTEST_GUILESS_MAIN(MosquittoTest)
#include "tst_mosquitto.moc"
