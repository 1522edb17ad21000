// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/profile.h"

#include "base/files.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::broker;

namespace {

Profile fullProfile()
{
    Profile profile;
    profile.id = QStringLiteral("0f9d4c5e-0001-4000-8000-000000000001");
    profile.name = QStringLiteral("Home broker");
    profile.group = QStringLiteral("Family");
    profile.endpoint = {mqtt::Transport::SecureWebSocket, QStringLiteral("pi.local"), 8443, QStringLiteral("/mqtt")};
    profile.version = mqtt::Version::V311;
    profile.clientId = QStringLiteral("desk");
    profile.keepAliveSeconds = 45;
    profile.signIn = SignIn::Certificate;
    profile.userName = QStringLiteral("anna");
    profile.certificateFile = QStringLiteral("/keys/anna.pem");
    profile.keyFile = QStringLiteral("/keys/anna.key");
    profile.trust = mqtt::TrustPolicy::Mode::PinnedKey;
    profile.caFile = QStringLiteral("/keys/ca.pem");
    profile.pin = QByteArray(32, '\x5a');
    profile.pinnedLeafPem = QStringLiteral("-----BEGIN CERTIFICATE-----\n");
    profile.pinnedAt = QDateTime(QDate(2026, 11, 22), QTime(10, 30), Qt::UTC);
    profile.allowPasswordInClear = true;
    profile.connectAtStart = true;
    profile.localBroker = QStringLiteral("/data/broker");
    profile.trafficFilters = {QStringLiteral("home/#"), QStringLiteral("$SYS/#")};
    profile.logSources = {QStringLiteral("/var/log/mosquitto/mosquitto.log")};
    return profile;
}

Profile smallProfile(const QString &id)
{
    Profile profile;
    profile.id = id;
    profile.name = QStringLiteral("Broker ") + id;
    profile.endpoint.host = QStringLiteral("pi.local");
    profile.userName = QStringLiteral("anna");
    return profile;
}

QJsonObject with(const QString &field, const QJsonValue &value)
{
    QJsonObject json = toJson(fullProfile());
    const QStringList path = field.split(QLatin1Char('.'));
    if (path.size() == 1) {
        json.insert(field, value);
    } else {
        QJsonObject inner = json.value(path.first()).toObject();
        inner.insert(path.last(), value);
        json.insert(path.first(), inner);
    }
    return json;
}

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("data/profiles.json"));
    }

    void comesBackFromJsonAsItWas()
    {
        const Result<Profile> read = profileFromJson(toJson(fullProfile()));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().text));
        QVERIFY(*read == fullProfile());
    }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("number as name") << "name" << QJsonValue(7);
        QTest::newRow("no id") << "id" << QJsonValue(QString());
        QTest::newRow("port too large") << "endpoint.port" << QJsonValue(65'536);
        QTest::newRow("port with a fraction") << "endpoint.port" << QJsonValue(1.5);
        QTest::newRow("unknown transport") << "endpoint.transport" << QJsonValue(QStringLiteral("quic"));
        QTest::newRow("endpoint as text") << "endpoint" << QJsonValue(QStringLiteral("pi.local"));
        QTest::newRow("short pin") << "trust.pin" << QJsonValue(QStringLiteral("abcd"));
        QTest::newRow("pin that is no hex") << "trust.pin" << QJsonValue(QString(64, QLatin1Char('z')));
        QTest::newRow("no pin") << "trust.pin" << QJsonValue(QString());
        QTest::newRow("bad date") << "trust.pinnedAt" << QJsonValue(QStringLiteral("yesterday"));
        QTest::newRow("unknown trust") << "trust.mode" << QJsonValue(QStringLiteral("everybody"));
        QTest::newRow("flag as text") << "signIn.allowPasswordInClear" << QJsonValue(QStringLiteral("yes"));
        QTest::newRow("endless name") << "name" << QJsonValue(QString(5000, QLatin1Char('a')));
        QTest::newRow("filters that are none") << "trafficFilters" << QJsonValue(QJsonArray {1});
        QTest::newRow("bad filter") << "trafficFilters" << QJsonValue(QJsonArray {QStringLiteral("a/#/b")});
        QTest::newRow("empty host") << "endpoint.host" << QJsonValue(QString());
    }
    void namesTheFieldThatIsWrong()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        const Result<Profile> read = profileFromJson(with(field, value));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
        QVERIFY2(read.error().text.contains(QStringLiteral("“%1”").arg(field)), qPrintable(read.error().text));
    }

    void tellsWhatIsMissingBeforeConnecting()
    {
        Profile profile;
        profile.signIn = SignIn::Certificate;
        profile.endpoint.transport = mqtt::Transport::Tcp;
        profile.endpoint.port = 0;
        QStringList fields;
        for (const FieldFault &fault : check(profile))
            fields.append(fault.field);
        QCOMPARE(fields.join(QLatin1Char(' ')),
            QStringLiteral("name endpoint.host endpoint.port signIn.certificateFile signIn.by"));
    }

    void isKeptInAPrivateFile()
    {
        ProfileStore store(m_path);
        QVERIFY(store.load());
        QVERIFY(store.save(fullProfile()));
        QVERIFY(store.save(smallProfile(QStringLiteral("b"))));
        ProfileStore again(m_path);
        QVERIFY(again.load());
        QCOMPARE(again.profiles().size(), 2);
        QVERIFY(*again.find(QStringLiteral("home BROKER")) == fullProfile());
        QVERIFY(again.remove(fullProfile().id));
        QCOMPARE(again.find(fullProfile().id), nullptr);
#ifndef Q_OS_WIN
        QVERIFY(!(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
#endif
    }

    void keepsADamagedFileBesideTheNewOne()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QVERIFY(writeFile(m_path, QByteArrayView("{ not json"), FileAccess::Private));
        ProfileStore store(m_path);
        const Result<void> loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Damaged);
        QVERIFY(loaded.error().text.contains(QStringLiteral("profiles.json.kept-1")));
        QVERIFY(store.save(smallProfile(QStringLiteral("a"))));
        QCOMPARE(*readFile(m_path + QStringLiteral(".kept-1"), 100), QByteArray("{ not json"));
        QVERIFY(ProfileStore(m_path).load());
    }

    void keepsTheGoodEntriesOfAFileWithABadOne()
    {
        ProfileStore store(m_path);
        QVERIFY(store.save(smallProfile(QStringLiteral("a"))));
        QByteArray bytes = *readFile(m_path, 10'000);
        bytes.replace("\"profiles\": [", "\"profiles\": [ {\"id\": \"x\", \"name\": \"Old\"},");
        QVERIFY(writeFile(m_path, bytes, FileAccess::Private));
        const Result<void> loaded = store.load();
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().detail.contains(QStringLiteral("Entry 1 (Old)")), qPrintable(loaded.error().detail));
        QCOMPARE(store.profiles().size(), 1);
        QVERIFY(QFile::exists(m_path + QStringLiteral(".kept-1")));
    }

    void neverOverwritesTheFileOfANewerVersion()
    {
        const QByteArray newer = R"({"format": "mqtt-warden-profiles", "version": 99, "profiles": []})";
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QVERIFY(writeFile(m_path, newer, FileAccess::Private));
        ProfileStore store(m_path);
        QCOMPARE(store.load().error().code, ErrorCode::Unsupported);
        QVERIFY(!store.save(smallProfile(QStringLiteral("a"))));
        QCOMPARE(*readFile(m_path, 1000), newer);
    }

    void doesNotSaveAProfileThatCannotWork()
    {
        ProfileStore store(m_path);
        Profile profile = smallProfile(QStringLiteral("a"));
        profile.endpoint.host.clear();
        QCOMPARE(store.save(profile).error().detail, QStringLiteral("endpoint.host"));
        QVERIFY(!QFile::exists(m_path));
    }

    void importsWithNewIdsAndWithoutSomebodyElsesConsent()
    {
        const QString exported = m_folder->filePath(QStringLiteral("export.json"));
        ProfileStore store(m_path);
        Profile profile = fullProfile();
        QVERIFY(store.save(profile));
        QVERIFY(store.exportTo(exported));
        const Result<ProfileStore::Imported> imported = store.importFrom(*readFile(exported, 10'000));
        QVERIFY(imported);
        QVERIFY(imported->problems.isEmpty());
        QCOMPARE(store.profiles().size(), 2);
        QVERIFY(imported->profiles.first().id != profile.id);
        QVERIFY(!imported->profiles.first().allowPasswordInClear);
        QVERIFY(imported->profiles.first().localBroker.isEmpty());
    }

    void refusesWhatIsNoProfilesFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("other format") << QByteArray(R"({"format": "x", "version": 1, "profiles": []})");
        QTest::newRow("no version") << QByteArray(R"({"format": "mqtt-warden-profiles", "profiles": []})");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("too large") << QByteArray(5 * 1024 * 1024, ' ');
    }
    void refusesWhatIsNoProfilesFile()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!ProfileStore::readFrom(bytes));
    }

    void handsThePasswordOverForPasswordSignInOnly()
    {
        Profile profile = smallProfile(QStringLiteral("a"));
        const Secret password = Secret::fromText(u"secret");
        Result<mqtt::ConnectOptions> options = connectOptions(profile, password, {});
        QVERIFY(options);
        QVERIFY(options->password.equals(password));
        QCOMPARE(options->userName, QStringLiteral("anna"));
        QVERIFY(options->clientId.startsWith(QStringLiteral("mqtt-warden-")));
        profile.signIn = SignIn::Nothing;
        options = connectOptions(profile, password, {});
        QVERIFY(options->password.isEmpty());
        QVERIFY(options->userName.isEmpty());
    }

    void saysWhichFileIsMissing()
    {
        Profile profile = smallProfile(QStringLiteral("a"));
        profile.trust = mqtt::TrustPolicy::Mode::Anchors;
        profile.caFile = QStringLiteral("/nowhere/ca.pem");
        const Result<mqtt::ConnectOptions> options = connectOptions(profile, {}, {});
        QVERIFY(!options);
        QVERIFY(options.error().text.contains(QStringLiteral("/nowhere/ca.pem")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "tst_profile.moc"
