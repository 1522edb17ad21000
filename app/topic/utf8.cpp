// SPDX-License-Identifier: GPL-3.0-or-later
#include "topic/utf8.h"

namespace warden::topic::utf8 {

namespace {

bool isWithin(uchar byte, uchar low, uchar high)
{
    return byte >= low && byte <= high;
}

} // namespace

int sequenceLength(const uchar *p, qsizetype left)
{
    const uchar lead = p[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    const int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (left < length)
        return 0;
    // The second byte is narrower where the form would be overlong, a surrogate or beyond U+10FFFF.
    const uchar low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const uchar high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (!isWithin(p[1], low, high))
        return 0;
    for (int i = 2; i < length; ++i) {
        if (!isWithin(p[i], 0x80, 0xBF))
            return 0;
    }
    return length;
}

qsizetype firstFault(QByteArrayView text)
{
    if (allPlain<false>(text))
        return -1;
    const auto *bytes = reinterpret_cast<const uchar *>(text.data());
    for (qsizetype i = 0; i < text.size();) {
        const int length = sequenceLength(bytes + i, text.size() - i);
        if (length == 0 || bytes[i] == 0)
            return i;
        i += length;
    }
    return -1;
}

} // namespace warden::topic::utf8
