// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"
#include "unit/pki/testclock.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::pki;
using namespace warden::test;
using x509::KeyType;

namespace
{

/// What a judge answered.
struct Verdict {
    bool accepted = false;
    QByteArray words;
};

Verdict ask(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForStarted() || !process.waitForFinished())
        qFatal("%s does not run", qPrintable(program));
    return {process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, process.readAll()};
}

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

const QString kHost = QStringLiteral("homepi.local");

} // namespace

/// Other people's programs on our certificates: OpenSSL's strict mode, GnuTLS and NSS.
class TestJudges : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void opensslAgrees_data();
    void opensslAgrees();
    void gnutlsAgrees_data();
    void gnutlsAgrees();
    void gnutlsSeesTheEnd();
    void nssAgrees_data();
    void nssAgrees();

private:
    struct Set {
        Issued server;
        Issued client;
        Issued revoked;
    };
    void addTypes(bool withEd25519);
    Set makeSet(KeyType type);
    QString write(const char *name, const QByteArray &bytes) const;
    Verdict openssl(const x509::Certificate &leaf, const QString &options) const;
    Verdict gnutls(const x509::Certificate &leaf, const QString &options) const;
    Verdict nss(const QString &options) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    TestClock m_clock;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<Authority> m_authority;
    QString m_ca;
    QString m_issuing;
    QString m_crl;
};

void TestJudges::init()
{
    m_authority.reset();
    m_vault.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock.time = QDateTime::currentDateTimeUtc();
}

QString TestJudges::write(const char *name, const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("could not write");
    return file.fileName();
}

void TestJudges::addTypes(bool withEd25519)
{
    QTest::addColumn<KeyType>("type");
    QTest::newRow("P-256") << KeyType::EcP256;
    QTest::newRow("RSA-2048") << KeyType::Rsa2048;
    if (withEd25519)
        QTest::newRow("Ed25519") << KeyType::Ed25519;
}

TestJudges::Set TestJudges::makeSet(KeyType type)
{
    m_vault = std::move(*Vault::create(m_folder->filePath(QStringLiteral("v.db")), Secret("x"), m_clock, kCheap));
    AuthoritySpec spec{QStringLiteral("Home CA")};
    spec.keyType = type;
    m_authority = std::make_unique<Authority>(*Authority::create(*m_vault, spec, m_clock));
    Set set{*m_authority->issueServer(
                {kHost, {kHost, QStringLiteral("192.168.1.10"), QStringLiteral("fe80::1")}, type, 90}),
        *m_authority->issueClient({QStringLiteral("Sensor in the attic"), type, 90}),
        *m_authority->issueServer({kHost, {kHost}, type, 90})};
    if (!m_authority->revoke(set.revoked.row, 1))
        qFatal("not revoked");
    m_ca = write("root.pem", m_authority->root().toPem());
    m_issuing = write("issuing.pem", m_authority->issuing().toPem());
    m_crl = write("crl.pem", m_authority->latestCrl()->toPem());
    return set;
}

Verdict TestJudges::openssl(const x509::Certificate &leaf, const QString &options) const
{
    const QString file = write("leaf.pem", leaf.toPem());
    return ask(QStringLiteral("openssl"),
        words(QStringLiteral("verify -x509_strict -check_ss_sig -crl_check -CAfile %1 -untrusted %2 -CRLfile %3")
                  .arg(m_ca, m_issuing, m_crl))
            + words(options) + QStringList{file});
}

void TestJudges::opensslAgrees_data()
{
    addTypes(true);
}

