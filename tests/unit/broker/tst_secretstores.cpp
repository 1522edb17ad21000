// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/secretstores.h"

#include "pki/vault.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::broker;

class SecretStoresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto vault = pki::Vault::create(m_folder.filePath(QStringLiteral("vault.db")), Secret::fromText(u"pass phrase"), m_clock);
        QVERIFY2(vault, qPrintable(vault ? QString() : vault.error().text));
        m_vault = std::move(*vault);
    }

    void vaultKeepsAndForgetsSecrets()
    {
        VaultSecretStore store(*m_vault);
        const QString key = QStringLiteral("broker/1/password");
        const Secret secret = Secret::fromText(u"lock 42");
        std::optional<Result<void>> done;
        store.write(key, secret, this, [&](const Result<void> &result) { done = result; });
        QVERIFY(!done.has_value()); // answers come later
        QTRY_VERIFY(done.has_value());
        QVERIFY(*done);
        std::optional<Result<Secret>> read;
        store.read(key, this, [&](const Result<Secret> &result) { read = result; });
        QTRY_VERIFY(read.has_value());
        QVERIFY(*read && (*read)->equals(secret));
        done.reset();
        store.remove(key, this, [&](const Result<void> &result) { done = result; });
        QTRY_VERIFY(done.has_value() && *done);
        done.reset();
        store.remove(key, this, [&](const Result<void> &result) { done = result; });
        QTRY_VERIFY(done.has_value());
        QVERIFY2(*done, "removing what is not there succeeds");
        read.reset();
        store.read(key, this, [&](const Result<Secret> &result) { read = result; });
        QTRY_VERIFY(read.has_value());
        QCOMPARE(read->error().code, ErrorCode::NotFound);
    }

    void vaultDoesNotAnswerAContextThatHasGone()
    {
        VaultSecretStore store(*m_vault);
        bool answered = false;
        auto context = std::make_unique<QObject>();
        store.read(QStringLiteral("x"), context.get(), [&](const Result<Secret> &) { answered = true; });
        context.reset();
        bool later = false;
        QMetaObject::invokeMethod(
            this, [&] { later = true; }, Qt::QueuedConnection);
        QTRY_VERIFY(later);
        QVERIFY(!answered);
    }

    void keychainAnswersInTimeWhereThereIsNone()
    {
        // No session bus: as on a headless computer. It must say no, and soon.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        std::optional<bool> works;
        QElapsedTimer timer;
        timer.start();
        KeychainSecretStore::probe(QStringLiteral("mqtt-warden-test"), this, [&](bool answer) { works = answer; });
        QTRY_VERIFY_WITH_TIMEOUT(works.has_value(), 12'000);
        QVERIFY(!*works);
        QVERIFY(timer.elapsed() < 11'000);
    }

    void keychainFailureSaysWhatToDo()
    {
        KeychainSecretStore store(QStringLiteral("mqtt-warden-test"));
        std::optional<Result<void>> done;
        store.write(QStringLiteral("k"), Secret::fromText(u"v"), this, [&](const Result<void> &result) { done = result; });
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 7'000);
        QVERIFY(!*done);
        QVERIFY2(done->error().text.contains(QStringLiteral("vault")), qPrintable(done->error().text));
    }

private:
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<pki::Vault> m_vault;
};

QTEST_GUILESS_MAIN(SecretStoresTest)
#include "tst_secretstores.moc"
