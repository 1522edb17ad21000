// SPDX-License-Identifier: GPL-3.0-or-later
#include "brokerpeer.h"

#include <QRegularExpression>

#include <cstdio>

using namespace warden;
using namespace warden::test;
using mqtt::FailureKind;
using mqtt::Transport;
using mqtt::TrustPolicy;

namespace {

/// A clock that stands where the test put it.
class StoppedClock final : public Clock
{
public:
    explicit StoppedClock(const QDateTime &at) : m_at(at) {}
    QDateTime now() const override { return m_at; }
    qint64 elapsedMs() const override { return m_system.elapsedMs(); }

private:
    QDateTime m_at;
    SystemClock m_system;
};

/// `openssl s_server`, for what Mosquitto cannot be made to do.
class OpenSslServer
{
public:
    OpenSslServer(Mosquitto &files, const Made &server, const QStringList &more)
        : m_port(freePort())
        , m_tool(QStringLiteral("openssl"),
              QStringList {QStringLiteral("s_server"), QStringLiteral("-accept"),
                  QStringLiteral("127.0.0.1:%1").arg(m_port), QStringLiteral("-cert"),
                  files.writeFile(QStringLiteral("s_server.pem"), server.certificate.toPem()),
                  QStringLiteral("-key"),
                  files.writeFile(QStringLiteral("s_server.key"), server.key.toPem().view().toByteArray())}
                  + more)
    {
    }
    quint16 port() const { return m_port; }
    bool waitUntilReady() { return m_tool.waitForOutput("ACCEPT"); }
    QByteArray words() { return m_tool.errors() + m_tool.output(); }

private:
    quint16 m_port;
    Tool m_tool;
};

struct Expected {
    FailureKind kind;
    QString what;
    QString next;
};

/// "clientCertificateMissing" as "client certificate missing".
QString nameOfTest()
{
    static const QRegularExpression capital(QStringLiteral("([A-Z])"));
    return QString::fromLatin1(QTest::currentTestFunction()).replace(capital, QStringLiteral(" \\1")).toLower();
}

QString day(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
}

} // namespace

/// Every way in which TLS can fail, provoked with real servers: what kind it is told to be, and in which words.
class TlsFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void expired();
    void expiredOverWebSocket();
    void notYetValid();
    void wrongHost();
    void selfSigned();
    void unknownIssuer();
    void revoked();
    void revokedThoughPinned();
    void weakKey();
    void clockWrong();
    void firstUse();
    void changedPin();
    void changedPinOverWebSocket();
    void protocolMismatch();
    void cipherMismatch();
    void plainTextOnTlsPort();
    void plainTextOnSecureWebSocketPort();
    void tlsOnPlainPort();
    void tlsOnPlainWebSocketPort();
    void clientCertificateMissing();
    void clientCertificateMissingInTls12();
    void clientCertificateMissingOverWebSocket();
    void clientCertificateOfUnknownIssuer();
    void clientCertificateExpired();
    void clientCertificateRevoked();
    void acceptsWhatIsPinned();
    void acceptsClientCertificates();
    void sendsServerNameAndApplicationProtocol();
    void cleanupTestCase();

private:
    mqtt::ConnectOptions options(quint16 port, Transport transport = Transport::Tls) const;
    quint16 startTls(Mosquitto &broker, const Made &server, const QStringList &more = {}) const;
    void expectFailure(const char *how, const mqtt::ConnectOptions &options, const Expected &expected);
    /// The server saw no MQTT: the judgement came before CONNECT.
    static bool sawNoClient(Mosquitto &broker) { return !broker.log().contains("New client connected"); }

    ServerCertificates m_good;
    Made m_otherRoot = makeSelfSigned(caSpec(QStringLiteral("Other root")));
    std::shared_ptr<const Clock> m_clock;
    QStringList m_table;
};

void TlsFailuresTest::initTestCase()
{
    m_clock = std::make_shared<SystemClock>();
}

