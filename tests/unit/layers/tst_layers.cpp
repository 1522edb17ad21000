// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules.h"

#include <QFile>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace warden::layers;

/// Proves from the sources that the rooms know only whom they may know, and that the house rules are kept.
class LayersTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void roomsKnowOnlyLowerTiers();
    void coreNeedsNoScreen();
    void commandLineProgramLoadsNoScreenLibrary();
    void onlyTheTimeSeriesChartKnowsQtCharts();
    void nothingIsSpelledAsItMustNot();
    void lambdasHaveAContext();
    void systemHeadersStandInFilesNamedForThem();
    void filesAreLicensedShortAndFinished();
    void theRulesFindWhatTheyForbid_data();
    void theRulesFindWhatTheyForbid();
    void commentsAndLiteralsAreNotCode();

private:
    using Rule = QStringList (*)(const SourceFile &);
    QString faultsOf(Rule rule) const;

    QList<SourceFile> m_tree;
};

QString LayersTest::faultsOf(Rule rule) const
{
    QStringList faults;
    for (const SourceFile &file : m_tree)
        faults += rule(file);
    return faults.join(u'\n');
}

void LayersTest::initTestCase()
{
    m_tree = sourceTree(QStringLiteral(WARDEN_SOURCE_DIR));
    const auto has = [this](QLatin1StringView folder) {
        return std::any_of(m_tree.begin(), m_tree.end(), [&](const SourceFile &file) { return file.isIn(folder); });
    };
    QVERIFY2(has("app/base/"_L1) && has("ui/"_L1) && has("tests/"_L1) && has("packaging/"_L1), "the tree was not found");
}

#define VERIFY_NO_FAULTS(rule) \
    const QString faults = faultsOf(rule); \
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults))

void LayersTest::roomsKnowOnlyLowerTiers()
{
    VERIFY_NO_FAULTS(arrowFaults);
}

void LayersTest::coreNeedsNoScreen()
{
    VERIFY_NO_FAULTS(screenFaults);
}

// The sources may be clean and the link line not: what the program loads stands by name in its file.
void LayersTest::commandLineProgramLoadsNoScreenLibrary()
{
#ifdef WARDEN_CTL_FILE
    QFile program(QStringLiteral(WARDEN_CTL_FILE));
    QVERIFY2(program.open(QIODevice::ReadOnly), qPrintable(program.errorString()));
    const QByteArray bytes = program.readAll();
    QVERIFY(bytes.contains("Qt6Core") || bytes.contains("QtCore"));
    for (const char *library : {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "Qt6Gui.dll", "Qt6Widgets.dll",
             "QtGui.framework", "QtWidgets.framework"})
        QVERIFY2(!bytes.contains(library), library);
#else
    QVERIFY2(!QFile::exists(QStringLiteral(WARDEN_SOURCE_DIR "/app/cli/CMakeLists.txt")), "mqtt-wardenctl is not built");
#endif
}

void LayersTest::onlyTheTimeSeriesChartKnowsQtCharts()
{
    VERIFY_NO_FAULTS(chartFaults);
}

void LayersTest::nothingIsSpelledAsItMustNot()
{
    VERIFY_NO_FAULTS(spellingFaults);
}

void LayersTest::lambdasHaveAContext()
{
    VERIFY_NO_FAULTS(contextFaults);
}

void LayersTest::systemHeadersStandInFilesNamedForThem()
{
    VERIFY_NO_FAULTS(platformFaults);
}

void LayersTest::filesAreLicensedShortAndFinished()
{
    VERIFY_NO_FAULTS(manners);
}

