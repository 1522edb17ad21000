// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"
#include "pki/hostnames.h"
#include "pki/sealing.h"
#include "unit/pki/testclock.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::pki;
using namespace warden::test;

class TestVault : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void opensWithItsPassphraseOnly();
    void tellsDamageFromAWrongPassphrase_data();
    void tellsDamageFromAWrongPassphrase();
    void refusesANewerSchema();
    void refusesAnotherProgramsDatabase();
    void admitsOneWriter();
    void takesOverTheLockOfAProgramThatEnded_data();
    void takesOverTheLockOfAProgramThatEnded();
    void keepsItsFilesForTheOwnerAlone();
    void leavesNothingBehindWhenItCannotBeMade();
    void changesThePassphrase();
    void usesTheFullCostByDefault();
    void keepsSecrets();
    void writesNoSecretInClear();
    void refusesABoxMovedToAnotherRow();
    void boundsTheCostItReads();
    void neverReservesASerialTwice();
    void voidsWhatWasReservedAndNotStored();
    void storesOnlyWhatWasReserved();
    void refusesToForgetInTheDatabaseItself_data();
    void refusesToForgetInTheDatabaseItself();
    void findsAChangedAuditEntry_data();
    void findsAChangedAuditEntry();

private:
    std::unique_ptr<Vault> create();
    Result<std::unique_ptr<Vault>> open(const char *passphrase = "sesame");
    /// Runs SQL on the file beside the vault; gives back the error text.
    QString sql(const QStringList &statements) const;
    /// One column of the lock.
    QByteArray column(const QString &name) const;
    QByteArray allBytes() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    TestClock m_clock;
};

void TestVault::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_path = m_folder->filePath(QStringLiteral("vault.db"));
    m_clock.time = QDateTime::currentDateTimeUtc();
}

void TestVault::cleanup()
{
    m_folder.reset();
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

std::unique_ptr<Vault> TestVault::create()
{
    auto vault = Vault::create(m_path, Secret("sesame"), m_clock, kCheap);
    if (!vault)
        qFatal("%s %s", qPrintable(vault.error().text), qPrintable(vault.error().detail));
    return std::move(*vault);
}

Result<std::unique_ptr<Vault>> TestVault::open(const char *passphrase)
{
    return Vault::open(m_path, Secret(passphrase), m_clock);
}

QString TestVault::sql(const QStringList &statements) const
{
    QString error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("intruder"));
        database.setDatabaseName(m_path);
        if (!database.open())
            error = database.lastError().text();
        for (const QString &each : statements) {
            QSqlQuery query(database);
            if (!query.exec(each))
                error = query.lastError().text();
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("intruder"));
    return error;
}

QByteArray TestVault::column(const QString &name) const
{
    QByteArray value;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("onlooker"));
        database.setDatabaseName(m_path);
        QSqlQuery query(database);
        if (database.open() && query.exec(QStringLiteral("SELECT %1 FROM lock").arg(name)) && query.next())
            value = query.value(0).toByteArray();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("onlooker"));
    return value;
}

