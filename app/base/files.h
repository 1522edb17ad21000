// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace warden {

/// Who may read a file that is written.
enum class FileAccess {
    Private, ///< The owner alone (0600); for keys, passwords and profiles.
    Public, ///< Everybody may read (0644); for certificates and CRLs.
};

/// Writes \a bytes to \a path whole or not at all: temporary file beside it, flushed to the disk, renamed over.
/// The permissions are set before the first byte is written.
Result<void> writeFile(const QString &path, QByteArrayView bytes, FileAccess access);

/// Reads a file of at most \a maxBytes bytes; a larger one is refused, not cut.
Result<QByteArray> readFile(const QString &path, qint64 maxBytes);

/// Makes the folder and its parents; a folder made anew is for the owner alone when \a access is Private.
Result<void> makeFolder(const QString &path, FileAccess access);

} // namespace warden
