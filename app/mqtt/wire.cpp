// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/wire.h"

#include "topic/utf8.h"

#include <QCoreApplication>

namespace warden::mqtt {

namespace {

constexpr const char *kNotText = "is not UTF-8 without NUL (MQTT 5 §1.5.4)";

class Words
{
    Q_DECLARE_TR_FUNCTIONS(warden::mqtt::Codec)
};

QString receivedText(ReasonCode reason)
{
    if (reason == ReasonCode::PacketTooLarge) {
        return Words::tr("The other side sent a packet larger than this program accepts. Raise the maximum packet size "
                         "in the connection's settings, or find out who publishes messages of that size.");
    }
    return Words::tr("The other side sent something that is not valid MQTT. Check that the address and port are those "
                     "of an MQTT broker; if they are, update the broker.");
}

QString sendingText(ReasonCode reason)
{
    if (reason == ReasonCode::PacketTooLarge) {
        return Words::tr("The message is larger than the broker accepts. Send less at once, or raise the broker's "
                         "limit.");
    }
    return Words::tr("This was not sent, since it would break the rules of MQTT. Correct what the technical detail "
                     "names.");
}

QString detail(const Fault &fault, PacketType packet)
{
    QString text = QString::fromLatin1(packetName(packet)) + QStringLiteral(": ");
    if (fault.subject)
        text += QString::fromUtf8(fault.subject) + u' ';
    return text + QString::fromUtf8(fault.rule);
}

} // namespace

CodecError receivedError(const Fault &fault, PacketType packet)
{
    return {{ErrorCode::ProtocolFailed, receivedText(fault.reason), detail(fault, packet)}, fault.reason};
}

CodecError sendingError(const Fault &fault, PacketType packet)
{
    return {{ErrorCode::InvalidInput, sendingText(fault.reason), detail(fault, packet)}, fault.reason};
}

void Reader::fail(ReasonCode reason, const char *subject, const char *rule)
{
    if (!isGood())
        return;
    m_fault = {reason, subject, rule};
    m_at = m_end;
}

quint32 Reader::longVarint(const char *subject)
{
    quint32 value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
        const quint8 next = byte(subject);
        value |= quint32(next & 0x7F) << shift;
        if (next & 0x80)
            continue;
        if (next == 0 && shift > 0)
            fail(ReasonCode::MalformedPacket, subject, "takes more bytes than it needs (MQTT 5 §1.5.5)");
        return isGood() ? value : 0;
    }
    fail(ReasonCode::MalformedPacket, subject, "is longer than four bytes (MQTT 5 §1.5.5)");
    return 0;
}

QByteArrayView Reader::text(const char *subject)
{
    const QByteArrayView text = binary(subject);
    if (topic::utf8::firstFault(text) < 0)
        return text;
    fail(ReasonCode::MalformedPacket, subject, kNotText);
    return {};
}

void Writer::fail(const Fault &fault)
{
    if (isGood())
        m_fault = fault;
}

void Writer::twoBytes(quint16 value)
{
    byte(quint8(value >> 8));
    byte(quint8(value));
}

void Writer::fourBytes(quint32 value)
{
    twoBytes(quint16(value >> 16));
    twoBytes(quint16(value));
}

void Writer::varint(quint32 value)
{
    for (; value >= 128; value >>= 7)
        byte(quint8(value) | 0x80);
    byte(quint8(value));
}

void Writer::binary(QByteArrayView bytes, const char *subject)
{
    if (bytes.size() > 65'535)
        return fail({ReasonCode::MalformedPacket, subject, "is longer than 65,535 bytes (MQTT 5 §1.5.6)"});
    twoBytes(quint16(bytes.size()));
    raw(bytes);
}

void Writer::text(QByteArrayView text, const char *subject)
{
    if (topic::utf8::firstFault(text) >= 0)
        return fail({ReasonCode::MalformedPacket, subject, kNotText});
    binary(text, subject);
}

} // namespace warden::mqtt
