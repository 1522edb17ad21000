// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"
#include "x509/verify.h"

#include <QTest>

using namespace warden;
using namespace warden::x509;
using namespace warden::test;

namespace
{

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

const QString kHost = QStringLiteral("homepi.local");

} // namespace

Q_DECLARE_METATYPE(warden::x509::VerifyRequest)
Q_DECLARE_METATYPE(warden::x509::Problem)

class TestVerify : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trustsGoodChains_data();
    void trustsGoodChains();
    void namesTheProblemFirst_data();
    void namesTheProblemFirst();
    void collectsEveryProblem();
    void checksTheHostByItsKind_data();
    void checksTheHostByItsKind();
    void findsNothingWithoutACertificate();
    void blamesTheClockWhenAllIsInTheFuture();
    void ignoresAnOldListOfTheSameIssuer();
    void ignoresAForgedList();
    void explainsEveryProblem();
    void explainsWithNamesAndDates();
    void showsNoInvisibleCharacters();

private:
    VerifyRequest request(const Made &leaf, const QList<Certificate> &rest = {}) const;

    Made m_root;
    Made m_issuing;
    Made m_server;
    Crl m_crl;
};

void TestVerify::initTestCase()
{
    m_root = makeSelfSigned(caSpec(QStringLiteral("Home CA")));
    CertificateSpec issuing = caSpec(QStringLiteral("Home issuing CA"));
    issuing.pathLength = 0;
    m_issuing = makeSigned(issuing, m_root);
    m_server = makeSigned(serverSpec(kHost), m_issuing);
    m_crl = makeCrl(m_issuing, {});
}

VerifyRequest TestVerify::request(const Made &leaf, const QList<Certificate> &rest) const
{
    VerifyRequest request;
    request.chain = QList<Certificate>{leaf.certificate} + rest;
    request.anchors = {m_root.certificate};
    request.host = kHost;
    return request;
}

void TestVerify::trustsGoodChains_data()
{
    QTest::addColumn<VerifyRequest>("request");
    const VerifyRequest good = request(m_server, {m_issuing.certificate});
    QTest::newRow("root as anchor") << good;

    VerifyRequest partial = request(m_server);
    partial.anchors = {m_issuing.certificate};
    QTest::newRow("intermediate as anchor") << partial;

    VerifyRequest withCrl = good;
    withCrl.crls = {m_crl};
    QTest::newRow("not on the list") << withCrl;

    const Made own = makeSelfSigned(serverSpec(kHost));
    VerifyRequest selfSigned = request(own);
    selfSigned.anchors = {own.certificate};
    QTest::newRow("self-signed certificate as its own anchor") << selfSigned;
    selfSigned.crls = {m_crl};
    QTest::newRow("self-signed anchor with somebody's list") << selfSigned;

    VerifyRequest muddled = good;
    muddled.chain = {m_server.certificate, m_root.certificate, m_server.certificate, m_issuing.certificate};
    QTest::newRow("chain out of order") << muddled;

    VerifyRequest client
        = request(makeSigned(clientSpec(QStringLiteral("sensor")), m_issuing), {m_issuing.certificate});
    client.host.clear();
    client.purpose = Purpose::Client;
    QTest::newRow("client") << client;

    CertificateSpec oldRoot = caSpec(QStringLiteral("Old root"));
    oldRoot.keyType = KeyType::Rsa2048;
    oldRoot.digest = QStringLiteral("SHA1");
    const Made old = makeSelfSigned(oldRoot);
    VerifyRequest oldAnchor = request(makeSigned(serverSpec(kHost), old));
    oldAnchor.anchors = {old.certificate};
    QTest::newRow("anchor signed with SHA-1") << oldAnchor;

    for (const KeyType type : {KeyType::EcP384, KeyType::Rsa2048, KeyType::Ed25519}) {
        CertificateSpec ca = caSpec(QStringLiteral("CA"));
        ca.keyType = type;
        const Made root = makeSelfSigned(ca);
        CertificateSpec leaf = serverSpec(kHost);
        leaf.keyType = type;
        VerifyRequest typed = request(makeSigned(leaf, root));
        typed.anchors = {root.certificate};
        typed.crls = {makeCrl(root, {})};
        QTest::addRow("%s", qPrintable(root.certificate.key().display())) << typed;
    }
}

void TestVerify::trustsGoodChains()
{
    QFETCH(VerifyRequest, request);
    const VerifyReport report = verify(request);
    QVERIFY2(report.isTrusted(), report.isTrusted() ? "" : qPrintable(report.findings.constFirst().detail));
    QCOMPARE(report.chain.constFirst(), request.chain.constFirst());
}

