// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy.h"

#include <QChar>

#include <algorithm>

namespace warden::ui {

namespace {

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber() || (text.at(at).isUpper() && text.at(at - 1).isLower());
}

bool same(QChar a, QChar b)
{
    return a.toCaseFolded() == b.toCaseFolded();
}

// The letters from \a start on, taken greedily.
int scoreFrom(QStringView pattern, QStringView text, qsizetype start)
{
    int score = 0;
    qsizetype found = 0, last = -2;
    for (qsizetype at = start; at < text.size() && found < pattern.size(); ++at) {
        if (!same(pattern.at(found), text.at(at)))
            continue;
        score += 1 + (last == at - 1 ? 5 : 0) + (startsWord(text, at) ? 8 : 0);
        last = at;
        ++found;
    }
    return found == pattern.size() ? score - int(std::min<qsizetype>(start, 5)) : -1;
}

} // namespace

int fuzzyScore(QStringView pattern, QStringView text)
{
    if (pattern.isEmpty())
        return 0;
    int best = -1;
    for (qsizetype start = 0; start < text.size(); ++start)
        if (same(pattern.at(0), text.at(start)))
            best = std::max(best, scoreFrom(pattern, text, start));
    return best;
}

} // namespace warden::ui
