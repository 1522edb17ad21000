// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/keyedhash.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <bit>

namespace warden::monitor {

namespace {

struct State {
    quint64 a, b, c, d;

    void round()
    {
        a += b;
        b = std::rotl(b, 13) ^ a;
        a = std::rotl(a, 32);
        c += d;
        d = std::rotl(d, 16) ^ c;
        a += d;
        d = std::rotl(d, 21) ^ a;
        c += b;
        b = std::rotl(b, 17) ^ c;
        c = std::rotl(c, 32);
    }
    void take(quint64 word)
    {
        d ^= word;
        round();
        a ^= word;
    }
};

} // namespace

HashKey HashKey::random()
{
    QRandomGenerator *const generator = QRandomGenerator::system();
    return {generator->generate64(), generator->generate64()};
}

quint64 keyedHash(QByteArrayView text, const HashKey &key)
{
    State state {key.first ^ 0x736f6d6570736575u, key.second ^ 0x646f72616e646f6du, key.first ^ 0x6c7967656e657261u,
        key.second ^ 0x7465646279746573u};
    const char *at = text.data();
    const qsizetype whole = text.size() / 8;
    for (qsizetype i = 0; i < whole; ++i, at += 8)
        state.take(qFromLittleEndian<quint64>(at));
    quint64 last = quint64(text.size()) << 56;
    for (qsizetype i = 0; i < text.size() % 8; ++i)
        last |= quint64(quint8(at[i])) << (8 * i);
    state.take(last);
    state.c ^= 0xff;
    state.round();
    state.round();
    state.round();
    return state.a ^ state.b ^ state.c ^ state.d;
}

} // namespace warden::monitor
