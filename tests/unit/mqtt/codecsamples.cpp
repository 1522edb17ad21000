// SPDX-License-Identifier: GPL-3.0-or-later
#include "codecsamples.h"

#include "mqtt/propertytable.h"

namespace warden::test {

using namespace mqtt;

namespace {

constexpr PacketType kWill = PacketType(0);

bool maySend(PropertyId id, PacketType place, Role sender)
{
    if (id == PropertyId::SubscriptionIdentifier && place == PacketType::Publish)
        return sender == Role::Server;
    if (id == PropertyId::SessionExpiryInterval && place == PacketType::Disconnect)
        return sender == Role::Client;
    return isAllowed(id, place);
}

/// Gives a field a value that is not its default and uses the whole width of its type.
struct Fill {
    PacketType place;

    void operator()(std::optional<bool> &field) const { field = true; }
    void operator()(std::optional<quint8> &field) const { field = 1; }
    void operator()(std::optional<quint16> &field) const { field = quint16(0x0102); }
    void operator()(std::optional<quint32> &field) const { field = 0x01020304u; }
    void operator()(std::optional<QByteArray> &field) const { field = QByteArray("k\xc3\xbc" "che/1"); }
    void operator()(QList<quint32> &field) const
    {
        field = place == PacketType::Publish ? QList<quint32> {1, 128, kMaximumRemainingLength} : QList<quint32> {300};
    }
    void operator()(QList<UserProperty> &field) const { field = {{"a", "1"}, {"a", "2"}, {"", ""}}; }
};

/// The packets whose properties are their only variation.
template <class SomePacket>
void addPacket(QList<Sample> &all, const char *name, Version version, Role sender, PacketType place, SomePacket packet)
{
    all.append({name, version, sender, packet});
    if (version == Version::V311)
        return;
    packet.properties = allProperties(place, sender);
    all.append({QByteArray(name) + " with all properties", version, sender, packet});
    for (const PropertyId id : allPropertyIds()) {
        if (!maySend(id, place, sender))
            continue;
        packet.properties = oneProperty(id, place, sender);
        all.append({QByteArray(name) + " with " + propertyName(id), version, sender, packet});
    }
}

ConnectPacket fullConnect(Version version)
{
    ConnectPacket packet;
    packet.version = version;
    packet.cleanStart = false;
    packet.keepAlive = 600;
    packet.clientId = "client";
    packet.userName = "user";
    packet.password = Secret("p\0ss");
    packet.will = Will {"last/will", "gone", 2, true, {}};
    return packet;
}

void addConnects(QList<Sample> &all, Version version)
{
    ConnectPacket plain;
    plain.version = version;
    all.append({"CONNECT empty", version, Role::Client, plain});
    addPacket(all, "CONNECT", version, Role::Client, PacketType::Connect, fullConnect(version));
    ConnectPacket packet = fullConnect(version);
    for (const quint8 qos : {0, 1, 2}) {
        for (const bool retain : {false, true}) {
            packet.will = Will {"w", "", qos, retain, {}};
            all.append({"CONNECT with will", version, Role::Client, packet});
        }
    }
    packet.will.reset();
    packet.userName = QByteArray();
    packet.password = Secret();
    all.append({"CONNECT with empty credentials", version, Role::Client, packet});
    packet.password.reset();
    all.append({"CONNECT with user name only", version, Role::Client, packet});
    if (version == Version::V311)
        return;
    packet.userName.reset();
    packet.password = Secret("token");
    all.append({"CONNECT with password only", version, Role::Client, packet});
    packet = fullConnect(version);
    packet.will->properties = allProperties(kWill, Role::Client);
    all.append({"CONNECT with all will properties", version, Role::Client, packet});
    for (const PropertyId id : allPropertyIds()) {
        packet.will->properties = oneProperty(id, kWill, Role::Client);
        if (isAllowed(id, kWill))
            all.append({QByteArray("CONNECT, will with ") + propertyName(id), version, Role::Client, packet});
    }
}

void addConnacks(QList<Sample> &all, Version version)
{
    addPacket(all, "CONNACK", version, Role::Server, PacketType::Connack, ConnackPacket {true, {}, {}});
    for (const ReasonCode code : allReasonCodes()) {
        const bool is311 = toConnectReturnCode(code).has_value();
        if (isAllowed(code, PacketType::Connack) && (version == Version::V5 || is311))
            all.append({"CONNACK with reason", version, Role::Server, ConnackPacket {false, code, {}}});
    }
}

void addPublishes(QList<Sample> &all, Version version, Role sender)
{
    addPacket(all, "PUBLISH", version, sender, PacketType::Publish,
        PublishPacket {"home/kitchen", "21.5", 2, true, true, 0xFFFF, {}});
    for (const quint8 qos : {0, 1, 2}) {
        for (const bool retain : {false, true}) {
            all.append({"PUBLISH", version, sender,
                PublishPacket {"/", QByteArray("\0\xff", 2), qos, retain, qos > 0, quint16(qos ? 1 : 0), {}}});
        }
    }
    all.append({"PUBLISH without payload", version, sender, PublishPacket {"a", "", 0, true, false, 0, {}}});
    for (const qsizetype size : {121, 122, 127, 128, 16'377, 16'383, 16'384, 70'000})
        all.append({"PUBLISH of a size", version, sender,
            PublishPacket {"a", QByteArray(size, 'x'), 0, false, false, 0, {}}});
}

template <class SomeAck>
void addAcknowledgements(QList<Sample> &all, const char *name, Version version, Role sender)
{
    addPacket(all, name, version, sender, SomeAck::kType, SomeAck {7, ReasonCode::Success, {}});
    for (const ReasonCode code : allReasonCodes()) {
        if (version == Version::V5 && isAllowed(code, SomeAck::kType))
            all.append({QByteArray(name) + " with reason", version, sender, SomeAck {0xFFFE, code, {}}});
    }
}

void addSubscribes(QList<Sample> &all, Version version)
{
    addPacket(all, "SUBSCRIBE", version, Role::Client, PacketType::Subscribe,
        SubscribePacket {10, {{"a/b", 1}, {"c/d", 2}, {"#", 0}, {"$share/g/+/x", 1}}, {}});
    addPacket(all, "UNSUBSCRIBE", version, Role::Client, PacketType::Unsubscribe,
        UnsubscribePacket {11, {"a/b", "+/#", "$share/g/c"}, {}});
    if (version == Version::V311)
        return;
    for (const auto handling : {RetainHandling::Send, RetainHandling::SendIfNew, RetainHandling::DoNotSend}) {
        for (const bool flag : {false, true})
            all.append({"SUBSCRIBE with options", version, Role::Client,
                SubscribePacket {1, {{"a", 2, flag, !flag, handling}}, {}}});
    }
}

void addSubacks(QList<Sample> &all, Version version)
{
    using enum ReasonCode;
    const QList<ReasonCode> codes {GrantedQoS0, GrantedQoS1, GrantedQoS2, UnspecifiedError};
    addPacket(all, "SUBACK", version, Role::Server, PacketType::Suback, SubackPacket {10, codes, {}});
    const QList<ReasonCode> ends = version == Version::V5 ? QList<ReasonCode> {Success, NoSubscriptionExisted}
                                                          : QList<ReasonCode>();
    addPacket(all, "UNSUBACK", version, Role::Server, PacketType::Unsuback, UnsubackPacket {11, ends, {}});
    for (const ReasonCode code : allReasonCodes()) {
        if (version == Version::V5 && isAllowed(code, PacketType::Suback))
            all.append({"SUBACK with reason", version, Role::Server, SubackPacket {1, {code}, {}}});
        if (version == Version::V5 && isAllowed(code, PacketType::Unsuback))
            all.append({"UNSUBACK with reason", version, Role::Server, UnsubackPacket {1, {code}, {}}});
    }
}

void addEnds(QList<Sample> &all)
{
    using enum ReasonCode;
    const Version v5 = Version::V5;
    addPacket(all, "DISCONNECT", v5, Role::Client, PacketType::Disconnect, DisconnectPacket {DisconnectWithWill, {}});
    addPacket(all, "DISCONNECT", v5, Role::Server, PacketType::Disconnect, DisconnectPacket {SessionTakenOver, {}});
    all.append({"DISCONNECT", v5, Role::Client, DisconnectPacket()});
    all.append({"DISCONNECT", Version::V311, Role::Client, DisconnectPacket()});
    for (const ReasonCode code : allReasonCodes()) {
        if (isAllowed(code, PacketType::Disconnect) && code != DisconnectWithWill)
            all.append({"DISCONNECT with reason", v5, Role::Server, DisconnectPacket {code, {}}});
    }
    const Properties method = oneProperty(PropertyId::AuthenticationMethod, PacketType::Auth, Role::Client);
    addPacket(all, "AUTH", v5, Role::Server, PacketType::Auth, AuthPacket());
    all.append({"AUTH", v5, Role::Client, AuthPacket {ContinueAuthentication, method}});
    all.append({"AUTH", v5, Role::Server, AuthPacket {ContinueAuthentication, method}});
    all.append({"AUTH", v5, Role::Client, AuthPacket {Reauthenticate, method}});
}

} // namespace

QList<PropertyId> allPropertyIds()
{
    QList<PropertyId> ids;
    const Properties properties;
    forEachProperty(properties, [&ids](PropertyId id, const auto &) { ids.append(id); });
    return ids;
}

Properties allProperties(PacketType place, Role sender)
{
    Properties properties;
    forEachProperty(properties, [=](PropertyId id, auto &field) {
        if (maySend(id, place, sender))
            Fill {place}(field);
    });
    return properties;
}

Properties oneProperty(PropertyId wanted, PacketType place, Role)
{
    // Data without a method is an error, and so is AUTH without one.
    const bool needsMethod = wanted == PropertyId::AuthenticationData || place == PacketType::Auth;
    Properties properties;
    forEachProperty(properties, [=](PropertyId id, auto &field) {
        if (id == wanted || (needsMethod && id == PropertyId::AuthenticationMethod))
            Fill {place}(field);
    });
    return properties;
}

QList<Sample> samples()
{
    QList<Sample> all;
    for (const Version version : {Version::V5, Version::V311}) {
        addConnects(all, version);
        addConnacks(all, version);
        for (const Role sender : {Role::Client, Role::Server}) {
            addPublishes(all, version, sender);
            addAcknowledgements<PubackPacket>(all, "PUBACK", version, sender);
            addAcknowledgements<PubrecPacket>(all, "PUBREC", version, sender);
            addAcknowledgements<PubrelPacket>(all, "PUBREL", version, sender);
            addAcknowledgements<PubcompPacket>(all, "PUBCOMP", version, sender);
        }
        addSubscribes(all, version);
        addSubacks(all, version);
        all.append({"PINGREQ", version, Role::Client, PingreqPacket()});
        all.append({"PINGRESP", version, Role::Server, PingrespPacket()});
    }
    addEnds(all);
    return all;
}

} // namespace warden::test
