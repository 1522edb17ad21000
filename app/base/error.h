// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace warden {

/// What code may branch on; the words for the person are in Error::text.
enum class ErrorCode {
    InvalidInput, ///< A value, file or packet that does not keep to its format.
    NotFound,
    AlreadyExists,
    Io, ///< A file or device could not be read or written.
    NotAllowed, ///< A right is missing, here or at the broker.
    Unreachable, ///< No network path, name not found, nobody listens.
    TlsFailed,
    ProtocolFailed, ///< The peer broke MQTT, WebSocket or JSON rules.
    Refused, ///< The peer said no, with a reason.
    TimedOut,
    Cancelled,
    WrongPassphrase,
    Damaged, ///< A file of ours that is no longer what was written.
    Busy, ///< Somebody else holds it: a second writer, a port in use.
    Unsupported, ///< Not with this library, broker or platform.
    Internal,
};

/// Why something did not work: `code` to branch on, `text` translated for the person and saying what to do
/// next, `detail` technical and untranslated.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString text;
    QString detail;
};

} // namespace warden