void TestJudges::opensslAgrees()
{
    QFETCH(KeyType, type);
    const Set set = makeSet(type);
    const x509::Certificate server = set.server.identity.chain.constFirst();
    const QString asServer = QStringLiteral("-purpose sslserver -verify_hostname homepi.local");
    Verdict verdict = openssl(server, asServer);
    QVERIFY2(verdict.accepted, verdict.words.constData());
    for (const char *address : {"192.168.1.10", "fe80::1"}) {
        verdict = openssl(server, QStringLiteral("-purpose sslserver -verify_ip %1").arg(QLatin1String(address)));
        QVERIFY2(verdict.accepted, verdict.words.constData());
    }
    // Devices that compare an address with names only.
    verdict = openssl(server, QStringLiteral("-purpose sslserver -verify_hostname 192.168.1.10"));
    QVERIFY2(verdict.accepted, verdict.words.constData());
    verdict = openssl(set.client.identity.chain.constFirst(), QStringLiteral("-purpose sslclient"));
    QVERIFY2(verdict.accepted, verdict.words.constData());

    verdict = openssl(server, QStringLiteral("-purpose sslserver -verify_hostname other.local"));
    QVERIFY2(!verdict.accepted && verdict.words.contains("hostname mismatch"), verdict.words.constData());
    verdict = openssl(server, QStringLiteral("-purpose sslclient"));
    QVERIFY2(!verdict.accepted, verdict.words.constData());
    verdict = openssl(set.client.identity.chain.constFirst(), QStringLiteral("-purpose sslserver"));
    QVERIFY2(!verdict.accepted, verdict.words.constData());
    verdict = openssl(set.revoked.identity.chain.constFirst(), asServer);
    QVERIFY2(!verdict.accepted && verdict.words.contains("certificate revoked"), verdict.words.constData());
    const auto expired = QString::number(server.notAfter().addSecs(60).toSecsSinceEpoch());
    verdict = openssl(server, QString(asServer + QStringLiteral(" -attime ") + expired));
    QVERIFY2(!verdict.accepted && verdict.words.contains("certificate has expired"), verdict.words.constData());
    const auto stale = QString::number(m_clock.time.addDays(31).toSecsSinceEpoch());
    verdict = openssl(server, QString(asServer + QStringLiteral(" -attime ") + stale));
    QVERIFY2(!verdict.accepted && verdict.words.contains("CRL has expired"), verdict.words.constData());
}

Verdict TestJudges::gnutls(const x509::Certificate &leaf, const QString &options) const
{
    const QString chain = write("chain.pem", QByteArray(leaf.toPem() + m_authority->issuing().toPem()));
    return ask(QStringLiteral("certtool"),
        words(QStringLiteral("--verify --verify-profile=medium --load-ca-certificate %1 --infile %2 --load-crl %3")
                  .arg(m_ca, chain, m_crl))
            + words(options));
}

void TestJudges::gnutlsAgrees_data()
{
    addTypes(true);
}

void TestJudges::gnutlsAgrees()
{
    QFETCH(KeyType, type);
    const Set set = makeSet(type);
    const x509::Certificate server = set.server.identity.chain.constFirst();
    const QString asServer = QStringLiteral("--verify-purpose 1.3.6.1.5.5.7.3.1 --verify-hostname homepi.local");
    const QString asClient = QStringLiteral("--verify-purpose 1.3.6.1.5.5.7.3.2");
    Verdict verdict = gnutls(server, asServer);
    QVERIFY2(verdict.accepted, verdict.words.constData());
    verdict = gnutls(set.client.identity.chain.constFirst(), asClient);
    QVERIFY2(verdict.accepted, verdict.words.constData());
    for (const char *host : {"192.168.1.10", "fe80::1"}) {
        verdict = gnutls(server, QStringLiteral("--verify-hostname %1").arg(QLatin1String(host)));
        QVERIFY2(verdict.accepted, verdict.words.constData());
    }
    verdict = gnutls(server, QStringLiteral("--verify-hostname other.local"));
    QVERIFY2(!verdict.accepted && verdict.words.contains("does not match"), verdict.words.constData());
    verdict = gnutls(server, asClient);
    QVERIFY2(!verdict.accepted, verdict.words.constData());
    verdict = gnutls(set.revoked.identity.chain.constFirst(), asServer);
    QVERIFY2(!verdict.accepted && verdict.words.contains("revoked"), verdict.words.constData());
}

