// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/keyedhash.h"
#include "monitor/payloadstore.h"
#include "monitor/topictree.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

using namespace warden::monitor;

namespace {

constexpr quint64 kSipHash13[] {0xabac0158050fc4dcu, 0x369095118d299a8eu, 0xd320d86d2a519956u};

QByteArray numbered(const char *start, int number)
{
    return start + QByteArray::number(number);
}

} // namespace

/// Proves what the topic tree counts, keeps and leaves out.
class TopicTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsCountsSizesAndLastValue();
    void givesOneIdToEachTopicAndKeepsIt();
    void givesBackNamesWithEmptyLevels_data();
    void givesBackNamesWithEmptyLevels();
    void agreesWithAPlainTableOnRandomTraffic();
    void cutsPayloadsAndTellsTheirRealSize();
    void replacesAShortPayloadByALongOne();
    void ratesFollowTheLastTenSeconds();
    void ranksTopicsByRateAndBytes();
    void namesTheLargestOfTheLastMinute();
    void forgetsChangesOnceTaken();
    void leavesTopicsOutBeyondTheBudget();
    void staysWithinTheBudgetUnderLongPayloads();
    void listsChildrenInOrderOfFirstSight();
    void sumsMessagesUpTheParents();
    void foldsLevelsBeyondTheDepthLimit();
    void reusesTheRoomOfReleasedPayloads();
    void tellsAMillionTopicsApart();
    void hashesAsSipHashDoes();
};

void TopicTreeTest::keepsCountsSizesAndLastValue()
{
    TopicTree tree;
    const TopicId id = tree.add("home/porch/lamp", "on", 1, false, 1000);
    tree.add("home/porch/lamp", "off", 2, true, 2000);
    const TopicRow row = tree.row(id);
    QCOMPARE(row.name, "home/porch/lamp");
    QCOMPARE(row.messages, 2u);
    QCOMPARE(row.bytes, 5u);
    QCOMPARE(row.lastMs, 2000);
    QCOMPARE(row.lastPayload, "off");
    QCOMPARE(row.lastSize, 3);
    QCOMPARE(row.lastQos, quint8(2));
    QVERIFY(row.retained);
    QCOMPARE(tree.topicCount(), 1);
    QCOMPARE(tree.messageCount(), 2u);
    QCOMPARE(tree.byteCount(), 5u);
    QCOMPARE(tree.leftOut(), 0u);
}

void TopicTreeTest::givesOneIdToEachTopicAndKeepsIt()
{
    TopicTree tree;
    QHash<TopicId, QByteArray> names;
    for (int i = 0; i < 50'000; ++i) {
        const QByteArray name = "site/" + QByteArray::number(i % 100) + "/dev/" + QByteArray::number(i);
        const TopicId id = tree.add(name, "x", 0, false, 1);
        QVERIFY(!names.contains(id));
        names.insert(id, name);
    }
    for (auto it = names.cbegin(); it != names.cend(); ++it) {
        QCOMPARE(tree.find(it.value()), std::optional(it.key()));
        QCOMPARE(tree.row(it.key()).name, it.value());
    }
    QVERIFY(!tree.find("site/1/dev"));
}

