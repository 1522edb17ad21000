// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerpeer.h"
#include "cutwire.h"

#include "support/process.h"

#include <QDir>

using namespace warden;
using namespace warden::test;
using mqtt::Client;
using mqtt::Transport;
using mqtt::Version;

namespace {

/// Where Debian keeps the Erlang libraries of ejabberd: a folder named for the processor.
QString erlangLibraries()
{
    const QDir lib(QStringLiteral("/usr/lib"));
    const QStringList folders = lib.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders) {
        const QDir candidate(lib.filePath(folder));
        if (!candidate.entryList({QStringLiteral("ejabberd-*")}, QDir::Dirs).isEmpty())
            return candidate.path();
    }
    return {};
}

/// ejabberd with nothing but MQTT: one Erlang process without distribution, so that no epmd is left behind.
class Ejabberd
{
public:
    Ejabberd()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        endWithParent(m_process);
    }
    ~Ejabberd()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    bool start()
    {
        write(QStringLiteral("server.pem"),
            certificates.server.certificate.toPem() + certificates.server.key.toPem().view().toByteArray());
        write(QStringLiteral("ejabberd.yml"), configuration());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        environment.insert(QStringLiteral("ERL_LIBS"), erlangLibraries());
        environment.insert(QStringLiteral("ERL_CRASH_DUMP_BYTES"), QStringLiteral("0"));
        environment.insert(QStringLiteral("EJABBERD_CONFIG_PATH"), m_folder.filePath(QStringLiteral("ejabberd.yml")));
        environment.insert(QStringLiteral("EJABBERD_LOG_PATH"), m_folder.filePath(QStringLiteral("ejabberd.log")));
        m_process.setProcessEnvironment(environment);
        m_process.setWorkingDirectory(m_folder.path());
        m_process.start(QStringLiteral("erl"),
            {QStringLiteral("-noinput"), QStringLiteral("-start_epmd"), QStringLiteral("false"),
                QStringLiteral("-mnesia"), QStringLiteral("dir"), u'"' + m_folder.filePath(QStringLiteral("db")) + u'"',
                QStringLiteral("-s"), QStringLiteral("ejabberd")});
        for (const quint16 port : std::as_const(m_ports)) {
            if (!waitForOutput("127.0.0.1:" + QByteArray::number(port)))
                return false;
        }
        return true;
    }

    quint16 port(Transport transport) const { return m_ports.value(transport); }
    QByteArray output() const { return m_output; }

    ServerCertificates certificates;

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }

    QByteArray listener(Transport transport) const
    {
        QByteArray text = "  -\n    port: " + QByteArray::number(port(transport)) + "\n    ip: \"127.0.0.1\"\n";
        if (isWebSocket(transport))
            text += "    module: ejabberd_http\n    request_handlers:\n      /mqtt: mod_mqtt\n";
        else
            text += "    module: mod_mqtt\n";
        return isEncrypted(transport) ? text + "    tls: true\n" : text;
    }

    QByteArray configuration() const
    {
        QByteArray text = "hosts:\n  - localhost\nloglevel: info\nauth_method: anonymous\nanonymous_protocol: both\n"
                          "allow_multiple_connections: true\n"
                          "modules:\n  mod_mqtt:\n    max_topic_depth: 20\n    session_expiry: 5 minutes\n"
                          "certfiles:\n  - \""
            + m_folder.filePath(QStringLiteral("server.pem")).toUtf8() + "\"\nlisten:\n";
        for (auto it = m_ports.keyBegin(); it != m_ports.keyEnd(); ++it)
            text += listener(*it);
        return text;
    }

    bool waitForOutput(const QByteArray &text)
    {
        const QDeadlineTimer deadline(60'000);
        while (!m_output.contains(text)) {
            if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
                return false;
            m_process.waitForReadyRead(int(deadline.remainingTime()));
            m_output += m_process.readAll();
        }
        return true;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_output;
    QMap<Transport, quint16> m_ports {{Transport::Tcp, freePort()}, {Transport::Tls, freePort()},
        {Transport::WebSocket, freePort()}, {Transport::SecureWebSocket, freePort()}};
};

} // namespace

/// The client against a broker of quite another make.
class EjabberdTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void carriesMessages_data();
    void carriesMessages();
    void getsRetainedMessages_data() { rows(); }
    void getsRetainedMessages();
    void leavesItsWill_data() { rows(); }
    void leavesItsWill();
    void resumesItsSession_data() { rows(); }
    void resumesItsSession();
    void tellsThatAnotherTookTheSession();
    void refusesItsCertificateWithoutTheRightAuthority();

private:
    static void rows();
    mqtt::ConnectOptions options(const QString &clientId = {}) const;
    Ejabberd m_broker;
};

void EjabberdTest::initTestCase()
{
    QVERIFY2(m_broker.start(), m_broker.output().constData());
}

void EjabberdTest::rows()
{
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<Version>("version");
    const QList<std::pair<Transport, const char *>> all {{Transport::Tcp, "TCP"}, {Transport::Tls, "TLS"},
        {Transport::WebSocket, "WS"}, {Transport::SecureWebSocket, "WSS"}};
    for (const auto &[transport, name] : all) {
        QTest::addRow("%s MQTT 3.1.1", name) << transport << Version::V311;
        QTest::addRow("%s MQTT 5", name) << transport << Version::V5;
    }
}

