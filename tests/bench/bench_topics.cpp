// SPDX-License-Identifier: GPL-3.0-or-later
// What a million topics cost the tree, and what one message costs it. Prints one JSON object a line.
// Arguments: [topics] [any second one: topics that are all devices of their own]
#include "bench/usage.h"
#include "monitor/topictree.h"

#include <QByteArrayList>

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace warden;

namespace {

// A thousand machines with a thousand values each.
QByteArray manyValues(int i)
{
    return "plant/hall" + QByteArray::number(i % 10) + "/machine" + QByteArray::number(i % 1000) + "/value"
        + QByteArray::number(i);
}

// As many devices as topics: two levels of its own for each topic.
QByteArray manyDevices(int i)
{
    return "plant/hall" + QByteArray::number(i % 10) + "/device" + QByteArray::number(i) + "/temperature";
}

/// The time that this process was given, in nanoseconds: other programs do not count.
double cpuNs()
{
    return double(std::clock()) / CLOCKS_PER_SEC * 1e9;
}

void report(const char *name, double ours, double target, const char *unit)
{
    std::printf(R"({"name":"%s","ours":%.2f,"target":%.2f,"ratio":%.3f,"unit":"%s"})"
                "\n",
        name, ours, target, ours / target, unit);
}

double nanosecondsEach(int topics, int rounds)
{
    monitor::TopicTree tree;
    QByteArrayList names;
    for (int i = 0; i < topics; ++i)
        names.append(manyValues(i));
    const QByteArray payload(32, 'p');
    for (const QByteArray &name : names)
        tree.add(name, payload, 0, false, 1);
    const double start = cpuNs();
    for (int round = 0; round < rounds; ++round) {
        for (const QByteArray &name : names)
            tree.add(name, payload, 0, false, round);
    }
    const double each = (cpuNs() - start) / double(rounds) / double(topics);
    return tree.messageCount() == quint64(topics) * quint64(rounds + 1) ? each : -1;
}

void million(const char *shape, QByteArray (*name)(int), int topics, double targetMegabytes)
{
    const qint64 before = bench::peakMemoryBytes();
    monitor::TopicTree tree({.budgetBytes = qsizetype(1) << 30});
    const QByteArray payload(64, 'p');
    const double start = cpuNs();
    for (int i = 0; i < topics; ++i)
        tree.add(name(i), payload, 0, false, 1);
    const double built = cpuNs();
    tree.tick(1000);
    const double ticked = cpuNs();
    std::printf(R"({"shape":"%s","topics":%lld,"leftOut":%llu})"
                "\n",
        shape, qlonglong(tree.topicCount()), qulonglong(tree.leftOut()));
    report("memory of the topic tree with 64-byte payloads", double(bench::peakMemoryBytes() - before) / 1e6,
        targetMegabytes * topics / 1e6, "MB");
    report("first sight of a topic", (built - start) / topics, 2000, "ns");
    report("a tick in which every topic changed", (ticked - built) / 1e6, 500, "ms");
}

} // namespace

int main(int argc, char **argv)
{
    const int topics = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    report("a message on one of 10,000 topics", nanosecondsEach(10'000, 300), 60, "ns");
    report("a message on one of 100,000 topics", nanosecondsEach(100'000, 30), 200, "ns");
    // One shape a run, since the system keeps the largest use of memory of all time.
    if (argc > 2)
        million("many devices with one value", manyDevices, topics, 250);
    else
        million("a thousand machines with many values", manyValues, topics, 200);
    return 0;
}
