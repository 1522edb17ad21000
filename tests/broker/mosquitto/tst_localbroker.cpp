// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfixture.h"

#include "base/files.h"
#include "broker/mosquitto/brokerfolder.h"
#include "broker/mosquitto/logtail.h"
#include "broker/mosquitto/ownership.h"
#include "broker/mosquitto/process.h"
#include "session/setupset.h"
#include "support/mosquitto.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace warden;
using namespace warden::test;
using broker::mosquitto::LocalBroker;
using State = LocalBroker::State;

namespace {

/// Stands still at a moment of the past.
class PastClock final : public Clock
{
public:
    explicit PastClock(int daysAgo)
        : m_now(QDateTime::currentDateTimeUtc().addDays(-daysAgo))
    {
    }
    QDateTime now() const override { return m_now; }
    qint64 elapsedMs() const override { return 0; }

private:
    QDateTime m_now;
};

std::unique_ptr<LocalBroker> brokerIn(const QString &folder)
{
    return std::make_unique<LocalBroker>(*broker::mosquitto::findInstallation(), folder);
}

QByteArray servedSerial(quint16 port)
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    return socket.waitForEncrypted(5'000) ? socket.peerCertificate().serialNumber() : QByteArray();
}

/// The vault of a broker's folder, opened for one test.
struct OpenVault {
    explicit OpenVault(const BrokerFixture &fixture)
        : vault(std::move(*pki::Vault::open(fixture.folder + QStringLiteral("/vault.db"), fixture.result.vaultPassphrase, clock)))
        , authority(*pki::Authority::open(*vault, clock))
    {
    }
    SystemClock clock;
    std::unique_ptr<pki::Vault> vault;
    pki::Authority authority;
};

/// A set whose certificates and CRL were made long ago, written as a broker's folder.
bool writeAgedBroker(BrokerFixture &fixture, int daysAgo)
{
    const PastClock clock(daysAgo);
    fixture.folder = fixture.home.filePath(QStringLiteral("aged"));
    const session::SetupRequest asked = request(fixture.folder);
    if (!makeFolder(fixture.folder, FileAccess::Private))
        return false;
    auto vault = pki::Vault::create(fixture.folder + QStringLiteral("/vault.db"), asked.vaultPassphrase, clock);
    if (!vault)
        return false;
    const auto set = session::makeSet(asked, **vault, fixture.result, {}, clock);
    fixture.broker.reset();
    if (!set)
        return false;
    const auto installation = broker::mosquitto::findInstallation();
    fixture.result.vaultPassphrase = asked.vaultPassphrase;
    fixture.result.profile.caFile = broker::mosquitto::caPath(fixture.folder);
    return broker::mosquitto::writeSet(
               *set, fixture.folder, broker::mosquitto::localPaths(fixture.folder, *installation), true)
        && writeIdentity(set->identities.value(QStringLiteral("door")), fixture.home.filePath(QStringLiteral("door")));
}

/// Stands for a console: runs the broker of a folder until it is killed.
int ownBroker(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto owned = brokerIn(QString::fromLocal8Bit(argv[2]));
    QObject::connect(owned.get(), &LocalBroker::stateChanged, owned.get(), [](State state) {
        if (state == State::Running)
            std::puts("running");
        std::fflush(stdout);
    });
    owned->start();
    return QCoreApplication::exec();
}

} // namespace

class LocalBrokerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_fixture.make(), qPrintable(m_fixture.error)); }

    void init()
    {
        if (!m_fixture.broker)
            m_fixture.broker = brokerIn(m_fixture.folder);
        m_fixture.broker->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Running, 15'000);
    }

    void bringsItsLogInFull()
    {
        QByteArray seen;
        const QObject context; // ends with what the slot writes to
        connect(m_fixture.broker.get(), &LocalBroker::logLines, &context,
            [&seen](const QList<QByteArray> &lines) { seen += lines.join('\n') + '\n'; });
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("lamp"))));
        QTRY_VERIFY_WITH_TIMEOUT(seen.contains("New client connected from 127.0.0.1") && seen.contains("Received PUBLISH"), 5'000);
        SignInTry wrong = m_fixture.password(QStringLiteral("lamp"));
        wrong.password = Secret::fromText(u"wrong");
        QVERIFY(!signsIn(wrong));
        QTRY_VERIFY_WITH_TIMEOUT(seen.contains("not authorised"), 5'000);
    }

    void comesBackAfterItWasKilled()
    {
        const qint64 before = m_fixture.broker->processId();
        QSignalSpy states(m_fixture.broker.get(), &LocalBroker::stateChanged);
        QVERIFY(broker::mosquitto::endNow(before));
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Restarting, 5'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Running, 15'000);
        QVERIFY(m_fixture.broker->processId() != before);
        QVERIFY(!m_fixture.broker->isAdopted());
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("lamp"))));
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
    }

    void givesUpAfterFiveDeathsWithinAMinute()
    {
        m_fixture.broker = brokerIn(m_fixture.folder); // what died before does not count
        m_fixture.broker->start();
        for (int death = 1; death <= 5; ++death) {
            QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Running, 15'000);
            QVERIFY(broker::mosquitto::endNow(m_fixture.broker->processId()));
            QTRY_VERIFY_WITH_TIMEOUT(m_fixture.broker->state() != State::Running, 5'000);
        }
        QCOMPARE(m_fixture.broker->state(), State::Failed);
        QVERIFY(m_fixture.broker->lastError().text.contains(QLatin1Char('5')));
    }

    void endsWhenStoppedAndStaysStopped()
    {
        const qint64 pid = m_fixture.broker->processId();
        m_fixture.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Stopped, 10'000);
        QCOMPARE(m_fixture.broker->processId(), 0);
        QVERIFY(!broker::mosquitto::processFacts(pid));
        QVERIFY(!signsIn(m_fixture.password(QStringLiteral("lamp"))));
    }

    void endsWithTheProgram()
    {
        const qint64 pid = m_fixture.broker->processId();
        m_fixture.broker.reset();
        QVERIFY(!broker::mosquitto::processFacts(pid));
    }

    void isFoundAgainWhenLeftRunning()
    {
        const qint64 pid = m_fixture.broker->processId();
        const auto ports = m_fixture.broker->listeners();
        m_fixture.broker->leaveRunning(true);
        m_fixture.broker.reset();
        QVERIFY(broker::mosquitto::processFacts(pid));
        m_fixture.broker = brokerIn(m_fixture.folder);
        QSignalSpy lines(m_fixture.broker.get(), &LocalBroker::logLines);
        m_fixture.broker->start();
        QCOMPARE(m_fixture.broker->state(), State::Running);
        QCOMPARE(m_fixture.broker->processId(), pid);
        QVERIFY(m_fixture.broker->isAdopted());
        QVERIFY(m_fixture.broker->listeners() == ports);
        QVERIFY(lines.wait(5'000)); // the log goes on, and begins with what was before
        m_fixture.broker->leaveRunning(false);
        m_fixture.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Stopped, 10'000);
        QVERIFY(!broker::mosquitto::processFacts(pid));
    }

    void isFoundAgainAfterTheConsoleWasKilled()
    {
        m_fixture.broker.reset();
        QProcess console;
        console.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--own"), m_fixture.folder});
        QVERIFY(console.waitForReadyRead(20'000));
        QCOMPARE(console.readAllStandardOutput().trimmed(), QByteArray("running"));

        // A second program beside the first finds the broker and leaves it to the first.
        auto second = brokerIn(m_fixture.folder);
        second->start();
        QVERIFY(second->isAdopted());
        const qint64 pid = second->processId();
        second.reset();
        QVERIFY(broker::mosquitto::processFacts(pid));

        console.kill();
        QVERIFY(console.waitForFinished(5'000));
        m_fixture.broker = brokerIn(m_fixture.folder);
        QVERIFY2(signsIn(m_fixture.password(QStringLiteral("lamp"))), "the broker outlives its console");
        m_fixture.broker->start();
        QVERIFY(m_fixture.broker->isAdopted());
        QCOMPARE(m_fixture.broker->processId(), pid);
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
        m_fixture.broker.reset(); // it belonged to a program that is gone: it ends with this one
        QVERIFY(!broker::mosquitto::processFacts(pid));
    }

    void comesBackWithPortsUsersAndCertificatesAfterBothWereKilled()
    {
        const auto ports = m_fixture.broker->listeners();
        m_fixture.broker.reset();
        QProcess console;
        console.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--own"), m_fixture.folder});
        QVERIFY(console.waitForReadyRead(20'000));
        auto other = brokerIn(m_fixture.folder);
        other->start();
        const qint64 pid = other->processId();
        other.reset();
        console.kill();
        QVERIFY(console.waitForFinished(5'000));
        QVERIFY(broker::mosquitto::endNow(pid));
        QVERIFY(broker::mosquitto::waitForEnd(pid, 5'000));

        m_fixture.broker = brokerIn(m_fixture.folder);
        m_fixture.broker->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Running, 15'000);
        QVERIFY(!m_fixture.broker->isAdopted());
        QVERIFY(m_fixture.broker->listeners() == ports);
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("warden"))));
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
    }

    void adoptsNoOtherProcessWithTheSameNumber()
    {
        m_fixture.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Stopped, 10'000);
        const QString record = QStringLiteral("{\"pid\": %1, \"started\": \"1@x\", \"leave\": true}")
                                   .arg(QCoreApplication::applicationPid());
        QVERIFY(writeFile(broker::mosquitto::processPath(m_fixture.folder), record.toUtf8(), FileAccess::Private));
        m_fixture.broker->start();
        QVERIFY(!m_fixture.broker->isAdopted());
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Running, 15'000);
    }

    void namesThePortThatAnotherProgramTook()
    {
        m_fixture.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Stopped, 10'000);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, m_fixture.broker->listeners().certificatePort));
        m_fixture.broker->start();
        QCOMPARE(m_fixture.broker->state(), State::Failed);
        QCOMPARE(m_fixture.broker->lastError().code, ErrorCode::Busy);
        QVERIFY(m_fixture.broker->lastError().text.contains(QString::number(other.serverPort())));
        other.close();
    }

    void saysWhyMosquittoDidNotStart()
    {
        m_fixture.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Stopped, 10'000);
        const QString path = broker::mosquitto::crlPath(m_fixture.folder);
        const QByteArray crl = *readFile(path, 1 << 20);
        QVERIFY(QFile::remove(path));
        m_fixture.broker->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture.broker->state(), State::Failed, 20'000);
        QVERIFY(writeFile(path, crl, FileAccess::Public));
        QVERIFY2(m_fixture.broker->lastError().text.contains(QStringLiteral("crl")),
            qPrintable(m_fixture.broker->lastError().text));
    }

    void refusesACertificateAsSoonAsItIsRevoked()
    {
        OpenVault open(m_fixture);
        const auto issued = open.authority.issueClient({QStringLiteral("lamp")});
        QVERIFY(issued);
        QVERIFY(writeIdentity(issued->identity, m_fixture.home.filePath(QStringLiteral("stolen"))));
        const SignInTry stolen = m_fixture.certificate(QStringLiteral("stolen"));
        QVERIFY(signsIn(stolen));
        const qint64 pid = m_fixture.broker->processId();
        const auto crl = open.authority.revoke(issued->row, 1);
        QVERIFY(crl);
        QVERIFY(m_fixture.broker->deployCrl(crl->toPem()));
        QTRY_VERIFY_WITH_TIMEOUT(!signsIn(stolen), 10'000);
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
        QCOMPARE(m_fixture.broker->processId(), pid);
    }

    void keepsTheCrlWhenTheNewOneIsNoGood()
    {
        const QString path = broker::mosquitto::crlPath(m_fixture.folder);
        const QByteArray before = *readFile(path, 1 << 20);
        QVERIFY(!m_fixture.broker->deployCrl("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"));
        QVERIFY(!m_fixture.broker->deployCrl({}));
        QTemporaryDir elsewhere;
        SystemClock clock;
        auto vault = pki::Vault::create(elsewhere.filePath(QStringLiteral("v.db")), Secret::fromText(u"x"), clock, {1 << 10});
        QVERIFY(vault);
        auto stranger = pki::Authority::create(**vault, {QStringLiteral("Somebody else")}, clock);
        QVERIFY(stranger);
        QVERIFY(!m_fixture.broker->deployCrl(stranger->latestCrl()->toPem()));
        QCOMPARE(*readFile(path, 1 << 20), before);
    }

    void renewsTheServerCertificateWithoutARestart()
    {
        OpenVault open(m_fixture);
        const qint64 pid = m_fixture.broker->processId();
        const auto ports = m_fixture.broker->listeners();
        const auto issued = open.authority.issueServer({{}, {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}});
        QVERIFY(issued);
        QByteArray chain;
        for (const x509::Certificate &certificate : issued->identity.chain)
            chain += certificate.toPem();
        const QByteArray before = servedSerial(ports.passwordPort);
        QVERIFY(m_fixture.broker->deployServerCertificate(chain, issued->identity.key.toPem()));
        QTRY_VERIFY_WITH_TIMEOUT(servedSerial(ports.passwordPort) != before, 10'000);
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("lamp"))));
        QVERIFY(signsIn(m_fixture.certificate(QStringLiteral("door"))));
        QCOMPARE(m_fixture.broker->processId(), pid);

        const auto other = open.authority.issueClient({QStringLiteral("lamp")});
        QVERIFY2(!m_fixture.broker->deployServerCertificate(chain, other->identity.key.toPem()), "a key of another certificate");
        QVERIFY(signsIn(m_fixture.password(QStringLiteral("lamp"))));
    }

    void careRenewsWhatIsDueAndLetsDevicesInAgain()
    {
        BrokerFixture aged;
        QVERIFY(writeAgedBroker(aged, 380));
        aged.broker = brokerIn(aged.folder);
        aged.broker->start();
        QTRY_COMPARE_WITH_TIMEOUT(aged.broker->state(), State::Running, 15'000);
        const SignInTry door = aged.certificate(QStringLiteral("door"));
        QVERIFY2(!signsIn(door), "the list of revoked certificates ended a year ago");
        const QByteArray before = servedSerial(aged.broker->listeners().passwordPort);

        const SystemClock clock;
        session::BrokerCare care(*aged.broker, aged.result.vaultPassphrase, clock);
        QSignalSpy refreshed(&care, &session::BrokerCare::refreshed);
        QSignalSpy failed(&care, &session::BrokerCare::failed);
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 2, 20'000);
        QCOMPARE(failed.size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(signsIn(door), 10'000);
        QVERIFY(servedSerial(aged.broker->listeners().passwordPort) != before);

        const auto again = session::BrokerCare::refreshNow(*aged.broker, aged.result.vaultPassphrase, clock);
        QVERIFY(again && again->isEmpty());
    }

    void careRestartsABrokerWhoseWebSocketKeepsAnOldCertificate()
    {
        const qint64 before = m_fixture.broker->processId();
        m_fixture.broker->leaveRunning(true);
        m_fixture.broker.reset();
        // As if it ran for forty days and its certificate was renewed twenty-five days ago.
        const QString record = broker::mosquitto::processPath(m_fixture.folder);
        QJsonObject json = QJsonDocument::fromJson(*readFile(record, 10'000)).object();
        json.insert(QStringLiteral("since"), QDateTime::currentDateTimeUtc().addDays(-40).toString(Qt::ISODate));
        QVERIFY(writeFile(record, QJsonDocument(json).toJson(), FileAccess::Private));
        QFile certificate(broker::mosquitto::serverCertificatePath(m_fixture.folder));
        QVERIFY(certificate.open(QIODevice::ReadWrite));
        QVERIFY(certificate.setFileTime(QDateTime::currentDateTimeUtc().addDays(-25), QFileDevice::FileModificationTime));
        certificate.close();

        m_fixture.broker = brokerIn(m_fixture.folder);
        m_fixture.broker->leaveRunning(false);
        m_fixture.broker->start();
        QCOMPARE(m_fixture.broker->processId(), before);
        const SystemClock clock;
        session::BrokerCare care(*m_fixture.broker, m_fixture.result.vaultPassphrase, clock);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_fixture.broker->processId() != before && m_fixture.broker->state() == State::Running, 15'000);
        const qint64 after = m_fixture.broker->processId();
        QSignalSpy states(m_fixture.broker.get(), &LocalBroker::stateChanged);
        care.lookNow();
        QCOMPARE(m_fixture.broker->processId(), after);
        QVERIFY(!states.wait(500));
    }

    void careSaysWhenTheVaultDoesNotOpen()
    {
        BrokerFixture aged;
        QVERIFY(writeAgedBroker(aged, 12));
        aged.broker = brokerIn(aged.folder);
        const SystemClock clock;
        session::BrokerCare care(*aged.broker, Secret::fromText(u"wrong"), clock);
        QSignalSpy failed(&care, &session::BrokerCare::failed);
        QVERIFY(failed.wait(20'000));
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::WrongPassphrase);
    }

    void runsAsMosquittosOwnUserWhereItCan()
    {
        BrokerFixture open;
        QFile::setPermissions(open.home.path(),
            QFile::permissions(open.home.path()) | QFileDevice::ExeGroup | QFileDevice::ExeOther);
        QVERIFY2(open.make(), qPrintable(open.error));
        const QString user = broker::mosquitto::brokerUser(open.folder);
        const QFileInfo process(QStringLiteral("/proc/%1").arg(open.broker->processId()));
        QCOMPARE(process.owner(), user.isEmpty() ? QFileInfo(QDir::homePath()).owner() : user);
        if (!user.isEmpty())
            QCOMPARE(user, QStringLiteral("mosquitto"));
        QVERIFY(signsIn(open.password(QStringLiteral("lamp"))));
        QVERIFY(signsIn(open.certificate(QStringLiteral("door"))));
        const QFileDevice::Permissions others = QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(open.folder + QStringLiteral("/vault.db")) & others));
        QVERIFY(!(QFile::permissions(broker::mosquitto::serverCertificatePath(open.folder)) & others));

        // It still reads its key and its list at a reload, and writes what it must.
        OpenVault vault(open);
        const auto crl = vault.authority.signCrl();
        QVERIFY(open.broker->deployCrl(crl->toPem()));
        QTRY_VERIFY_WITH_TIMEOUT(signsIn(open.certificate(QStringLiteral("door"))), 10'000);
        open.broker->stop();
        QTRY_COMPARE_WITH_TIMEOUT(open.broker->state(), State::Stopped, 10'000);
        QVERIFY(QFileInfo::exists(broker::mosquitto::brokerFilesFolder(open.folder) + QStringLiteral("/state/mosquitto.db")));
    }

    void cleanupTestCase() { m_fixture.broker.reset(); }

private:
    BrokerFixture m_fixture;
};

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--own") == 0)
        return ownBroker(argc, argv);
    QCoreApplication application(argc, argv);
    LocalBrokerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_localbroker.moc"