void TopicTreeTest::givesBackNamesWithEmptyLevels_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"a", "/", "//", "/a", "a/", "a//b", "$SYS/broker/uptime", "\xc3\xa4/\xe2\x82\xac", " "})
        QTest::newRow(name) << QByteArray(name);
    QTest::newRow("longest") << QByteArray(65'535, 'x');
    QTest::newRow("only slashes") << QByteArray(65'535, '/');
}

void TopicTreeTest::givesBackNamesWithEmptyLevels()
{
    QFETCH(QByteArray, name);
    TopicTree tree;
    QCOMPARE(tree.row(tree.add(name, {}, 0, false, 1)).name, name);
    QCOMPARE(tree.add(name, {}, 0, false, 2), tree.find(name).value());
}

void TopicTreeTest::agreesWithAPlainTableOnRandomTraffic()
{
    struct Plain {
        quint64 messages = 0, bytes = 0;
        QByteArray last;
    };
    QRandomGenerator random(7);
    QHash<QByteArray, Plain> plain;
    TopicTree tree;
    for (int i = 0; i < 200'000; ++i) {
        const QByteArray name = QByteArray::number(random.bounded(40)) + '/' + QByteArray::number(random.bounded(50));
        const QByteArray payload(random.bounded(200), char('a' + random.bounded(26)));
        Plain &row = plain[name];
        ++row.messages;
        row.bytes += quint64(payload.size());
        row.last = payload;
        tree.add(name, payload, 0, false, i);
        if (i % 10'000 == 0)
            tree.tick(i);
    }
    QCOMPARE(tree.topicCount(), plain.size());
    for (auto it = plain.cbegin(); it != plain.cend(); ++it) {
        const TopicRow row = tree.row(tree.find(it.key()).value());
        QCOMPARE(row.messages, it->messages);
        QCOMPARE(row.bytes, it->bytes);
        QCOMPARE(row.lastPayload, it->last);
    }
}

void TopicTreeTest::cutsPayloadsAndTellsTheirRealSize()
{
    TopicTree tree({.keepPayloadBytes = 100});
    const TopicRow row = tree.row(tree.add("big", QByteArray(5000, 'b'), 0, false, 1));
    QCOMPARE(row.lastPayload, QByteArray(100, 'b'));
    QCOMPARE(row.lastSize, 5000);
    QCOMPARE(row.bytes, 5000u);
}

void TopicTreeTest::replacesAShortPayloadByALongOne()
{
    TopicTree tree({.keepPayloadBytes = 4096});
    for (const int size : {0, 1, 16, 17, 300, 4096, 2, 0, 129}) {
        const QByteArray payload(size, char('a' + size % 20));
        QCOMPARE(tree.row(tree.add("t", payload, 0, false, 1)).lastPayload, payload);
    }
}

void TopicTreeTest::ratesFollowTheLastTenSeconds()
{
    TopicTree tree;
    const TopicId id = tree.add("steady", "x", 0, false, 0);
    qint64 now = 1'000'000;
    tree.tick(now);
    for (int second = 0; second < 12; ++second) {
        for (int i = 0; i < 50; ++i)
            tree.add("steady", "x", 0, false, now);
        now += 1000;
        tree.tick(now);
    }
    QCOMPARE(tree.row(id).ratePerSecond, 50.0);
    for (int second = 0; second < 5; ++second)
        tree.tick(now += 1000);
    QCOMPARE(tree.row(id).ratePerSecond, 25.0);
    for (int second = 0; second < 6; ++second)
        tree.tick(now += 1000);
    QCOMPARE(tree.row(id).ratePerSecond, 0.0);
    QVERIFY(tree.topByRate(10).isEmpty());
}

void TopicTreeTest::ranksTopicsByRateAndBytes()
{
    TopicTree tree;
    for (int topic = 0; topic < 3000; ++topic) {
        for (int i = 0; i <= topic % 40; ++i)
            tree.add(numbered("many/", topic), "x", 0, false, 1);
    }
    for (int i = 0; i < 500; ++i)
        tree.add("loud", "x", 0, false, 1);
    tree.add("heavy", QByteArray(100'000, 'h'), 0, false, 1);
    tree.tick(1000);
    const QList<TopicRow> byRate = tree.topByRate(5);
    QCOMPARE(byRate.size(), 5);
    QCOMPARE(byRate[0].name, "loud");
    QCOMPARE(byRate[1].messages, 40u);
    QCOMPARE(tree.topByBytes(1).constFirst().name, "heavy");
    // The tree goes on ranking heavy first although it has been silent since.
    for (int i = 0; i < 5000; ++i)
        tree.add(numbered("many/", i % 3000), "x", 0, false, 1);
    tree.tick(2000);
    QCOMPARE(tree.topByBytes(2).constFirst().name, "heavy");
}

void TopicTreeTest::namesTheLargestOfTheLastMinute()
{
    TopicTree tree;
    QCOMPARE(tree.largestInLastMinute(), kNoTopic);
    qint64 now = 1'000'000;
    tree.add("camera/still", QByteArray(50'000, 'c'), 0, false, now);
    tree.tick(now += 1000);
    for (int second = 0; second < 30; ++second) {
        tree.add("meter", QByteArray(100, 'm'), 0, false, now);
        tree.tick(now += 1000);
    }
    QCOMPARE(tree.row(tree.largestInLastMinute()).name, "camera/still");
    for (int second = 0; second < 35; ++second) {
        tree.add("meter", QByteArray(100, 'm'), 0, false, now);
        tree.tick(now += 1000);
    }
    QCOMPARE(tree.row(tree.largestInLastMinute()).name, "meter");
}

void TopicTreeTest::forgetsChangesOnceTaken()
{
    TopicTree tree;
    const TopicId a = tree.add("a", "1", 0, false, 1);
    const TopicId b = tree.add("b", "1", 0, false, 1);
    tree.add("a", "2", 0, false, 2);
    QCOMPARE(tree.takeChanged(10), (QList<TopicId> {a, b}));
    QVERIFY(tree.takeChanged(10).isEmpty());
    tree.add("b", "3", 0, false, 3);
    QCOMPARE(tree.takeChanged(10), QList<TopicId> {b});
    for (int i = 0; i < 100; ++i)
        tree.add(numbered("c/", i), "x", 0, false, 4);
    QCOMPARE(tree.takeChanged(7).size(), 7);
    QVERIFY(tree.takeChanged(10).isEmpty());
}

void TopicTreeTest::leavesTopicsOutBeyondTheBudget()
{
    constexpr qsizetype kBudget = 8 * 1024 * 1024;
    TopicTree tree({.budgetBytes = kBudget});
    const TopicId first = tree.add("first", "x", 0, false, 1);
    for (int i = 0; i < 200'000; ++i)
        tree.add(numbered("flood/", i), "some payload of a flood", 0, false, 1);
    QVERIFY(tree.leftOut() > 0);
    QVERIFY(tree.topicCount() > 10'000);
    QCOMPARE(quint64(tree.topicCount()) + tree.leftOut(), 200'001u);
    QCOMPARE(tree.messageCount(), 200'001u);
    // Known topics go on being counted.
    QCOMPARE(tree.add("first", "y", 0, false, 2), first);
    QCOMPARE(tree.row(first).messages, 2u);
    QCOMPARE(tree.add("one more", "y", 0, false, 2), kNoTopic);
    QVERIFY2(tree.memoryBytes() < kBudget + kBudget / 4, qPrintable(QString::number(tree.memoryBytes())));
}

void TopicTreeTest::staysWithinTheBudgetUnderLongPayloads()
{
    constexpr qsizetype kBudget = 8 * 1024 * 1024;
    TopicTree tree({.budgetBytes = kBudget, .keepPayloadBytes = 4096});
    for (int i = 0; i < 10'000; ++i)
        tree.add(numbered("t/", i), "x", 0, false, 1);
    for (int i = 0; i < 10'000; ++i)
        tree.add(numbered("t/", i), QByteArray(4096, 'y'), 0, false, 2);
    QVERIFY2(tree.memoryBytes() < kBudget + kBudget / 4, qPrintable(QString::number(tree.memoryBytes())));
    const TopicRow row = tree.row(tree.find("t/9999").value());
    QCOMPARE(row.lastSize, 4096);
    QVERIFY(row.lastPayload.size() < 4096);
    QVERIFY(row.lastPayload.startsWith('y'));
}

void TopicTreeTest::listsChildrenInOrderOfFirstSight()
{
    TopicTree tree;
    for (const char *name : {"b/x", "a", "b/y", "c//z", "b"})
        tree.add(name, "1", 0, false, 1);
    const auto names = [&](NodeId node) {
        QByteArrayList list;
        for (const NodeId child : tree.children(node))
            list.append(tree.node(child).segment);
        return list;
    };
    QCOMPARE(names(TopicTree::root()), (QByteArrayList {"b", "a", "c"}));
    const NodeId b = tree.children(TopicTree::root()).constFirst();
    QCOMPARE(names(b), (QByteArrayList {"x", "y"}));
    QCOMPARE(tree.node(b).topic, tree.find("b").value());
    QCOMPARE(tree.node(b).childCount, 2);
    QCOMPARE(tree.node(b).topicsBelow, 2);
    QCOMPARE(tree.node(tree.children(b).constLast()).parent, b);
    const NodeId c = tree.children(TopicTree::root()).constLast();
    QCOMPARE(tree.node(c).topic, kNoTopic);
    QCOMPARE(names(c), QByteArrayList {""});
    QCOMPARE(tree.node(TopicTree::root()).topicsBelow, 5);
    QCOMPARE(tree.nodeOf(tree.find("b").value()), b);
}

void TopicTreeTest::sumsMessagesUpTheParents()
{
    TopicTree tree;
    for (int i = 0; i < 3; ++i)
        tree.add("a/b/c", "1", 0, false, 1);
    tree.add("a/d", "1", 0, false, 1);
    tree.tick(1000);
    const NodeId a = tree.children(TopicTree::root()).constFirst();
    QCOMPARE(tree.node(TopicTree::root()).messagesBelow, 4u);
    QCOMPARE(tree.node(a).messagesBelow, 4u);
    QCOMPARE(tree.node(tree.children(a).constFirst()).messagesBelow, 3u);
    tree.add("a", "own", 0, false, 1);
    tree.tick(2000);
    QCOMPARE(tree.node(a).messagesBelow, 4u);
    QCOMPARE(tree.node(TopicTree::root()).messagesBelow, 5u);
}

void TopicTreeTest::foldsLevelsBeyondTheDepthLimit()
{
    TopicTree tree;
    const QByteArray deep = QByteArray("x/").repeated(1000) + "end";
    const TopicId id = tree.add(deep, "1", 0, false, 1);
    int depth = 0;
    for (NodeId node = tree.nodeOf(id); node != TopicTree::root(); node = tree.node(node).parent)
        ++depth;
    QCOMPARE(depth, 128);
    QCOMPARE(tree.row(id).name, deep);
}

void TopicTreeTest::reusesTheRoomOfReleasedPayloads()
{
    PayloadStore store;
    QCOMPARE(PayloadStore::capacity(PayloadStore::classFor(0)), 0);
    for (qsizetype size = 1; size <= PayloadStore::kLargest; ++size) {
        const quint8 sizeClass = PayloadStore::classFor(size);
        QVERIFY(PayloadStore::capacity(sizeClass) >= size);
        QVERIFY(PayloadStore::capacity(quint8(sizeClass - 1)) < size);
    }
    const PayloadStore::Slot slot = store.allocate(PayloadStore::classFor(100));
    store.release(slot);
    QCOMPARE(store.allocate(PayloadStore::classFor(97)).place, slot.place);
}

void TopicTreeTest::tellsAMillionTopicsApart()
{
    TopicTree tree({.budgetBytes = qsizetype(1) << 30});
    for (int i = 0; i < 1'000'000; ++i)
        tree.add(numbered("plant/value", i), {}, 0, false, 1);
    QCOMPARE(tree.topicCount(), 1'000'000);
}

void TopicTreeTest::hashesAsSipHashDoes()
{
    // SipHash-1-3 of the bytes 0, 1 … under the key 00 01 … 0f, worked out by another implementation.
    const HashKey key {0x0706050403020100u, 0x0f0e0d0c0b0a0908u};
    QByteArray text;
    QCOMPARE(keyedHash(text, key), kSipHash13[0]);
    for (char i = 0; i < 15; ++i) {
        text.append(i);
        if (i == 7 || i == 14)
            QCOMPARE(keyedHash(text, key), kSipHash13[i == 7 ? 1 : 2]);
    }
}

QTEST_GUILESS_MAIN(TopicTreeTest)
#include "tst_topictree.moc"
