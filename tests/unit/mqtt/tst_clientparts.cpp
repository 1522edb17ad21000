// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/backoff.h"
#include "mqtt/endpoint.h"
#include "mqtt/failure.h"
#include "mqtt/keepalive.h"
#include "mqtt/keyexchange.h"
#include "mqtt/sessionstate.h"
#include "mqtt/tlsfault.h"
#include "support/certificates.h"

#include <QSet>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

using namespace warden;
using namespace warden::mqtt;

/// The parts of the client that need no connection, and the words for what can go wrong.
class ClientPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAddresses_data();
    void readsAddresses();
    void refusesAddresses_data();
    void refusesAddresses();
    void hasAPlainSentenceForEachFailure();
    void namesTheReasonOfTheBroker();
    void retriesOnlyWhatCanHelp();
    void readsTheReasonOfATlsFault_data();
    void readsTheReasonOfATlsFault();
    void judgesByThePolicy();
    void doublesTheWaitUpToABound();
    void pingsWhenQuiet();
    void takesALongPacketForASignOfLife();
    void givesEachPacketAFreeId();
    void namesTheGroupOfTheKeyExchange();
    void endsTheKeyExchangeProbeInTime();
};

void ClientPartsTest::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *text, Transport transport, const char *host, int port, const char *url) {
        QTest::newRow(text) << QString::fromUtf8(text) << transport << QString::fromUtf8(host) << port
                            << QString::fromUtf8(url);
    };
    row("homepi.local", Transport::Tls, "homepi.local", 8883, "mqtts://homepi.local");
    row(" homepi.local:8884 ", Transport::Tls, "homepi.local", 8884, "mqtts://homepi.local:8884");
    row("mqtt://192.168.1.20", Transport::Tcp, "192.168.1.20", 1883, "mqtt://192.168.1.20");
    row("tcp://h:1", Transport::Tcp, "h", 1, "mqtt://h:1");
    row("ssl://h/", Transport::Tls, "h", 8883, "mqtts://h");
    row("ws://h", Transport::WebSocket, "h", 80, "ws://h/mqtt");
    row("wss://h:8081/a/b?c=d", Transport::SecureWebSocket, "h", 8081, "wss://h:8081/a/b?c=d");
    row("::1", Transport::Tls, "::1", 8883, "mqtts://[::1]");
    row("[fd00::7]:9", Transport::Tls, "fd00::7", 9, "mqtts://[fd00::7]:9");
    row("MQTTS://Home", Transport::Tls, "home", 8883, "mqtts://home");
}

void ClientPartsTest::readsAddresses()
{
    QFETCH(QString, text);
    const auto endpoint = Endpoint::fromUrl(text);
    QVERIFY2(endpoint.has_value(), endpoint ? "" : qPrintable(endpoint.error().text));
    QTEST(endpoint->transport, "transport");
    QTEST(endpoint->host, "host");
    QTEST(int(endpoint->port), "port");
    QTEST(endpoint->toUrl(), "url");
    QCOMPARE(*Endpoint::fromUrl(endpoint->toUrl()), *endpoint);
}

void ClientPartsTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "  ", "http://h", "mqtt://", "mqtt://user:hunter2@h", "mqtts://user@h", "h:0", "h:70000",
             "h:x", "mqtt://h/path", "mqtts://h?x=1", "two words", "mqtts://[::1", "a:b:c"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void ClientPartsTest::refusesAddresses()
{
    QFETCH(QString, text);
    const auto endpoint = Endpoint::fromUrl(text);
    QVERIFY(!endpoint);
    QVERIFY(!endpoint.error().text.isEmpty());
    QVERIFY(!endpoint.error().text.contains(QStringLiteral("hunter2")));
}

