// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace warden {

/// A password, key or token. Wipes its memory, cannot be printed, and compares in constant time.
/// Copies are real copies, never shared, so that each is wiped by its owner.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(const Secret &other);
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    /// Takes the UTF-8 form of \a text.
    static Secret fromText(QStringView text);
    /// Takes the bytes of \a bytes and wipes the original if nobody shares it.
    static Secret taking(QByteArray &&bytes);
    /// \a length random bytes from the system's generator.
    static Secret random(qsizetype length);
    /// A password of \a length characters (8 to 128) from letters and digits without look-alikes: about
    /// 5.8 bits a character.
    static Secret randomPassword(int length = 24);
    /// Words a person can copy by hand, joined by hyphens and closed by two digits: about 9 bits a word.
    static Secret randomPassphrase(int words = 6);

    bool isEmpty() const { return m_bytes.isEmpty(); }
    qsizetype size() const { return m_bytes.size(); }
    /// The bytes, valid as long as this object is unchanged.
    QByteArrayView view() const { return m_bytes; }
    /// The text for a field that the person asked to see. The copy is not wiped: keep it short-lived.
    QString reveal() const { return QString::fromUtf8(m_bytes); }
    /// Constant time in the content; the lengths are compared first.
    bool equals(const Secret &other) const;
    void wipe();

private:
    QByteArray m_bytes;
};

/// Overwrites the memory of \a bytes before it is released.
void wipe(QByteArray &bytes);

} // namespace warden
