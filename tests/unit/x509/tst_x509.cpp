// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::x509;
using namespace warden::test;

class TestX509 : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsWhatItWrites();
    void readsPemAsPeopleKeepIt_data();
    void readsPemAsPeopleKeepIt();
    void refusesWhatIsNoCertificate_data();
    void refusesWhatIsNoCertificate();
    void refusesMoreThanAHundredParts();
    void showsFields();
    void showsKeysAndSignatures_data();
    void showsKeysAndSignatures();
    void readsNamesWithNulAndOddCharacters();
    void readsFingerprintsAsPeoplePasteThem_data();
    void readsFingerprintsAsPeoplePasteThem();
    void readsKeysInEveryForm_data();
    void readsKeysInEveryForm();
    void tellsAWrongPassphraseApart();
    void refusesKeysThatAskForTooMuchComputing();
    void findsTheLeafThatBelongsToTheKey();
    void refusesAKeyOfAnotherCertificate();
    void readsPkcs12_data();
    void readsPkcs12();
    void writesPkcs12ThatOpensslReads();
    void readsRevocationLists();

private:
    QByteArray openssl(const QStringList &arguments, const QByteArray &input = {}) const;
    QString file(const QString &name, const QByteArray &bytes) const;

    QTemporaryDir m_folder;
    Made m_root;
    Made m_issuing;
    Made m_leaf;
};

void TestX509::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_root = makeSelfSigned(caSpec(QStringLiteral("Home CA")));
    m_issuing = makeSigned(caSpec(QStringLiteral("Home issuing CA")), m_root);
    CertificateSpec spec = serverSpec(QStringLiteral("homepi.local"));
    spec.addresses = QStringList{QStringLiteral("192.168.1.10"), QStringLiteral("fe80::1")};
    m_leaf = makeSigned(spec, m_issuing);
}