void LayersTest::theRulesFindWhatTheyForbid_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("forbidden");
    const auto row = [](const char *name, Rule rule, const char *path, const QString &line, bool forbidden = true) {
        QTest::newRow(name) << rule << QString::fromLatin1(path) << line << forbidden;
    };
    row("neighbour", arrowFaults, "app/pki/a.cpp", u"#include \"mqtt/client.h\""_s);
    row("upward", arrowFaults, "app/broker/mosquitto/a.h", u"#include \"session/session.h\""_s);
    row("neighbour at the bottom", arrowFaults, "app/topic/a.h", u"#include \"x509/crl.h\""_s);
    row("ui knows no cli", arrowFaults, "ui/shell/a.cpp", u"#include \"cli/options.h\""_s);
    row("app knows no ui", arrowFaults, "app/demo/a.cpp", u"#include \"ui/theme/tokens.h\""_s);
    row("relative include", arrowFaults, "app/pki/a.cpp", u"#include \"../base/text.h\""_s);
    row("downward", arrowFaults, "app/session/a.cpp", u"#include \"pki/vault.h\""_s, false);
    row("own room", arrowFaults, "app/broker/mosquitto/a.cpp", u"#include \"broker/profile.h\""_s, false);
    row("ui knows all of app", arrowFaults, "ui/pages/overview/a.cpp", u"#include \"demo/home.h\""_s, false);
    row("widget by name", screenFaults, "app/base/a.h", u"#include <QWidget>"_s);
    row("colour by module", screenFaults, "app/base/a.h", u"#include <QtGui/QColor>"_s);
    row("core header", screenFaults, "app/base/a.h", u"#include <QObject>"_s, false);
    row("network header", screenFaults, "app/base/a.h", u"#include <QSslSocket>"_s, false);
    row("linked widgets", screenFaults, "app/base/CMakeLists.txt", u"LINKS Qt6::Widgets)"_s);
    row("chart in a page", chartFaults, "ui/pages/overview/a.cpp", u"#include <QLineSeries>"_s);
    row("plot in a page", chartFaults, "ui/pages/overview/a.cpp", u"#include \"ui/widgets/timeseriesplot.h\""_s);
    row("chart in its widget", chartFaults, "ui/widgets/timeserieschart.cpp", u"#include <QLineSeries>"_s, false);
    row("all TLS errors", spellingFaults, "app/mqtt/a.cpp", u"socket->ignoreSslErrors( );"_s);
    row("named TLS errors", spellingFaults, "app/mqtt/a.cpp", u"socket->ignoreSslErrors(expected);"_s, false);
    row("string connect", spellingFaults, "ui/a.cpp", u"connect(a, SIGNAL(b()), c, d);"_s);
    row("slot of a message bus", spellingFaults, "ui/a.cpp", u"#include <QDBusConnection>\nbus.connect(SLOT(b()));"_s, false);
    row("nested loop", spellingFaults, "app/mqtt/a.cpp", u"QEventLoop loop;"_s);
    row("wait for time", spellingFaults, "tests/unit/a.cpp", u"QTest::qWait(100);"_s);
    row("no context", contextFaults, "ui/a.cpp", u"connect(a, &A::b, [this] { c(1, 2); });"_s);
    row("context", contextFaults, "ui/a.cpp", u"connect(a, &A::b, this, [this] { c(); });"_s, false);
    row("timer without context", contextFaults, "ui/a.cpp", u"QTimer::singleShot(0, [] { c(); });"_s);
    row("timer with context", contextFaults, "ui/a.cpp", u"QTimer::singleShot(0, this, [] { c(); });"_s, false);
    row("POSIX in a plain file", platformFaults, "app/base/a.cpp", u"#include <unistd.h>"_s);
    row("POSIX in its file", platformFaults, "app/base/a_unix.cpp", u"#include <unistd.h>"_s, false);
    row("no licence", manners, "app/base/a.cpp", u"int a;"_s);
    row("not finished", manners, "app/base/a.cpp", u"// SPDX-License-Identifier: X\n// TO"_s u"DO later"_s);
    row("too long", manners, "app/base/a.cpp", u"// SPDX-License-Identifier: X"_s + u"\n"_s.repeated(601));
}

void LayersTest::theRulesFindWhatTheyForbid()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, forbidden);
    QCOMPARE(!rule(sourceFile(path, line)).isEmpty(), forbidden);
}

void LayersTest::commentsAndLiteralsAreNotCode()
{
    const QString text = u"a; // processEvents\n/* QEventLoop\n*/ b(\"SLOT(\\\"\", 'x', 1'000); R\"(SLOT(\n)\" c;"_s;
    QCOMPARE(withoutCommentsAndLiterals(text).simplified(), u"a; b(\" \", ' ', 1'000); c;"_s);
    QCOMPARE(withoutCommentsAndLiterals(text).count(u'\n'), text.count(u'\n'));
}

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
