// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/presets.h"
#include "broker/mosquitto/brokerfolder.h"
#include "broker/mosquitto/logtail.h"
#include "broker/mosquitto/provision.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/evp.h>

using namespace warden;
using namespace warden::broker::mosquitto;

namespace {

access::Directory sampleDirectory()
{
    access::Directory directory = access::starterDirectory(QStringLiteral("warden"), QStringLiteral("home"));
    directory.groups.append({QStringLiteral("phones"), QStringLiteral("Phones"), {}, {{access::preset::monitors, 3}}});
    access::User phone;
    phone.name = QStringLiteral("phone");
    phone.clientId = QStringLiteral("phone-1");
    phone.enabled = false;
    phone.groups = {{QStringLiteral("phones"), 5}};
    directory.users.append(phone);
    directory.anonymousGroup = QStringLiteral("phones");
    return directory;
}

QJsonObject client(const QByteArray &json, const QString &name)
{
    for (const QJsonValue entry : QJsonDocument::fromJson(json).object().value(QStringLiteral("clients")).toArray()) {
        if (entry.toObject().value(QStringLiteral("username")).toString() == name)
            return entry.toObject();
    }
    return {};
}

QByteArray linesOf(const Listeners &listeners, const ConfigPaths &paths)
{
    BrokerSet set;
    set.listeners = listeners;
    return configFile(set, paths);
}

ConfigPaths somePaths()
{
    ConfigPaths paths;
    paths.dataFolder = QStringLiteral("/data/My broker");
    paths.pluginFile = QStringLiteral("/usr/lib/dynsec.so");
    return paths;
}

} // namespace

class ProvisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void directoryComesBackFromItsFile()
    {
        const access::Directory directory = sampleDirectory();
        const Result<QByteArray> json = dynamicSecurityFile(directory, {});
        QVERIFY(json);
        const Result<access::Directory> read = readDynamicSecurityFile(*json);
        QVERIFY(read);
        QVERIFY(*read == directory);
    }

    void hashesPasswordsAsMosquittoDoes()
    {
        const Secret password = Secret::fromText(u"Grün 7!");
        const Result<QByteArray> json = dynamicSecurityFile(sampleDirectory(), {{QStringLiteral("warden"), password}});
        const QJsonObject user = client(*json, QStringLiteral("warden"));
        const QByteArray salt = QByteArray::fromBase64(user.value(QStringLiteral("salt")).toString().toLatin1());
        QCOMPARE(salt.size(), 12);
        QCOMPARE(user.value(QStringLiteral("iterations")).toInt(), 101);
        QByteArray expected(64, 0);
        PKCS5_PBKDF2_HMAC(password.view().data(), int(password.size()), reinterpret_cast<const unsigned char *>(salt.data()),
            int(salt.size()), 101, EVP_sha512(), 64, reinterpret_cast<unsigned char *>(expected.data()));
        QCOMPARE(user.value(QStringLiteral("password")).toString().toLatin1(), expected.toBase64());
        QVERIFY(!json->contains(password.view().toByteArray()));
        QVERIFY(!client(*json, QStringLiteral("phone")).contains(QStringLiteral("password")));
    }

    void saltsEachPasswordAnew()
    {
        const QHash<QString, Secret> passwords {{QStringLiteral("warden"), Secret::fromText(u"x")}};
        const auto salt = [&passwords] {
            return client(*dynamicSecurityFile(sampleDirectory(), passwords), QStringLiteral("warden"))
                .value(QStringLiteral("salt"))
                .toString();
        };
        QVERIFY(salt() != salt());
    }

    void refusesADirectoryWithAFault()
    {
        access::Directory directory = sampleDirectory();
        directory.roles[0].rules[0].topic = QStringLiteral("a/#/b");
        const Result<QByteArray> json = dynamicSecurityFile(directory, {});
        QVERIFY(!json);
        QVERIFY(json.error().text.contains(QStringLiteral("role Sensors")));
    }

    void refusesAFileThatIsNoDirectory_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("dynamic");
        QTest::newRow("unknown rule")
            << QByteArray(R"({"roles": [{"rolename": "r", "acls": [{"acltype": "fly", "topic": "a"}]}]})");
    }
    void refusesAFileThatIsNoDirectory()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!readDynamicSecurityFile(bytes));
    }

    void takesMissingDefaultsAsDeniedAsMosquittoDoes()
    {
        const Result<access::Directory> read = readDynamicSecurityFile("{}");
        QVERIFY(read);
        QVERIFY(read->defaults == (access::DefaultAccess {false, false, false, false}));
    }

    void bindsEveryListenerToTheChosenAddress()
    {
        Listeners listeners;
        const QByteArray config = linesOf(listeners, somePaths());
        QCOMPARE(config.count("\nlistener "), 3);
        QCOMPARE(config.count(" 127.0.0.1\n"), 3);
        QCOMPARE(config.count("socket_domain ipv4\n"), 3);
    }

    void servesTheHomeNetworkOnIpv4AndBothWhereAsked()
    {
        Listeners listeners;
        listeners.bindAddress = QStringLiteral("0.0.0.0");
        QCOMPARE(linesOf(listeners, somePaths()).count("socket_domain ipv4\n"), 3);
        listeners.bindAddress = QStringLiteral("::");
        const QByteArray both = linesOf(listeners, somePaths());
        QVERIFY(both.contains("\nlistener 8883\n"));
        QVERIFY(!both.contains("socket_domain"));
    }

    void asksForCertificatesOnTheCertificateListenerOnly()
    {
        const QByteArray config = linesOf({}, somePaths());
        QCOMPARE(config.count("require_certificate true"), 1);
        QCOMPARE(config.count("crlfile /data/My broker/crl.pem"), 1);
        const qsizetype required = config.indexOf("require_certificate");
        QVERIFY(required > config.indexOf("listener 8884") && required < config.indexOf("listener 8443"));
        QVERIFY(config.contains("allow_anonymous false\n"));
        QVERIFY(config.indexOf("per_listener_settings false") < config.indexOf("allow_anonymous"));
    }

    void leavesOutTheWebSocketListenerWhereNoneIsWanted()
    {
        Listeners listeners;
        listeners.webSocketPort = 0;
        QVERIFY(!linesOf(listeners, somePaths()).contains("websockets"));
    }

    void letsNoPathSmuggleInASetting()
    {
        ConfigPaths paths = somePaths();
        paths.dataFolder = QStringLiteral("/data\nallow_anonymous true");
        QVERIFY(!linesOf({}, paths).contains("\nallow_anonymous true"));
    }

    void settingsOfTheFolderComeBack()
    {
        QTemporaryDir folder;
        FolderSettings settings {QStringLiteral("Home"), {}, {QStringLiteral("pi.local")}, true};
        settings.listeners.bindAddress = QStringLiteral("0.0.0.0");
        settings.listeners.webSocketPort = 0;
        QVERIFY(writeFolderSettings(folder.path(), settings));
        const Result<FolderSettings> read = readFolderSettings(folder.path());
        QVERIFY(read);
        QVERIFY(read->listeners == settings.listeners);
        QCOMPARE(read->name, settings.name);
        QCOMPARE(read->hosts, settings.hosts);
        QVERIFY(read->tls13Only);
    }

    void tellsAMissingBrokerFromADamagedOne()
    {
        QTemporaryDir folder;
        QCOMPARE(readFolderSettings(folder.path()).error().code, ErrorCode::NotFound);
        QFile file(folder.filePath(QStringLiteral("broker.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QCOMPARE(readFolderSettings(folder.path()).error().code, ErrorCode::Damaged);
    }

    void takesAnotherPortWhereTheWishedOneIsTaken()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 other = freePort(QStringLiteral("127.0.0.1"), server.serverPort());
        QVERIFY(other != 0 && other != server.serverPort());
        const quint16 freed = server.serverPort();
        server.close();
        QCOMPARE(freePort(QStringLiteral("127.0.0.1"), freed), freed);
    }

    void followsALogWholeLinesAtATime()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("log")));
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        log.write("old\n");
        LogTail tail(log.fileName());
        tail.begin(0);
        log.write("one\ntw");
        QCOMPARE(tail.read(), QList<QByteArray> {"one"});
        log.write("o\n");
        QCOMPARE(tail.read(), QList<QByteArray> {"two"});
        log.write(QByteArray(10'000, 'x') + "\nend\n");
        QCOMPARE(tail.read(), (QList<QByteArray> {QByteArray(LogTail::kLongestLine, 'x'), "end"}));
        QVERIFY(log.resize(0));
        log.write("anew\n");
        QCOMPARE(tail.read(), QList<QByteArray> {"anew"});
    }

    void beginsAtALineWhenItLooksBack()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("log")));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("first line\nsecond\nthird\n");
        log.close();
        LogTail tail(log.fileName());
        tail.begin(15);
        QCOMPARE(tail.read(), (QList<QByteArray> {"second", "third"}));
    }

    void saysWhatALogThatIsTooFastLost()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("log")));
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Append));
        LogTail tail(log.fileName());
        tail.begin(0);
        log.write(QByteArray(99, 'a').append('\n').repeated(120'000));
        log.flush();
        const QList<QByteArray> lines = tail.read();
        QVERIFY2(lines.first().contains("passed over"), lines.first().constData());
        QVERIFY(lines.size() < 12'000);
        QVERIFY(!tail.isBehind());
    }

    void keepsTheLogWithinBounds()
    {
        QTemporaryDir folder;
        QFile log(folder.filePath(QStringLiteral("log")));
        QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Append));
        QVERIFY(log.resize(LogTail::kLargestFile + 1));
        LogTail(log.fileName()).keepInBounds();
        QCOMPARE(log.size(), 0);
        QCOMPARE(QFileInfo(log.fileName() + QStringLiteral(".1")).size(), LogTail::kLargestFile + 1);
    }
};

QTEST_GUILESS_MAIN(ProvisionTest)
#include "tst_provision.moc"
