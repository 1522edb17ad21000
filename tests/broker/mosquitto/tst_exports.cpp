// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/brokerfixture.h"

#include "base/files.h"
#include "access/presets.h"
#include "session/setupset.h"
#include "support/mosquitto.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace warden;
using namespace warden::test;
using broker::mosquitto::BrokerSet;
using broker::mosquitto::ExportKind;

Q_DECLARE_METATYPE(ExportKind)

namespace {

/// The command in the block of the README that follows "<!-- try: \a mark -->".
QString commandIn(const QString &readme, const QString &mark)
{
    const QRegularExpression pattern(
        QStringLiteral("<!-- try: %1 -->\\s*```sh\\n(.*?)\\n```").arg(mark), QRegularExpression::DotMatchesEverythingOption);
    return pattern.match(readme).captured(1);
}

/// Three ports in a row that are free: the README's way where the standard ones are taken.
quint16 threePorts()
{
    for (;;) {
        const quint16 first = freePort();
        bool free = first < 65'000;
        for (quint16 port = first; free && port < first + 3; ++port)
            free = broker::mosquitto::freePort(QStringLiteral("127.0.0.1"), port) == port;
        if (free)
            return first;
    }
}

/// A shell in a folder; ended with all it started.
class Shell
{
public:
    Shell(const QString &folder, const QString &command)
    {
        m_process.setWorkingDirectory(folder);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("exec ") + command});
    }
    ~Shell() { end(); }
    Shell(const Shell &) = delete;
    Shell &operator=(const Shell &) = delete;
    void end()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
};

bool isListening(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

} // namespace

class ExportsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        session::SetupRequest asked = request(m_home.filePath(QStringLiteral("unused")));
        asked.extraHosts = {QStringLiteral("homepi.local")};
        session::SetupRequest::Account odd;
        odd.user.name = QStringLiteral("../it's \"odd\" $HOME");
        odd.password = true;
        asked.accounts.append(odd);
        auto vault = pki::Vault::create(m_home.filePath(QStringLiteral("vault.db")), asked.vaultPassphrase, m_clock, {1 << 10});
        QVERIFY(vault);
        session::SetupResult result;
        auto set = session::BrokerSetup::makeSet(asked, **vault, result);
        QVERIFY2(set, qPrintable(set ? QString() : set.error().text));
        m_set = std::make_unique<BrokerSet>(std::move(*set));
    }

    void startsAndJudgesAsItsReadmeSays_data() { kinds(); }
    void startsAndJudgesAsItsReadmeSays()
    {
        QFETCH(ExportKind, kind);
        const QString folder = exported(kind);
        QVERIFY(!folder.isEmpty());
        const QString readme = QString::fromUtf8(*readFile(folder + QStringLiteral("/README.md"), 100'000));
        const QString start = commandIn(readme, QStringLiteral("start"));
        const QString check = commandIn(readme, QStringLiteral("check"));
        QCOMPARE(start, QStringLiteral("sh try.sh"));
        QCOMPARE(check, QStringLiteral("sh check.sh localhost"));
        const quint16 port = threePorts();
        Shell broker(folder, QStringLiteral("%1 %2").arg(start).arg(port));
        QTRY_VERIFY_WITH_TIMEOUT(isListening(quint16(port + 1)), 15'000);

        Shell judge(folder, QStringLiteral("%1 %2 %3").arg(check).arg(port).arg(port + 1));
        QVERIFY(judge.process().waitForFinished(90'000));
        const QByteArray said = judge.process().readAll();
        const QByteArray log = broker.process().readAll();
        QVERIFY2(judge.process().exitCode() == 0, QByteArray(said + log).constData());
        QCOMPARE(said.count("good "), 6);
        QCOMPARE(said.count(": accepted"), 2);
        QVERIFY(!said.contains("WRONG"));

        broker.end();
        QVERIFY2(!isListening(port), "ending the script ends the broker");
    }

    void checkTellsWhenABrokerLetsEverybodyIn()
    {
        const QString folder = exported(ExportKind::RaspberryPi);
        QFile config(folder + QStringLiteral("/broker/warden.conf"));
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray lines = config.readAll().replace("allow_anonymous false", "allow_anonymous true");
        config.close();
        QVERIFY(writeFile(config.fileName(), lines, FileAccess::Public));
        const quint16 port = threePorts();
        Shell broker(folder, QStringLiteral("sh try.sh %1").arg(port));
        QTRY_VERIFY_WITH_TIMEOUT(isListening(quint16(port + 1)), 15'000);
        Shell judge(folder, QStringLiteral("sh check.sh localhost %1 %2").arg(port).arg(port + 1));
        QVERIFY(judge.process().waitForFinished(90'000));
        QVERIFY(judge.process().exitCode() != 0);
        QVERIFY(judge.process().readAll().contains("WRONG  no sign-in at all: accepted"));
    }

    void leavesNoMarkUnfilledAndNoKeyReadable_data() { kinds(); }
    void leavesNoMarkUnfilledAndNoKeyReadable()
    {
        QFETCH(ExportKind, kind);
        const QString folder = exported(kind);
        const QRegularExpression mark(QStringLiteral("@[A-Z_]+@"));
        constexpr auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
        QVERIFY(!(QFile::permissions(folder) & others));
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int keys = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            const QByteArray bytes = *readFile(path, 1 << 20);
            QVERIFY2(!mark.match(QString::fromUtf8(bytes)).hasMatch(), qPrintable(path));
            const bool secret = bytes.contains("PRIVATE KEY") || path.endsWith(QStringLiteral("password.txt"))
                || path.endsWith(QStringLiteral("options.yaml")) || path.endsWith(QStringLiteral(".json"));
            keys += secret;
            QVERIFY2(!secret || !(QFile::permissions(path) & others), qPrintable(path));
        }
        QVERIFY(keys >= 5);
    }

    void handsEachUserAFolderOfItsOwn()
    {
        const QString folder = exported(ExportKind::RaspberryPi) + QStringLiteral("/devices/");
        QVERIFY(QFileInfo::exists(folder + QStringLiteral("lamp/password.txt")));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral("lamp/key.pem")));
        QVERIFY(QFileInfo::exists(folder + QStringLiteral("door/key.pem")));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral("door/password.txt")));
        QCOMPARE(*readFile(folder + QStringLiteral("_._it_s__odd___HOME/user.txt"), 100), QByteArray("../it's \"odd\" $HOME\n"));
    }

    void refusesAFolderThatIsNotEmpty()
    {
        const QString folder = exported(ExportKind::Container);
        const Result<void> again = broker::mosquitto::exportSet(*m_set, ExportKind::Container, folder);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    }

    void takesTheStandardPortsOnEveryAddress()
    {
        const QByteArray config = *readFile(exported(ExportKind::Container) + QStringLiteral("/broker/mosquitto.conf"), 10'000);
        for (const char *line : {"listener 8883\n", "listener 8884\n", "listener 8443\n",
                 "plugin /usr/lib/mosquitto_dynamic_security.so\n", "/mosquitto/data/dynamic-security.json\n"})
            QVERIFY2(config.contains(line), line);
    }

private:
    static void kinds()
    {
        QTest::addColumn<ExportKind>("kind");
        QTest::newRow("Raspberry Pi") << ExportKind::RaspberryPi;
        QTest::newRow("container") << ExportKind::Container;
        QTest::newRow("Home Assistant") << ExportKind::HomeAssistant;
    }

    QString exported(ExportKind kind)
    {
        const QString folder = m_home.filePath(QStringLiteral("export %1").arg(++m_count));
        const Result<void> done = broker::mosquitto::exportSet(*m_set, kind, folder);
        return done ? folder : QString();
    }

    SystemClock m_clock;
    QTemporaryDir m_home;
    std::unique_ptr<BrokerSet> m_set;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(ExportsTest)
#include "tst_exports.moc"
