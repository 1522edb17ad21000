// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace warden::pki {

/// The names and addresses of a server as they stand in its certificate.
struct HostNames {
    QStringList names; ///< DNS names, in ASCII; among them IPv4 addresses, for devices that read only names.
    QStringList addresses; ///< IPv4 and IPv6.
};

/// True for labels of letters, digits, hyphens and underscores, the first of which may be "*".
bool isDnsName(const QString &text);
/// Sorts out what people type: names with umlauts or a dot at the end, addresses with brackets or a zone.
Result<HostNames> hostNames(const QStringList &hosts);

} // namespace warden::pki
