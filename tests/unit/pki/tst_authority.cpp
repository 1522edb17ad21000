// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"
#include "unit/pki/testclock.h"
#include "x509/verify.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::pki;
using namespace warden::test;
using x509::AltName;
using x509::KeyType;

class TestAuthority : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void makesRootIssuingAndAnEmptyList();
    void opensAgainAsItWas();
    void makesOneAuthorityOnly();
    void keepsToTheProfiles_data();
    void keepsToTheProfiles();
    void refusesWhatCannotStandInACertificate_data();
    void refusesWhatCannotStandInACertificate();
    void letsNoNameBecomeAnExtension();
    void givesEveryClientAnAlternativeName();
    void staysInsideTheLifetimes();
    void stopsBeforeTheAuthorityEnds();
    void revokesAndListsWithReason();
    void refusesReasonsThatAreNone();
    void countsListsStrictlyUpwards();
    void asksForANewListInTime();
    void publishesARevocationThatACrashLeftOver();
    void dropsExpiredEntriesOneListLater();
    void makesARevokedCanary();
    void handsOutWhatRests();
    void notesEverythingInTheAuditLog();

private:
    QByteArray text(const x509::Certificate &certificate) const;
    Authority make(const AuthoritySpec &spec = {QStringLiteral("Lindgren home CA")});

    std::unique_ptr<QTemporaryDir> m_folder;
    TestClock m_clock;
    std::unique_ptr<Vault> m_vault;
};

void TestAuthority::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock.time = QDateTime::currentDateTimeUtc();
    auto vault = Vault::create(m_folder->filePath(QStringLiteral("vault.db")), Secret("sesame"), m_clock, kCheap);
    QVERIFY(vault);
    m_vault = std::move(*vault);
}

void TestAuthority::cleanup()
{
    m_vault.reset();
    m_folder.reset();
}

