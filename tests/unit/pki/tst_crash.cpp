// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"
#include "unit/pki/testclock.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::pki;
using namespace warden::test;

namespace
{

/// What a writer reported as done before it was killed.
struct Reported {
    QSet<QByteArray> issued;
    QSet<QByteArray> revoked;
};

void read(QProcess &writer, Reported &reported)
{
    while (writer.canReadLine()) {
        const QByteArray line = writer.readLine().trimmed();
        if (line.startsWith("error"))
            qFatal("%s", line.constData());
        if (line.startsWith("issued "))
            reported.issued += line.mid(7);
        if (line.startsWith("revoked "))
            reported.revoked += line.mid(8);
    }
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingWhenKilled();
    void refusesASecondProgram();

private:
    void check(const QString &path, const Reported &reported);
};

void TestCrash::check(const QString &path, const Reported &reported)
{
    const SystemClock clock;
    auto vault = Vault::open(path, Secret("sesame"), clock);
    QVERIFY2(vault, vault ? "" : qPrintable(vault.error().text + vault.error().detail));
    auto authority = Authority::open(**vault, clock);
    QVERIFY(authority);
    const auto records = (*vault)->certificates();
    QVERIFY2(records, records ? "" : qPrintable(records.error().detail));
    QSet<QByteArray> all;
    QSet<QByteArray> issued;
    QSet<QByteArray> revoked;
    for (const CertificateRecord &each : *records) {
        QVERIFY2(!all.contains(each.serial), "a serial number was given twice");
        all += each.serial;
        QVERIFY(each.state != CertificateState::Reserved);
        QCOMPARE(each.certificate.isNull(), each.state == CertificateState::Void);
        QCOMPARE(each.hasKey, each.state != CertificateState::Void);
        if (each.state != CertificateState::Void) {
            issued += each.serial.toHex();
            QVERIFY((*vault)->privateKey(each.id)->matches(each.certificate));
        }
        if (each.state == CertificateState::Revoked)
            revoked += each.serial.toHex();
    }
    QVERIFY2((reported.issued - issued).isEmpty(), "a certificate that was reported as issued is lost");
    QVERIFY2((reported.revoked - revoked).isEmpty(), "a revocation that was reported is lost");
    // What was reported as revoked is on the list, and what was revoked just before the end asks for one.
    const auto crl = authority->latestCrl();
    QVERIFY(crl && crl->isSignedBy(authority->issuing()));
    for (const QByteArray &serial : reported.revoked)
        QVERIFY(crl->revokes(QByteArray::fromHex(serial)));
    const bool unpublished = std::any_of(revoked.cbegin(), revoked.cend(),
        [&](const QByteArray &serial) { return !crl->revokes(QByteArray::fromHex(serial)); });
    QCOMPARE(authority->crlNeedsRefresh(), unpublished);
    QVERIFY((*vault)->verifyAudit());
}

void TestCrash::losesNothingWhenKilled()
{
    constexpr int kills = 40;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("vault.db"));
    {
        const SystemClock clock;
        auto vault = Vault::create(path, Secret("sesame"), clock, kCheap);
        QVERIFY(vault);
        QVERIFY(Authority::create(**vault, {QStringLiteral("CA")}, clock));
    }
    Reported reported;
    QRandomGenerator random(20261122);
    for (int i = 0; i < kills; ++i) {
        QProcess writer;
        writer.start(QStringLiteral(VAULTWRITER), {path});
        QVERIFY(writer.waitForStarted());
        // A few steps and then some moments into the next one, so that a slow machine writes as much.
        const qsizetype steps = reported.issued.size() + reported.revoked.size() + random.bounded(6);
        while (reported.issued.size() + reported.revoked.size() < steps) {
            QVERIFY(writer.waitForReadyRead());
            read(writer, reported);
        }
        QElapsedTimer timer;
        timer.start();
        const qint64 life = random.bounded(30'000'000);
        while (timer.nsecsElapsed() < life)
            writer.waitForReadyRead(1);
        QCOMPARE(writer.state(), QProcess::Running);
        writer.kill();
        QVERIFY(writer.waitForFinished());
        read(writer, reported);
        check(path, reported);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY2(reported.issued.size() > kills, "the writer hardly wrote");
    QVERIFY(!reported.revoked.isEmpty());
    qInfo("%lld issued, %lld revoked, %d times killed", qlonglong(reported.issued.size()),
        qlonglong(reported.revoked.size()), kills);
}

void TestCrash::refusesASecondProgram()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("vault.db"));
    const SystemClock clock;
    {
        auto vault = Vault::create(path, Secret("sesame"), clock, kCheap);
        QVERIFY(vault && Authority::create(**vault, {QStringLiteral("CA")}, clock));
    }
    QProcess writer;
    writer.start(QStringLiteral(VAULTWRITER), {path});
    QVERIFY(writer.waitForReadyRead());
    const auto second = Vault::open(path, Secret("sesame"), clock);
    QCOMPARE(second.error().code, ErrorCode::Busy);
    QVERIFY2(second.error().text.contains(QStringLiteral("vaultwriter"))
            && second.error().text.contains(QString::number(writer.processId())),
        qPrintable(second.error().text));
    writer.kill();
    QVERIFY(writer.waitForFinished());
    QVERIFY(Vault::open(path, Secret("sesame"), clock));
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
