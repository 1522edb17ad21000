// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/propertycodec.h"

#include "mqtt/propertytable.h"

namespace warden::mqtt {

namespace {

Fault protocolError(const char *subject, const char *rule)
{
    return {ReasonCode::ProtocolError, subject, rule};
}

Fault placeFault(PropertyId id, const char *name, PacketType place, Role sender)
{
    if (id == PropertyId::SubscriptionIdentifier && place == PacketType::Publish && sender == Role::Client)
        return protocolError(name, "may not be sent to a server in PUBLISH (MQTT 5 §3.3.4)");
    if (id == PropertyId::SessionExpiryInterval && place == PacketType::Disconnect && sender == Role::Server)
        return protocolError(name, "may not be sent by a server in DISCONNECT (MQTT 5 §3.14.2.2.2)");
    return {};
}

Fault rangeFault(const PropertyView &property, const PropertyRow &row)
{
    switch (property.id) {
    case PropertyId::TopicAlias:
        if (property.number == 0)
            return {ReasonCode::TopicAliasInvalid, row.name, "is 0 (MQTT 5 §3.3.2.3.4)"};
        return {};
    case PropertyId::ReceiveMaximum:
    case PropertyId::MaximumPacketSize:
    case PropertyId::SubscriptionIdentifier:
        return property.number ? Fault() : protocolError(row.name, "is 0 (MQTT 5 §3.1.2.11, §3.2.2.3, §3.8.2.1.2)");
    case PropertyId::ResponseTopic:
        if (property.text.contains('+') || property.text.contains('#'))
            return protocolError(row.name, "has a wildcard (MQTT 5 §3.3.2.3.5)");
        return {};
    default:
        if (row.wire == Wire::Byte && property.number > 1)
            return protocolError(row.name, "is neither 0 nor 1 (MQTT 5 §2.2.2.2)");
        return {};
    }
}

Fault valueFault(const PropertyView &property, const PropertyRow &row, PacketType place, Role sender)
{
    const Fault fault = placeFault(property.id, row.name, place, sender);
    return fault.rule ? fault : rangeFault(property, row);
}

bool mayRepeat(PropertyId id, PacketType place)
{
    return id == PropertyId::UserProperty
        || (id == PropertyId::SubscriptionIdentifier && place == PacketType::Publish);
}

/// What brokers pass on from one client to another without a look (Mosquitto 2.0 does). Such a value is passed over:
/// otherwise anybody who may publish could end the connection of everybody who subscribes.
bool isRelayedUnchecked(PropertyId id, PacketType place, Role sender)
{
    return place == PacketType::Publish && sender == Role::Server
        && (id == PropertyId::PayloadFormatIndicator || id == PropertyId::ResponseTopic);
}

void readValue(Reader &reader, PropertyView &property, const PropertyRow &row)
{
    switch (row.wire) {
    case Wire::Byte:
        property.number = reader.byte(row.name);
        break;
    case Wire::TwoBytes:
        property.number = reader.twoBytes(row.name);
        break;
    case Wire::FourBytes:
        property.number = reader.fourBytes(row.name);
        break;
    case Wire::Varint:
        property.number = reader.varint(row.name);
        break;
    case Wire::Text:
        property.text = reader.text(row.name);
        break;
    case Wire::Binary:
        property.text = reader.binary(row.name);
        break;
    case Wire::Pair:
        property.text = reader.text(row.name);
        property.value = reader.text(row.name);
        break;
    }
}

template <class Number>
void store(std::optional<Number> &field, const PropertyView &property)
{
    field = Number(property.number);
}

void store(std::optional<QByteArray> &field, const PropertyView &property)
{
    field = property.text.toByteArray();
}

void store(QList<quint32> &field, const PropertyView &property)
{
    field.append(property.number);
}

void store(QList<UserProperty> &field, const PropertyView &property)
{
    field.append({property.text.toByteArray(), property.value.toByteArray()});
}

void writeValue(Writer &writer, const PropertyView &property, const PropertyRow &row)
{
    switch (row.wire) {
    case Wire::Byte:
        return writer.byte(quint8(property.number));
    case Wire::TwoBytes:
        return writer.twoBytes(quint16(property.number));
    case Wire::FourBytes:
        return writer.fourBytes(property.number);
    case Wire::Varint:
        if (property.number > kMaximumRemainingLength)
            return writer.fail({ReasonCode::MalformedPacket, row.name, "is over 268,435,455 (MQTT 5 §1.5.5)"});
        return writer.varint(property.number);
    case Wire::Text:
        return writer.text(property.text, row.name);
    case Wire::Binary:
        return writer.binary(property.text, row.name);
    case Wire::Pair:
        writer.text(property.text, row.name);
        return writer.text(property.value, row.name);
    }
}

/// Writes each field that is set, in ascending order of the identifiers.
class FieldWriter
{
public:
    FieldWriter(Writer &writer, PacketType place, Role sender)
        : m_writer(writer)
        , m_place(place)
        , m_sender(sender)
    {
    }

