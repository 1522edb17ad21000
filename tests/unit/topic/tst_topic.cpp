// SPDX-License-Identifier: GPL-3.0-or-later
#include "topic/topic.h"

#include <QRandomGenerator>
#include <QStringDecoder>
#include <QTest>

using namespace warden;
using namespace warden::topic;

namespace {

struct MatchRow {
    const char *filter;
    const char *name;
    bool matches;
};

constexpr MatchRow kMatches[] {
    // MQTT 5 §4.7.1.2
    {"sport/tennis/player1/#", "sport/tennis/player1", true},
    {"sport/tennis/player1/#", "sport/tennis/player1/ranking", true},
    {"sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true},
    {"sport/tennis/player1/#", "sport/tennis/player10", false},
    {"sport/tennis/player1/#", "sport/tennis", false},
    {"sport/#", "sport", true},
    {"sport/#", "sport/", true},
    {"sport/#", "sports", false},
    {"#", "sport", true},
    {"#", "/", true},
    {"#", "a/b/c/d", true},
    // §4.7.1.3
    {"sport/tennis/+", "sport/tennis/player1", true},
    {"sport/tennis/+", "sport/tennis/player2", true},
    {"sport/tennis/+", "sport/tennis/player1/ranking", false},
    {"sport/tennis/+", "sport/tennis/", true},
    {"sport/+", "sport", false},
    {"sport/+", "sport/", true},
    {"+/tennis/#", "sport/tennis", true},
    {"+/tennis/#", "sport/tennis/x/y", true},
    {"+/tennis/#", "tennis", false},
    {"sport/+/player1", "sport/tennis/player1", true},
    {"sport/+/player1", "sport//player1", true},
    {"sport/+/player1", "sport/player1", false},
    {"+/+", "/finance", true},
    {"/+", "/finance", true},
    {"+", "/finance", false},
    {"+", "finance", true},
    // §4.7.2
    {"#", "$SYS/broker", false},
    {"+/monitor/Clients", "$SYS/monitor/Clients", false},
    {"$SYS/#", "$SYS/broker/uptime", true},
    {"$SYS/#", "$SYS", true},
    {"$SYS/monitor/+", "$SYS/monitor/Clients", true},
    {"$SYS/+", "$SYS/monitor/Clients", false},
    {"+/#", "$SYS/x", false},
    {"+", "$SYS", false},
    {"a/#", "a/$SYS", true},
    {"a/+", "a/$SYS", true},
    {"$CONTROL/#", "$SYS/x", false},
    // §4.7.3
    {"ACCOUNTS", "Accounts", false},
    {"Accounts payable", "Accounts payable", true},
    {"/finance", "finance", false},
    {"finance", "/finance", false},
    {"finance/", "finance", false},
    {"finance", "finance/", false},
    {"a//b", "a//b", true},
    {"a//b", "a/b", false},
    {"a/b", "a//b", false},
    {"/", "/", true},
    {"//", "/", false},
    {"/", "//", false},
    {"+/+", "/", true},
    {"+/+/+", "//", true},
    {"+/+/+", "/", false},
    {"/+", "/", true},
    {"/#", "/", true},
    {"/#", "/a/b", true},
    {"/#", "a", false},
    {"+/#", "a", true},
    {"+/#", "a/b/c", true},
    {"+/+/#", "a", false},
    {"+/+/#", "a/b", true},
    {"a/+/c/#", "a/b/c", true},
    {"a/+/c/#", "a/b/c/d/e", true},
    {"a/+/c/#", "a/b/d", false},
    {"a/+/+/d", "a/b/c/d", true},
    {"a/+/+/d", "a///d", true},
    {"a/+/+/d", "a/b/d", false},
    {"foo/bar", "foo/ba", false},
    {"foo/ba", "foo/bar", false},
    {"foo/+/baz", "foo/bar/bazz", false},
    {"foo/+/bazz", "foo/bar/baz", false},
    {"foo/#", "fooo/abc", false},
    {"foo/#", "fo", false},
    {"foo", "foo", true},
    {"a b/#", "a b/c", true},
    {"k\xc3\xbc" "che/+", "k\xc3\xbc" "che/licht", true},
    {"k\xc3\xbc" "che/+", "ku\xcc\x88" "che/licht", false},
    {"+/\xf0\x9f\x94\x92", "home/\xf0\x9f\x94\x92", true},
    {"\xef\xbb\xbf" "a", "a", false},
    // §4.8.2
    {"$share/consumer1//finance", "/finance", true},
    {"$share/consumer1//finance", "finance", false},
    {"$share/consumer1/sport/tennis/+", "sport/tennis/player1", true},
    {"$share/consumer1/sport/tennis/+", "sport/golf/player1", false},
    {"$share/c/#", "anything/at/all", true},
    {"$share/c/#", "$SYS/x", false},
    {"$share/c/$SYS/#", "$SYS/x", true},
    {"$share/c/+", "a", true},
    {"$share/c/+", "a/b", false},
    {"$share", "$share", true},
    {"$shared/c/a", "a", false},
    {"$shared/c/a", "$shared/c/a", true},
};

struct CheckRow {
    const char *text;
    int fault; ///< Byte of the fault, −1: valid.
};

constexpr CheckRow kFilters[] {
    {"#", -1}, {"+", -1}, {"/", -1}, {"//", -1}, {"a", -1}, {"a/#", -1}, {"a/+", -1}, {"+/+/+", -1}, {"/#", -1},
    {"/+", -1}, {"+/", -1}, {"+/tennis/#", -1}, {"sport/+/player1", -1}, {"sport/tennis/#", -1}, {" ", -1},
    {"a b", -1}, {"$SYS/#", -1}, {"$SYS/monitor/+", -1}, {"$", -1}, {"$share", -1}, {"$shared/+", -1},
    {"sport/tennis#", 12}, {"sport/tennis/#/ranking", 13}, {"sport+", 5}, {"#/", 0}, {"##", 0}, {"#a", 0}, {"a#", 1},
    {"a/#/b", 2}, {"a/#b", 2}, {"a/b#", 3}, {"+a", 0}, {"a+", 1}, {"++", 0}, {"a/+b", 2}, {"a/b+/c", 3}, {"+/a+", 3},
    {"+#", 0}, {"#+", 0}, {"a/+#", 2}, {"#/#", 0}, {"/#/", 1}, {"", 0},
    {"\xc3\xbc/+", -1}, {"a\xff/+", 1}, {"a/\xc3", 2}, {"+/\xed\xa0\x80", 2},
    {"$share/consumer1/sport/tennis/+", -1}, {"$share/c/#", -1}, {"$share/c//", -1}, {"$share/c//finance", -1},
    {"$share/", 7}, {"$share//a", 7}, {"$share/c", 8}, {"$share/c/", 9}, {"$share/+/a", 7}, {"$share/c#/a", 8},
    {"$share/a+b/x", 8}, {"$share/c/a#", 10}, {"$share/c/#/b", 9}, {"$share/c/+b", 9}, {"$share/c/$share/d/e", -1},
};

constexpr CheckRow kNames[] {
    {"a", -1}, {"/", -1}, {"//", -1}, {"a/b/c", -1}, {"/finance", -1}, {"Accounts payable", -1}, {" ", -1},
    {"$SYS/broker/uptime", -1}, {"$share/a/b", -1}, {"home/livingroom/temperature/sensor1", -1}, {"a\x01", -1},
    {"k\xc3\xbc" "che", -1}, {"\xe6\xb8\xa9\xe5\xba\xa6/\xf0\x9f\x8c\xa1", -1}, {"\xef\xbb\xbf", -1},
    {"", 0}, {"+", 0}, {"#", 0}, {"a/+", 2}, {"a/#", 2}, {"a+", 1}, {"sport/tennis#", 12}, {"12345678+", 8},
    {"1234567+", 7}, {"123456789012345#", 15}, {"1234567890123456789012+45678", 22}, {"\xc3\xbc+", 2},
    {"\xff", 0}, {"a\x80", 1}, {"12345678\xc3", 8}, {"a\xc3\xbc\xff", 3}, {"+\xff", 0}, {"\xff+", 0},
};

struct Utf8Row {
    const char *hex;
    int fault;
};

constexpr Utf8Row kUtf8[] {
    {"", -1}, {"41f0aa9b94", -1}, // The standard's own example: A and U+2A6D4.
    {"7f", -1}, {"c280", -1}, {"dfbf", -1}, {"e0a080", -1}, {"ed9fbf", -1}, {"ee8080", -1}, {"efbfbf", -1},
    {"f0908080", -1}, {"f48fbfbf", -1}, {"efbbbf41", -1}, {"efb790", -1}, // U+FDD0: discouraged, not forbidden.
    {"00", 0}, {"4100", 1}, {"c080", 0}, {"c1bf", 0}, {"c3", 0}, {"c328", 0}, {"80", 0}, {"bf", 0}, {"e08080", 0},
    {"e09fbf", 0}, {"eda080", 0}, {"edbfbf", 0}, {"eda080edb080", 0}, {"e282", 0}, {"e228a1", 0}, {"e28228", 0},
    {"f0808080", 0}, {"f08fbfbf", 0}, {"f4908080", 0}, {"f5808080", 0}, {"f8888080", 0}, {"fe", 0}, {"ff", 0},
    {"f09f98", 0}, {"f0289f98", 0}, {"f09f2898", 0}, {"f09f9828", 0}, {"e282acc0", 3}, {"616263646566676800", 8},
    {"6162636465666700", 7}, {"61626364656667686970007172", 10}, {"e282ac61626364656667ff", 10},
};

struct CoverRow {
    const char *outer;
    const char *inner;
    bool covers;
};

constexpr CoverRow kCovers[] {
    {"#", "#", true}, {"#", "+", true}, {"#", "a/b", true}, {"#", "+/#", true}, {"+/#", "#", true},
    {"+/+/#", "#", false},
    {"#", "$SYS/#", false}, {"#", "$SYS", false}, {"+/a", "$SYS/a", false}, {"$SYS/#", "$SYS/a", true},
    {"$SYS/#", "$SYS", true}, {"$SYS/#", "#", false}, {"$SYS/+", "$SYS/#", false}, {"$SYS/+", "$SYS/x", true},
    {"a/#", "a", true}, {"a/#", "a/#", true}, {"a/#", "a/+", true}, {"a/#", "a/b/#", true}, {"a/#", "ab", false},
    {"a/#", "+", false}, {"a/#", "b/#", false}, {"a/+", "a/b", true}, {"a/+", "a/+", true}, {"a/+", "a/#", false},
    {"a/+", "a", false}, {"a/+", "a/b/c", false}, {"a/+/#", "a/#", false}, {"a/+/#", "a/b/#", true},
    {"a/+/#", "a/+/#", true}, {"a/+/#", "a/b", true}, {"+", "a", true}, {"+", "+", true}, {"+", "#", false},
    {"+/+", "+", false}, {"+/+", "a/+", true}, {"+/+", "a/#", false}, {"a", "a", true}, {"a", "+", false},
    {"a", "a/#", false}, {"a/b", "a/+", false}, {"+/b", "a/b", true}, {"+/b", "+/b", true}, {"+/b", "a/+", false},
    {"+/b/#", "a/b", true}, {"+/b/#", "a/b/c/+", true}, {"/#", "/", true}, {"/#", "/a", true}, {"/+", "/a", true},
    {"+/+", "/a", true}, {"#", "/", true}, {"+/#", "a", true}, {"+/#", "a/#", true}, {"+/#", "$SYS/#", false},
    {"$share/g/a/#", "a/b", true}, {"a/#", "$share/g/a/b", true}, {"a/#", "$share/g/b/c", false},
    {"#", "$share/g/a", true}, {"#", "$share/g/$SYS/a", false}, {"a/+/c", "a/b/c", true}, {"a/+/c", "a/b/d", false},
};

QByteArray randomName(QRandomGenerator &random)
{
    static constexpr const char *kLevels[] {"a", "b", "", "$s"};
    QByteArray name = kLevels[random.bounded(4)];
    for (int i = random.bounded(4); i > 0; --i)
        name += QByteArray("/") + kLevels[random.bounded(4)];
    return name;
}

QByteArray randomFilter(QRandomGenerator &random)
{
    QByteArray filter;
    QByteArrayList levels = randomName(random).split('/');
    for (QByteArray &level : levels) {
        if (random.bounded(3) == 0)
            level = "+";
    }
    if (random.bounded(3) == 0)
        levels.last() = "#";
    return levels.join('/');
}

} // namespace

class TestTopic : public QObject
{
    Q_OBJECT

private slots:
    void filtersMatchAsTheStandardSays()
    {
        for (const MatchRow &row : kMatches) {
            QVERIFY2(!checkFilter(row.filter) && !checkName(row.name), row.filter);
            QVERIFY2(matches(row.filter, row.name) == row.matches, qPrintable(QString::fromUtf8(row.filter) + u' '
                         + QString::fromUtf8(row.name)));
            QCOMPARE(Filter::parse(row.filter)->matches(row.name), row.matches);
        }
    }

