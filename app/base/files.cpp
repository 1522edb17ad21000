// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace warden {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Files", text);
}

QFileDevice::Permissions permissions(FileAccess access)
{
    constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    return access == FileAccess::Private ? owner : owner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
}

} // namespace

Result<void> writeFile(const QString &path, QByteArrayView bytes, FileAccess access)
{
    const auto refused = [&path](const QString &why) {
        return failure(ErrorCode::Io,
            tr("%1 could not be written. Check that the folder exists, may be written to and has room.")
                .arg(QDir::toNativeSeparators(path)),
            why);
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    if (!file.setPermissions(permissions(access)))
        return refused(file.errorString());
    if (file.write(bytes.data(), bytes.size()) != bytes.size())
        return refused(file.errorString());
    // QSaveFile flushes to the disk (fsync) before it renames.
    if (!file.commit())
        return refused(file.errorString());
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.exists())
        return failure(ErrorCode::NotFound, tr("%1 is not there. Check the path.").arg(shown));
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::Io, tr("%1 could not be read. Check that you may read it.").arg(shown), file.errorString());
    // One byte more than allowed tells a file that is too large, also where the size is not known beforehand.
    QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::Io, tr("%1 could not be read to its end.").arg(shown), file.errorString());
    if (bytes.size() > maxBytes)
        return failure(ErrorCode::InvalidInput,
            tr("%1 is larger than the %2 bytes expected here. Is it the right file?")
                .arg(shown, QString::number(maxBytes)));
    return bytes;
}

Result<void> makeFolder(const QString &path, FileAccess access)
{
    if (QFileInfo(path).isDir())
        return {};
    const QString shown = QDir::toNativeSeparators(path);
    if (!QDir().mkpath(path))
        return failure(ErrorCode::Io, tr("The folder %1 could not be made. Check that you may write there.").arg(shown));
    if (access == FileAccess::Private)
        QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return {};
}

} // namespace warden
