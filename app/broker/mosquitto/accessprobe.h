// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/client.h"

namespace warden::broker::mosquitto {

/// The question whether this user may manage access by dynamic security: a command that only reads.
QByteArray accessAnswerTopic();
/// \a correlation comes back in the answer; answers to other consoles arrive there too.
mqtt::Message accessQuestion(const QString &correlation);

enum class AccessAnswer {
    NotOurs,
    Granted,
    Refused, ///< The plugin answered with an error.
    NoPlugin, ///< Mosquitto 2.1 says so; 2.0 is silent.
};
AccessAnswer readAccessAnswer(QByteArrayView payload, const QString &correlation);

} // namespace warden::broker::mosquitto