void TestVerify::namesTheProblemFirst_data()
{
    QTest::addColumn<VerifyRequest>("request");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<int>("position");
    const auto signedBy
        = [this](const CertificateSpec &spec) { return request(makeSigned(spec, m_issuing), {m_issuing.certificate}); };
    const VerifyRequest good = request(m_server, {m_issuing.certificate});

    CertificateSpec spec = serverSpec(kHost);
    spec.notAfter = now().addSecs(-60);
    QTest::newRow("expired") << signedBy(spec) << Problem::Expired << 0;

    spec = serverSpec(kHost);
    spec.notBefore = now().addDays(3);
    QTest::newRow("not yet valid") << signedBy(spec) << Problem::NotYetValid << 0;

    QTest::newRow("wrong host") << signedBy(serverSpec(QStringLiteral("other.local"))) << Problem::HostMismatch << 0;
    QTest::newRow("self-signed") << request(makeSelfSigned(serverSpec(kHost))) << Problem::SelfSigned << 0;

    VerifyRequest stranger = good;
    stranger.anchors = {makeSelfSigned(caSpec(QStringLiteral("Another CA"))).certificate};
    QTest::newRow("unknown issuer") << stranger << Problem::UnknownIssuer << 1;
    stranger.chain += m_root.certificate;
    QTest::newRow("unknown root sent along") << stranger << Problem::UnknownIssuer << 2;
    QTest::newRow("missing intermediate") << request(m_server) << Problem::UnknownIssuer << 0;
    VerifyRequest nobody = good;
    nobody.anchors.clear();
    QTest::newRow("no anchors") << nobody << Problem::UnknownIssuer << 1;

    VerifyRequest revoked = good;
    revoked.crls = {makeCrl(m_issuing, {m_server.certificate})};
    QTest::newRow("revoked") << revoked << Problem::Revoked << 0;
    revoked.crls = {makeCrl(m_issuing, {m_server.certificate}, now().addDays(-40), now().addDays(-10))};
    QTest::newRow("revoked on an expired list") << revoked << Problem::Revoked << 0;
    revoked.crls = {m_crl, makeCrl(m_root, {m_issuing.certificate})};
    QTest::newRow("issuing CA revoked") << revoked << Problem::Revoked << 1;

    VerifyRequest stale = good;
    stale.crls = {makeCrl(m_issuing, {}, now().addDays(-40), now().addDays(-10))};
    QTest::newRow("list expired") << stale << Problem::CrlExpired << 0;
    stale.crls = {makeCrl(makeSelfSigned(caSpec(QStringLiteral("Another CA"))), {})};
    QTest::newRow("list of somebody else") << stale << Problem::CrlMissing << 0;

    spec = serverSpec(kHost);
    spec.rsaBits = 1024;
    QTest::newRow("RSA 1024") << signedBy(spec) << Problem::WeakKey << 0;

    CertificateSpec weakIssuing = caSpec(QStringLiteral("Weak issuing CA"));
    weakIssuing.rsaBits = 1024;
    const Made weak = makeSigned(weakIssuing, m_root);
    QTest::newRow("RSA 1024 in the issuing CA")
        << request(makeSigned(serverSpec(kHost), weak), {weak.certificate}) << Problem::WeakKey << 1;

    for (const char *digest : {"SHA1", "MD5"}) {
        CertificateSpec rsaCa = caSpec(QStringLiteral("RSA issuing CA"));
        rsaCa.keyType = KeyType::Rsa2048;
        const Made issuing = makeSigned(rsaCa, m_root);
        spec = serverSpec(kHost);
        spec.digest = QString::fromLatin1(digest);
        QTest::addRow("%s signature", digest)
            << request(makeSigned(spec, issuing), {issuing.certificate}) << Problem::WeakSignature << 0;
    }

    spec = clientSpec(QStringLiteral("sensor"));
    spec.dnsNames = QStringList{kHost};
    QTest::newRow("client certificate as server") << signedBy(spec) << Problem::WrongPurpose << 0;
    VerifyRequest asClient = good;
    asClient.purpose = Purpose::Client;
    asClient.host.clear();
    QTest::newRow("server certificate as client") << asClient << Problem::WrongPurpose << 0;

    QTest::newRow("leaf as issuer") << request(
        makeSigned(serverSpec(kHost), m_server), {m_server.certificate, m_issuing.certificate})
                                    << Problem::NotACa << 1;

    const Made below = makeSigned(caSpec(QStringLiteral("One CA too many")), m_issuing);
    QTest::newRow("path length") << request(
        makeSigned(serverSpec(kHost), below), {below.certificate, m_issuing.certificate})
                                 << Problem::ConstraintViolated << 2;

    CertificateSpec limited = caSpec(QStringLiteral("Limited CA"));
    limited.permittedDns = QStringLiteral("example.org");
    const Made limitedCa = makeSigned(limited, m_root);
    QTest::newRow("name constraint") << request(makeSigned(serverSpec(kHost), limitedCa), {limitedCa.certificate})
                                     << Problem::ConstraintViolated << 0;

    VerifyRequest broken = good;
    broken.chain[0] = withBrokenSignature(m_server.certificate);
    QTest::newRow("signature altered") << broken << Problem::BadSignature << 0;

    CertificateSpec bare = caSpec(QStringLiteral("Home CA"));
    bare.hasKeyIdentifiers = false;
    const Made formerCa = makeSelfSigned(bare);
    spec = serverSpec(kHost);
    spec.hasKeyIdentifiers = false;
    VerifyRequest renamed = request(makeSigned(spec, formerCa));
    renamed.anchors = {makeSelfSigned(bare).certificate};
    QTest::newRow("CA made anew under its old name") << renamed << Problem::BadSignature << 0;

    VerifyRequest early = good;
    early.at = QDateTime(QDate(2001, 1, 1), QTime(0, 0), Qt::UTC);
    QTest::newRow("clock in 2001") << early << Problem::ClockWrong << 0;
}