    void filtersAreCheckedWithThePositionOfTheFault()
    {
        for (const CheckRow &row : kFilters) {
            const auto fault = checkFilter(row.text);
            QVERIFY2(int(fault ? fault->position : -1) == row.fault, row.text);
            QVERIFY(!fault || !fault->text.isEmpty());
            QCOMPARE(Filter::parse(row.text).has_value(), !fault);
        }
    }

    void namesAreCheckedWithThePositionOfTheFault()
    {
        for (const CheckRow &row : kNames) {
            const auto fault = checkName(row.text);
            QVERIFY2(int(fault ? fault->position : -1) == row.fault, row.text);
        }
    }

    void aWildcardIsFoundAtEveryPositionAndLength()
    {
        for (int length = 1; length <= 40; ++length) {
            for (int at = 0; at < length; ++at) {
                for (const char bad : {'+', '#', '\0', '\xff'}) {
                    QByteArray name(length, 'x');
                    QVERIFY(!checkName(name));
                    name[at] = bad;
                    QCOMPARE(checkName(name).value().position, at);
                    QCOMPARE(checkUtf8(name).has_value(), bad == '\0' || bad == '\xff');
                }
            }
        }
    }

    void bytesThatLookLikeWildcardsToABorrowAreGood()
    {
        // Each neighbour of NUL, + and # in the order of bytes, in every pair.
        const QByteArray close("\x01\x02*,\"$\x7f", 7);
        for (const char a : close) {
            for (const char b : close) {
                const QByteArray name = QByteArray(3, a) + QByteArray(3, b) + QByteArray(3, a);
                QVERIFY(!checkName(name));
            }
        }
    }