mqtt::ConnectOptions TlsFailuresTest::options(quint16 port, Transport transport) const
{
    mqtt::ConnectOptions options = optionsFor(transport, port, mqtt::Version::V5);
    options.endpoint.host = QStringLiteral("localhost");
    options.tls.trust.mode = TrustPolicy::Mode::Anchors;
    options.tls.trust.anchors = {m_good.root.certificate};
    options.userName = QStringLiteral("anna");
    options.password = Secret::fromText(u"secret");
    options.allowPasswordInClear = true;
    options.connectTimeoutMs = 5'000;
    return options;
}

quint16 TlsFailuresTest::startTls(Mosquitto &broker, const Made &server, const QStringList &more) const
{
    const quint16 port = broker.addListener(tlsLines(broker, server, m_good.root) + more);
    if (more.contains(QStringLiteral("protocol websockets")))
        broker.addListener(); // Mosquitto 2.0 does not start with WebSocket listeners alone.
    return broker.start() ? port : quint16(0);
}

void TlsFailuresTest::expectFailure(const char *how, const mqtt::ConnectOptions &options, const Expected &expected)
{
    mqtt::Client client({m_clock, {}});
    QSignalSpy failed(&client, &mqtt::Client::failed);
    QSignalSpy connected(&client, &mqtt::Client::connected);
    client.open(options);
    QVERIFY(QTest::qWaitFor([&] { return !failed.isEmpty(); }, 15'000));
    const mqtt::Failure failure = client.lastFailure();
    m_table += QStringLiteral("| %1 | %2 | %3 | %4 |")
                   .arg(nameOfTest(), QString::fromUtf8(how), failure.what, failure.next);
    QVERIFY2(failure.kind == expected.kind,
        qPrintable(QString::number(int(failure.kind)) + u' ' + failure.error.detail));
    QCOMPARE(failure.what, expected.what);
    QCOMPARE(failure.next, expected.next);
    QCOMPARE(failure.error.text, expected.what + u' ' + expected.next);
    QVERIFY(!failure.mayRetry);
    QCOMPARE(client.state(), mqtt::Client::State::Failed);
    QVERIFY(connected.isEmpty());
}

void TlsFailuresTest::expired()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.notBefore = QDateTime::currentDateTimeUtc().addDays(-90);
    spec.notAfter = QDateTime::currentDateTimeUtc().addDays(-3);
    Mosquitto broker;
    const quint16 port = startTls(broker, makeSigned(spec, m_good.root));
    QVERIFY(port > 0);
    expectFailure("Mosquitto with a certificate that ended three days ago", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” ended on %1 (3 days ago).").arg(day(spec.notAfter)),
            QStringLiteral("Renew the certificate on the broker. If that day is not in the past, set this computer's "
                           "clock.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::expiredOverWebSocket()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.notBefore = QDateTime::currentDateTimeUtc().addDays(-90);
    spec.notAfter = QDateTime::currentDateTimeUtc().addDays(-3);
    Mosquitto broker;
    const quint16 port
        = startTls(broker, makeSigned(spec, m_good.root), {QStringLiteral("protocol websockets")});
    QVERIFY(port > 0);
    expectFailure("the same, as a WebSocket listener", options(port, Transport::SecureWebSocket),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” ended on %1 (3 days ago).").arg(day(spec.notAfter)),
            QStringLiteral("Renew the certificate on the broker. If that day is not in the past, set this computer's "
                           "clock.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::notYetValid()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.notBefore = QDateTime::currentDateTimeUtc().addDays(2);
    Mosquitto broker;
    const quint16 port = startTls(broker, makeSigned(spec, m_good.root));
    QVERIFY(port > 0);
    expectFailure("Mosquitto with a certificate that begins the day after tomorrow", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” is valid only from %1 on.")
                .arg(QLocale().toString(spec.notBefore.toLocalTime(), QLocale::ShortFormat)),
            QStringLiteral("Check the clocks: if this computer's clock is behind, set it; if the clock was ahead on "
                           "the machine that made the certificate, make the certificate again.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::wrongHost()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, makeSigned(serverSpec(QStringLiteral("other.example")), m_good.root));
    QVERIFY(port > 0);
    expectFailure("Mosquitto on localhost with a certificate for other.example", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("You connect to localhost, but the certificate is made out to other.example."),
            QStringLiteral("Connect by one of the names in the certificate, or make a new certificate that includes "
                           "localhost.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::selfSigned()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, makeSelfSigned(ServerCertificates::serverFor127()));
    QVERIFY(port > 0);
    expectFailure("Mosquitto with a certificate signed by itself", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of localhost is signed by itself: nobody else vouches for it."),
            QStringLiteral("Compare its fingerprint with the one on the broker. If they are the same, you can trust "
                           "this certificate; if not, or in a network that is not yours, stop here.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::unknownIssuer()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, makeSigned(ServerCertificates::serverFor127(), m_otherRoot));
    QVERIFY(port > 0);
    expectFailure("Mosquitto with a certificate from another CA than the one chosen", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate was signed by “Other root”, which this computer does not know."),
            QStringLiteral("Choose the CA file that belongs to the broker (often named ca.crt), or compare the "
                           "fingerprint with the one on the broker. If the CA file is already chosen, the broker may "
                           "not send its intermediate certificate.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::revoked()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.trust.crls = {makeCrl(m_good.root, {m_good.server.certificate})};
    expectFailure("Mosquitto with a certificate that is on the CRL given", options,
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” was revoked: “Test root” has declared that it must not be "
                           "trusted any more."),
            QStringLiteral("Do not connect. Ask whoever runs the broker why it was revoked, and have a new "
                           "certificate made with a new key.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::revokedThoughPinned()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.trust.mode = TrustPolicy::Mode::PinnedKey;
    options.tls.trust.pin = m_good.server.certificate.publicKeySha256();
    options.tls.trust.crls = {makeCrl(m_good.root, {m_good.server.certificate})};
    expectFailure("the same, with the key pinned", options,
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” was revoked: “Test root” has declared that it must not be "
                           "trusted any more."),
            QStringLiteral("Do not connect. Ask whoever runs the broker why it was revoked, and have a new "
                           "certificate made with a new key.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::weakKey()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.rsaBits = 1024;
    Mosquitto files;
    OpenSslServer server(files, makeSigned(spec, m_good.root),
        {QStringLiteral("-cipher"), QStringLiteral("DEFAULT@SECLEVEL=0")});
    QVERIFY2(server.waitUntilReady(), server.words().constData());
    expectFailure("openssl s_server with an RSA key of 1024 bits", options(server.port()),
        {FailureKind::CertificateRefused,
            QStringLiteral("The certificate of “localhost” has a key that is too weak today (RSA 1024): it could be "
                           "broken and the broker be impersonated."),
            QStringLiteral("Make a new key and certificate with ECDSA P-256, or with RSA 2048 for older devices.")});
}

void TlsFailuresTest::clockWrong()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    const QDateTime past(QDate(2015, 3, 1), QTime(12, 0), Qt::UTC);
    m_clock = std::make_shared<StoppedClock>(past);
    expectFailure("Mosquitto with a good certificate, this computer's clock set to 2015", options(port),
        {FailureKind::CertificateRefused,
            QStringLiteral("This computer believes that today is 1 Mar 2015; by that date the broker's certificates "
                           "are not yet valid."),
            QStringLiteral("Set the date and time of this computer, then connect again.")});
    m_clock = std::make_shared<SystemClock>();
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::firstUse()
{
    Mosquitto broker;
    const Made server = makeSelfSigned(ServerCertificates::serverFor127());
    const quint16 port = startTls(broker, server);
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.trust = {};
    options.tls.trust.mode = TrustPolicy::Mode::FirstUse;
    expectFailure("Mosquitto with a certificate signed by itself, trust to be decided at first use", options,
        {FailureKind::FirstUse,
            QStringLiteral("This is the first contact with “localhost”, and nobody has vouched for its certificate "
                           "yet."),
            QStringLiteral("Compare the fingerprint with the one on the broker, then trust the certificate.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::changedPin()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.trust.mode = TrustPolicy::Mode::PinnedCertificate;
    options.tls.trust.pin = makeSelfSigned(ServerCertificates::serverFor127()).certificate.sha256();
    expectFailure("Mosquitto with another certificate than the one pinned", options,
        {FailureKind::PinChanged,
            QStringLiteral("“localhost” shows another certificate than the one you trusted."),
            QStringLiteral("If the broker's certificate was renewed, compare the new fingerprint with the one on the "
                           "broker and trust it. Otherwise somebody may be in between: do not sign in.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::changedPinOverWebSocket()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server, {QStringLiteral("protocol websockets")});
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port, Transport::SecureWebSocket);
    options.tls.trust.mode = TrustPolicy::Mode::PinnedKey;
    options.tls.trust.pin = m_otherRoot.certificate.publicKeySha256();
    expectFailure("the same, as a WebSocket listener and with the key pinned", options,
        {FailureKind::PinChanged,
            QStringLiteral("“localhost” shows another certificate than the one you trusted."),
            QStringLiteral("If the broker's certificate was renewed, compare the new fingerprint with the one on the "
                           "broker and trust it. Otherwise somebody may be in between: do not sign in.")});
    QVERIFY(sawNoClient(broker));
}

void TlsFailuresTest::protocolMismatch()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.keyType = x509::KeyType::Rsa2048;
    Mosquitto files;
    OpenSslServer server(files, makeSigned(spec, m_good.root),
        {QStringLiteral("-tls1_1"), QStringLiteral("-cipher"), QStringLiteral("DEFAULT@SECLEVEL=0")});
    QVERIFY2(server.waitUntilReady(), server.words().constData());
    expectFailure("openssl s_server that knows TLS 1.1 only", options(server.port()),
        {FailureKind::ProtocolMismatch,
            QStringLiteral("“localhost” and this program have no version of TLS in common."),
            QStringLiteral("Turn on TLS 1.2 or 1.3 in the broker. Older versions are not safe and are not used.")});
}

void TlsFailuresTest::cipherMismatch()
{
    CertificateSpec spec = ServerCertificates::serverFor127();
    spec.keyType = x509::KeyType::Rsa2048;
    Mosquitto files;
    OpenSslServer server(files, makeSigned(spec, m_good.root),
        {QStringLiteral("-tls1_2"), QStringLiteral("-cipher"), QStringLiteral("NULL-SHA256@SECLEVEL=0")});
    QVERIFY2(server.waitUntilReady(), server.words().constData());
    expectFailure("openssl s_server that offers a cipher without encryption only", options(server.port()),
        {FailureKind::CipherMismatch,
            QStringLiteral("“localhost” offers no encryption method that this program accepts."),
            QStringLiteral("Remove the list of ciphers from the broker's settings, so that it offers its usual "
                           "strong ones.")});
}

void TlsFailuresTest::plainTextOnTlsPort()
{
    Mosquitto broker;
    const quint16 port = broker.addListener();
    QVERIFY(broker.start());
    expectFailure("TLS to a plain listener of Mosquitto", options(port),
        {FailureKind::PlainOnTlsPort,
            QStringLiteral("Port %1 of “localhost” is not encrypted: it does not speak TLS.").arg(port),
            QStringLiteral("Use the broker's encrypted port, usually 8883. Connect without encryption only in a "
                           "network that is yours alone.")});
}

void TlsFailuresTest::plainTextOnSecureWebSocketPort()
{
    Mosquitto broker;
    broker.addListener();
    const quint16 port = broker.addListener({QStringLiteral("protocol websockets")});
    QVERIFY(broker.start());
    expectFailure("TLS to a plain WebSocket listener of Mosquitto", options(port, Transport::SecureWebSocket),
        {FailureKind::PlainOnTlsPort,
            QStringLiteral("Port %1 of “localhost” is not encrypted: it does not speak TLS.").arg(port),
            QStringLiteral("Use the broker's encrypted port, usually 8883. Connect without encryption only in a "
                           "network that is yours alone.")});
}

void TlsFailuresTest::tlsOnPlainPort()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    expectFailure("plain MQTT to a TLS listener of Mosquitto", options(port, Transport::Tcp),
        {FailureKind::TlsOnPlainPort,
            QStringLiteral("Port %1 of “localhost” wants an encrypted connection.").arg(port),
            QStringLiteral("Turn encryption on for this connection (mqtts:// or wss://).")});
}

void TlsFailuresTest::tlsOnPlainWebSocketPort()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server);
    QVERIFY(port > 0);
    expectFailure("a plain WebSocket to a TLS listener of Mosquitto", options(port, Transport::WebSocket),
        {FailureKind::TlsOnPlainPort,
            QStringLiteral("Port %1 of “localhost” wants an encrypted connection.").arg(port),
            QStringLiteral("Turn encryption on for this connection (mqtts:// or wss://).")});
}

static const Expected kMissing {FailureKind::ClientCertificateMissing,
    QStringLiteral("“localhost” asks for a client certificate, and this connection has none."),
    QStringLiteral("Choose a client certificate and its key for this connection.")};

void TlsFailuresTest::clientCertificateMissing()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server, {QStringLiteral("require_certificate true")});
    QVERIFY(port > 0);
    expectFailure("Mosquitto with require_certificate, TLS 1.3", options(port), kMissing);
}

void TlsFailuresTest::clientCertificateMissingInTls12()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server,
        {QStringLiteral("require_certificate true"), QStringLiteral("tls_version tlsv1.2")});
    QVERIFY(port > 0);
    expectFailure("Mosquitto with require_certificate, TLS 1.2", options(port), kMissing);
}

void TlsFailuresTest::clientCertificateMissingOverWebSocket()
{
    Mosquitto files;
    OpenSslServer server(files, m_good.server, {QStringLiteral("-Verify"), QStringLiteral("1")});
    QVERIFY2(server.waitUntilReady(), server.words().constData());
    expectFailure("openssl s_server that demands a certificate, from a WebSocket",
        options(server.port(), Transport::SecureWebSocket), kMissing);
}

void TlsFailuresTest::clientCertificateOfUnknownIssuer()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server, {QStringLiteral("require_certificate true")});
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.identity = makeSigned(clientSpec(QStringLiteral("anna")), m_otherRoot).identity();
    expectFailure("Mosquitto with require_certificate, certificate from another CA", options,
        {FailureKind::ClientCertificateRefused,
            QStringLiteral("“localhost” refused the client certificate: it does not know who issued it."),
            QStringLiteral("Choose a certificate that the broker's own authority has issued and that is still "
                           "valid.")});
}

void TlsFailuresTest::clientCertificateExpired()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server, {QStringLiteral("require_certificate true")});
    QVERIFY(port > 0);
    CertificateSpec spec = clientSpec(QStringLiteral("anna"));
    spec.notBefore = QDateTime::currentDateTimeUtc().addDays(-90);
    spec.notAfter = QDateTime::currentDateTimeUtc().addDays(-3);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.identity = makeSigned(spec, m_good.root).identity();
    expectFailure("Mosquitto with require_certificate, certificate that has ended", options,
        {FailureKind::ClientCertificateRefused,
            QStringLiteral("“localhost” refused the client certificate: it has expired."),
            QStringLiteral("Choose a certificate that the broker's own authority has issued and that is still "
                           "valid.")});
}

void TlsFailuresTest::clientCertificateRevoked()
{
    const Made device = makeSigned(clientSpec(QStringLiteral("anna")), m_good.root);
    Mosquitto broker;
    const QString crl = broker.writeFile(
        QStringLiteral("crl.pem"), makeCrl(m_good.root, {device.certificate}).toPem());
    const quint16 port = startTls(
        broker, m_good.server, {QStringLiteral("require_certificate true"), QStringLiteral("crlfile ") + crl});
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.identity = device.identity();
    expectFailure("Mosquitto with require_certificate, certificate on its CRL", options,
        {FailureKind::ClientCertificateRefused,
            QStringLiteral("“localhost” refused the client certificate: it has been revoked."),
            QStringLiteral("Choose a certificate that the broker's own authority has issued and that is still "
                           "valid.")});
}

void TlsFailuresTest::acceptsWhatIsPinned()
{
    const Made server = makeSelfSigned(serverSpec(QStringLiteral("other.example")));
    Mosquitto broker;
    const quint16 port = startTls(broker, server);
    QVERIFY(port > 0);
    mqtt::ConnectOptions options = this->options(port);
    options.tls.trust.mode = TrustPolicy::Mode::PinnedCertificate;
    options.tls.trust.pin = server.certificate.sha256();
    WatchedClient client;
    QVERIFY(client.connectTo(options));
    QCOMPARE(client.client.link().verdict, mqtt::TrustVerdict::Pinned);
    QVERIFY(!client.client.link().verification.isTrusted()); // Kept for the page to show.
}

void TlsFailuresTest::acceptsClientCertificates()
{
    Mosquitto broker;
    const quint16 port = startTls(broker, m_good.server,
        {QStringLiteral("require_certificate true"), QStringLiteral("use_identity_as_username true")});
    QVERIFY(port > 0);
    for (const x509::KeyType type : {x509::KeyType::EcP256, x509::KeyType::Rsa2048, x509::KeyType::Ed25519}) {
        CertificateSpec spec = clientSpec(QStringLiteral("anna"));
        spec.keyType = type;
        mqtt::ConnectOptions options = this->options(port);
        options.userName.clear();
        options.password = {};
        options.tls.identity = makeSigned(spec, m_good.root).identity();
        WatchedClient client;
        QVERIFY(client.connectTo(options));
    }
}

void TlsFailuresTest::sendsServerNameAndApplicationProtocol()
{
    Mosquitto files;
    const Made made = makeSigned(serverSpec(QStringLiteral("broker.example")), m_good.root);
    const QString certificate = files.writeFile(QStringLiteral("second.pem"), made.certificate.toPem());
    const QString key = files.writeFile(QStringLiteral("second.key"), made.key.toPem().view().toByteArray());
    // Two servers, since the one that minds the name forgets the protocol.
    const QList<std::pair<QStringList, QByteArray>> servers {
        {{QStringLiteral("-servername"), QStringLiteral("broker.example"), QStringLiteral("-cert2"), certificate,
             QStringLiteral("-key2"), key},
            "Hostname in TLS extension: \"broker.example\""},
        {{QStringLiteral("-alpn"), QStringLiteral("mqtt")}, "ALPN protocols selected: mqtt"}};
    for (const auto &[arguments, expected] : servers) {
        OpenSslServer server(files, made, arguments);
        QVERIFY2(server.waitUntilReady(), server.words().constData());
        mqtt::ConnectOptions options = this->options(server.port());
        options.tls.serverName = QStringLiteral("broker.example");
        options.tls.alpn = {"mqtt"};
        options.connectTimeoutMs = 1'000;
        WatchedClient client;
        QVERIFY(!client.connectTo(options));
        QCOMPARE(client.failures.first().kind, FailureKind::NoAnswer); // It is no broker, but TLS was agreed.
        QCOMPARE(client.client.link().verdict, mqtt::TrustVerdict::Verified);
        const QByteArray words = server.words();
        QVERIFY2(words.contains(expected), words.constData());
    }
}

void TlsFailuresTest::cleanupTestCase()
{
    if (!qEnvironmentVariableIsSet("WARDEN_TABLE"))
        return;
    std::puts("| failure | how provoked | sentence shown | what next |\n|---|---|---|---|");
    for (const QString &row : std::as_const(m_table))
        std::puts(row.toUtf8().constData());
}

QTEST_GUILESS_MAIN(TlsFailuresTest)
#include "tst_tlsfailures.moc"
