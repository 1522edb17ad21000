// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/properties.h"
#include "mqtt/wire.h"

namespace warden::mqtt {

/// Table 2-4 lists the properties of a will as a place of their own.
inline constexpr PacketType kWillPlace = PacketType(0);

/// One property as it lies in a packet: `number` or `text`; a user property has `text` and `value`.
struct PropertyView {
    PropertyId id = PropertyId::UserProperty;
    quint32 number = 0;
    QByteArrayView text;
    QByteArrayView value;
};

/// Reads properties one by one and holds each to its place, its range and its number of times.
class PropertyReader
{
public:
    /// \a raw is without the length; \a sender is the side whose packet this is.
    PropertyReader(QByteArrayView raw, PacketType place, Role sender)
        : m_reader(raw)
        , m_place(place)
        , m_sender(sender)
    {
    }

    /// False at the end and after a fault.
    bool next(PropertyView &property);
    const Fault &fault() const { return m_reader.fault(); }

private:
    Reader m_reader;
    PacketType m_place;
    Role m_sender;
    quint64 m_seen = 0;
};

/// Everything that \a reader yields; its fault tells whether that is all.
Properties collectProperties(PropertyReader &reader);
/// Reads length and properties; a fault is noted in \a reader.
Properties readProperties(Reader &reader, PacketType place, Role sender);
/// Appends length and properties under the same rules; a fault is noted in \a writer.
void writeProperties(Writer &writer, const Properties &properties, PacketType place, Role sender);

} // namespace warden::mqtt
