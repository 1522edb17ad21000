// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QJsonArray>

namespace warden::broker {

/// The form of the profiles file. Older ones are brought up to it when read; a newer one is refused.
inline constexpr int kProfilesVersion = 1;

inline constexpr qint64 kLargestProfilesFile = 4 * 1024 * 1024;
inline constexpr qsizetype kMostProfiles = 1000;

QByteArray profilesDocument(const QList<Profile> &profiles);

/// The entries of a profiles file, in the present form: InvalidInput when it is none, Unsupported when it is newer.
Result<QJsonArray> profileEntries(const QByteArray &json);

} // namespace warden::broker
