// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "fuzz/decodercheck.h"

#include <QDirIterator>
#include <QTest>

using namespace warden;
using namespace warden::test;

class TestCodecCorpus : public QObject
{
    Q_OBJECT

private slots:
    void everySeedOfTheFuzzerKeepsThePromisesOfTheDecoder()
    {
        int seeds = 0;
        size_t packets = 0;
        QDirIterator files(QStringLiteral(WARDEN_FUZZ_CORPUS), QDir::Files);
        while (files.hasNext()) {
            const QByteArray input = readFile(files.next(), 1024 * 1024).value();
            const char *broken = checkDecoder(input);
            QVERIFY2(!broken, qPrintable(files.fileName() + QStringLiteral(": ") + QString::fromLatin1(broken)));
            const DecoderCase testCase(input);
            packets += decodeAtOnce(testCase.bytes, testCase.options).packets.size();
            ++seeds;
        }
        QVERIFY(seeds > 50);
        QVERIFY(packets > 50);
    }
};

QTEST_GUILESS_MAIN(TestCodecCorpus)
#include "tst_codeccorpus.moc"