QByteArray TestX509::openssl(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        qWarning("openssl %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QString TestX509::file(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("could not write");
    return file.fileName();
}

void TestX509::readsWhatItWrites()
{
    const auto fromDer = Certificate::fromDer(m_leaf.certificate.toDer());
    QVERIFY(fromDer);
    QCOMPARE(*fromDer, m_leaf.certificate);
    const auto fromPem = Certificate::fromPem(m_leaf.certificate.toPem());
    QVERIFY(fromPem);
    QCOMPARE(*fromPem, m_leaf.certificate);
    const auto list = Certificate::listFromPem(QByteArray(m_leaf.certificate.toPem() + m_issuing.certificate.toPem()));
    QVERIFY(list);
    QCOMPARE(*list, (QList{m_leaf.certificate, m_issuing.certificate}));
}

void TestX509::readsPemAsPeopleKeepIt_data()
{
    QTest::addColumn<QByteArray>("pem");
    const QByteArray pem = m_leaf.certificate.toPem();
    QTest::newRow("CRLF") << QByteArray(pem).replace('\n', "\r\n");
    QTest::newRow("CR") << QByteArray(pem).replace('\n', '\r');
    QTest::newRow("no line end at the end") << pem.trimmed();
    QTest::newRow("byte order mark") << "\xef\xbb\xbf" + pem;
    QTest::newRow("indented as in YAML") << "certificate: |\n    " + QByteArray(pem).replace('\n', "\n    ");
    QTest::newRow("text before and after") << "subject=CN = homepi.local\n" + pem + "\nthe end\n";
    QTest::newRow("key first") << m_leaf.key.toPem().view().toByteArray() + pem;
    QTest::newRow("CRL first") << makeCrl(m_root, {}).toPem() + pem;
    QTest::newRow("blanks at line ends") << QByteArray(pem).replace("\n", "  \n");
}

void TestX509::readsPemAsPeopleKeepIt()
{
    QFETCH(QByteArray, pem);
    const auto certificate = Certificate::fromPem(pem);
    QVERIFY2(certificate, certificate ? "" : qPrintable(certificate.error().detail));
    QCOMPARE(*certificate, m_leaf.certificate);
}

void TestX509::refusesWhatIsNoCertificate_data()
{
    QTest::addColumn<QByteArray>("pem");
    const QByteArray pem = m_leaf.certificate.toPem();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("key only") << m_leaf.key.toPem().view().toByteArray();
    QTest::newRow("cut off") << pem.left(pem.size() / 2);
    QTest::newRow("second one cut off") << pem + pem.left(pem.size() / 2);
    QTest::newRow("base64 damaged") << QByteArray(pem).replace(60, 1, "!");
    QTest::newRow("garbage inside") << QByteArray("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n");
    QTest::newRow("too large") << QByteArray(5 * 1024 * 1024, 'A');
}

void TestX509::refusesWhatIsNoCertificate()
{
    QFETCH(QByteArray, pem);
    const auto list = Certificate::listFromPem(pem);
    QVERIFY(!list);
    QCOMPARE(list.error().code, ErrorCode::InvalidInput);
    QVERIFY(list.error().text.endsWith(u'.'));
    QVERIFY(!Certificate::fromDer(pem));
    const QByteArray der = m_leaf.certificate.toDer();
    QVERIFY(!Certificate::fromDer(QByteArray(der + 'x')));
    QVERIFY(!Certificate::fromDer(der.left(der.size() - 1)));
}

void TestX509::refusesMoreThanAHundredParts()
{
    const QByteArray pem = m_leaf.certificate.toPem();
    QCOMPARE(Certificate::listFromPem(pem.repeated(100)).value().size(), 100);
    QVERIFY(!Certificate::listFromPem(pem.repeated(101)));
}

void TestX509::showsFields()
{
    const Certificate leaf = m_leaf.certificate;
    QCOMPARE(leaf.subject(), Name::fromCommonName(QStringLiteral("homepi.local")));
    QCOMPARE(leaf.issuer().commonName(), QStringLiteral("Home issuing CA"));
    QCOMPARE(leaf.issuer().display(), QStringLiteral("CN=Home issuing CA"));
    QCOMPARE(leaf.displayName(), QStringLiteral("homepi.local"));
    QCOMPARE(leaf.altNames(),
        (QList<AltName>{{AltName::Type::Dns, QStringLiteral("homepi.local")},
            {AltName::Type::IpAddress, QStringLiteral("192.168.1.10")},
            {AltName::Type::IpAddress, QStringLiteral("fe80::1")}}));
    QVERIFY(!leaf.isCa() && m_issuing.certificate.isCa());
    QVERIFY(!leaf.isSelfSigned() && m_root.certificate.isSelfSigned());
    QVERIFY(leaf.notBefore() < leaf.notAfter());
    QCOMPARE(leaf.notBefore().timeSpec(), Qt::UTC);
    const QByteArray printed = openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-serial"),
                                           QStringLiteral("-fingerprint"), QStringLiteral("-sha256")},
        leaf.toPem());
    QVERIFY(printed.contains(QByteArray("serial=" + leaf.serial().toHex().toUpper())));
    QVERIFY(printed.contains(leaf.sha256().toHex(':').toUpper()));
    QCOMPARE(leaf.publicKeySha256(), QCryptographicHash::hash(m_leaf.key.publicKeyDer(), QCryptographicHash::Sha256));
    const Certificate null;
    QVERIFY(null.isNull() && null.toDer().isEmpty() && null.displayName().isEmpty() && !null.isCa());
    QVERIFY(null.altNames().isEmpty() && null.sha256().isEmpty() && null.key().algorithm.isEmpty());
}

void TestX509::showsKeysAndSignatures_data()
{
    QTest::addColumn<KeyType>("type");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("signature");
    QTest::newRow("P-256") << KeyType::EcP256 << QStringLiteral("ECDSA P-256") << QStringLiteral("ECDSA with SHA-256");
    QTest::newRow("P-384") << KeyType::EcP384 << QStringLiteral("ECDSA P-384") << QStringLiteral("ECDSA with SHA-256");
    QTest::newRow("RSA") << KeyType::Rsa2048 << QStringLiteral("RSA 2048") << QStringLiteral("RSA with SHA-256");
    QTest::newRow("Ed25519") << KeyType::Ed25519 << QStringLiteral("Ed25519") << QStringLiteral("Ed25519");
}

