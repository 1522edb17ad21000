// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace warden {

/// Text that came from outside (client ids, topics, log lines, certificate fields) made fit to be shown:
/// control, bidirectional and other invisible characters become visible escapes such as \x1b or \u202e, bytes that
/// are not UTF-8 become \xNN, and what is longer than \a maxLength characters ends in "…".
QString displayText(QByteArrayView bytes, qsizetype maxLength = 256);
QString displayText(QStringView text, qsizetype maxLength = 256);

} // namespace warden
