// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "topic/topic.h"

namespace warden::topic {

namespace {

bool isWildcard(QByteArrayView level)
{
    return level.size() == 1 && (level[0] == '+' || level[0] == '#');
}

bool hasShare(QByteArrayView filter)
{
    return filter.startsWith("$share/") && filter.indexOf('/', 7) >= 0;
}

QByteArrayView withoutShare(QByteArrayView filter)
{
    return hasShare(filter) ? filter.sliced(filter.indexOf('/', 7) + 1) : filter;
}

/// Takes a filter apart level by level.
class Levels
{
public:
    explicit Levels(QByteArrayView text)
        : m_rest(text)
    {
        next();
    }

    bool atEnd() const { return m_ended; }
    QByteArrayView level() const { return m_level; }
    bool isLast() const { return m_last; }
    void next()
    {
        m_ended = m_last;
        const qsizetype slash = m_rest.indexOf('/');
        m_last = slash < 0;
        m_level = m_last ? m_rest : m_rest.first(slash);
        m_rest = m_last ? QByteArrayView() : m_rest.sliced(slash + 1);
    }

private:
    QByteArrayView m_rest;
    QByteArrayView m_level;
    bool m_last = false;
    bool m_ended = false;
};

} // namespace

bool matches(QByteArrayView filter, QByteArrayView name)
{
    filter = withoutShare(filter);
    if (filter.isEmpty() || name.isEmpty())
        return false;
    if (name[0] == '$' && (filter[0] == '+' || filter[0] == '#'))
        return false;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < filter.size()) {
        if (filter[i] == '#')
            return true;
        if (filter[i] == '+') {
            while (j < name.size() && name[j] != '/')
                ++j;
        } else if (j < name.size() && filter[i] == name[j]) {
            ++j;
        } else {
            break;
        }
        ++i;
    }
    // `sport/#` matches its parent `sport` too (§4.7.1.2).
    return j == name.size() && (i == filter.size() || filter.sliced(i) == "/#");
}

bool covers(QByteArrayView outer, QByteArrayView inner)
{
    outer = withoutShare(outer);
    inner = withoutShare(inner);
    if (outer.isEmpty() || inner.isEmpty())
        return false;
    Levels out(outer);
    Levels in(inner);
    if (inner[0] == '$' && isWildcard(out.level()))
        return false;
    for (bool first = true; !out.atEnd(); first = false) {
        if (out.level() == "#")
            return true;
        if (in.atEnd())
            return false;
        if (in.level() == "#") {
            // There is no topic of no level, so that `+/#` and `#` are the same.
            if (!first || out.level() != "+" || out.isLast())
                return false;
            out.next();
            return out.level() == "#";
        }
        if (out.level() != "+" && out.level() != in.level())
            return false;
        out.next();
        in.next();
    }
    return in.atEnd();
}

Result<Filter> Filter::parse(QByteArrayView filter)
{
    if (const auto fault = checkFilter(filter)) {
        return failure(ErrorCode::InvalidInput, fault->text,
            QStringLiteral("topic filter \"%1\", byte %2").arg(displayText(filter)).arg(fault->position));
    }
    Filter parsed;
    parsed.m_bytes = filter.toByteArray();
    return parsed;
}

QString Filter::display() const
{
    return displayText(m_bytes);
}

bool Filter::isShared() const
{
    return hasShare(m_bytes);
}

bool Filter::hasWildcard() const
{
    // The name of a share has none, by its own rule.
    return m_bytes.contains('+') || m_bytes.contains('#');
}

} // namespace warden::topic
