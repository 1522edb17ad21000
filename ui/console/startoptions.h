// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

namespace warden::ui {

/// What the command line of the window asks for.
struct StartOptions {
    QString dataDir;
    bool demo = false;
    bool exitAfterStartup = false;
    bool verbose = false;
    QString screenshots; ///< folder; empty: none
    bool help = false;
    bool version = false;
    QString helpText;
};

/// InvalidInput with a sentence for a wrong command line.
Result<StartOptions> readStartOptions(const QStringList &arguments);

} // namespace warden::ui