    void utf8IsHeldToTheRulesOfMqtt()
    {
        for (const Utf8Row &row : kUtf8) {
            const auto fault = checkUtf8(QByteArray::fromHex(row.hex));
            QVERIFY2(int(fault ? fault->position : -1) == row.fault, row.hex);
        }
    }

    void utf8AgreesWithQtOnRandomBytes()
    {
        QRandomGenerator random(7);
        static constexpr uchar kInteresting[] {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0,
            0xE2, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5};
        for (int round = 0; round < 200'000; ++round) {
            QByteArray text;
            for (int i = random.bounded(1, 7); i > 0; --i)
                text += char(kInteresting[random.bounded(int(std::size(kInteresting)))]);
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
            const QString decoded = decoder(text);
            QCOMPARE(!checkUtf8(text), !decoder.hasError() && decoded.toUtf8() == text);
        }
    }

    void lengthIsLimitedTo65535Bytes()
    {
        QVERIFY(!checkName(QByteArray(65'535, 'a')));
        QCOMPARE(checkName(QByteArray(65'536, 'a')).value().position, 65'535);
        QVERIFY(!checkFilter(QByteArray(65'535, 'a')));
        QVERIFY(checkFilter(QByteArray(65'536, 'a')));
        QVERIFY(!checkFilter(QByteArray(65'535, '/')));
        QVERIFY(checkFilter(QByteArrayView("a\0b", 3)));
    }

    void filtersCoverOneAnother()
    {
        for (const CoverRow &row : kCovers)
            QVERIFY2(covers(row.outer, row.inner) == row.covers, qPrintable(QString::fromUtf8(row.outer) + u' '
                         + QString::fromUtf8(row.inner)));
    }

    void coveringMeansMatchingAtLeastAsMuch()
    {
        QRandomGenerator random(11);
        int covered = 0;
        for (int round = 0; round < 40'000; ++round) {
            const QByteArray outer = randomFilter(random);
            const QByteArray inner = randomFilter(random);
            if (checkFilter(outer) || checkFilter(inner))
                continue;
            bool contradicted = false;
            for (int i = 0; i < 20; ++i) {
                const QByteArray name = randomName(random);
                contradicted |= !checkName(name) && matches(inner, name) && !matches(outer, name);
            }
            const bool is = covers(outer, inner);
            covered += is;
            QVERIFY2(!(is && contradicted), QByteArray(outer + " " + inner).constData());
        }
        QVERIFY(covered > 1'000);
    }

    void filtersKnowWhatTheyAre()
    {
        QVERIFY(Filter::parse("$share/g/a")->isShared());
        QVERIFY(!Filter::parse("$share")->isShared());
        QVERIFY(!Filter::parse("a/b")->isShared());
        QVERIFY(!Filter::parse("$share/g/a")->hasWildcard());
        QVERIFY(Filter::parse("$share/g/a/+")->hasWildcard());
        QVERIFY(Filter::parse("a/#")->hasWildcard());
        QCOMPARE(Filter::parse("a/\xe2\x80\xae" "b")->display(), QStringLiteral("a/\\u202eb"));
        QCOMPARE(Filter::parse("a#").error().code, ErrorCode::InvalidInput);
        QVERIFY(Filter::parse("a#").error().detail.contains(QStringLiteral("byte 1")));
    }
};

QTEST_GUILESS_MAIN(TestTopic)
#include "tst_topic.moc"
