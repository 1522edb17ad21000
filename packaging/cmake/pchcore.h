// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the application core: nothing of Widgets or Gui may appear here.
#pragma once

#include <QtCore/QtCore>
#include <QtNetwork/QtNetwork>
#include <tl/expected.hpp>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>
