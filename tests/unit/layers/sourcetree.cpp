// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcetree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace warden::layers {
namespace {

/// Walks through C++ text and copies it, leaving out what the compiler does not read as code.
class Stripper
{
public:
    explicit Stripper(const QString &text) : m_text(text) { m_result.reserve(text.size()); }

    QString run()
    {
        while (m_at < m_text.size()) {
            if (startsWith(u"//"))
                blankUntil(u"\n", 0);
            else if (startsWith(u"/*"))
                blankUntil(u"*/", 2);
            else if (startsWith(u"R\"") && !precededByLetter())
                blankRawString();
            else if (m_text[m_at] == u'"')
                blankLiteral(u'"');
            else if (m_text[m_at] == u'\'' && !precededByLetter())
                blankLiteral(u'\'');
            else
                m_result += m_text[m_at++];
        }
        return m_result;
    }

private:
    bool startsWith(QStringView what) const { return QStringView(m_text).mid(m_at).startsWith(what); }
    // In 1'000'000 the mark separates digits; in u"…" and uR"…" a prefix stands before the literal.
    bool precededByLetter() const
    {
        return m_at > 0 && m_text[m_at - 1].isLetterOrNumber() && !QStringView(u"uUL8").contains(m_text[m_at - 1]);
    }

    void blankTo(qsizetype end)
    {
        for (; m_at < end; ++m_at)
            m_result += m_text[m_at] == u'\n' ? u'\n' : u' ';
    }

    void blankUntil(QStringView end, qsizetype keep)
    {
        const qsizetype found = m_text.indexOf(end, m_at + 2);
        blankTo(found < 0 ? m_text.size() : found + keep);
    }

    void blankRawString()
    {
        const qsizetype open = m_text.indexOf(u'(', m_at);
        const QString end = u')' + m_text.mid(m_at + 2, open - m_at - 2) + u'"';
        const qsizetype found = m_text.indexOf(end, open);
        blankTo(open < 0 || found < 0 ? m_text.size() : found + end.size());
    }

    void blankLiteral(QChar quote)
    {
        m_result += m_text[m_at++];
        while (m_at < m_text.size() && m_text[m_at] != quote && m_text[m_at] != u'\n')
            blankTo(qMin(m_text.size(), m_at + (m_text[m_at] == u'\\' ? 2 : 1)));
        if (m_at < m_text.size())
            m_result += m_text[m_at++];
    }

    const QString m_text;
    QString m_result;
    qsizetype m_at = 0;
};

bool isText(const QString &path)
{
    static const QStringList endings = {u".cpp"_s, u".h"_s, u".cmake"_s, u".py"_s, u"CMakeLists.txt"_s, u".json"_s,
        u".md"_s, u".yml"_s, u".xml"_s, u".desktop"_s, u"/run"_s, u"/start"_s, u"/install-deps"_s, u"/check-deb"_s};
    return std::any_of(endings.begin(), endings.end(), [&](const QString &ending) { return path.endsWith(ending); });
}

} // namespace

QString withoutCommentsAndLiterals(const QString &text)
{
    return Stripper(text).run();
}

SourceFile sourceFile(const QString &path, const QString &text)
{
    SourceFile file{path, text.split(u'\n'), {}};
    if (file.lines.last().isEmpty())
        file.lines.removeLast();
    file.code = file.isCpp() ? withoutCommentsAndLiterals(text).split(u'\n') : file.lines;
    return file;
}

QList<SourceFile> sourceTree(const QString &root)
{
    const QDir top(root);
    QStringList paths = top.entryList({u"*.md"_s, u"CMake*"_s}, QDir::Files);
    for (const QString &folder : {u"app"_s, u"ui"_s, u"tests"_s, u"packaging"_s}) {
        QDirIterator files(top.filePath(folder), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths += top.relativeFilePath(files.next());
    }
    paths.sort();
    QList<SourceFile> tree;
    for (const QString &path : std::as_const(paths)) {
        QFile file(top.filePath(path));
        if (isText(u'/' + path) && file.open(QIODevice::ReadOnly))
            tree += sourceFile(path, QString::fromUtf8(file.readAll()));
    }
    return tree;
}

} // namespace warden::layers