void ClientPartsTest::hasAPlainSentenceForEachFailure()
{
    FailureFacts facts;
    facts.endpoint = {Transport::Tls, QStringLiteral("homepi.local"), 8883, {}};
    facts.timeoutMs = 10'000;
    facts.reasonCode = int(ReasonCode::QuotaExceeded);
    QSet<QString> sentences;
    for (int i = int(FailureKind::NameNotFound); i <= int(FailureKind::InvalidSettings); ++i) {
        const Failure failure = describeFailure(FailureKind(i), facts);
        QVERIFY2(failure.what.endsWith(u'.'), qPrintable(failure.what));
        QVERIFY2(failure.next.endsWith(u'.'), qPrintable(QString::number(i) + failure.next));
        QVERIFY2(!failure.what.contains(u'%') && !failure.next.contains(u'%'), qPrintable(failure.error.text));
        QVERIFY2(failure.what.contains(QStringLiteral("homepi.local")), qPrintable(failure.what));
        QVERIFY2(!sentences.contains(failure.what), qPrintable(failure.what));
        sentences.insert(failure.what);
    }
    QCOMPARE(describeFailure(FailureKind::ConnectTimedOut, facts).what,
        QStringLiteral("“homepi.local” did not answer on port 8883 within 10 seconds."));
}

void ClientPartsTest::namesTheReasonOfTheBroker()
{
    FailureFacts facts;
    facts.endpoint.host = QStringLiteral("evil\u202ehost");
    facts.reasonCode = int(ReasonCode::AdministrativeAction);
    facts.packet = PacketType::Disconnect;
    const Failure failure = describeFailure(FailureKind::RefusedByBroker, facts);
    QVERIFY(failure.what.contains(QStringLiteral("0x98")));
    QVERIFY(!failure.what.contains(QChar(0x202e)));
    QVERIFY(!failure.next.isEmpty());
}

void ClientPartsTest::retriesOnlyWhatCanHelp()
{
    const QSet<FailureKind> retried {FailureKind::NameNotFound, FailureKind::ConnectionRefused,
        FailureKind::HostUnreachable, FailureKind::ConnectTimedOut, FailureKind::NoAnswer, FailureKind::ServerBusy,
        FailureKind::RefusedByBroker, FailureKind::KeepAliveExpired, FailureKind::MalformedPacket,
        FailureKind::ConnectionLost};
    for (int i = int(FailureKind::NameNotFound); i <= int(FailureKind::InvalidSettings); ++i)
        QCOMPARE(describeFailure(FailureKind(i), {}).mayRetry, retried.contains(FailureKind(i)));
}

void ClientPartsTest::readsTheReasonOfATlsFault_data()
{
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("handshakeDone");
    QTest::addColumn<bool>("sawCertificate");
    QTest::addColumn<bool>("hasIdentity");
    QTest::addColumn<FailureKind>("kind");
    using Error = QAbstractSocket::SocketError;
    const auto row = [](Error error, const char *text, const char *progress, FailureKind kind) {
        const QByteArrayView done(progress);
        QTest::addRow("%s (%s)", text, progress)
            << error << QString::fromUtf8(text) << done.contains('h') << done.contains('c') << done.contains('i')
            << kind;
    };
    const Error handshake = Error::SslHandshakeFailedError;
    row(handshake, "error:0A00010B:SSL routines::wrong version number", "", FailureKind::PlainOnTlsPort);
    row(handshake, "error:0A0000C6:SSL routines::packet length too long", "", FailureKind::PlainOnTlsPort);
    row(Error::RemoteHostClosedError, "The TLS/SSL connection has been closed", "", FailureKind::PlainOnTlsPort);
    row(Error::RemoteHostClosedError, "The TLS/SSL connection has been closed", "c", FailureKind::TlsFailed);
    row(Error::RemoteHostClosedError, "The remote host closed the connection", "hc", FailureKind::ConnectionLost);
    row(handshake, "error:0A00042E:SSL routines::tlsv1 alert protocol version", "", FailureKind::ProtocolMismatch);
    row(handshake, "error:0A000102:SSL routines::unsupported protocol", "", FailureKind::ProtocolMismatch);
    row(handshake, "error:0A000410:SSL routines::sslv3 alert handshake failure", "", FailureKind::CipherMismatch);
    row(handshake, "error:0A000410:SSL routines::sslv3 alert handshake failure", "c",
        FailureKind::ClientCertificateMissing);
    row(handshake, "error:0A000410:SSL routines::sslv3 alert handshake failure", "ci",
        FailureKind::ClientCertificateRefused);
    row(Error::SslInternalError, "error:0A00045C:SSL routines::tlsv13 alert certificate required", "hc",
        FailureKind::ClientCertificateMissing);
    row(Error::SslInternalError, "error:0A000414:SSL routines::sslv3 alert certificate revoked", "hci",
        FailureKind::ClientCertificateRefused);
    row(Error::SslInternalError, "error:0A000418:SSL routines::tlsv1 alert unknown ca", "hci",
        FailureKind::ClientCertificateRefused);
    row(Error::ConnectionRefusedError, "Connection refused", "", FailureKind::ConnectionRefused);
    row(Error::HostNotFoundError, "Host not found", "", FailureKind::NameNotFound);
    row(Error::NetworkError, "Network unreachable", "", FailureKind::HostUnreachable);
    row(handshake, "something new", "c", FailureKind::TlsFailed);
}

