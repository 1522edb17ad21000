// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/reasoncodes.h"

#include <QCoreApplication>

namespace warden::mqtt {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(warden::mqtt::ReasonCode)
};

QString explainSuccess(PacketType packet)
{
    if (packet == PacketType::Disconnect)
        return Words::tr("The connection was closed in the normal way.");
    if (packet == PacketType::Suback)
        return Words::tr("Subscribed: messages come at most once.");
    return Words::tr("It was done.");
}

QString explainNotAuthorized(PacketType packet)
{
    if (packet == PacketType::Connack)
        return Words::tr("The broker knows you but does not let you in. Ask its administrator for access.");
    return Words::tr("The broker knows you but does not let you do this. Ask its administrator for a role that "
                     "allows it.");
}

QString explainProgress(ReasonCode code, PacketType packet)
{
    switch (code) {
    case ReasonCode::Success:
        return explainSuccess(packet);
    case ReasonCode::GrantedQoS1:
        return Words::tr("Subscribed: messages come at least once.");
    case ReasonCode::GrantedQoS2:
        return Words::tr("Subscribed: messages come exactly once.");
    case ReasonCode::DisconnectWithWill:
        return Words::tr("The connection was closed and the last will was published.");
    case ReasonCode::NoMatchingSubscribers:
        return Words::tr("The broker took the message, but nobody subscribes to its topic. Check the topic if "
                         "somebody should have received it.");
    case ReasonCode::NoSubscriptionExisted:
        return Words::tr("There was no such subscription to end.");
    case ReasonCode::ContinueAuthentication:
        return Words::tr("Signing in goes on with another step.");
    case ReasonCode::Reauthenticate:
        return Words::tr("The sign-in is renewed on the same connection.");
    default:
        return {};
    }
}

QString explainSignIn(ReasonCode code)
{
    switch (code) {
    case ReasonCode::UnsupportedProtocolVersion:
        return Words::tr("The broker does not speak this version of MQTT. Choose the other version in the "
                         "connection's settings.");
    case ReasonCode::ClientIdentifierNotValid:
        return Words::tr("The broker does not accept this client ID. Choose another one, or leave it empty so that "
                         "the broker gives one.");
    case ReasonCode::BadUserNameOrPassword:
        return Words::tr("The user name or the password is wrong. Enter them again.");
    case ReasonCode::ServerUnavailable:
        return Words::tr("The broker runs but cannot serve you now. Try again later, or look into its log.");
    case ReasonCode::ServerBusy:
        return Words::tr("The broker has too much to do. Try again in a while.");
    case ReasonCode::Banned:
        return Words::tr("The broker has barred this client. Ask its administrator why.");
    case ReasonCode::ServerShuttingDown:
        return Words::tr("The broker is being stopped. Connect again when it is back.");
    case ReasonCode::BadAuthenticationMethod:
        return Words::tr("The broker does not support this way of signing in. Choose another one in the connection's "
                         "settings.");
    case ReasonCode::KeepAliveTimeout:
        return Words::tr("The broker heard nothing from this client in time and closed the connection. Check the "
                         "network, or set a longer keep alive.");
    case ReasonCode::SessionTakenOver:
        return Words::tr("Another client has connected with the same client ID. Give each client an ID of its own.");
    case ReasonCode::UseAnotherServer:
        return Words::tr("The broker asks to use another one for now. Enter the address that it names.");
    case ReasonCode::ServerMoved:
        return Words::tr("The broker has moved for good. Change the address to the one that it names.");
    case ReasonCode::ConnectionRateExceeded:
        return Words::tr("Too many connections were opened in a short time. Wait a little and connect again.");
    case ReasonCode::MaximumConnectTime:
        return Words::tr("The connection has lasted as long as the broker allows. Connect again.");
    case ReasonCode::AdministrativeAction:
        return Words::tr("An administrator has closed the connection. Ask why before you connect again.");
    default:
        return {};
    }
}

QString explainProtocol(ReasonCode code)
{
    switch (code) {
    case ReasonCode::UnspecifiedError:
        return Words::tr("The other side reports an error without saying which. Look into the broker's log.");
    case ReasonCode::MalformedPacket:
        return Words::tr("The other side could not read a packet. Report this with the technical detail: one of the "
                         "two programs has a fault.");
    case ReasonCode::ProtocolError:
        return Words::tr("The other side says that a packet breaks the rules of MQTT. Report this with the technical "
                         "detail: one of the two programs has a fault.");
    case ReasonCode::ImplementationSpecificError:
        return Words::tr("The packet is valid, but this broker does not accept it. Look into its log or its manual.");
    case ReasonCode::PacketIdentifierInUse:
        return Words::tr("The number of this message is still in use, so the two sides disagree about the session. "
                         "Connect again with a clean start.");
    case ReasonCode::PacketIdentifierNotFound:
        return Words::tr("The other side does not know the number of this message. After a lost session this is "
                         "harmless.");
    case ReasonCode::ReceiveMaximumExceeded:
        return Words::tr("More messages were under way than the receiver had allowed. Report this: the sender has a "
                         "fault.");
    case ReasonCode::TopicAliasInvalid:
        return Words::tr("A topic alias was outside the range that the receiver had allowed. Report this: the sender "
                         "has a fault.");
    default:
        return {};
    }
}

QString explainLimit(ReasonCode code)
{
    switch (code) {
    case ReasonCode::TopicFilterInvalid:
        return Words::tr("The broker does not accept this topic filter. Check it, or subscribe to less.");
    case ReasonCode::TopicNameInvalid:
        return Words::tr("The broker does not accept this topic. Choose another one.");
    case ReasonCode::PacketTooLarge:
        return Words::tr("The packet is larger than the receiver accepts. Send less at once, or raise the limit "
                         "there.");
    case ReasonCode::MessageRateTooHigh:
        return Words::tr("Messages come faster than the receiver allows. Send more slowly.");
    case ReasonCode::QuotaExceeded:
        return Words::tr("A limit that the broker sets for you is reached. Wait, or ask its administrator to raise "
                         "it.");
    case ReasonCode::PayloadFormatInvalid:
        return Words::tr("The content is not of the kind that it is marked as. Send it as bytes, or as valid UTF-8 "
                         "text.");
    case ReasonCode::RetainNotSupported:
        return Words::tr("The broker keeps no retained messages. Send it without the retain mark.");
    case ReasonCode::QoSNotSupported:
        return Words::tr("The broker does not support this quality of service. Choose a lower one.");
    case ReasonCode::SharedSubscriptionsNotSupported:
        return Words::tr("The broker has no shared subscriptions. Subscribe without $share.");
    case ReasonCode::SubscriptionIdentifiersNotSupported:
        return Words::tr("The broker has no subscription identifiers. Subscribe without one.");
    case ReasonCode::WildcardSubscriptionsNotSupported:
        return Words::tr("The broker allows no wildcards in subscriptions. Name each topic in full.");
    default:
        return {};
    }
}

} // namespace

QString reasonExplanation(ReasonCode code, PacketType packet)
{
    if (code == ReasonCode::NotAuthorized)
        return explainNotAuthorized(packet);
    for (const QString &text : {explainProgress(code, packet), explainSignIn(code), explainProtocol(code)}) {
        if (!text.isEmpty())
            return text;
    }
    return explainLimit(code);
}

} // namespace warden::mqtt