QByteArray TestVault::allBytes() const
{
    QByteArray all;
    const QStringList names = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        QFile file(m_folder->filePath(name));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

void TestVault::opensWithItsPassphraseOnly()
{
    create();
    QVERIFY(open());
    QCOMPARE(open("Sesame").error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(open("").error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(Vault::create(m_path, Secret("x"), m_clock, kCheap).error().code, ErrorCode::AlreadyExists);
    QVERIFY(open());
    const auto nowhere = Vault::open(m_folder->filePath(QStringLiteral("none.db")), Secret("x"), m_clock);
    QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
    const QString other = m_folder->filePath(QStringLiteral("other.db"));
    QCOMPARE(Vault::create(other, {}, m_clock, kCheap).error().code, ErrorCode::InvalidInput);
}

void TestVault::tellsDamageFromAWrongPassphrase_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no database at all") << 0
                                        << QByteArray("This is no database, it only looks like one from far away.");
    QTest::newRow("head of the schema page overwritten") << 100 << QByteArray(200, '\xee');
    QTest::newRow("second page overwritten") << 4096 << QByteArray(64, '\xff');
}

void TestVault::tellsDamageFromAWrongPassphrase()
{
    QFETCH(int, offset);
    QFETCH(QByteArray, bytes);
    create();
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const auto vault = open();
    QVERIFY(!vault);
    QVERIFY2(vault.error().code == ErrorCode::Damaged, qPrintable(vault.error().text + vault.error().detail));
}

void TestVault::refusesANewerSchema()
{
    create();
    QCOMPARE(sql({QStringLiteral("PRAGMA user_version = 2")}), QString());
    QCOMPARE(open().error().code, ErrorCode::Unsupported);
    QCOMPARE(sql({QStringLiteral("PRAGMA user_version = 1")}), QString());
    QVERIFY(open());
}

void TestVault::refusesAnotherProgramsDatabase()
{
    QCOMPARE(sql({QStringLiteral("CREATE TABLE notes (text)"), QStringLiteral("PRAGMA user_version = 1")}), QString());
    QCOMPARE(open().error().code, ErrorCode::Damaged);
}

void TestVault::admitsOneWriter()
{
    auto first = create();
    const auto second = open();
    QCOMPARE(second.error().code, ErrorCode::Busy);
    QVERIFY2(second.error().text.contains(QString::number(QCoreApplication::applicationPid())),
        qPrintable(second.error().text));
    first.reset();
    QVERIFY(open());
}

void TestVault::takesOverTheLockOfAProgramThatEnded_data()
{
    QTest::addColumn<QByteArray>("content");
    // A process id beyond what the system gives out.
    QTest::newRow("killed") << QByteArray("4194999\nvaultwriter\n" + QSysInfo::machineHostName().toUtf8() + "\n\n\n");
    QTest::newRow("killed while it wrote the lock") << QByteArray();
}

void TestVault::takesOverTheLockOfAProgramThatEnded()
{
    QFETCH(QByteArray, content);
    create();
    QFile lock(m_path + QStringLiteral(".lock"));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    QCOMPARE(lock.write(content), content.size());
    lock.close();
    const auto vault = open();
    QVERIFY2(vault, vault ? "" : qPrintable(vault.error().text));
    QCOMPARE(open().error().code, ErrorCode::Busy);
}

void TestVault::keepsItsFilesForTheOwnerAlone()
{
    auto vault = create();
    QVERIFY(vault->putSecret(QStringLiteral("a"), Secret("b")));
    for (const char *suffix : {"", "-wal", "-shm"}) {
        const QFileInfo info(m_path + QLatin1String(suffix));
        QVERIFY2(info.exists(), qPrintable(info.filePath()));
        const auto others
            = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY2(!(info.permissions() & others), qPrintable(info.filePath()));
    }
}

void TestVault::leavesNothingBehindWhenItCannotBeMade()
{
    const QString lost = m_folder->filePath(QStringLiteral("no/such/folder/vault.db"));
    QCOMPARE(Vault::create(lost, Secret("x"), m_clock, kCheap).error().code, ErrorCode::Io);
    // A half made file of an earlier run that was cut off is no hindrance.
    QFile rest(m_path + QStringLiteral(".new"));
    QVERIFY(rest.open(QIODevice::WriteOnly));
    rest.write("half");
    rest.close();
    create();
    QVERIFY(!QFile::exists(m_path + QStringLiteral(".new")));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("vault.db")});
}

void TestVault::changesThePassphrase()
{
    auto vault = create();
    QVERIFY(vault->putSecret(QStringLiteral("broker"), Secret("tulip")));
    QCOMPARE(vault->changePassphrase(Secret("wrong"), Secret("new")).error().code, ErrorCode::WrongPassphrase);
    QCOMPARE(vault->changePassphrase(Secret("sesame"), {}).error().code, ErrorCode::InvalidInput);
    const QByteArray before = column(QStringLiteral("box"));
    QVERIFY(!before.isEmpty() && allBytes().contains(before));
    QVERIFY(vault->changePassphrase(Secret("sesame"), Secret("poppy")));
    QVERIFY2(!allBytes().contains(before), "the key under the old passphrase is still there");
    QVERIFY(vault->secret(QStringLiteral("broker")));
    vault.reset();
    QCOMPARE(open("sesame").error().code, ErrorCode::WrongPassphrase);
    const auto again = open("poppy");
    QVERIFY(again);
    QCOMPARE((*again)->secret(QStringLiteral("broker"))->reveal(), QStringLiteral("tulip"));
}

void TestVault::usesTheFullCostByDefault()
{
    QVERIFY(Vault::create(m_path, Secret("sesame"), m_clock));
    QVERIFY(open());
    QCOMPARE(column(QStringLiteral("rounds || ':' || block_size || ':' || parallel || ':' || length(salt)")),
        QByteArray("131072:8:1:16"));
}