void TestX509::showsKeysAndSignatures()
{
    QFETCH(KeyType, type);
    CertificateSpec spec = serverSpec(QStringLiteral("a.local"));
    spec.keyType = type;
    const Made made = makeSelfSigned(spec);
    QTEST(made.certificate.key().display(), "key");
    QTEST(made.certificate.signatureAlgorithm(), "signature");
    QVERIFY(!made.certificate.key().isWeak());
    QVERIFY(made.key.matches(made.certificate));
    QVERIFY(!made.key.matches(m_leaf.certificate));
}

void TestX509::readsNamesWithNulAndOddCharacters()
{
    CertificateSpec spec = serverSpec(QStringLiteral("a.local"));
    spec.commonName = QStringLiteral("good.local") + QChar(0) + QStringLiteral(".evil\u202e");
    const Certificate odd = makeSelfSigned(spec).certificate;
    QCOMPARE(odd.subject().commonName(), spec.commonName);
    QCOMPARE(odd.displayName(), QStringLiteral("good.local\\x00.evil\\u202e"));
    QCOMPARE(odd.subject().display(), QStringLiteral("CN=good.local\\x00.evil\\u202e"));
}

void TestX509::readsFingerprintsAsPeoplePasteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFingerprint");
    const QByteArray sum = m_leaf.certificate.sha256();
    const QString colons = QString::fromLatin1(sum.toHex(':').toUpper());
    QTest::newRow("display") << fingerprintDisplay(sum) << true;
    QTest::newRow("plain") << QString::fromLatin1(sum.toHex()) << true;
    QTest::newRow("colons") << colons << true;
    QTest::newRow("SHA256:") << (QStringLiteral("SHA256:") + colons) << true;
    QTest::newRow("openssl") << (QStringLiteral("sha256 Fingerprint=") + colons + u'\n') << true;
    QTest::newRow("two lines") << (fingerprintDisplay(sum).replace(39, 1, u'\n')) << true;
    QTest::newRow("too short") << colons.chopped(3) << false;
    QTest::newRow("SHA-1") << QStringLiteral("SHA1 Fingerprint=") + colons.left(59) << false;
    QTest::newRow("text") << QStringLiteral("hello") << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("long") << QString(100'000, u'a') << false;
}

void TestX509::readsFingerprintsAsPeoplePasteThem()
{
    QFETCH(QString, text);
    QFETCH(bool, isFingerprint);
    QCOMPARE(fingerprintFromText(text), isFingerprint ? m_leaf.certificate.sha256() : QByteArray());
}

