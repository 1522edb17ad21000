// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/reasoncodes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

namespace warden::mqtt {

/// A rule that was broken: static texts only, so that noting one costs nothing.
struct Fault {
    ReasonCode reason = ReasonCode::MalformedPacket;
    const char *subject = nullptr; ///< The field or property.
    const char *rule = nullptr; ///< With the clause of the standard.
};

/// The error for a packet that came in, and for one that would go out.
CodecError receivedError(const Fault &fault, PacketType packet);
CodecError sendingError(const Fault &fault, PacketType packet);

/// Reads the fields of a packet (MQTT 5 §1.5). After the first fault it yields zeros and is at its end.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
    }

    bool isGood() const { return !m_fault.rule; }
    const Fault &fault() const { return m_fault; }
    bool atEnd() const { return m_at == m_end; }
    qsizetype left() const { return m_end - m_at; }

    quint8 byte(const char *subject)
    {
        const QByteArrayView one = bytes(1, subject);
        return one.isEmpty() ? quint8(0) : quint8(one[0]);
    }
    quint16 twoBytes(const char *subject)
    {
        const QByteArrayView two = bytes(2, subject);
        return two.isEmpty() ? quint16(0) : qFromBigEndian<quint16>(two.data());
    }
    quint32 fourBytes(const char *subject)
    {
        const QByteArrayView four = bytes(4, subject);
        return four.isEmpty() ? 0u : qFromBigEndian<quint32>(four.data());
    }
    quint32 varint(const char *subject)
    {
        return m_at != m_end && !(*m_at & 0x80) ? quint32(*m_at++) : longVarint(subject);
    }
    QByteArrayView bytes(qsizetype size, const char *subject)
    {
        if (size > left()) {
            fail(ReasonCode::MalformedPacket, subject, "ends before its last byte");
            return {};
        }
        const QByteArrayView taken(m_at, size);
        m_at += size;
        return taken;
    }
    QByteArrayView binary(const char *subject) { return bytes(twoBytes(subject), subject); }
    QByteArrayView text(const char *subject);
    QByteArrayView rest() { return bytes(left(), nullptr); }

    /// Notes a fault unless there is one already.
    void fail(ReasonCode reason, const char *subject, const char *rule);
    void fail(const Fault &fault) { fail(fault.reason, fault.subject, fault.rule); }

private:
    quint32 longVarint(const char *subject);

    const char *m_at;
    const char *m_end;
    Fault m_fault;
};

/// Length of a Variable Byte Integer (§1.5.5).
constexpr int varintSize(quint32 value)
{
    return value < 128 ? 1 : value < 16'384 ? 2 : value < 2'097'152 ? 3 : 4;
}

/// Appends the fields of a packet. What does not fit its field is noted as a fault.
class Writer
{
public:
    explicit Writer(QByteArray &out)
        : m_out(out)
    {
    }

    bool isGood() const { return !m_fault.rule; }
    const Fault &fault() const { return m_fault; }

    void byte(quint8 value) { m_out.append(char(value)); }
    void twoBytes(quint16 value);
    void fourBytes(quint32 value);
    void varint(quint32 value);
    void raw(QByteArrayView bytes) { m_out.append(bytes); }
    void binary(QByteArrayView bytes, const char *subject);
    /// With the UTF-8 rules of §1.5.4.
    void text(QByteArrayView text, const char *subject);
    void fail(const Fault &fault);

private:
    QByteArray &m_out;
    Fault m_fault;
};

} // namespace warden::mqtt