void TestVault::keepsSecrets()
{
    auto vault = create();
    const QString name = QStringLiteral("broker/homepi");
    QCOMPARE(vault->secret(name).error().code, ErrorCode::NotFound);
    QVERIFY(vault->putSecret(name, Secret("one")));
    QVERIFY(vault->putSecret(name, Secret("two")));
    QVERIFY(vault->putSecret(QStringLiteral("empty"), {}));
    vault.reset();
    vault = std::move(*open());
    QCOMPARE(vault->secret(name)->reveal(), QStringLiteral("two"));
    QVERIFY(vault->secret(QStringLiteral("empty"))->isEmpty());
    QVERIFY(vault->removeSecret(name));
    QVERIFY(vault->removeSecret(name));
    QCOMPARE(vault->secret(name).error().code, ErrorCode::NotFound);
}

void TestVault::writesNoSecretInClear()
{
    auto vault = create();
    QVERIFY(vault->putSecret(QStringLiteral("broker"), Secret("Zaubertrank-Zaubertrank")));
    const auto authority = Authority::create(*vault, {QStringLiteral("CA")}, m_clock);
    QVERIFY(authority);
    const QByteArray pem = vault->privateKey(1)->toPem().view().toByteArray();
    const QByteArray bytes = allBytes();
    QVERIFY(bytes.size() > 10'000);
    QVERIFY(!bytes.contains("Zaubertrank") && !bytes.contains("sesame") && !bytes.contains("PRIVATE KEY"));
    // Nor the key in its raw form: the middle of the PKCS#8 structure.
    QVERIFY(!bytes.contains(QByteArray::fromBase64(pem.mid(28, 64)).mid(36, 12)));
}

void TestVault::refusesABoxMovedToAnotherRow()
{
    auto vault = create();
    QVERIFY(vault->putSecret(QStringLiteral("a"), Secret("one")));
    QVERIFY(vault->putSecret(QStringLiteral("b"), Secret("two")));
    vault.reset();
    QCOMPARE(sql({QStringLiteral("UPDATE secret SET nonce = (SELECT nonce FROM secret WHERE name = 'a'),"
                                 " box = (SELECT box FROM secret WHERE name = 'a') WHERE name = 'b'")}),
        QString());
    vault = std::move(*open());
    QVERIFY(vault->secret(QStringLiteral("a")));
    QCOMPARE(vault->secret(QStringLiteral("b")).error().code, ErrorCode::Damaged);
}

void TestVault::boundsTheCostItReads()
{
    QVERIFY(isAffordable({}));
    QVERIFY(isAffordable(kCheap));
    QVERIFY(!isAffordable({1ULL << 17, 32, 1}));
    QVERIFY(!isAffordable({1ULL << 40, 8, 1}));
    QVERIFY(!isAffordable({100'000, 8, 1}));
    QVERIFY(!isAffordable({0, 8, 1}));
    QVERIFY(!isAffordable({1 << 14, 0, 1}));
    QVERIFY(!isAffordable({1 << 14, 8, 1000}));
    create();
    QCOMPARE(sql({QStringLiteral("UPDATE lock SET rounds = 1099511627776")}), QString());
    QCOMPARE(open().error().code, ErrorCode::Damaged);
    // A cost turned down would make the passphrase cheap to guess: the lock notices.
    QCOMPARE(sql({QStringLiteral("UPDATE lock SET rounds = 2048")}), QString());
    QCOMPARE(open().error().code, ErrorCode::Damaged);
    QCOMPARE(sql({QStringLiteral("UPDATE lock SET rounds = 1024")}), QString());
    QVERIFY(open());
}

void TestVault::neverReservesASerialTwice()
{
    auto vault = create();
    QSet<QByteArray> serials;
    const auto root = vault->reserveSerial(std::nullopt, QStringLiteral("root"));
    QVERIFY(root);
    QCOMPARE(root->issuer, root->id);
    for (int i = 0; i < 200; ++i) {
        const auto record = vault->reserveSerial(root->id, QStringLiteral("client"));
        QVERIFY(record);
        QCOMPARE(record->serial.size(), 20);
        QVERIFY(uchar(record->serial.at(0)) < 0x80 && record->serial.at(0) != 0);
        serials += record->serial;
    }
    QCOMPARE(serials.size(), 200);
    vault.reset();
    const QString error
        = sql({QStringLiteral("INSERT INTO certificate (issuer, serial, profile, state, reserved_at)"
                              " SELECT issuer, serial, profile, 'void', 0 FROM certificate WHERE id = 5")});
    QVERIFY2(error.contains(QStringLiteral("UNIQUE")), qPrintable(error));
}

void TestVault::voidsWhatWasReservedAndNotStored()
{
    auto vault = create();
    const auto record = vault->reserveSerial(std::nullopt, QStringLiteral("root"));
    QVERIFY(record);
    QCOMPARE(vault->certificate(record->id)->state, CertificateState::Reserved);
    QVERIFY(vault->certificate(record->id)->certificate.isNull());
    vault.reset();
    vault = std::move(*open());
    QCOMPARE(vault->certificate(record->id)->state, CertificateState::Void);
    QCOMPARE(vault->audit()->constLast().action, QStringLiteral("void"));
    QCOMPARE(vault->markRevoked(record->id, 1).error().code, ErrorCode::InvalidInput);
    QCOMPARE(vault->certificate(99).error().code, ErrorCode::NotFound);
}

void TestVault::storesOnlyWhatWasReserved()
{
    auto vault = create();
    QVERIFY(Authority::create(*vault, {QStringLiteral("CA")}, m_clock));
    const auto record = vault->reserveSerial(1, QStringLiteral("client"));
    const auto root = vault->certificate(1);
    QVERIFY(record && root);
    QCOMPARE(vault->storeIssued(record->id, root->certificate, nullptr).error().code, ErrorCode::InvalidInput);
    QCOMPARE(vault->storeIssued(1, root->certificate, nullptr).error().code, ErrorCode::InvalidInput);
    QCOMPARE(vault->storeIssued(77, root->certificate, nullptr).error().code, ErrorCode::NotFound);
}

void TestVault::refusesToForgetInTheDatabaseItself_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("delete a certificate") << QStringLiteral("DELETE FROM certificate WHERE id = 1");
    QTest::newRow("change a serial") << QStringLiteral("UPDATE certificate SET serial = x'01' WHERE id = 1");
    QTest::newRow("change a certificate") << QStringLiteral("UPDATE certificate SET der = x'01' WHERE id = 1");
    QTest::newRow("take a revocation back") << QStringLiteral(
        "UPDATE certificate SET state = 'issued', revoked_at = NULL, reason = NULL WHERE state = 'revoked'");
    QTest::newRow("shorten the audit log") << QStringLiteral("DELETE FROM audit WHERE number = 2");
    QTest::newRow("change the audit log") << QStringLiteral("UPDATE audit SET subject = 'x' WHERE number = 2");
}

void TestVault::refusesToForgetInTheDatabaseItself()
{
    QFETCH(QString, statement);
    auto vault = create();
    auto authority = Authority::create(*vault, {QStringLiteral("CA")}, m_clock);
    QVERIFY(authority && authority->issueRevokedCanary());
    vault.reset();
    QVERIFY(!sql({statement}).isEmpty());
    QVERIFY((*open())->verifyAudit());
}

void TestVault::findsAChangedAuditEntry_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("entry");
    const auto dropped = [](const QString &trigger, const QString &change) {
        return QStringList{QStringLiteral("DROP TRIGGER %1").arg(trigger), change};
    };
    const QString change = QStringLiteral("audit_is_not_changed");
    const QString cut = QStringLiteral("audit_is_not_shortened");
    QTest::newRow("subject") << dropped(change, QStringLiteral("UPDATE audit SET subject = 'x' WHERE number = 3"))
                             << QStringLiteral("3");
    QTest::newRow("time") << dropped(
        change, QStringLiteral("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE number = 2"))
                          << QStringLiteral("2");
    QTest::newRow("one cut out") << dropped(cut, QStringLiteral("DELETE FROM audit WHERE number = 2"))
                                 << QStringLiteral("2");
    QTest::newRow("end cut off") << dropped(cut, QStringLiteral("DELETE FROM audit WHERE number = 5"))
                                 << QStringLiteral("5");
    QTest::newRow("end cut off and the end mark moved")
        << dropped(cut, QStringLiteral("DELETE FROM audit WHERE number = 5"))
            + QStringList{QStringLiteral(
                "UPDATE audit_end SET number = 4, seal = (SELECT seal FROM audit WHERE number = 4)")}
        << QStringLiteral("5");
    QTest::newRow("one added") << QStringList{QStringLiteral(
        "INSERT INTO audit SELECT 6, at, action, subject, seal FROM audit WHERE number = 5")}
                               << QStringLiteral("6");
}

void TestVault::findsAChangedAuditEntry()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, entry);
    auto vault = create();
    for (int i = 2; i <= 5; ++i)
        QVERIFY(vault->appendAudit(QStringLiteral("test"), QStringLiteral("entry %1").arg(i)));
    QVERIFY(vault->verifyAudit());
    QCOMPARE(vault->audit()->size(), 5);
    vault.reset();
    QCOMPARE(sql(statements), QString());
    vault = std::move(*open());
    const auto verdict = vault->verifyAudit();
    QVERIFY(!verdict);
    QCOMPARE(verdict.error().code, ErrorCode::Damaged);
    QCOMPARE(verdict.error().detail, entry);
}

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