void TestJudges::gnutlsSeesTheEnd()
{
    // certtool knows no other time than now, so the certificate is from the past; its list would be as old.
    m_clock.time = m_clock.time.addDays(-100);
    const Set set = makeSet(KeyType::EcP256);
    const QString chain = write(
        "chain.pem", QByteArray(set.server.identity.chain.constFirst().toPem() + m_authority->issuing().toPem()));
    const Verdict verdict = ask(QStringLiteral("certtool"),
        words(QStringLiteral("--verify --load-ca-certificate %1 --infile %2").arg(m_ca, chain)));
    QVERIFY2(!verdict.accepted && verdict.words.contains("expired"), verdict.words.constData());
}

Verdict TestJudges::nss(const QString &options) const
{
    return ask(QStringLiteral("vfychain"), words(options));
}

void TestJudges::nssAgrees_data()
{
    addTypes(false);
}

void TestJudges::nssAgrees()
{
    QFETCH(KeyType, type);
    const Set set = makeSet(type);
    const QString folder = m_folder->path();
    const QString database = QStringLiteral("sql:") + folder;
    const auto certutil = [&](const QString &options) {
        const Verdict verdict = ask(QStringLiteral("certutil"), words(options + QStringLiteral(" -d ") + database));
        if (!verdict.accepted)
            qWarning("%s: %s", qPrintable(options), verdict.words.constData());
        return verdict.accepted;
    };
    QVERIFY(certutil(QStringLiteral("-N --empty-password")));
    QVERIFY(certutil(QStringLiteral("-A -a -n root -t CT,, -i %1").arg(m_ca)));
    QVERIFY(certutil(QStringLiteral("-A -a -n issuing -t ,, -i %1").arg(m_issuing)));
    const QString crl = write("crl.der", m_authority->latestCrl()->toDer());
    QVERIFY(
        ask(QStringLiteral("crlutil"), words(QStringLiteral("-I -t 1 -i %1 -d %2 -B").arg(crl, database))).accepted);
    const auto judge = [&](const x509::Certificate &leaf, int usage, const QString &more = {}) {
        const QString file = write("leaf.pem", leaf.toPem());
        return nss(QStringLiteral("-pp -d %1 -u %2 %3 -a %4 -a %5")
                       .arg(database, QString::number(usage), more, file, m_issuing));
    };
    constexpr int sslClient = 0;
    constexpr int sslServer = 1;
    const x509::Certificate server = set.server.identity.chain.constFirst();
    const x509::Certificate client = set.client.identity.chain.constFirst();
    const QString listed = QStringLiteral("-g leaf -m crl -s failIfNoInfo");
    Verdict verdict = judge(server, sslServer, listed);
    QVERIFY2(verdict.accepted, verdict.words.constData());
    verdict = judge(client, sslClient, listed);
    QVERIFY2(verdict.accepted, verdict.words.constData());
    verdict = judge(server, sslClient);
    QVERIFY2(!verdict.accepted, verdict.words.constData());
    verdict = judge(client, sslServer);
    QVERIFY2(!verdict.accepted, verdict.words.constData());
    verdict = judge(set.revoked.identity.chain.constFirst(), sslServer, listed);
    QVERIFY2(!verdict.accepted && verdict.words.contains("revoked"), verdict.words.constData());
    const QString late = server.notAfter().addDays(2).toString(QStringLiteral("yyMMddHHmm")) + u'Z';
    verdict = judge(server, sslServer, QStringLiteral("-b ") + late);
    QVERIFY2(!verdict.accepted && verdict.words.contains("expired"), verdict.words.constData());
}

QTEST_GUILESS_MAIN(TestJudges)
#include "tst_judges.moc"
