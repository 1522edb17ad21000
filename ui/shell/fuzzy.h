// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace warden::ui {

/// How well the letters of \a pattern are found, in order, in \a text: higher is better, -1 not at all, 0 for an
/// empty pattern. Starts of words and letters in a row count more; case does not matter.
int fuzzyScore(QStringView pattern, QStringView text);

} // namespace warden::ui
