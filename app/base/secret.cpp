// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"

#include "base/words.h"

#include <QRandomGenerator>

#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace warden {

namespace {

// Without 0 O 1 l I: they are mixed up when copied by hand.
constexpr char kAlphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

QByteArray randomBytes(qsizetype length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    if (length > 0 && RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), int(length)) != 1) {
        // A machine without entropy must not go on with predictable keys.
        qFatal("The system's random generator failed");
    }
    return bytes;
}

quint32 randomBelow(quint32 bound)
{
    // Rejection keeps every value equally likely.
    const quint32 limit = std::numeric_limits<quint32>::max() - std::numeric_limits<quint32>::max() % bound;
    for (;;) {
        const QByteArray bytes = randomBytes(4);
        quint32 value = 0;
        memcpy(&value, bytes.constData(), sizeof value);
        if (value < limit)
            return value % bound;
    }
}

} // namespace

void wipe(QByteArray &bytes)
{
    // data() would detach a shared array and wipe only the copy: shared bytes are left to their other owner.
    if (!bytes.isEmpty() && bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

Secret::Secret(QByteArrayView bytes)
    : m_bytes(bytes.data(), bytes.size())
{
}

Secret::Secret(const Secret &other)
    : m_bytes(other.m_bytes.constData(), other.m_bytes.size())
{
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::move(other.m_bytes))
{
    other.m_bytes.clear();
}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_bytes = QByteArray(other.m_bytes.constData(), other.m_bytes.size());
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes.swap(other.m_bytes);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

Secret Secret::fromText(QStringView text)
{
    return taking(text.toUtf8());
}

Secret Secret::taking(QByteArray &&bytes)
{
    Secret secret;
    if (bytes.isDetached())
        secret.m_bytes.swap(bytes);
    else
        secret.m_bytes = QByteArray(bytes.constData(), bytes.size());
    bytes.clear();
    return secret;
}

Secret Secret::random(qsizetype length)
{
    return taking(randomBytes(length));
}

Secret Secret::randomPassword(int length)
{
    length = qBound(8, length, 128);
    QByteArray text(length, Qt::Uninitialized);
    for (char &c : text)
        c = kAlphabet[randomBelow(sizeof kAlphabet - 1)];
    return taking(std::move(text));
}

Secret Secret::randomPassphrase(int words)
{
    words = qBound(4, words, 12);
    QByteArray text;
    text.reserve(words * 10);
    for (int i = 0; i < words; ++i) {
        text += kWords[randomBelow(quint32(kWords.size()))];
        text += '-';
    }
    text += char('0' + randomBelow(10));
    text += char('0' + randomBelow(10));
    return taking(std::move(text));
}

bool Secret::equals(const Secret &other) const
{
    return m_bytes.size() == other.m_bytes.size()
        && CRYPTO_memcmp(m_bytes.constData(), other.m_bytes.constData(), size_t(m_bytes.size())) == 0;
}

void Secret::wipe()
{
    warden::wipe(m_bytes);
}

} // namespace warden
