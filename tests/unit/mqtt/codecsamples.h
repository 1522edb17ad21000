// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/packets.h"

#include <QList>

namespace warden::test {

/// A valid packet, and who sends it in which version.
struct Sample {
    QByteArray name;
    mqtt::Version version = mqtt::Version::V5;
    mqtt::Role sender = mqtt::Role::Client;
    mqtt::Packet packet;
};

/// Every packet type in both versions and directions, with no property, with each property alone and with all.
QList<Sample> samples();

/// All properties that \a place may carry from \a sender; the will is the place 0.
mqtt::Properties allProperties(mqtt::PacketType place, mqtt::Role sender);
/// The same with one property only.
mqtt::Properties oneProperty(mqtt::PropertyId id, mqtt::PacketType place, mqtt::Role sender);
/// Every identifier of the standard.
QList<mqtt::PropertyId> allPropertyIds();

} // namespace warden::test
