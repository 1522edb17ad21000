// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/brokersetup.h"

#include <functional>

namespace warden::session {

/// Asked between two certificates; false ends with ErrorCode::Cancelled.
using GoOn = std::function<bool()>;

/// As BrokerSetup::makeSet(), and can be stopped half-way.
Result<broker::mosquitto::BrokerSet> makeSet(
    const SetupRequest &request, pki::Vault &vault, SetupResult &result, const GoOn &goOn, const Clock &clock);

/// Names and addresses under which others reach this computer, \a extra first, without duplicates.
QStringList hostsOfThisComputer(const QStringList &extra);

/// What is wrong with a request, before anything is made.
Result<void> checkRequest(const SetupRequest &request);

/// Where a vault keeps the password of a broker's user.
QString passwordName(const QString &user);

} // namespace warden::session
