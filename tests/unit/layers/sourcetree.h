// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace warden::layers {

/// One file of the source tree, with its text as it is and with comments and literals blanked out.
struct SourceFile
{
    QString path; ///< relative to the tree, with forward slashes
    QStringList lines;
    QStringList code; ///< the same lines without comments, and with the contents of literals replaced by blanks

    bool isCpp() const { return path.endsWith(QLatin1String(".cpp")) || path.endsWith(QLatin1String(".h")); }
    bool isIn(QLatin1StringView folder) const { return path.startsWith(folder); }
};

SourceFile sourceFile(const QString &path, const QString &text);

/// Every text file below the folders that hold code: app, ui, tests and packaging, and the lists at the top.
QList<SourceFile> sourceTree(const QString &root);

/// The C++ text \a text with comments and the insides of literals blanked; line breaks stay where they are.
QString withoutCommentsAndLiterals(const QString &text);

} // namespace warden::layers
