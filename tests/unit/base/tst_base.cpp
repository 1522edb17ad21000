// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/secret.h"
#include "base/secretstore.h"
#include "base/text.h"

#include <QTemporaryDir>
#include <QTest>

using namespace warden;

class TestBase : public QObject
{
    Q_OBJECT

private slots:
    void secretsCopyDeeplyAndWipe()
    {
        Secret a = Secret::fromText(u"correct horse");
        const Secret b = a;
        a.wipe();
        QVERIFY(a.isEmpty());
        QCOMPARE(b.reveal(), QStringLiteral("correct horse"));
        QVERIFY(b.equals(Secret::fromText(u"correct horse")));
        QVERIFY(!b.equals(Secret::fromText(u"correct horsf")));
    }

    void randomSecretsDifferAndKeepToTheirForm()
    {
        const Secret password = Secret::randomPassword(24);
        QCOMPARE(password.size(), 24);
        QVERIFY(!password.equals(Secret::randomPassword(24)));
        QVERIFY(!password.view().contains('0') && !password.view().contains('l'));
        QCOMPARE(Secret::randomPassphrase(6).view().count('-'), 6);
    }

    void filesAreWrittenWholeAndPrivate()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("key.pem"));
        QVERIFY(writeFile(path, "secret", FileAccess::Private));
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteOther),
            QFileDevice::Permissions());
        QCOMPARE(readFile(path, 6).value(), QByteArray("secret"));
        QCOMPARE(readFile(path, 5).error().code, ErrorCode::InvalidInput);
        QCOMPARE(readFile(dir.filePath(QStringLiteral("none")), 5).error().code, ErrorCode::NotFound);
        QCOMPARE(writeFile(dir.filePath(QStringLiteral("no/folder")), "x", FileAccess::Public).error().code,
            ErrorCode::Io);
    }

    void hostileTextIsShownEscapedAndBounded()
    {
        QCOMPARE(displayText(QByteArrayView("a\x1b[31mb")), QStringLiteral("a\\x1b[31mb"));
        QCOMPARE(displayText(QStringView(u"gnp\u202egpj")), QStringLiteral("gnp\\u202egpj"));
        QCOMPARE(displayText(QByteArrayView("\xff\xfe")), QStringLiteral("\\xff\\xfe"));
        QCOMPARE(displayText(QByteArray(1000, 'x'), 10), QString(10, u'x') + QChar(0x2026));
        QCOMPARE(displayText(QByteArrayView("küche")), QString::fromUtf8("küche"));
    }

    void memoryStoreAnswersLaterAndForgetsOnRequest()
    {
        MemorySecretStore store;
        QString seen;
        store.write(QStringLiteral("k"), Secret::fromText(u"v"), this, [](const Result<void> &r) { QVERIFY(r); });
        store.read(QStringLiteral("k"), this, [&](const Result<Secret> &r) { seen = r.value().reveal(); });
        QVERIFY(seen.isEmpty());
        QTRY_COMPARE(seen, QStringLiteral("v"));
        store.remove(QStringLiteral("k"), this, [](const Result<void> &r) { QVERIFY(r); });
        ErrorCode code = ErrorCode::Internal;
        store.read(QStringLiteral("k"), this, [&](const Result<Secret> &r) { code = r.error().code; });
        QTRY_COMPARE(code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