void ClientPartsTest::readsTheReasonOfATlsFault()
{
    QFETCH(QAbstractSocket::SocketError, error);
    QFETCH(QString, text);
    QFETCH(bool, handshakeDone);
    QFETCH(bool, sawCertificate);
    QFETCH(bool, hasIdentity);
    const TransportFault fault = tlsFault(error, text, {handshakeDone, sawCertificate, hasIdentity});
    QTEST(fault.kind, "kind");
    QCOMPARE(fault.technical, text);
}

void ClientPartsTest::judgesByThePolicy()
{
    const test::Made root = test::makeSelfSigned(test::caSpec(QStringLiteral("Root")));
    const test::Made server = test::makeSigned(test::serverSpec(QStringLiteral("broker")), root);
    const QList<x509::Certificate> chain {server.certificate};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString host = QStringLiteral("broker");

    TrustPolicy policy;
    QCOMPARE(judge(policy, chain, host, now).verdict, TrustVerdict::Rejected); // The system does not know this root.
    policy.mode = TrustPolicy::Mode::Anchors;
    policy.anchors = {root.certificate};
    QCOMPARE(judge(policy, chain, host, now).verdict, TrustVerdict::Verified);
    QCOMPARE(judge(policy, chain, QStringLiteral("other"), now).verdict, TrustVerdict::Rejected);
    QCOMPARE(judge(policy, chain, host, now.addYears(1)).verdict, TrustVerdict::Rejected);
    QCOMPARE(judge(policy, {}, host, now).verdict, TrustVerdict::Rejected);
    policy.mode = TrustPolicy::Mode::FirstUse;
    QCOMPARE(judge(policy, chain, host, now).verdict, TrustVerdict::Unverified);

    policy = {};
    policy.mode = TrustPolicy::Mode::PinnedCertificate;
    QVERIFY(judge(policy, chain, host, now).pinChanged); // An empty pin fits nothing.
    policy.pin = server.certificate.sha256();
    QCOMPARE(judge(policy, chain, host, now).verdict, TrustVerdict::Pinned);
    policy.pin = server.certificate.publicKeySha256();
    QVERIFY(judge(policy, chain, host, now).pinChanged);
    policy.mode = TrustPolicy::Mode::PinnedKey;
    QCOMPARE(judge(policy, chain, host, now).verdict, TrustVerdict::Pinned);
    QVERIFY(judge(policy, {root.certificate}, host, now).pinChanged);
}

