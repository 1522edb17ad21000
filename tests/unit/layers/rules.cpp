// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules.h"

#include <QDir>
#include <QHash>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace warden::layers {
namespace {

// ui, cli → demo → session → detect, audit → broker → access, monitor, pki, mqtt → x509, topic → base
const QHash<QString, int> &tiers()
{
    static const QHash<QString, int> tiers = {{u"base"_s, 0}, {u"topic"_s, 1}, {u"x509"_s, 1}, {u"access"_s, 2},
        {u"monitor"_s, 2}, {u"pki"_s, 2}, {u"mqtt"_s, 2}, {u"broker"_s, 3}, {u"detect"_s, 4}, {u"audit"_s, 4},
        {u"session"_s, 5}, {u"demo"_s, 6}, {u"cli"_s, 7}, {u"ui"_s, 7}};
    return tiers;
}

QString fault(const SourceFile &file, qsizetype line, const QString &what)
{
    const QString text = line < file.lines.size() ? file.lines[line].trimmed() : QString();
    return u"%1:%2: %3: %4"_s.arg(file.path, QString::number(line + 1), what, text);
}

/// What an #include line names, with its quote or bracket in front, or nothing.
QString included(const QString &line)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*([\"<])([^\">]+)"_s);
    const auto match = include.match(line);
    return match.hasMatch() ? match.captured(1) + match.captured(2) : QString();
}

bool includes(const SourceFile &file, const QString &name)
{
    return std::any_of(file.lines.begin(), file.lines.end(), [&](const QString &line) { return included(line) == name; });
}

/// The headers that only a program with a screen may use, by the names that people write: QWidget, QColor …
QSet<QString> screenHeaders()
{
    const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    QSet<QString> names;
    for (const QString &module : {u"QtGui"_s, u"QtWidgets"_s, u"QtCharts"_s, u"QtSvg"_s, u"QtPrintSupport"_s}) {
        for (const QString &name : QDir(headers.filePath(module)).entryList(QDir::Files))
            names += name;
    }
    for (const QString &module : {u"QtCore"_s, u"QtNetwork"_s, u"QtSql"_s, u"QtWebSockets"_s, u"QtConcurrent"_s, u"QtDBus"_s}) {
        for (const QString &name : QDir(headers.filePath(module)).entryList(QDir::Files))
            names -= name;
    }
    return names;
}

struct Spelling
{
    QRegularExpression pattern;
    QString what;
    QStringList folders;
    QString allowedWith = {}; ///< a header whose own interface knows no other way
};

const QList<Spelling> &spellings()
{
    const QStringList everywhere = {u"app/"_s, u"ui/"_s, u"tests/"_s};
    const QStringList product = {u"app/"_s, u"ui/"_s};
    const auto re = [](const char16_t *pattern) { return QRegularExpression(QString::fromUtf16(pattern)); };
    static const QList<Spelling> all = {
        {re(u"\\bignoreSslErrors\\s*\\(\\s*\\)"), u"ignores every TLS error"_s, everywhere},
        {re(u"\\bSIGNAL\\s*\\("), u"connects by string"_s, everywhere},
        {re(u"\\bSLOT\\s*\\("), u"connects by string"_s, everywhere, u"<QDBusConnection"_s},
        {re(u"\\bprocessEvents\\b"), u"spins the event loop"_s, everywhere},
        {re(u"\\bQEventLoop\\b"), u"nests an event loop"_s, product},
        {re(u"\\bQMessageBox::(question|warning|information|critical|about)\\b"), u"nests an event loop"_s, product},
        {re(u"\\bQ(File|Input|Color|Font)Dialog::get\\w+\\s*\\("), u"nests an event loop"_s, product},
        {re(u"\\bstatic\\s+[\\w:]+\\s*[&*]?\\s*instance\\s*\\("), u"is a singleton"_s, product},
        {re(u"\\bsetStyleSheet\\s*\\("), u"uses a style sheet"_s, product},
        {re(u"\\bsetUseOpenGL\\s*\\("), u"crashes without a screen"_s, product},
        {re(u"\\bQThread::[mu]?sleep\\b|\\bqWait\\s*\\(|\\bqSleep\\s*\\(|\\bQSKIP\\s*\\("),
            u"waits for time, or skips"_s,
            // A benchmark may watch an idle program for a while.
            {u"tests/unit/"_s, u"tests/models/"_s, u"tests/gui/"_s, u"tests/broker/"_s, u"tests/support/"_s}},
    };
    return all;
}

/// The arguments of the call whose opening bracket stands at \a open, split at the commas of that call.
QStringList arguments(const QString &code, qsizetype open)
{
    QStringList result(1);
    int depth = 0;
    for (qsizetype at = open; at < code.size(); ++at) {
        const QChar c = code[at];
        if (u"([{"_s.contains(c) && depth++ == 0)
            continue;
        if (u")]}"_s.contains(c) && --depth == 0)
            return result;
        if (c == u',' && depth == 1)
            result += QString();
        else
            result.last() += c;
    }
    return result;
}

} // namespace

QString roomOf(QString path)
{
    if (path.startsWith(u"app/"_s))
        path.remove(0, 4);
    const QString first = path.section(u'/', 0, 0);
    return path.contains(u'/') && tiers().contains(first) ? first : QString();
}

QStringList arrowFaults(const SourceFile &file)
{
    const QString room = roomOf(file.path);
    if (room.isEmpty() || !file.isCpp())
        return {};
    QStringList faults;
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QString name = included(file.lines[i]);
        if (!name.startsWith(u'"') || name.endsWith(u".moc"_s))
            continue;
        const QString other = roomOf(name.mid(1));
        if (other.isEmpty())
            faults += fault(file, i, u"an include is written \"room/file.h\""_s);
        else if (other != room && tiers()[other] >= tiers()[room])
            faults += fault(file, i, u"%1 may not know %2"_s.arg(room, other));
    }
    return faults;
}

