// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QString>

class QSettings;

namespace warden::ui {

/// Where the person wants passwords to rest.
enum class SecretsWish { Keychain, Vault, Memory };

/// What the person chose for this program; nothing secret. Kept in the settings file by load() and save().
struct Preferences {
    Theme::Mode theme = Theme::Mode::System;
    bool compactRows = false;
    bool leaveBrokersRunning = false;
    SecretsWish secrets = SecretsWish::Keychain;
    double demoPace = 60;

    static Preferences load(const QSettings &settings);
    void save(QSettings &settings) const;
    bool operator==(const Preferences &) const = default;
};

} // namespace warden::ui
