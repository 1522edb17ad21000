// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QList>

namespace warden::broker::mosquitto {

/// Follows a log file that another process appends to, whole lines at a time, and keeps it within bounds. Works the
/// same for a broker just started and for one found running, and can never hold the broker up as a full pipe would.
class LogTail
{
public:
    static constexpr qsizetype kLongestLine = 4096;
    static constexpr qint64 kLargestFile = 10 * 1024 * 1024; ///< The file, and as much again of the one before.
    static constexpr qint64 kReadAtOnce = 256 * 1024; ///< A few milliseconds' work for who reads the lines.

    explicit LogTail(QString path);

    /// Begins at the end of the file, or \a backlog bytes before it, at the start of a line.
    void begin(qint64 backlog);
    /// The lines since the last call, without line ends, each cut at kLongestLine; a reader that is far behind passes
    /// over what it cannot catch up with and gets one line that says so.
    QList<QByteArray> read();
    /// There is more to read now.
    bool isBehind() const;
    /// Moves a file that has grown too large to "<path>.1". The writer must append, so that it goes on at the start.
    void keepInBounds();

private:
    void passOver(QList<QByteArray> &lines);
    QFile m_file;
    QByteArray m_rest;
    bool m_skipToLineEnd = false;
};

} // namespace warden::broker::mosquitto
