// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logtail.h"

#include <QCoreApplication>

namespace warden::broker::mosquitto {

namespace {

constexpr qint64 kTooFarBehind = 4 * 1024 * 1024;

} // namespace

LogTail::LogTail(QString path)
    : m_file(std::move(path))
{
}

void LogTail::begin(qint64 backlog)
{
    m_rest.clear();
    m_file.close();
    m_skipToLineEnd = false;
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return;
    const qint64 from = qMax(qint64(0), m_file.size() - backlog);
    m_file.seek(from);
    m_skipToLineEnd = backlog > 0 && from > 0;
}

QList<QByteArray> LogTail::read()
{
    QList<QByteArray> lines;
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return lines;
    const qint64 size = m_file.size();
    if (size < m_file.pos()) {
        m_file.seek(0); // the file was begun anew
        m_rest.clear();
    }
    if (size - m_file.pos() > kTooFarBehind)
        passOver(lines);
    m_rest += m_file.read(kReadAtOnce);
    qsizetype begin = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        if (!m_skipToLineEnd)
            lines.append(m_rest.mid(begin, qMin(end - begin, kLongestLine)));
        m_skipToLineEnd = false;
        begin = end + 1;
    }
    m_rest.remove(0, begin);
    if (m_rest.size() > kLongestLine) { // its end is still to come
        if (!m_skipToLineEnd)
            lines.append(m_rest.left(kLongestLine));
        m_skipToLineEnd = true;
        m_rest.clear();
    }
    return lines;
}

bool LogTail::isBehind() const
{
    return m_file.isOpen() && m_file.pos() < m_file.size();
}

void LogTail::passOver(QList<QByteArray> &lines)
{
    const qint64 target = m_file.size() - kReadAtOnce;
    lines.append(QCoreApplication::translate("LogTail", "%1 bytes of the log came too fast and were passed over.")
                     .arg(target - m_file.pos())
                     .toUtf8());
    m_file.seek(target);
    m_rest.clear();
    m_skipToLineEnd = true;
}

void LogTail::keepInBounds()
{
    QFile file(m_file.fileName());
    // What was not read yet is waited for, within reason.
    if (file.size() <= kLargestFile || (isBehind() && file.size() <= 2 * kLargestFile))
        return;
    const QString before = m_file.fileName() + QStringLiteral(".1");
    QFile::remove(before);
    file.copy(before);
    if (file.open(QIODevice::ReadWrite))
        file.resize(0);
}

} // namespace warden::broker::mosquitto