void TestVerify::namesTheProblemFirst()
{
    QFETCH(VerifyRequest, request);
    QFETCH(Problem, problem);
    QFETCH(int, position);
    const VerifyReport report = verify(request);
    QVERIFY(!report.isTrusted());
    const Finding first = report.findings.constFirst();
    QVERIFY2(first.problem == problem, qPrintable(QString::number(int(first.problem)) + u' ' + first.detail));
    QCOMPARE(first.position, position);
    QCOMPARE(first.certificate, report.chain.at(position));
}

void TestVerify::collectsEveryProblem()
{
    CertificateSpec spec = serverSpec(QStringLiteral("other.local"));
    spec.rsaBits = 1024;
    spec.notAfter = now().addSecs(-60);
    const Made leaf = makeSigned(spec, m_issuing);
    VerifyRequest bad = request(leaf, {m_issuing.certificate});
    bad.crls = {makeCrl(m_issuing, {leaf.certificate})};
    const VerifyReport report = verify(bad);
    QList<Problem> problems;
    for (const Finding &each : report.findings)
        problems += each.problem;
    QCOMPARE(problems, (QList{Problem::Revoked, Problem::Expired, Problem::HostMismatch, Problem::WeakKey}));
}

void TestVerify::checksTheHostByItsKind_data()
{
    QTest::addColumn<QStringList>("dnsNames");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("matches");
    const auto list = [](const char *text) { return QStringList{QString::fromUtf8(text)}; };
    QTest::newRow("case") << list("HomePi.Local") << QStringList() << kHost << true;
    QTest::newRow("dot at the end") << list("homepi.local") << QStringList() << QStringLiteral("homepi.local.") << true;
    QTest::newRow("wildcard") << list("*.home.arpa") << QStringList() << QStringLiteral("pi.home.arpa") << true;
    QTest::newRow("wildcard is one label")
        << list("*.home.arpa") << QStringList() << QStringLiteral("a.pi.home.arpa") << false;
    QTest::newRow("partial wildcard") << list("p*.home.arpa") << QStringList() << QStringLiteral("pi.home.arpa")
                                      << false;
    QTest::newRow("address") << QStringList() << list("192.168.1.10") << QStringLiteral("192.168.1.10") << true;
    QTest::newRow("other address") << QStringList() << list("192.168.1.10") << QStringLiteral("192.168.1.11") << false;
    QTest::newRow("address as a DNS name only")
        << list("192.168.1.10") << QStringList() << QStringLiteral("192.168.1.10") << false;
    QTest::newRow("IPv6") << QStringList() << list("fe80::1") << QStringLiteral("fe80:0:0::1") << true;
    QTest::newRow("IPv6 in brackets with zone")
        << QStringList() << list("fe80::1") << QStringLiteral("[fe80::1%eth0]") << true;
    QTest::newRow("umlaut") << list("xn--brse-5qa.local") << QStringList() << QString::fromUtf8("börse.local") << true;
    QTest::newRow("suffix") << list("homepi.local") << QStringList() << QStringLiteral("evilhomepi.local") << false;
}

void TestVerify::checksTheHostByItsKind()
{
    QFETCH(QStringList, dnsNames);
    QFETCH(QStringList, addresses);
    QFETCH(QString, host);
    QFETCH(bool, matches);
    CertificateSpec spec = serverSpec(QStringLiteral("x"));
    spec.dnsNames = dnsNames;
    spec.addresses = addresses;
    VerifyRequest named = request(makeSigned(spec, m_issuing), {m_issuing.certificate});
    named.host = host;
    QCOMPARE(verify(named).isTrusted(), matches);
    QCOMPARE(verify(named).has(Problem::HostMismatch), !matches);
}

