// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfixture.h"

#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"
#include "support/mosquitto.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkInterface>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace warden;
using namespace warden::test;
using broker::mosquitto::LocalBroker;
using session::BrokerSetup;
using session::SetupRequest;
using session::SetupResult;

namespace {

QHostAddress addressOfTheNetwork()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal() && address.protocol() == QAbstractSocket::IPv4Protocol)
            return address;
    }
    return {};
}

bool isListening(const QHostAddress &address, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(address, port);
    return socket.waitForConnected(3'000);
}

QByteArray readAll(const QString &path)
{
    return readFile(path, 1 << 20).value_or(QByteArray());
}

} // namespace

class SetupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_fixture.make(), qPrintable(m_fixture.error));
        QCOMPARE(m_fixture.broker->state(), LocalBroker::State::Running);
    }

    void acceptsPasswordAndCertificate()
    {
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("warden"))));
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("lamp"))));
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
    }

    void refusesEverythingElse()
    {
        SignInTry anonymous = m_fixture.password(QString());
        QVERIFY(!signsIn(anonymous));
        SignInTry wrong = m_fixture.password(QStringLiteral("lamp"));
        wrong.password = Secret::fromText(u"wrong");
        QVERIFY(!signsIn(wrong));
        SignInTry withoutPassword = m_fixture.password(QStringLiteral("door"));
        withoutPassword.password = Secret::fromText(u"");
        QVERIFY(!signsIn(withoutPassword));
        SignInTry onCertificatePort = m_fixture.password(QStringLiteral("lamp"));
        onCertificatePort.port = m_fixture.broker->listeners().certificatePort;
        QVERIFY(!signsIn(onCertificatePort));
        SignInTry onPasswordPort = m_fixture.certificate(QStringLiteral("door"));
        onPasswordPort.port = m_fixture.broker->listeners().passwordPort;
        QVERIFY(!signsIn(onPasswordPort));
    }

    void letsTheAdministratorInOverWebSocket()
    {
        mqtt::Client client;
        mqtt::ConnectOptions options = *broker::connectOptions(m_fixture.result.profile, m_fixture.result.administratorPassword, {});
        options.endpoint.transport = mqtt::Transport::SecureWebSocket;
        options.endpoint.port = m_fixture.broker->listeners().webSocketPort;
        client.open(options);
        QTRY_VERIFY2_WITH_TIMEOUT(client.isConnected(), qPrintable(client.lastFailure().error.text), 10'000);
    }

    void listensWhereItSaysAndNowhereElse()
    {
        const broker::mosquitto::Listeners ports = m_fixture.broker->listeners();
        const QHostAddress outside = addressOfTheNetwork();
        for (const quint16 port : {ports.passwordPort, ports.certificatePort, ports.webSocketPort}) {
            QVERIFY(isListening(QHostAddress(QHostAddress::LocalHost), port));
            QVERIFY(!isListening(QHostAddress(QHostAddress::LocalHostIPv6), port));
            if (!outside.isNull())
                QVERIFY(!isListening(outside, port));
        }
    }

    void takesOtherPortsWhenOneIsTakenMeanwhile()
    {
        QTemporaryDir folder;
        SetupRequest request;
        request.name = QStringLiteral("Late");
        request.folder = folder.filePath(QStringLiteral("late"));
        BrokerSetup setup;
        QTcpServer thief;
        std::optional<Result<SetupResult>> outcome;
        connect(&setup, &BrokerSetup::stepChanged, this, [&](BrokerSetup::Step step, bool done, const QString &text) {
            if (step != BrokerSetup::Step::ChoosePorts || !done)
                return;
            const quint16 chosen = quint16(text.split(u' ').value(1).toUInt());
            QVERIFY2(thief.listen(QHostAddress::LocalHost, chosen), qPrintable(text));
        });
        connect(&setup, &BrokerSetup::finished, this, [&](const Result<SetupResult> &result) { outcome = result; });
        setup.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), 40'000);
        QVERIFY2(outcome->has_value(), outcome->has_value() ? "" : qPrintable(outcome->error().text));
        const auto broker = setup.takeBroker();
        QVERIFY(thief.isListening());
        QVERIFY(broker->listeners().passwordPort != thief.serverPort());
        QCOMPARE((*outcome)->profile.endpoint.port, broker->listeners().passwordPort);
    }

    void keepsItsFilesToTheOwner()
    {
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
            | QFileDevice::WriteOther;
        const QString &folder = m_fixture.folder;
        const QStringList paths {folder, folder + QStringLiteral("/vault.db"), folder + QStringLiteral("/broker.json"),
            broker::mosquitto::serverCertificatePath(folder), broker::mosquitto::dynamicSecurityPath(folder),
            broker::mosquitto::logPath(folder)};
        for (const QString &path : paths)
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }

    void writesNoPasswordInClear()
    {
        const QByteArray password = m_fixture.result.administratorPassword.view().toByteArray();
        const QStringList paths {broker::mosquitto::dynamicSecurityPath(m_fixture.folder),
            broker::mosquitto::configPath(m_fixture.folder), broker::mosquitto::logPath(m_fixture.folder),
            m_fixture.folder + QStringLiteral("/broker.json"), m_fixture.folder + QStringLiteral("/vault.db")};
        for (const QString &path : paths)
            QVERIFY2(!readAll(path).contains(password), qPrintable(path));
    }

    void namesThisComputerInTheCertificate()
    {
        const Result<x509::Certificate> server
            = x509::Certificate::fromPem(readAll(broker::mosquitto::serverCertificatePath(m_fixture.folder)));
        QVERIFY(server);
        QStringList names;
        for (const x509::AltName &name : server->altNames())
            names.append((name.type == x509::AltName::Type::Dns ? QStringLiteral("dns:") : QStringLiteral("ip:")) + name.value);
        for (const char *name : {"dns:localhost", "ip:127.0.0.1", "dns:127.0.0.1"})
            QVERIFY2(names.contains(QLatin1String(name)), qPrintable(names.join(QLatin1Char(' '))));
    }

    void readsTheSetBackForAnExport()
    {
        const Result<broker::mosquitto::BrokerSet> set
            = BrokerSetup::readSet(m_fixture.folder, m_fixture.result.vaultPassphrase);
        QVERIFY2(set, qPrintable(set ? QString() : set.error().text));
        QCOMPARE(set->name, QStringLiteral("Test home"));
        QVERIFY(set->listeners == m_fixture.broker->listeners());
        QVERIFY(set->passwords.value(QStringLiteral("lamp")).equals(m_fixture.result.passwords.value(QStringLiteral("lamp"))));
        QVERIFY(set->passwords.value(QStringLiteral("warden")).equals(m_fixture.result.administratorPassword));
        QVERIFY(!set->identities.value(QStringLiteral("door")).isNull());
        QVERIFY(set->directory.user(QStringLiteral("lamp")));
        const Result<QList<x509::Crl>> crls = x509::Crl::listFromPem(set->crlPem);
        QVERIFY(crls && crls->first().revokes(set->revoked.chain.first().serial()));
    }

    void doesNotReadASetWithAWrongPassphrase()
    {
        const auto set = BrokerSetup::readSet(m_fixture.folder, Secret::fromText(u"another"));
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::WrongPassphrase);
    }

    void tellsItsStepsInOrder()
    {
        QTemporaryDir home;
        BrokerSetup setup;
        QList<BrokerSetup::Step> done;
        connect(&setup, &BrokerSetup::stepChanged, this, [&done](BrokerSetup::Step step, bool isDone, const QString &text) {
            QVERIFY(!text.isEmpty());
            if (isDone)
                done.append(step);
        });
        session::SetupRequest asked = request(home.filePath(QStringLiteral("broker")));
        asked.homeNetwork = true;
        asked.tls13Only = true;
        asked.vaultPassphrase = {};
        const auto result = setUp(setup, asked);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text));
        using enum BrokerSetup::Step;
        QCOMPARE(done, (QList<BrokerSetup::Step> {FindMosquitto, ChoosePorts, MakeAuthority, WriteSettings, StartBroker, TrySignIns}));
        QVERIFY(result->vaultPassphrase.size() >= 20);
        const auto broker = setup.takeBroker();
        const quint16 port = broker->listeners().passwordPort;
        QVERIFY(isListening(QHostAddress(QHostAddress::LocalHost), port));
        if (const QHostAddress outside = addressOfTheNetwork(); !outside.isNull()) {
            QVERIFY(isListening(outside, port));
            QVERIFY(isListening(outside, broker->listeners().webSocketPort));
        }
        QSslSocket old;
        old.setProtocol(QSsl::TlsV1_2);
        old.setPeerVerifyMode(QSslSocket::VerifyNone);
        old.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        QVERIFY2(!old.waitForEncrypted(5'000), "TLS 1.2 was accepted though 1.3 only was asked for");
    }

    void takesFreePortsWhereTheWishedOnesAreTaken()
    {
        QTemporaryDir home;
        BrokerSetup setup;
        session::SetupRequest asked = request(home.filePath(QStringLiteral("broker")));
        asked.wishedPorts = m_fixture.broker->listeners();
        asked.accounts.clear();
        const auto result = setUp(setup, asked);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().text));
        const auto ports = setup.takeBroker()->listeners();
        QVERIFY(ports.passwordPort != asked.wishedPorts.passwordPort);
        QVERIFY(ports.certificatePort != asked.wishedPorts.certificatePort);
        QVERIFY(ports.webSocketPort != asked.wishedPorts.webSocketPort);
    }

    void leavesNothingBehindWhenCancelled()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("broker"));
        BrokerSetup setup;
        connect(&setup, &BrokerSetup::stepChanged, this, [&setup](BrokerSetup::Step step, bool) {
            if (step == BrokerSetup::Step::MakeAuthority)
                setup.cancel();
        });
        const auto result = setUp(setup, request(folder));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFileInfo::exists(folder));
    }

    void leavesNothingBehindWhenItIsDestroyedWhileTrying()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("broker"));
        auto setup = std::make_unique<BrokerSetup>();
        bool trying = false;
        connect(setup.get(), &BrokerSetup::stepChanged, this, [&trying](BrokerSetup::Step step, bool done) {
            trying = trying || (step == BrokerSetup::Step::TrySignIns && !done);
        });
        setup->start(request(folder));
        QTRY_VERIFY_WITH_TIMEOUT(trying, 60'000);
        setup.reset();
        QVERIFY(!QFileInfo::exists(folder));
    }

    void refusesAFolderThatIsInUse()
    {
        BrokerSetup setup;
        const auto result = setUp(setup, request(m_fixture.folder));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
        QVERIFY(QFileInfo::exists(m_fixture.folder + QStringLiteral("/vault.db")));
    }

    void refusesARequestThatCannotWork_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("administrator");
        QTest::addColumn<QString>("base");
        QTest::newRow("no name") << "" << "warden" << "home";
        QTest::newRow("no administrator") << "x" << "" << "home";
        QTest::newRow("long administrator") << "x" << QString(65, QLatin1Char('a')) << "home";
        QTest::newRow("wildcard base") << "x" << "warden" << "home/#";
        QTest::newRow("base with a slash at its end") << "x" << "warden" << "home/";
        QTest::newRow("administrator who is a device") << "x" << "lamp" << "home";
    }
    void refusesARequestThatCannotWork()
    {
        QFETCH(QString, name);
        QFETCH(QString, administrator);
        QFETCH(QString, base);
        QTemporaryDir home;
        session::SetupRequest asked = request(home.filePath(QStringLiteral("b")));
        asked.name = name;
        asked.administrator = administrator;
        asked.topicBase = base;
        BrokerSetup setup;
        const auto result = setUp(setup, asked);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidInput);
        QVERIFY(!QFileInfo::exists(asked.folder));
    }

private:
    BrokerFixture m_fixture;
};

QTEST_GUILESS_MAIN(SetupTest)
#include "tst_setup.moc"
