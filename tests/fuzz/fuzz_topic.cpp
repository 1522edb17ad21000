// SPDX-License-Identifier: GPL-3.0-or-later
#include "topic/topic.h"

#include <QByteArrayList>
#include <QString>

#include <cstdio>
#include <cstdlib>

using namespace warden;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

QByteArrayList levelsOf(const QByteArray &text)
{
    return text.split('/');
}

QByteArray withoutShare(const QByteArray &filter)
{
    return filter.startsWith("$share/") ? filter.mid(filter.indexOf('/', 7) + 1) : filter;
}

bool matchLevels(const QByteArrayList &filter, const QByteArrayList &name)
{
    if (filter.isEmpty())
        return name.isEmpty();
    if (filter.first() == "#")
        return true;
    if (name.isEmpty())
        return false;
    return (filter.first() == "+" || filter.first() == name.first()) && matchLevels(filter.mid(1), name.mid(1));
}

/// The rules of MQTT 5 §4.7, level by level and without care for speed.
bool referenceMatch(const QByteArray &shared, const QByteArray &name)
{
    const QByteArray filter = withoutShare(shared);
    if (name.startsWith('$') && (filter.startsWith('#') || filter.startsWith('+')))
        return false;
    return matchLevels(levelsOf(filter), levelsOf(name));
}

bool referenceLevelsAreGood(const QByteArrayList &levels)
{
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const bool marked = levels[i].contains('#') || levels[i].contains('+');
        if (marked && levels[i].size() > 1)
            return false;
        if (levels[i] == "#" && i + 1 < levels.size())
            return false;
    }
    return true;
}

bool referenceText(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 65'535 && !text.contains('\0') && text.isValidUtf8();
}

bool referenceFilter(const QByteArray &text)
{
    if (!referenceText(text))
        return false;
    if (!text.startsWith("$share/"))
        return referenceLevelsAreGood(levelsOf(text));
    const QByteArrayList levels = levelsOf(text);
    const QByteArray share = levels.value(1);
    return !share.isEmpty() && !share.contains('+') && !share.contains('#') && levels.size() > 2
        && !withoutShare(text).isEmpty() && referenceLevelsAreGood(levels.mid(2));
}

/// A name that \a filter matches: every wildcard takes \a level.
QByteArray exampleOf(const QByteArray &filter, const QByteArray &level)
{
    QByteArrayList levels = levelsOf(withoutShare(filter));
    for (QByteArray &each : levels) {
        if (each == "+" || each == "#")
            each = level;
    }
    return levels.join('/');
}

void checkCovering(const QByteArray &outer, const QByteArray &inner, const QByteArray &name)
{
    require(topic::covers(outer, outer), "a filter does not cover itself");
    require(!topic::covers(outer, inner) || !topic::matches(inner, name) || topic::matches(outer, name),
        "a covered filter matches more");
    for (const QByteArray &level : {QByteArray("x"), QByteArray("$x"), name.left(3).replace('/', 'y')}) {
        const QByteArray example = exampleOf(inner, level);
        if (topic::covers(outer, inner) && !topic::checkName(example) && topic::matches(inner, example))
            require(topic::matches(outer, example), "a covered filter matches an example that the other does not");
    }
}

} // namespace

/// Three lines: a filter, a second filter, a name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayList lines = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)).split('\n');
    const QByteArray outer = lines.value(0);
    const QByteArray inner = lines.value(1);
    const QByteArray name = lines.mid(2).join('\n');
    topic::matches(outer, inner); // Whatever it says of texts that are not valid, it has to come back.
    topic::covers(outer, inner);
    const bool nameIsGood = referenceText(name) && !name.contains('+') && !name.contains('#');
    require(topic::checkName(name).has_value() == !nameIsGood, "a name is judged wrongly");
    for (const QByteArray &filter : {outer, inner}) {
        require(topic::checkFilter(filter).has_value() == !referenceFilter(filter), "a filter is judged wrongly");
        const auto parsed = topic::Filter::parse(filter);
        require(parsed.has_value() == referenceFilter(filter), "a filter is parsed wrongly");
        if (parsed && nameIsGood)
            require(parsed->matches(name) == referenceMatch(filter, name), "a filter matches wrongly");
    }
    if (referenceFilter(outer) && referenceFilter(inner) && nameIsGood)
        checkCovering(outer, inner, name);
    return 0;
}