void TestVerify::findsNothingWithoutACertificate()
{
    const VerifyReport report = verify({});
    QCOMPARE(report.findings.size(), 1);
    QVERIFY(report.has(Problem::NoCertificate));
    VerifyRequest nulls;
    nulls.chain = {Certificate(), m_server.certificate};
    QVERIFY(verify(nulls).has(Problem::NoCertificate));
}

void TestVerify::blamesTheClockWhenAllIsInTheFuture()
{
    VerifyRequest ahead = request(m_server, {m_issuing.certificate});
    ahead.at = now().addDays(-30);
    QCOMPARE(verify(ahead).findings.constFirst().problem, Problem::ClockWrong);
    // Made a moment ago on a machine a little ahead: the clock here need not be wrong.
    ahead.at = m_server.certificate.notBefore().addSecs(-60);
    QCOMPARE(verify(ahead).findings.constFirst().problem, Problem::NotYetValid);
    QVERIFY(!verify(ahead).has(Problem::ClockWrong));
}

void TestVerify::ignoresAnOldListOfTheSameIssuer()
{
    VerifyRequest two = request(m_server, {m_issuing.certificate});
    const Crl older = makeCrl(m_issuing, {}, now().addDays(-2), now().addDays(20), 1);
    const Crl newer = makeCrl(m_issuing, {m_server.certificate}, now().addDays(-1), now().addDays(20), 2);
    two.crls = {older, newer};
    QVERIFY(verify(two).has(Problem::Revoked));
    two.crls = {newer, older};
    QVERIFY(verify(two).has(Problem::Revoked));
}

void TestVerify::ignoresAForgedList()
{
    // The same name, another key.
    CertificateSpec spec = caSpec(QStringLiteral("Home issuing CA"));
    const Made forger = makeSelfSigned(spec);
    VerifyRequest forged = request(m_server, {m_issuing.certificate});
    forged.crls = {makeCrl(forger, {})};
    QVERIFY(verify(forged).has(Problem::CrlMissing));
}

void TestVerify::explainsEveryProblem()
{
    QSet<QString> sentences;
    for (int i = int(Problem::NoCertificate); i <= int(Problem::Other); ++i) {
        Finding finding;
        finding.problem = Problem(i);
        for (const Certificate &leaf : {Certificate(), m_server.certificate}) {
            const Explanation words = explain(finding, leaf, leaf.isNull() ? QString() : kHost);
            QVERIFY2(words.what.endsWith(u'.') && words.next.endsWith(u'.'), qPrintable(words.what));
            QVERIFY2(!words.what.contains(u'%') && !words.next.contains(u'%'), qPrintable(words.what));
            QVERIFY(words.what.at(0).isUpper());
            sentences += words.what;
        }
    }
    QVERIFY(sentences.size() > int(Problem::Other));
}

void TestVerify::explainsWithNamesAndDates()
{
    CertificateSpec spec = serverSpec(kHost);
    spec.notBefore = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    spec.notAfter = QDateTime(QDate(2026, 10, 14), QTime(12, 0), Qt::UTC);
    const Made leaf = makeSigned(spec, m_issuing);
    VerifyRequest expired = request(leaf, {m_issuing.certificate});
    expired.at = QDateTime(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
    expired.host = QStringLiteral("192.168.1.10");
    const VerifyReport report = verify(expired);
    QString all;
    for (const Finding &each : report.findings)
        all += explain(each, leaf.certificate, expired.host).what;
    QVERIFY2(all.contains(QStringLiteral("“homepi.local” ended on 14 Oct 2026 (39 days ago)")), qPrintable(all));
    QVERIFY2(
        all.contains(QStringLiteral("You connect to 192.168.1.10, but the certificate is made out to homepi.local.")),
        qPrintable(all));
}

void TestVerify::showsNoInvisibleCharacters()
{
    CertificateSpec spec = serverSpec(QStringLiteral("home\u202egro.live\n"));
    spec.dnsNames = QStringList{kHost};
    const Made leaf = makeSelfSigned(spec);
    Finding finding;
    for (int i = int(Problem::NoCertificate); i <= int(Problem::Other); ++i) {
        finding.problem = Problem(i);
        const Explanation words = explain(finding, leaf.certificate, QStringLiteral("a\u202eb"));
        QVERIFY(!words.what.contains(QChar(0x202e)) && !words.what.contains(u'\n'));
        QVERIFY(!words.next.contains(QChar(0x202e)) && !words.next.contains(u'\n'));
    }
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