void TestX509::readsKeysInEveryForm_data()
{
    QTest::addColumn<QStringList>("make");
    const auto row = [](const char *name, const char *command) {
        QTest::newRow(name) << QString::fromLatin1(command).split(u' ');
    };
    row("PKCS#8 EC", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    row("SEC1 with parameters", "ecparam -genkey -name prime256v1");
    row("PKCS#1", "genrsa -traditional 2048");
    row("PKCS#1 encrypted", "genrsa -traditional -aes256 -passout pass:sesame 2048");
    row("PKCS#8 encrypted", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:sesame");
    row("Ed25519 encrypted", "genpkey -algorithm ED25519 -aes128 -pass pass:sesame");
}

void TestX509::readsKeysInEveryForm()
{
    QFETCH(QStringList, make);
    const QByteArray pem = openssl(make);
    QVERIFY(!pem.isEmpty());
    for (const QByteArray &form : {pem, QByteArray(pem).replace('\n', "\r\n")}) {
        const auto key = PrivateKey::fromPem(form, Secret("sesame"));
        QVERIFY2(key, key ? "" : qPrintable(key.error().detail));
        const auto again = PrivateKey::fromPem(key->toPem().view());
        QVERIFY(again);
        QCOMPARE(again->publicKeyDer(), key->publicKeyDer());
    }
}

void TestX509::tellsAWrongPassphraseApart()
{
    const auto encrypted = m_leaf.key.toEncryptedPem(Secret("sesame"));
    QVERIFY(encrypted);
    QVERIFY(PrivateKey::fromPem(*encrypted, Secret("sesame")));
    QCOMPARE(PrivateKey::fromPem(*encrypted, Secret("salami")).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(PrivateKey::fromPem(*encrypted).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(m_leaf.key.toEncryptedPem({}).error().code, ErrorCode::InvalidInput);
    // An independent eye on what was written.
    QVERIFY(openssl({QStringLiteral("pkey"), QStringLiteral("-passin"), QStringLiteral("pass:sesame")}, *encrypted)
                .contains("PRIVATE KEY"));
    const QByteArray structure = openssl({QStringLiteral("asn1parse")}, *encrypted);
    QVERIFY(structure.contains("hmacWithSHA256") && structure.contains("aes-256-cbc") && structure.contains(":0927C0"));

    const QByteArray traditional = openssl({QStringLiteral("genrsa"), QStringLiteral("-traditional"),
        QStringLiteral("-aes256"), QStringLiteral("-passout"), QStringLiteral("pass:sesame"), QStringLiteral("2048")});
    QCOMPARE(PrivateKey::fromPem(traditional, Secret("salami")).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(PrivateKey::fromPem(traditional).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(PrivateKey::fromPem(m_leaf.certificate.toPem()).error().code, ErrorCode::InvalidInput);
}

void TestX509::refusesKeysThatAskForTooMuchComputing()
{
    const QByteArray costly = openssl(
        {QStringLiteral("pkcs8"), QStringLiteral("-topk8"), QStringLiteral("-v2"), QStringLiteral("aes-256-cbc"),
            QStringLiteral("-iter"), QStringLiteral("1000"), QStringLiteral("-passout"), QStringLiteral("pass:sesame"),
            QStringLiteral("-outform"), QStringLiteral("DER")},
        m_leaf.key.toPem().view().toByteArray());
    // The rounds are a DER integer: 1000 becomes 32767 * 256 + …, far beyond what is allowed.
    const qsizetype at = costly.indexOf(QByteArray::fromHex("020203e8"));
    QVERIFY(at > 0);
    QByteArray der = costly;
    der.replace(at, 4, QByteArray::fromHex("02027fff"));
    const QByteArray head = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n";
    const QByteArray tail = "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    const auto wrong = PrivateKey::fromPem(QByteArray(head + der.toBase64() + tail), Secret("sesame"));
    QCOMPARE(wrong.error().code, ErrorCode::WrongPassphrase);
    // A longer integer needs longer frames: each of the enclosing lengths grows by two.
    der = costly;
    der.replace(at, 4, QByteArray::fromHex("02047fffffff"));
    for (qsizetype i = 0; i < at; ++i) {
        const auto tag = uchar(der.at(i));
        const auto length = uchar(der.at(i + 1));
        if (tag == 0x30 && length == 0x81 && i + 3 + uchar(der.at(i + 2)) > at)
            der[i + 2] = char(uchar(der.at(i + 2)) + 2);
        else if (tag == 0x30 && length < 0x80 && i + 2 + length > at)
            der[i + 1] = char(length + 2);
    }
    const auto refused = PrivateKey::fromPem(QByteArray(head + der.toBase64() + tail), Secret("sesame"));
    QCOMPARE(refused.error().code, ErrorCode::Unsupported);
}

void TestX509::findsTheLeafThatBelongsToTheKey()
{
    const QByteArray pem = m_root.certificate.toPem() + m_issuing.certificate.toPem() + m_leaf.certificate.toPem();
    const auto identity = identityFromPem(pem, m_leaf.key.toPem().view(), {});
    QVERIFY(identity);
    QCOMPARE(identity->chain, (QList{m_leaf.certificate, m_issuing.certificate}));
    const auto oneFile = identityFromPem(QByteArray(m_leaf.key.toPem().view().toByteArray() + pem), {}, {});
    QVERIFY(oneFile);
    QCOMPARE(oneFile->chain, identity->chain);
}

void TestX509::refusesAKeyOfAnotherCertificate()
{
    const auto identity = identityFromPem(m_leaf.certificate.toPem(), m_root.key.toPem().view(), {});
    QCOMPARE(identity.error().code, ErrorCode::InvalidInput);
    QVERIFY(identity.error().text.contains(QStringLiteral("does not belong")));
}

void TestX509::readsPkcs12_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("passphrase");
    QTest::newRow("PBES2") << QString() << QStringLiteral("sesame");
    QTest::newRow("3DES and SHA-1") << QStringLiteral(
        "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg SHA1 -iter 2048")
                                    << QStringLiteral("sesame");
    QTest::newRow("key in clear") << QStringLiteral("-keypbe NONE -certpbe NONE") << QStringLiteral("sesame");
    QTest::newRow("no passphrase") << QString() << QString();
    QTest::newRow("umlauts") << QString() << QString::fromUtf8("Schlüssel");
}

void TestX509::readsPkcs12()
{
    QFETCH(QString, options);
    QFETCH(QString, passphrase);
    const QString pem = file(QStringLiteral("all.pem"),
        m_leaf.key.toPem().view().toByteArray() + m_leaf.certificate.toPem() + m_issuing.certificate.toPem());
    const QString out = m_folder.filePath(QStringLiteral("out.p12"));
    openssl(QStringList{QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-in"), pem,
                QStringLiteral("-out"), out, QStringLiteral("-passout"), QStringLiteral("pass:") + passphrase}
        + options.split(u' ', Qt::SkipEmptyParts));
    QFile written(out);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray der = written.readAll();
    const auto identity = identityFromPkcs12(der, Secret::fromText(passphrase));
    QVERIFY2(identity, identity ? "" : qPrintable(identity.error().text + identity.error().detail));
    QCOMPARE(identity->chain, (QList{m_leaf.certificate, m_issuing.certificate}));
    QVERIFY(identity->key.matches(m_leaf.certificate));
    QCOMPARE(identityFromPkcs12(der, Secret("salami")).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(identityFromPkcs12(der.left(der.size() / 2), Secret("sesame")).error().code, ErrorCode::InvalidInput);
    QCOMPARE(identityFromPkcs12({}, {}).error().code, ErrorCode::InvalidInput);
}

void TestX509::writesPkcs12ThatOpensslReads()
{
    const Identity identity = m_leaf.identity({m_issuing.certificate});
    const auto der = identityToPkcs12(identity, QStringLiteral("Home broker"), Secret("sesame"));
    QVERIFY(der);
    QCOMPARE(identityFromPkcs12(*der, Secret("sesame")).value().chain, identity.chain);
    const QString path = file(QStringLiteral("own.p12"), *der);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"),
        {QStringLiteral("pkcs12"), QStringLiteral("-info"), QStringLiteral("-in"), path, QStringLiteral("-passin"),
            QStringLiteral("pass:sesame"), QStringLiteral("-nodes")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QByteArray printed = process.readAll();
    QVERIFY2(printed.contains("MAC: sha256, Iteration 600000"), printed.constData());
    QVERIFY(printed.contains("PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256"));
    QVERIFY(printed.contains("friendlyName: Home broker"));
    QCOMPARE(printed.count("-----BEGIN CERTIFICATE-----"), 2);
    QCOMPARE(identityToPkcs12(identity, {}, {}).error().code, ErrorCode::InvalidInput);
}

void TestX509::readsRevocationLists()
{
    const Crl made = makeCrl(m_issuing, {m_leaf.certificate}, QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC),
        QDateTime(QDate(2026, 12, 1), QTime(8, 0), Qt::UTC), 4711);
    const auto list = Crl::listFromPem(QByteArray("# comment\r\n" + made.toPem()));
    QVERIFY(list);
    QCOMPARE(list->size(), 1);
    const Crl crl = list->constFirst();
    QCOMPARE(crl.number(), 4711);
    QCOMPARE(crl.thisUpdate(), QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC));
    QCOMPARE(crl.nextUpdate(), QDateTime(QDate(2026, 12, 1), QTime(8, 0), Qt::UTC));
    QCOMPARE(crl.entryCount(), 1);
    QVERIFY(crl.revokes(m_leaf.certificate.serial()));
    QVERIFY(!crl.revokes(m_issuing.certificate.serial()));
    QVERIFY(crl.isSignedBy(m_issuing.certificate) && !crl.isSignedBy(m_root.certificate));
    QCOMPARE(crl.issuer().commonName(), QStringLiteral("Home issuing CA"));
    QVERIFY(!Crl::fromDer(made.toDer().chopped(1)));
    QVERIFY(!Crl::fromDer(QByteArray(made.toDer() + 'x')));
    QVERIFY(!Crl::listFromPem(m_leaf.certificate.toPem()));
    QCOMPARE(Crl().number(), -1);
}

QTEST_GUILESS_MAIN(TestX509)
#include "tst_x509.moc"