/// Each client has a user of its own name; ejabberd lets anybody in.
mqtt::ConnectOptions EjabberdTest::options(const QString &clientId) const
{
    QFETCH(Transport, transport);
    QFETCH(Version, version);
    mqtt::ConnectOptions options = optionsFor(transport, m_broker.port(transport), version);
    options.clientId = clientId;
    options.userName = QStringLiteral("anna@localhost");
    options.password = Secret::fromText(u"any");
    options.allowPasswordInClear = true;
    options.tls.trust.mode = mqtt::TrustPolicy::Mode::Anchors;
    options.tls.trust.anchors = {m_broker.certificates.root.certificate};
    return options;
}

static QByteArray topicOfRow(const char *last)
{
    return QByteArray(QTest::currentTestFunction()) + '/' + QByteArray(QTest::currentDataTag()).replace(' ', '-') + '/'
        + last;
}

void EjabberdTest::carriesMessages_data()
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

void EjabberdTest::carriesMessages()
{
    QFETCH(int, qos);
    const QByteArray topic = topicOfRow("t");
    WatchedClient sender;
    WatchedClient receiver;
    QVERIFY(sender.connectTo(options(QStringLiteral("sender"))));
    QVERIFY(receiver.connectTo(options(QStringLiteral("receiver"))));
    QVERIFY(receiver.subscribe(topic, quint8(qos)));
    for (int i = 0; i < 20; ++i)
        QVERIFY(sender.publish({topic, QByteArray::number(i), quint8(qos), false, false, {}}));
    QVERIFY(receiver.waitForMessages(20));
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(receiver.messages.at(i).payload, QByteArray::number(i));
        QCOMPARE(int(receiver.messages.at(i).qos), qos);
    }
    QVERIFY(sender.failures.isEmpty() && receiver.failures.isEmpty());
}

void EjabberdTest::getsRetainedMessages()
{
    const QByteArray topic = topicOfRow("t");
    WatchedClient sender;
    QVERIFY(sender.connectTo(options(QStringLiteral("sender"))));
    QVERIFY(sender.publish({topic, "kept", 1, true, false, {}}));
    WatchedClient receiver;
    QVERIFY(receiver.connectTo(options(QStringLiteral("receiver"))));
    QVERIFY(receiver.subscribe(topic));
    QVERIFY(receiver.waitForMessages(1));
    QCOMPARE(receiver.messages.first().payload, QByteArray("kept"));
    QVERIFY(receiver.messages.first().retain);
}

void EjabberdTest::leavesItsWill()
{
    const QByteArray topic = topicOfRow("t");
    WatchedClient watcher;
    QVERIFY(watcher.connectTo(options(QStringLiteral("watcher"))));
    QVERIFY(watcher.subscribe(topic, 1));
    mqtt::ConnectOptions options = this->options(QStringLiteral("leaver"));
    options.will = mqtt::Message {topic, "gone", 1, false, false, {}};
    CutWire wire(options.endpoint.port);
    options.endpoint.port = wire.port();
    WatchedClient cut;
    QVERIFY(cut.connectTo(options));
    wire.cut();
    QVERIFY(watcher.waitForMessages(1));
    QCOMPARE(watcher.messages.first().payload, QByteArray("gone"));
}

void EjabberdTest::resumesItsSession()
{
    QFETCH(Version, version);
    const QByteArray topic = topicOfRow("t");
    mqtt::ConnectOptions options = this->options(QStringLiteral("resuming"));
    options.cleanStart = true;
    WatchedClient fresh; // Ends what the row before left.
    QVERIFY(fresh.connectTo(options));
    fresh.client.close();
    QTRY_COMPARE(fresh.client.state(), Client::State::Idle);

    options.cleanStart = false;
    if (version == Version::V5)
        options.sessionExpirySeconds = 200;
    WatchedClient client;
    QVERIFY(client.connectTo(options));
    QVERIFY(client.subscribe(topic, 1));
    client.client.close();
    QTRY_COMPARE(client.client.state(), Client::State::Idle);
    WatchedClient sender;
    QVERIFY(sender.connectTo(this->options(QStringLiteral("sender"))));
    QVERIFY(sender.publish({topic, "while away", 1, false, false, {}}));
    QVERIFY(client.connectTo(options));
    QVERIFY(client.sessions.last());
    QVERIFY(client.waitForMessages(1));
    QCOMPARE(client.messages.first().payload, QByteArray("while away"));
}

void EjabberdTest::tellsThatAnotherTookTheSession()
{
    mqtt::ConnectOptions options = optionsFor(Transport::Tcp, m_broker.port(Transport::Tcp), Version::V5);
    options.clientId = QStringLiteral("twin");
    options.userName = QStringLiteral("anna@localhost");
    options.password = Secret::fromText(u"any");
    options.allowPasswordInClear = true;
    options.reconnect = {true, 10, 50};
    WatchedClient first;
    WatchedClient second;
    QVERIFY(first.connectTo(options));
    QVERIFY(second.connectTo(options));
    QVERIFY(first.waitForFailure());
    QCOMPARE(first.failures.first().kind, mqtt::FailureKind::SessionTakenOver);
    QCOMPARE(first.client.state(), Client::State::Failed); // Or the two would throw each other out for ever.
    QVERIFY(second.client.isConnected());
}

void EjabberdTest::refusesItsCertificateWithoutTheRightAuthority()
{
    for (const Transport transport : {Transport::Tls, Transport::SecureWebSocket}) {
        mqtt::ConnectOptions options = optionsFor(transport, m_broker.port(transport), Version::V5);
        WatchedClient client;
        QVERIFY(!client.connectTo(options));
        QCOMPARE(client.failures.first().kind, mqtt::FailureKind::CertificateRefused);
    }
}

QTEST_GUILESS_MAIN(EjabberdTest)
#include "tst_ejabberd.moc"
