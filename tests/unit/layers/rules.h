// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sourcetree.h"

namespace warden::layers {

// Each rule returns one line for each fault, "path:line: what is wrong: the line itself", and nothing when all is well.

/// The tiers of the architecture: a room includes only rooms of lower tiers, and itself.
QStringList arrowFaults(const SourceFile &file);
/// app/ knows nothing of Widgets, Gui, Charts, Svg or printing, neither by #include nor by link.
QStringList screenFaults(const SourceFile &file);
/// Qt Charts is included by ui/widgets/timeseries* alone, and only the chart itself is used by others.
QStringList chartFaults(const SourceFile &file);
/// What is spelled in a way that this project does not want: old connects, nested event loops, ignored TLS errors …
QStringList spellingFaults(const SourceFile &file);
/// connect() and singleShot() with a lambda and no context object that ends them.
QStringList contextFaults(const SourceFile &file);
/// Headers of one operating system stand only in files named for it.
QStringList platformFaults(const SourceFile &file);
/// Licence line, length, and words that say that something is not finished.
QStringList manners(const SourceFile &file);

/// The room of app/ that \a path ("pki/vault.cpp" or "app/pki/vault.cpp") belongs to, or nothing.
QString roomOf(QString path);

} // namespace warden::layers
