// SPDX-License-Identifier: GPL-3.0-or-later
// Start to the first painted window, idle CPU and memory of the console beside an empty Qt window in the same run.
#include "bench/usage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

using namespace warden::bench;

namespace {

constexpr int kStarts = 15;
constexpr int kSettleMs = 20'000;
constexpr int kIdleMs = 20'000;

/// The peer: what any Qt Widgets program costs at least.
class EmptyWindow : public QMainWindow
{
public:
    explicit EmptyWindow(bool endAfterPaint)
        : m_end(endAfterPaint)
    {
        resize(1440, 900);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        if (m_end)
            QTimer::singleShot(0, this, [] { QCoreApplication::exit(0); });
    }

private:
    bool m_end;
};

double millisecondsOf(const QString &program, const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

void print(const QJsonObject &object)
{
    QTextStream(stdout) << QJsonDocument(object).toJson(QJsonDocument::Compact) << '\n';
}

void measureStart(const QString &self, const QStringList &ourArguments)
{
    QList<double> ours, peer;
    // The first of each only warms the caches; then in turns, so that both see the same load.
    for (int i = 0; i <= kStarts; ++i) {
        const double a = millisecondsOf(QStringLiteral(WARDEN_PROGRAM), ourArguments + QStringList {QStringLiteral("--exit-after-startup")});
        const double b = millisecondsOf(self, {QStringLiteral("--empty-window-once")});
        if (i > 0) {
            ours.append(a);
            peer.append(b);
        }
    }
    print({{QStringLiteral("name"), QStringLiteral("start to first painted window and end of the process, median")},
        {QStringLiteral("unit"), QStringLiteral("ms")}, {QStringLiteral("ours"), median(ours)},
        {QStringLiteral("peer"), median(peer)}, {QStringLiteral("ratio"), median(ours) / median(peer)},
        {QStringLiteral("peerName"), QStringLiteral("empty Qt window")}});
}

struct Idle {
    double cpuPercent = 0;
    double mebibytes = 0;
};

Idle idleOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForStarted();
    // It must not end meanwhile; that it does not is all that is waited for.
    process.waitForFinished(kSettleMs);
    const double before = processCpuSeconds(process.processId());
    process.waitForFinished(kIdleMs);
    const Idle idle {(processCpuSeconds(process.processId()) - before) * 100'000.0 / kIdleMs,
        double(processMemoryBytes(process.processId())) / 1048576.0};
    process.terminate();
    if (!process.waitForFinished(10'000))
        process.kill();
    process.waitForFinished(5'000);
    return idle;
}

void printIdle(const QString &name, const Idle &ours, const Idle &peer)
{
    print({{QStringLiteral("name"), name + QStringLiteral(", memory")}, {QStringLiteral("unit"), QStringLiteral("MiB")},
        {QStringLiteral("ours"), ours.mebibytes}, {QStringLiteral("peer"), peer.mebibytes},
        {QStringLiteral("ratio"), ours.mebibytes / peer.mebibytes}});
    print({{QStringLiteral("name"), name + QStringLiteral(", CPU of one core")},
        {QStringLiteral("unit"), QStringLiteral("percent")}, {QStringLiteral("ours"), ours.cpuPercent},
        {QStringLiteral("peer"), peer.cpuPercent}});
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray role = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    if (role.startsWith("--empty-window")) {
        QApplication application(argc, argv);
        EmptyWindow window(role.endsWith("once"));
        window.show();
        return QApplication::exec();
    }
    QCoreApplication application(argc, argv);
    const QString self = QCoreApplication::applicationFilePath();
    QTemporaryDir data;
    const QStringList ours {QStringLiteral("--data-dir"), data.path()};
    measureStart(self, ours);
    const Idle peer = idleOf(self, {QStringLiteral("--empty-window")});
    printIdle(QStringLiteral("idle on the welcome page"), idleOf(QStringLiteral(WARDEN_PROGRAM), ours), peer);
    printIdle(QStringLiteral("showing the live demo home"),
        idleOf(QStringLiteral(WARDEN_PROGRAM), ours + QStringList {QStringLiteral("--demo")}), peer);
    return 0;
}
