// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstring>

namespace warden::topic {

/// Finds the first byte that a string of MQTT may not have, eight bytes at a time while the text is plain ASCII.
namespace utf8 {

inline constexpr quint64 kOnes = 0x0101010101010101;
inline constexpr quint64 kHighBits = 0x8080808080808080;

/// True when all eight bytes are ASCII, none is NUL and, with \a Name, none is `+` or `#`. Exact as a whole: a borrow
/// leaves a byte only where an earlier one has already been caught.
template <bool Name>
bool isPlain(quint64 word)
{
    quint64 bad = word | (word - kOnes);
    if constexpr (Name)
        bad |= ((word ^ kOnes * '+') - kOnes) | ((word ^ kOnes * '#') - kOnes);
    return (bad & kHighBits) == 0;
}

inline quint64 load(const char *from)
{
    quint64 word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// True when the whole of \a text is plain; false says only that it has to be looked at closely.
template <bool Name>
bool allPlain(QByteArrayView text)
{
    const char *p = text.data();
    qsizetype left = text.size();
    if (left == 0)
        return true;
    if (left < 8) {
        quint64 word = kOnes;
        std::memcpy(&word, p, size_t(left));
        return isPlain<Name>(word);
    }
    for (; left >= 8; p += 8, left -= 8) {
        if (!isPlain<Name>(load(p)))
            return false;
    }
    return left == 0 || isPlain<Name>(load(p + left - 8));
}

/// Length of the well-formed sequence at \a p (Unicode, table 3-7), 0 when there is none.
int sequenceLength(const uchar *p, qsizetype left);

/// Position of the first NUL or ill-formed byte; −1 when the text is good (MQTT 5 §1.5.4).
qsizetype firstFault(QByteArrayView text);

} // namespace utf8

} // namespace warden::topic