QStringList screenFaults(const SourceFile &file)
{
    static const QSet<QString> headers = screenHeaders();
    static const QRegularExpression module(u"^<Qt(Gui|Widgets|Charts|Svg|SvgWidgets|PrintSupport|OpenGL|OpenGLWidgets)/"_s);
    static const QRegularExpression link(u"Qt6?::(Gui|Widgets|Charts|Svg|PrintSupport|OpenGL)\\b|\\bwarden_library\\([^)]*\\bGUI\\b"_s);
    QStringList faults;
    if (!file.isIn("app/"_L1))
        return faults;
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QString name = included(file.lines[i]);
        if (file.isCpp() && (name.contains(module) || headers.contains(name.mid(1)) || name.startsWith(u"\"ui/"_s)))
            faults += fault(file, i, u"app/ works without a screen"_s);
    }
    if (const auto found = link.match(file.lines.join(u'\n')); file.path.endsWith(u"CMakeLists.txt"_s) && found.hasMatch())
        faults += u"%1: app/ works without a screen: %2"_s.arg(file.path, found.captured(0));
    return faults;
}

QStringList chartFaults(const SourceFile &file)
{
    static const QRegularExpression chart(u"^<(QtCharts/?|Q(Chart|ChartView|LineSeries|AreaSeries|ValueAxis|DateTimeAxis)>?$)"_s);
    QStringList faults;
    if (!file.isCpp() || file.isIn("ui/widgets/timeseries"_L1) || file.isIn("tests/"_L1))
        return faults;
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QString name = included(file.lines[i]);
        if (name.contains(chart) || name == u"\"ui/widgets/timeseriesplot.h"_s)
            faults += fault(file, i, u"only the time series chart knows Qt Charts"_s);
    }
    return faults;
}

QStringList spellingFaults(const SourceFile &file)
{
    QStringList faults;
    for (const Spelling &spelling : spellings()) {
        const bool applies = std::any_of(spelling.folders.begin(), spelling.folders.end(),
                                 [&](const QString &folder) { return file.path.startsWith(folder); })
            && (spelling.allowedWith.isEmpty() || !includes(file, spelling.allowedWith));
        for (qsizetype i = 0; applies && file.isCpp() && i < file.code.size(); ++i) {
            if (file.code[i].contains(spelling.pattern))
                faults += fault(file, i, spelling.what);
        }
    }
    return faults;
}

QStringList contextFaults(const SourceFile &file)
{
    static const QRegularExpression call(u"\\b(connect|singleShot)\\s*(\\()"_s);
    QStringList faults;
    if (!file.isCpp())
        return faults;
    const QString code = file.code.join(u'\n');
    for (auto calls = call.globalMatch(code); calls.hasNext();) {
        const auto match = calls.next();
        const QStringList given = arguments(code, match.capturedStart(2));
        const qsizetype withoutContext = match.captured(1) == u"connect"_s ? 3 : 2;
        if (given.size() == withoutContext && given.last().trimmed().startsWith(u'['))
            faults += fault(file, code.left(match.capturedStart()).count(u'\n'), u"a lambda without a context object"_s);
    }
    return faults;
}

QStringList platformFaults(const SourceFile &file)
{
    static const QRegularExpression posix(u"^<(unistd|signal|fcntl|pwd|grp|termios|poll|dlfcn|sys/\\w+|arpa/\\w+|netinet/\\w+)\\.h"_s);
    static const QRegularExpression windows(u"^<(windows|winsock2|io|direct|aclapi|sddl|lmcons)\\.h"_s,
        QRegularExpression::CaseInsensitiveOption);
    QStringList faults;
    if (!file.isCpp() || file.isIn("tests/"_L1))
        return faults;
    const QString name = file.path.section(u'/', -1).section(u'.', 0, 0);
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        const QString header = included(file.lines[i]);
        if (header.contains(posix) && !name.endsWith(u"_posix"_s) && !name.endsWith(u"_unix"_s))
            faults += fault(file, i, u"POSIX only, so the file is named *_posix or *_unix"_s);
        if (header.contains(windows) && !name.endsWith(u"_win"_s) && !name.endsWith(u"_windows"_s))
            faults += fault(file, i, u"Windows only, so the file is named *_win"_s);
    }
    return faults;
}

QStringList manners(const SourceFile &file)
{
    static const QRegularExpression unfinished(u"\\b(TO"_s u"DO|FIX"_s u"ME|X"_s u"XX|HA"_s u"CK|TB"_s u"D)\\b"_s);
    static const QRegularExpression unfinishedWords(u"\\bplace"_s u"holder\\b|\\bnot imple"_s u"mented\\b|\\bcoming so"_s u"on\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    const bool licensed = file.path.endsWith(u".json"_s) || file.path.endsWith(u".md"_s)
        || file.lines.mid(0, 3).join(u'\n').contains(u"SPDX-License-Identifier: "_s);
    QStringList faults;
    if (!licensed)
        faults += fault(file, 0, u"no licence line"_s);
    if (file.isCpp() && file.lines.size() > 600)
        faults += u"%1: %2 lines, 600 are the most"_s.arg(file.path).arg(file.lines.size());
    for (qsizetype i = 0; i < file.lines.size(); ++i) {
        if (file.lines[i].contains(unfinished) || file.lines[i].contains(unfinishedWords))
            faults += fault(file, i, u"says that something is not finished"_s);
    }
    return faults;
}

} // namespace warden::layers