void ClientPartsTest::doublesTheWaitUpToABound()
{
    Backoff longest(1'000, 60'000, [] { return 1.0; });
    QList<int> waits;
    for (int i = 0; i < 9; ++i)
        waits.append(longest.nextDelayMs());
    QCOMPARE(waits, (QList<int> {1'000, 2'000, 4'000, 8'000, 16'000, 32'000, 60'000, 60'000, 60'000}));
    longest.reset();
    QCOMPARE(longest.nextDelayMs(), 1'000);

    Backoff half(1'000, 60'000, [] { return 0.5; });
    QCOMPARE(half.nextDelayMs(), 500);
    for (int i = 0; i < 100; ++i)
        QVERIFY(half.nextDelayMs() <= 30'000);
}

void ClientPartsTest::pingsWhenQuiet()
{
    using Action = KeepAlive::Action;
    KeepAlive keepAlive;
    keepAlive.start(0, 0);
    QCOMPARE(keepAlive.tick(1'000'000), Action::Nothing);
    keepAlive.start(10'000, 0);
    QCOMPARE(keepAlive.tick(5'000), Action::Nothing);
    keepAlive.sent(5'000);
    QCOMPARE(keepAlive.tick(8'000), Action::Nothing);
    // We talk, but the other side has been silent for an interval.
    keepAlive.sent(9'999);
    QCOMPARE(keepAlive.tick(10'000), Action::Ping);
    QCOMPARE(keepAlive.tick(14'999), Action::Nothing);
    QCOMPARE(keepAlive.tick(15'000), Action::Expired);
    keepAlive.heardPackets(15'000);
    keepAlive.sent(15'000);
    QCOMPARE(keepAlive.tick(16'000), Action::Nothing);
    QCOMPARE(keepAlive.tick(22'500), Action::Ping);
}

void ClientPartsTest::takesALongPacketForASignOfLife()
{
    using Action = KeepAlive::Action;
    KeepAlive keepAlive;
    keepAlive.start(10'000, 0);
    QCOMPARE(keepAlive.tick(10'000), Action::Ping);
    keepAlive.heardBytes(100, 12'000);
    QCOMPARE(keepAlive.tick(15'000), Action::Expired);
    keepAlive.start(10'000, 0);
    QCOMPARE(keepAlive.tick(10'000), Action::Ping);
    keepAlive.sent(10'000);
    keepAlive.heardBytes(20'000, 12'000);
    QCOMPARE(keepAlive.tick(15'000), Action::Nothing);
}

void ClientPartsTest::givesEachPacketAFreeId()
{
    SessionState state;
    state.expectAnswer(2, {});
    QVERIFY(state.enqueue({"t", "x", 1, false, false, {}}, {}));
    QCOMPARE(state.next()->packetId, quint16(1));
    QCOMPARE(state.takePacketId(), quint16(3));
    for (int i = 0; i < 65'532; ++i)
        QVERIFY(state.takePacketId() > 0);
    const quint16 again = state.takePacketId();
    QVERIFY(again != 1 && again != 2 && again != 0);
}

void ClientPartsTest::namesTheGroupOfTheKeyExchange()
{
    const test::Made root = test::makeSelfSigned(test::caSpec(QStringLiteral("Root")));
    const test::Made made = test::makeSigned(test::serverSpec(QStringLiteral("localhost")), root);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(made.certificate.toDer(), QSsl::Der));
    const Secret pem = made.key.toPem();
    configuration.setPrivateKey(QSslKey(pem.view().toByteArray(), QSsl::Ec));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const Endpoint endpoint {Transport::Tls, QStringLiteral("127.0.0.1"), server.serverPort(), {}};
    const auto future = probeKeyExchange(endpoint, {});
    QTRY_VERIFY(future.isFinished());
    const auto result = future.result();
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
    QCOMPARE(result->group, QStringLiteral("X25519"));
    QCOMPARE(result->protocol, QStringLiteral("TLS 1.3"));
    QVERIFY(result->cipher.startsWith(QStringLiteral("TLS_")));
}

void ClientPartsTest::endsTheKeyExchangeProbeInTime()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const Endpoint endpoint {Transport::Tls, QStringLiteral("127.0.0.1"), silent.serverPort(), {}};
    const auto future = probeKeyExchange(endpoint, {}, 200);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().code, ErrorCode::TlsFailed);
}

QTEST_GUILESS_MAIN(ClientPartsTest)
#include "tst_clientparts.moc"