QByteArray TestAuthority::text(const x509::Certificate &certificate) const
{
    QProcess process;
    process.start(
        QStringLiteral("openssl"), {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text")});
    process.write(certificate.toPem());
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

Authority TestAuthority::make(const AuthoritySpec &spec)
{
    auto authority = Authority::create(*m_vault, spec, m_clock);
    if (!authority)
        qFatal("%s %s", qPrintable(authority.error().text), qPrintable(authority.error().detail));
    return *authority;
}

void TestAuthority::makesRootIssuingAndAnEmptyList()
{
    const Authority authority = make();
    QVERIFY(authority.root().isSelfSigned() && authority.root().isCa() && authority.issuing().isCa());
    QCOMPARE(authority.root().displayName(), QStringLiteral("Lindgren home CA"));
    QCOMPARE(authority.issuing().displayName(), QStringLiteral("Lindgren home CA issuing"));
    QCOMPARE(authority.anchors(), (QList{authority.issuing(), authority.root()}));
    const auto crl = authority.latestCrl();
    QVERIFY(crl);
    QCOMPARE(crl->number(), 1);
    QCOMPARE(crl->entryCount(), 0);
    QVERIFY(crl->isSignedBy(authority.issuing()));
    QVERIFY(!authority.crlNeedsRefresh());
}

void TestAuthority::opensAgainAsItWas()
{
    QCOMPARE(Authority::open(*m_vault, m_clock).error().code, ErrorCode::NotFound);
    const Authority made = make();
    m_vault.reset();
    m_vault = std::move(*Vault::open(m_folder->filePath(QStringLiteral("vault.db")), Secret("sesame"), m_clock));
    auto opened = Authority::open(*m_vault, m_clock);
    QVERIFY(opened);
    QCOMPARE(opened->anchors(), made.anchors());
    QVERIFY(opened->issueClient({QStringLiteral("sensor")}));
}

void TestAuthority::makesOneAuthorityOnly()
{
    make();
    QCOMPARE(Authority::create(*m_vault, {QStringLiteral("Another")}, m_clock).error().code, ErrorCode::AlreadyExists);
}

void TestAuthority::keepsToTheProfiles_data()
{
    QTest::addColumn<KeyType>("type");
    QTest::newRow("P-256") << KeyType::EcP256;
    QTest::newRow("P-384") << KeyType::EcP384;
    QTest::newRow("RSA-2048") << KeyType::Rsa2048;
    QTest::newRow("Ed25519") << KeyType::Ed25519;
}

void TestAuthority::keepsToTheProfiles()
{
    QFETCH(KeyType, type);
    Authority authority = make({QStringLiteral("CA"), {}, type});
    const auto server = authority.issueServer({QStringLiteral("homepi.local"),
        {QStringLiteral("homepi.local"), QStringLiteral("192.168.1.10"), QStringLiteral("fe80::1%eth0"),
            QStringLiteral("*.home.arpa")},
        type});
    QVERIFY2(server, server ? "" : qPrintable(server.error().text + server.error().detail));
    const auto client = authority.issueClient({QStringLiteral("sensor-1"), type});
    QVERIFY2(client, client ? "" : qPrintable(client.error().text + client.error().detail));

    const QByteArray root = text(authority.root());
    QVERIFY2(root.contains("X509v3 Basic Constraints: critical\n                CA:TRUE\n"), root.constData());
    QVERIFY(root.contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign\n"));
    QVERIFY(!root.contains("Extended Key Usage"));
    const QByteArray rootId = root.mid(root.indexOf("Subject Key Identifier: \n") + 25, 75).trimmed();
    QVERIFY2(
        root.contains(QByteArray("Authority Key Identifier: \n                " + rootId.left(20))), root.constData());

    const QByteArray issuing = text(authority.issuing());
    QVERIFY2(issuing.contains("X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0\n"),
        issuing.constData());
    QVERIFY(issuing.contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign\n"));
    QVERIFY(!issuing.contains("Extended Key Usage") && !issuing.contains("DirName:"));
    QVERIFY(issuing.contains(QByteArray("Authority Key Identifier: \n                " + rootId.left(20))));

    const QByteArray serverText = text(server->identity.chain.constFirst());
    QVERIFY2(
        serverText.contains("X509v3 Basic Constraints: critical\n                CA:FALSE\n"), serverText.constData());
    const char *usage = type == KeyType::Rsa2048 ? "critical\n                Digital Signature, Key Encipherment\n"
                                                 : "critical\n                Digital Signature\n";
    QVERIFY(serverText.contains(usage));
    QVERIFY(serverText.contains("X509v3 Extended Key Usage: \n                TLS Web Server Authentication\n"));
    QVERIFY2(serverText.contains("DNS:homepi.local, DNS:192.168.1.10, DNS:*.home.arpa, IP Address:192.168.1.10, "
                                 "IP Address:FE80:0:0:0:0:0:0:1\n"),
        serverText.constData());
    QVERIFY(serverText.contains("Subject Key Identifier") && serverText.contains("Authority Key Identifier"));

    const QByteArray clientText = text(client->identity.chain.constFirst());
    QVERIFY(clientText.contains("X509v3 Extended Key Usage: \n                TLS Web Client Authentication\n"));
    QVERIFY(clientText.contains("X509v3 Key Usage: critical\n                Digital Signature\n"));
    QVERIFY2(clientText.contains("X509v3 Subject Alternative Name: \n                DNS:sensor-1\n"),
        clientText.constData());
    QCOMPARE(client->identity.chain.size(), 2);
    QVERIFY(client->identity.key.matches(client->identity.chain.constFirst()));
    QVERIFY(client->identity.chain.constFirst().toDer().size() <= 928 || type == KeyType::Rsa2048);
}

void TestAuthority::refusesWhatCannotStandInACertificate_data()
{
    QTest::addColumn<QString>("commonName");
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<int>("days");
    const QString name = QStringLiteral("homepi");
    const QStringList hosts{name};
    QTest::newRow("no host") << name << QStringList() << 30;
    QTest::newRow("empty host") << name << QStringList{QString()} << 30;
    QTest::newRow("blank in host") << name << QStringList{QStringLiteral("home pi")} << 30;
    QTest::newRow("comma in host") << name << QStringList{QStringLiteral("a,IP:1.2.3.4")} << 30;
    QTest::newRow("line end in host") << name << QStringList{QStringLiteral("a\nb")} << 30;
    QTest::newRow("label too long") << name << QStringList{QString(64, u'a')} << 30;
    QTest::newRow("two wildcards") << name << QStringList{QStringLiteral("*.*.local")} << 30;
    QTest::newRow("too many hosts") << name << QStringList(101, name) << 30;
    QTest::newRow("name of blanks") << QStringLiteral("  ") << hosts << 30;
    QTest::newRow("name too long") << QString(65, u'a') << hosts << 30;
    QTest::newRow("name with NUL") << (QStringLiteral("a") + QChar(0) + u'b') << hosts << 30;
    QTest::newRow("name with bidi override") << QStringLiteral("a\u202eb") << hosts << 30;
    QTest::newRow("no day") << name << hosts << 0;
    QTest::newRow("longer than Apple allows") << name << hosts << 826;
}

void TestAuthority::refusesWhatCannotStandInACertificate()
{
    QFETCH(QString, commonName);
    QFETCH(QStringList, hosts);
    QFETCH(int, days);
    Authority authority = make();
    const auto issued = authority.issueServer({commonName, hosts, KeyType::EcP256, days});
    QVERIFY(!issued);
    QCOMPARE(issued.error().code, ErrorCode::InvalidInput);
    QVERIFY(issued.error().text.endsWith(u'.'));
    QCOMPARE(m_vault->certificates()->size(), 2);
}

void TestAuthority::letsNoNameBecomeAnExtension()
{
    Authority authority = make();
    const QString hostile = QStringLiteral("x,CA:TRUE;DNS:evil.local/O=a+b\\c");
    const auto client = authority.issueClient({hostile});
    QVERIFY2(client, client ? "" : qPrintable(client.error().text));
    const x509::Certificate leaf = client->identity.chain.constFirst();
    QCOMPARE(leaf.subject(), x509::Name::fromCommonName(hostile));
    QVERIFY(!leaf.isCa());
    QCOMPARE(leaf.altNames().size(), 1);
    QCOMPARE(leaf.altNames().constFirst().type, AltName::Type::Uri);
}

void TestAuthority::givesEveryClientAnAlternativeName()
{
    Authority authority = make();
    const auto named = authority.issueClient({QStringLiteral("door_sensor")});
    QVERIFY(named);
    QCOMPARE(named->identity.chain.constFirst().altNames(),
        (QList<AltName>{{AltName::Type::Dns, QStringLiteral("door_sensor")}}));
    const auto worded = authority.issueClient({QString::fromUtf8("Türsensor Küche")});
    QVERIFY(worded);
    const x509::Certificate leaf = worded->identity.chain.constFirst();
    QCOMPARE(leaf.subject().commonName(), QString::fromUtf8("Türsensor Küche"));
    QVERIFY(leaf.altNames().constFirst().value.startsWith(QStringLiteral("urn:uuid:")));
    QVERIFY(text(leaf).contains("T\\C3\\BCrsensor") || text(leaf).contains("Türsensor"));
}

void TestAuthority::staysInsideTheLifetimes()
{
    AuthoritySpec spec{QStringLiteral("CA")};
    spec.rootDays = 100;
    spec.issuingDays = 101;
    QCOMPARE(Authority::create(*m_vault, spec, m_clock).error().code, ErrorCode::InvalidInput);
    spec.issuingDays = 60;
    Authority authority = make(spec);
    const auto server = authority.issueServer({QStringLiteral("a"), {QStringLiteral("a.local")}, KeyType::EcP256, 825});
    QVERIFY(server);
    const x509::Certificate leaf = server->identity.chain.constFirst();
    QCOMPARE(leaf.notAfter(), authority.issuing().notAfter());
    QVERIFY(leaf.notBefore() >= authority.issuing().notBefore());
    QVERIFY(authority.issuing().notAfter() <= authority.root().notAfter());
    const qint64 backdated = leaf.notBefore().secsTo(m_clock.time);
    QVERIFY(backdated >= 300 && backdated <= 3601);
    const qint64 life = authority.root().notBefore().secsTo(authority.root().notAfter());
    QVERIFY(life < 100LL * 24 * 3600 && life > 99LL * 24 * 3600);
}

void TestAuthority::stopsBeforeTheAuthorityEnds()
{
    Authority authority = make();
    m_clock.time = authority.issuing().notAfter().addSecs(-3600);
    QCOMPARE(authority.issueClient({QStringLiteral("late")}).error().code, ErrorCode::NotAllowed);
    m_clock.time = authority.issuing().notAfter().addDays(3);
    QCOMPARE(authority.issueClient({QStringLiteral("late")}).error().code, ErrorCode::NotAllowed);
}

void TestAuthority::revokesAndListsWithReason()
{
    Authority authority = make();
    const auto first = authority.issueClient({QStringLiteral("one")});
    const auto second = authority.issueClient({QStringLiteral("two")});
    const auto third = authority.issueClient({QStringLiteral("three")});
    QVERIFY(first && second && third);
    QVERIFY(authority.revoke(first->row, 1));
    const auto crl = authority.revoke(second->row, 0);
    QVERIFY(crl);
    QVERIFY(crl->revokes(first->identity.chain.constFirst().serial()));
    QVERIFY(crl->revokes(second->identity.chain.constFirst().serial()));
    QVERIFY(!crl->revokes(third->identity.chain.constFirst().serial()));
    const auto record = m_vault->certificate(first->row);
    QCOMPARE(record->state, CertificateState::Revoked);
    QCOMPARE(record->revocationReason, 1);
    QCOMPARE(record->revokedAt.toSecsSinceEpoch(), m_clock.time.toSecsSinceEpoch());

    QProcess process;
    process.start(
        QStringLiteral("openssl"), {QStringLiteral("crl"), QStringLiteral("-noout"), QStringLiteral("-text")});
    process.write(crl->toPem());
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray printed = process.readAllStandardOutput();
    QVERIFY2(printed.contains("Version 2 (0x1)") && printed.contains("X509v3 CRL Number"), printed.constData());
    QVERIFY(printed.contains("X509v3 Authority Key Identifier"));
    QCOMPARE(printed.count("Key Compromise"), 1);
    QVERIFY(!printed.contains("Unspecified"));

    // Again: no second revocation, but a list.
    const auto again = authority.revoke(first->row, 4);
    QVERIFY(again);
    QCOMPARE(m_vault->certificate(first->row)->revocationReason, 1);
    QCOMPARE(again->number(), crl->number() + 1);
}

void TestAuthority::refusesReasonsThatAreNone()
{
    Authority authority = make();
    const auto issued = authority.issueClient({QStringLiteral("one")});
    for (const int reason : {-1, 6, 7, 8, 11, 1000})
        QCOMPARE(authority.revoke(issued->row, reason).error().code, ErrorCode::InvalidInput);
    QCOMPARE(m_vault->certificate(issued->row)->state, CertificateState::Issued);
    QCOMPARE(authority.revoke(1, 1).error().code, ErrorCode::InvalidInput);
    QCOMPARE(authority.revoke(2, 1).error().code, ErrorCode::InvalidInput);
    QCOMPARE(authority.revoke(99, 1).error().code, ErrorCode::NotFound);
    for (const int reason : {0, 1, 2, 3, 4, 5, 9, 10})
        QVERIFY(authority.revoke(issued->row, reason));
}

void TestAuthority::countsListsStrictlyUpwards()
{
    Authority authority = make();
    x509::Crl last = *authority.latestCrl();
    for (int i = 0; i < 5; ++i) {
        // Not even a clock that goes back makes a list older than the one before.
        if (i == 3)
            m_clock.time = m_clock.time.addDays(-2);
        const auto crl = authority.signCrl();
        QVERIFY(crl);
        QCOMPARE(crl->number(), last.number() + 1);
        QVERIFY(crl->thisUpdate() > last.thisUpdate());
        QVERIFY(crl->nextUpdate() > crl->thisUpdate());
        last = *crl;
    }
    QCOMPARE(authority.latestCrl()->number(), last.number());
}

void TestAuthority::asksForANewListInTime()
{
    Authority authority = make();
    QCOMPARE(m_clock.time.daysTo(authority.latestCrl()->nextUpdate()), 30);
    m_clock.time = m_clock.time.addDays(9);
    QVERIFY(!authority.crlNeedsRefresh());
    m_clock.time = m_clock.time.addDays(1).addSecs(3600);
    QVERIFY(authority.crlNeedsRefresh());
    QVERIFY(authority.signCrl());
    QVERIFY(!authority.crlNeedsRefresh());
}

void TestAuthority::publishesARevocationThatACrashLeftOver()
{
    Authority authority = make();
    const auto issued = authority.issueClient({QStringLiteral("one")});
    QVERIFY(m_vault->markRevoked(issued->row, 1));
    QVERIFY(authority.crlNeedsRefresh());
    const auto crl = authority.signCrl();
    QVERIFY(crl->revokes(issued->identity.chain.constFirst().serial()));
    QVERIFY(!authority.crlNeedsRefresh());
}

void TestAuthority::dropsExpiredEntriesOneListLater()
{
    Authority authority = make();
    const auto issued = authority.issueClient({QStringLiteral("one"), KeyType::EcP256, 5});
    const QByteArray serial = issued->identity.chain.constFirst().serial();
    QVERIFY(authority.revoke(issued->row, 1)->revokes(serial));
    m_clock.time = m_clock.time.addDays(6);
    QVERIFY(authority.signCrl()->revokes(serial));
    QVERIFY(!authority.signCrl()->revokes(serial));
    QVERIFY(!authority.crlNeedsRefresh());
}

void TestAuthority::makesARevokedCanary()
{
    Authority authority = make();
    const auto canary = authority.issueRevokedCanary();
    QVERIFY(canary);
    QVERIFY(!canary->identity.isNull());
    x509::VerifyRequest check;
    check.chain = canary->identity.chain;
    check.anchors = authority.anchors();
    check.purpose = x509::Purpose::Client;
    QVERIFY(x509::verify(check).isTrusted());
    check.crls = {*authority.latestCrl()};
    const x509::VerifyReport report = x509::verify(check);
    QCOMPARE(report.findings.size(), 1);
    QVERIFY(report.has(x509::Problem::Revoked));
    QCOMPARE(m_vault->certificate(canary->row)->profile, QStringLiteral("canary"));
    QVERIFY(!m_vault->certificate(canary->row)->hasKey);
}

void TestAuthority::handsOutWhatRests()
{
    Authority authority = make();
    const auto issued = authority.issueClient({QStringLiteral("one")});
    const auto again = authority.issued(issued->row);
    QVERIFY(again);
    QCOMPARE(again->identity.chain, issued->identity.chain);
    QVERIFY(again->identity.key.matches(again->identity.chain.constFirst()));
    QCOMPARE(authority.issued(1).error().code, ErrorCode::NotFound);
    QCOMPARE(authority.issued(2).error().code, ErrorCode::NotFound);
    QCOMPARE(authority.issued(99).error().code, ErrorCode::NotFound);
    QCOMPARE(authority.issued(authority.issueRevokedCanary()->row).error().code, ErrorCode::NotFound);
}

void TestAuthority::notesEverythingInTheAuditLog()
{
    Authority authority = make();
    const auto issued = authority.issueClient({QStringLiteral("one")});
    QVERIFY(authority.issued(issued->row));
    QVERIFY(authority.revoke(issued->row, 4));
    QStringList actions;
    const auto entries = m_vault->audit();
    for (const Vault::AuditEntry &each : *entries)
        actions += each.action;
    QCOMPARE(
        actions.join(u' '), QStringLiteral("create-vault issue issue create-authority crl issue export revoke crl"));
    QVERIFY(entries->at(5).subject.contains(QStringLiteral("one")));
    QVERIFY(m_vault->verifyAudit());
}

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