    template <class Number>
    void operator()(PropertyId id, const std::optional<Number> &field)
    {
        if (field)
            write({id, quint32(*field), {}, {}});
    }
    void operator()(PropertyId id, const std::optional<QByteArray> &field)
    {
        if (field)
            write({id, 0, *field, {}});
    }
    void operator()(PropertyId id, const QList<quint32> &field)
    {
        if (field.size() > 1 && !mayRepeat(id, m_place))
            m_writer.fail(protocolError(propertyName(id), "is there more than once (MQTT 5 §3.8.2.1.2)"));
        for (const quint32 number : field)
            write({id, number, {}, {}});
    }
    void operator()(PropertyId id, const QList<UserProperty> &field)
    {
        for (const UserProperty &property : field)
            write({id, 0, property.name, property.value});
    }

private:
    void write(const PropertyView &property)
    {
        const PropertyRow &row = *propertyRow(quint32(property.id));
        if (!isAllowed(property.id, m_place))
            m_writer.fail({ReasonCode::MalformedPacket, row.name, "has no place in this packet (MQTT 5 §2.2.2.2)"});
        const Fault fault = valueFault(property, row, m_place, m_sender);
        if (fault.rule)
            m_writer.fail(fault);
        m_writer.byte(quint8(property.id));
        writeValue(m_writer, property, row);
    }

    Writer &m_writer;
    PacketType m_place;
    Role m_sender;
};

} // namespace

bool PropertyReader::next(PropertyView &property)
{
    if (m_reader.atEnd())
        return false;
    const quint32 id = m_reader.varint("Property Identifier");
    const PropertyRow *row = propertyRow(id);
    if (!row) {
        m_reader.fail(ReasonCode::MalformedPacket, "Property Identifier", "is unknown (MQTT 5 §2.2.2.2)");
        return false;
    }
    property = {PropertyId(id), 0, {}, {}};
    if (!isAllowed(property.id, m_place))
        m_reader.fail(ReasonCode::MalformedPacket, row->name, "has no place in this packet (MQTT 5 §2.2.2.2)");
    if ((m_seen >> id & 1) && !mayRepeat(property.id, m_place))
        m_reader.fail(ReasonCode::ProtocolError, row->name, "is there more than once (MQTT 5 §2.2.2.2)");
    m_seen |= quint64(1) << id;
    readValue(m_reader, property, *row);
    if (!m_reader.isGood())
        return false;
    const Fault fault = valueFault(property, *row, m_place, m_sender);
    if (!fault.rule)
        return true;
    if (isRelayedUnchecked(property.id, m_place, m_sender))
        return next(property);
    m_reader.fail(fault);
    return false;
}

Properties collectProperties(PropertyReader &reader)
{
    Properties result;
    PropertyView property;
    while (reader.next(property)) {
        forEachProperty(result, [&property](PropertyId id, auto &field) {
            if (id == property.id)
                store(field, property);
        });
    }
    return result;
}

Properties readProperties(Reader &reader, PacketType place, Role sender)
{
    const quint32 size = reader.varint("Property Length");
    PropertyReader properties(reader.bytes(size, "Properties"), place, sender);
    Properties result = collectProperties(properties);
    if (properties.fault().rule)
        reader.fail(properties.fault());
    return result;
}

void writeProperties(Writer &writer, const Properties &properties, PacketType place, Role sender)
{
    QByteArray bytes;
    Writer inner(bytes);
    forEachProperty(properties, FieldWriter(inner, place, sender));
    if (!inner.isGood())
        writer.fail(inner.fault());
    writer.varint(quint32(qMin<qsizetype>(bytes.size(), kMaximumRemainingLength)));
    writer.raw(bytes);
}

} // namespace warden::mqtt
