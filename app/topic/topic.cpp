// SPDX-License-Identifier: GPL-3.0-or-later
#include "topic/topic.h"

#include "topic/utf8.h"

#include <QCoreApplication>

namespace warden::topic {

namespace {

constexpr qsizetype kMaximumLength = 65'535;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(warden::topic)
};

std::optional<Fault> checkLength(QByteArrayView text)
{
    if (text.isEmpty())
        return Fault {0, Words::tr("It is empty. Enter at least one character.")};
    if (text.size() > kMaximumLength)
        return Fault {kMaximumLength, Words::tr("It is longer than the 65,535 bytes that MQTT allows. Shorten it.")};
    return std::nullopt;
}

/// What is wrong with the level from \a begin to \a end of a filter.
std::optional<Fault> checkLevel(QByteArrayView filter, qsizetype begin, qsizetype end)
{
    for (qsizetype i = begin; i < end; ++i) {
        if (filter[i] == '#' && end != filter.size())
            return Fault {i, Words::tr("# may stand only at the very end. Remove what follows it, or write + here.")};
        if (filter[i] == '#' && end - begin > 1)
            return Fault {i, Words::tr("# must stand alone between slashes. Write it after a slash, as in home/#.")};
        if (filter[i] == '+' && end - begin > 1)
            return Fault {i, Words::tr("+ must stand alone between slashes, as in home/+/light.")};
    }
    return std::nullopt;
}

/// What is wrong with the part before the filter of a shared subscription (§4.8.2).
std::optional<Fault> checkShare(QByteArrayView filter, qsizetype begin, qsizetype end)
{
    if (end == begin)
        return Fault {begin, Words::tr("The name of the share is missing. Write it as $share/name/filter.")};
    for (qsizetype i = begin; i < end; ++i) {
        if (filter[i] == '#' || filter[i] == '+')
            return Fault {i, Words::tr("The name of a share may not contain + or #. Remove it.")};
    }
    if (end + 1 >= filter.size())
        return Fault {filter.size(), Words::tr("The filter after the name of the share is missing. "
                                               "Write it as $share/name/filter.")};
    return std::nullopt;
}

qsizetype endOfLevel(QByteArrayView text, qsizetype from)
{
    const qsizetype slash = text.indexOf('/', from);
    return slash < 0 ? text.size() : slash;
}

} // namespace

std::optional<Fault> checkUtf8(QByteArrayView text)
{
    const qsizetype at = utf8::firstFault(text);
    if (at < 0)
        return std::nullopt;
    if (text[at] == '\0')
        return Fault {at, Words::tr("It contains the character NUL, which MQTT forbids. Remove it.")};
    return Fault {at, Words::tr("It contains a byte that is not valid UTF-8. Enter it again as text.")};
}

std::optional<Fault> checkName(QByteArrayView name)
{
    if (!name.isEmpty() && name.size() <= kMaximumLength && utf8::allPlain<true>(name))
        return std::nullopt;
    if (auto fault = checkLength(name))
        return fault;
    const qsizetype bad = utf8::firstFault(name);
    for (qsizetype i = 0; i < (bad < 0 ? name.size() : bad); ++i) {
        if (name[i] == '+' || name[i] == '#')
            return Fault {i, Words::tr("A topic that is published to may not contain + or #. Remove it.")};
    }
    return bad < 0 ? std::nullopt : checkUtf8(name);
}

std::optional<Fault> checkFilter(QByteArrayView filter)
{
    if (auto fault = checkLength(filter))
        return fault;
    if (auto fault = checkUtf8(filter))
        return fault;
    qsizetype begin = 0;
    if (filter.startsWith("$share/")) {
        const qsizetype share = 7;
        begin = endOfLevel(filter, share) + 1;
        if (auto fault = checkShare(filter, share, begin - 1))
            return fault;
    }
    while (begin <= filter.size()) {
        const qsizetype end = endOfLevel(filter, begin);
        if (auto fault = checkLevel(filter, begin, end))
            return fault;
        begin = end + 1;
    }
    return std::nullopt;
}

} // namespace warden::topic
