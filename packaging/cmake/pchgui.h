// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the window.
#pragma once

#include <QtCore/QtCore>
#include <QtGui/QtGui>
#include <QtWidgets/QtWidgets>
#include <tl/expected.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>
