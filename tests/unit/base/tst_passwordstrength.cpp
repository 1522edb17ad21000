// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/passwordstrength.h"

#include <QTest>

using namespace warden;

class TestPasswordStrength : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void callsItsOwnPasswordsStrong();
    void warnsOfDefaults_data();
    void warnsOfDefaults();
    void warnsOfReuse();
    void growsWithLength();
    void copesWithAnyText();
};

void TestPasswordStrength::judges_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<PasswordStrength>("least");
    QTest::addColumn<PasswordStrength>("most");
    using enum PasswordStrength;
    const auto row = [](const char *password, PasswordStrength least, PasswordStrength most) {
        QTest::newRow(password) << QString::fromUtf8(password) << least << most;
    };
    row("", VeryWeak, VeryWeak);
    row("a", VeryWeak, VeryWeak);
    row("abcdefghijkl", VeryWeak, VeryWeak);
    row("aaaaaaaaaaaaaaaa", VeryWeak, VeryWeak);
    row("qwertzuiop", VeryWeak, VeryWeak);
    row("9876543210", VeryWeak, VeryWeak);
    row("P@ssw0rd", VeryWeak, VeryWeak);
    row("Mosquitto2026!", VeryWeak, Weak);
    row("raspberry1", VeryWeak, VeryWeak);
    row("tulip", VeryWeak, Weak);
    row("x7#Kq", VeryWeak, Weak);
    row("acorn-tiger", VeryWeak, VeryWeak);
    row("hT4q9wLz", Fair, Fair);
    row("correct horse battery staple", Strong, Strong);
    row("Wr7!mzP2kd9x", Strong, Strong);
}

void TestPasswordStrength::judges()
{
    QFETCH(QString, password);
    QFETCH(PasswordStrength, least);
    QFETCH(PasswordStrength, most);
    const PasswordVerdict verdict = judgePassword(password);
    const QByteArray figure = QByteArray::number(verdict.bits) + " bits, " + verdict.words.toUtf8();
    QVERIFY2(verdict.strength >= least && verdict.strength <= most, figure.constData());
    QCOMPARE(verdict.advice.isEmpty(), verdict.strength >= PasswordStrength::Good);
    QVERIFY(!verdict.words.isEmpty());
}

void TestPasswordStrength::callsItsOwnPasswordsStrong()
{
    for (int i = 0; i < 200; ++i) {
        const QString password = Secret::randomPassword().reveal();
        const QString passphrase = Secret::randomPassphrase().reveal();
        QVERIFY2(judgePassword(password).strength == PasswordStrength::Strong, qPrintable(password));
        QVERIFY2(judgePassword(passphrase).strength == PasswordStrength::Strong, qPrintable(passphrase));
    }
}

void TestPasswordStrength::warnsOfDefaults_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isDefault");
    for (const char *password : {"mosquitto", "admin", "raspberry", "homeassistant", "12345678", "ADMIN", "Public"})
        QTest::newRow(password) << QString::fromLatin1(password) << true;
    QTest::newRow("user name") << QStringLiteral("Kitchen-Sensor") << true;
    QTest::newRow("twice") << QStringLiteral("adminadmin") << true;
    QTest::newRow("none") << QStringLiteral("tulip in the admin garden") << false;
    QTest::newRow("empty") << QString() << false;
}

void TestPasswordStrength::warnsOfDefaults()
{
    QFETCH(QString, password);
    QFETCH(bool, isDefault);
    const PasswordVerdict verdict = judgePassword(password, {QStringLiteral("kitchen-sensor"), QString()});
    QCOMPARE(verdict.isDefault, isDefault);
    if (isDefault)
        QCOMPARE(verdict.strength, PasswordStrength::VeryWeak);
    // The name in it helps nobody who tries to keep an attacker out.
    QVERIFY(judgePassword(u"kitchen-sensor12", {QStringLiteral("kitchen-sensor")}).strength <= PasswordStrength::Weak);
}

void TestPasswordStrength::warnsOfReuse()
{
    const QList<Secret> others{Secret("Wr7!mzP2kd9x"), Secret("another")};
    const PasswordVerdict verdict = judgePassword(u"Wr7!mzP2kd9x", {}, others);
    QVERIFY(verdict.isReused);
    QVERIFY(!verdict.advice.isEmpty());
    QVERIFY(!judgePassword(u"Wr7!mzP2kd9y", {}, others).isReused);
    QVERIFY(!judgePassword(u"", {}, {Secret()}).isReused);
}

void TestPasswordStrength::growsWithLength()
{
    const QString text = QStringLiteral("Wr7!mzP2kd9xBq4&");
    double last = -1;
    for (int i = 1; i <= text.size(); ++i) {
        const double bits = judgePassword(text.left(i)).bits;
        QVERIFY(bits > last);
        last = bits;
    }
}

void TestPasswordStrength::copesWithAnyText()
{
    QCOMPARE(judgePassword(QString(100'000, u'x')).strength, PasswordStrength::VeryWeak);
    QVERIFY(judgePassword(QString::fromUtf8("Größere Äpfel über Öfen")).strength == PasswordStrength::Strong);
    QVERIFY(judgePassword(QString(QChar(0xd800))).strength <= PasswordStrength::Weak);
    QVERIFY(judgePassword(QString(QChar(0))).strength <= PasswordStrength::Weak);
}

QTEST_GUILESS_MAIN(TestPasswordStrength)
#include "tst_passwordstrength.moc"
