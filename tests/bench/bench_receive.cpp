// SPDX-License-Identifier: GPL-3.0-or-later
// CPU for each received message, ours beside mosquitto_sub in one run: over TLS and TCP, from a sender that fills its
// segments and from a real Mosquitto. Prints one JSON object a line: name, ours, peer (both µs), ratio.
// Arguments: [messages] [words that the names of the wanted runs hold]
#include "bench/receiver.h"
#include "bench/senders.h"
#include "bench/usage.h"
#include "support/certificates.h"
#include "support/mosquitto.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <cstdio>
#include <cstdlib>

using namespace warden;

namespace {

constexpr int kLimitMs = 300'000;

struct Run {
    const char *name;
    bool tls;
    bool realBroker;
    double target;
};
constexpr Run kRuns[] {
    {"receive over TLS from full segments", true, false, 1.0 / 3},
    {"receive over TCP from full segments", false, false, 0.1},
    {"receive over TLS from Mosquitto", true, true, 0.4},
    {"receive over TCP from Mosquitto", false, true, 0.4},
};

struct Files {
    QString ca, certificate, key;
};

struct Measured {
    double microseconds = -1; ///< Each message.
    QJsonObject told;
};

Files makeFiles(test::Mosquitto &folder)
{
    test::CertificateSpec spec = test::serverSpec(QStringLiteral("localhost"));
    spec.addresses = QStringList {QStringLiteral("127.0.0.1")};
    const test::Made authority = test::makeSelfSigned(test::caSpec(QStringLiteral("Bench CA")));
    const test::Made server = test::makeSigned(spec, authority);
    return {folder.writeFile(QStringLiteral("ca.crt"), authority.certificate.toPem()),
        folder.writeFile(QStringLiteral("server.crt"), server.certificate.toPem()),
        folder.writeFile(QStringLiteral("server.key"), server.key.toPem().view().toByteArray())};
}

/// Where the messages of one run come from.
class Source
{
public:
    Source(const Run &run, quint64 messages)
        : m_run(run)
        , m_messages(messages)
        , m_files(makeFiles(m_broker))
    {
    }
    ~Source()
    {
        m_flood.kill();
        m_flood.waitForFinished();
    }

    bool start()
    {
        if (m_run.realBroker) {
            const QStringList tls {QStringLiteral("certfile ") + m_files.certificate,
                QStringLiteral("keyfile ") + m_files.key};
            m_broker.addLines({QStringLiteral("log_type none"), QStringLiteral("log_type information"),
                QStringLiteral("log_type subscribe"),
                QStringLiteral("sys_interval 0"), QStringLiteral("set_tcp_nodelay true")});
            m_port = m_broker.addListener(m_run.tls ? tls : QStringList());
            m_plainPort = m_broker.addListener();
            return m_broker.start();
        }
        m_flood.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("flood"), QString::number(m_messages),
                m_run.tls ? m_files.certificate : QStringLiteral("-"), m_files.key});
        m_flood.waitForReadyRead();
        m_port = m_flood.readLine().trimmed().toUShort();
        return m_port != 0;
    }

    QString port() const { return QString::number(m_port); }
    QString caFile() const { return m_run.tls ? m_files.ca : QStringLiteral("-"); }

    /// Called when the receiver runs: the flood begins by itself, a broker has to be fed.
    bool feed(int receiver)
    {
        if (!m_run.realBroker)
            return true;
        for (int tries = 0; tries < 600 && m_broker.log().count(" 0 #") < receiver; ++tries)
            m_broker.waitForLog("no such text", 50);
        m_publisher.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("publish"), QString::number(m_plainPort), QString::number(m_messages)});
        return m_publisher.waitForStarted();
    }
    // Ended only now, so that its time is not counted as the receiver's.
    void rest() { m_publisher.waitForFinished(kLimitMs); }

private:
    Run m_run;
    quint64 m_messages;
    test::Mosquitto m_broker;
    Files m_files;
    QProcess m_flood, m_publisher;
    quint16 m_port = 0, m_plainPort = 0;
};

Measured measure(Source &source, int receiver, const QString &program, const QStringList &arguments, quint64 messages)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const bool ours = program == QCoreApplication::applicationFilePath();
    if (!ours)
        process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForStarted() || !source.feed(receiver))
        return {};
    source.rest();
    const double before = bench::endedChildrenCpuSeconds();
    if (!process.waitForFinished(kLimitMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const double seconds = bench::endedChildrenCpuSeconds() - before;
    Measured measured {seconds * 1e6 / double(messages), {}};
    if (ours)
        measured.told = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    return process.exitCode() == 0 ? measured : Measured();
}

bool measureRun(const Run &run, quint64 messages)
{
    Source source(run, messages);
    if (!source.start()) {
        std::fprintf(stderr, "%s: the sender did not start\n", run.name);
        return false;
    }
    const QString count = QString::number(messages);
    QStringList peerArguments {QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), source.port(),
        QStringLiteral("-t"), QStringLiteral("#"), QStringLiteral("-C"), count};
    if (run.tls)
        peerArguments += {QStringLiteral("--cafile"), source.caFile()};
    const Measured peer = measure(source, 1, QStringLiteral("mosquitto_sub"), peerArguments, messages);
    const Measured ours = measure(source, 2, QCoreApplication::applicationFilePath(),
        {QStringLiteral("receive"), source.port(), source.caFile(), count}, messages);
    const double ratio = ours.microseconds / peer.microseconds;
    const bool good = ours.microseconds > 0 && peer.microseconds > 0;
    std::printf(R"({"name":"%s","ours":%.3f,"peer":%.3f,"ratio":%.3f,"target":%.3f,"messages":%llu,)"
                R"("received":%.0f,"topics":%d,"frames":%d,"longestStallMs":%.1f})"
                "\n",
        run.name, ours.microseconds, peer.microseconds, ratio, run.target, qulonglong(messages),
        ours.told.value(QStringLiteral("messages")).toDouble(), ours.told.value(QStringLiteral("topics")).toInt(),
        ours.told.value(QStringLiteral("frames")).toInt(),
        ours.told.value(QStringLiteral("longestStallMs")).toDouble());
    std::fflush(stdout);
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments().mid(1);
    const QString role = arguments.value(0);
    if (role == QStringLiteral("receive"))
        return bench::receive(arguments.mid(1));
    if (role == QStringLiteral("flood"))
        return bench::flood(arguments.mid(1));
    if (role == QStringLiteral("publish"))
        return bench::publish(arguments.mid(1));
    const quint64 messages = arguments.isEmpty() ? 2'000'000 : arguments.takeFirst().toULongLong();
    bool good = messages > 0;
    for (const Run &run : kRuns) {
        const QString name = QString::fromLatin1(run.name);
        const auto isIn = [&](const QString &word) { return name.contains(word, Qt::CaseInsensitive); };
        if (std::all_of(arguments.cbegin(), arguments.cend(), isIn))
            good = measureRun(run, messages) && good;
    }
    return good ? 0 : 1;
}
