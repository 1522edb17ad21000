// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeprompts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checklist.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/form.h"
#include "ui/widgets/page.h"
#include "ui/widgets/timeserieschart.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QDialog>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

using namespace warden;
using namespace warden::ui;
using namespace Qt::StringLiterals;

namespace {

class PlainPage : public Page
{
public:
    PlainPage() : Page({u"plain"_s, u"Plain"_s, u"A page"_s, u"info"_s}) { content()->addWidget(makeLabel(u"here"_s)); }
    using Page::setBadge;
    using Page::showContent;
    using Page::showInstead;
};

} // namespace

class TestWidgets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light); }

    void arrowKeysMoveTheSegment()
    {
        SegmentedControl control(u"Span"_s);
        for (int i = 0; i < 3; ++i)
            control.addSegment(QString::number(i), i * 10);
        control.show();
        QVERIFY(QTest::qWaitForWindowExposed(&control));
        QSignalSpy changed(&control, &SegmentedControl::currentChanged);
        QAbstractButton *first = control.findChildren<QAbstractButton *>().constFirst();
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Right);
        QCOMPARE(control.current(), 10);
        QCOMPARE(changed.count(), 1);
        control.setCurrent(20);
        QCOMPARE(changed.last().value(0).toInt(), 20);
    }

    void passwordFieldHidesUntilAskedAndJudges()
    {
        PasswordField field(u"Password"_s);
        field.showStrength([](const Secret &secret) { return secret.size() > 12 ? 4 : 1; });
        QCOMPARE(field.edit()->echoMode(), QLineEdit::Password);
        QTest::keyClicks(field.edit(), u"short"_s);
        QCOMPARE(field.strength(), 1);
        field.setSecret(Secret::fromText(u"otter-lantern-violin"));
        QCOMPARE(field.strength(), 4);
        QVERIFY(field.secret().equals(Secret::fromText(u"otter-lantern-violin")));
        field.setRevealed(true);
        QCOMPARE(field.edit()->echoMode(), QLineEdit::Normal);
    }

    void escapeClearsTheSearchFirst()
    {
        SearchField field(u"Filter"_s);
        QTest::keyClicks(&field, u"lamp"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
    }

    void formShowsTheErrorInPlaceOfTheHelpAndMarksTheField()
    {
        Form form(Form::Labels::Above);
        auto *edit = new QLineEdit;
        FormRow *row = form.addRow(u"Topic"_s, edit, u"For example home/lamp"_s);
        QCOMPARE(edit->accessibleName(), u"Topic"_s);
        row->setError(u"Not so."_s);
        QVERIFY(edit->property("invalid").toBool());
        QCOMPARE(edit->accessibleDescription(), u"Not so."_s);
        row->setError({});
        QVERIFY(!edit->property("invalid").toBool());
        QCOMPARE(edit->accessibleDescription(), u"For example home/lamp"_s);
    }

    void checkListTellsItsStatesInWords()
    {
        CheckList list(CheckList::Look::Timeline);
        list.addStep(u"tls"_s, u"TLS"_s);
        list.setStep(u"tls"_s, CheckList::State::Failed, u"Expired"_s);
        QCOMPARE(list.state(u"tls"_s), CheckList::State::Failed);
        QSignalSpy link(&list, &CheckList::linkActivated);
        list.setDetails(u"tls"_s, {{Tone::Warning, u"text"_s, {}, u"How to mend it"_s}});
        list.findChild<QPushButton *>()->click();
        QCOMPARE(link.count(), 1);
        QCOMPARE(link.first().value(0).toString(), u"tls"_s);
        list.reset();
        QCOMPARE(list.state(u"tls"_s), CheckList::State::Pending);
    }

    void atMostThreeToastsAndErrorsStay()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        ToastHost host(&window);
        bool acted = false;
        for (int i = 0; i < 5; ++i)
            host.show({Tone::Danger, QString::number(i), {}, u"Undo"_s, [&acted] { acted = true; }});
        QCOMPARE(host.count(), 3);
        const auto toasts = window.findChildren<Toast *>();
        QVERIFY(window.rect().contains(toasts.constLast()->geometry().center()));
        toasts.constLast()->findChild<QPushButton *>()->click();
        QVERIFY(acted);
        QCOMPARE(host.count(), 2);
    }

    void tableCopiesTheSelectionAsCsv()
    {
        QStandardItemModel model(0, 2);
        model.setHorizontalHeaderLabels({u"Client"_s, u"Note"_s});
        model.appendRow({new QStandardItem(u"a,b"_s), new QStandardItem(u"say \"hi\""_s)});
        model.appendRow({new QStandardItem(u"=cmd()"_s), new QStandardItem(u"-5"_s)});
        DataTable table(u"Clients"_s);
        table.setModel(&model);
        table.selectAll();
        QCOMPARE(table.selectionAsCsv(), u"Client,Note\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n'=cmd(),-5\r\n"_s);
        table.setColumnHidden(0, true);
        QTest::keySequence(&table, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), u"Note\r\n\"say \"\"hi\"\"\"\r\n-5\r\n"_s);
    }

    void tableKeepsItsColumns()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        QStandardItemModel model(1, 3);
        {
            DataTable table(u"T"_s);
            table.setObjectName(u"t"_s);
            table.setModel(&model);
            table.keepState(settings);
            table.setColumnHidden(1, true);
        }
        DataTable again(u"T"_s);
        again.setObjectName(u"t"_s);
        again.setModel(&model);
        again.keepState(settings);
        QVERIFY(again.isColumnHidden(1));
        QVERIFY(!again.isColumnHidden(0));
    }

    void longTextIsElidedAndToldInFull()
    {
        ElidedLabel label(u"home/<b>very</b>/long/topic/name"_s);
        label.resize(40, 20);
        label.show();
        QVERIFY(label.toolTip().contains(u"&lt;b&gt;"_s));
        label.resize(400, 20);
        QVERIFY(label.toolTip().isEmpty());
    }

    void pageShowsAStateInsteadOfItsContent()
    {
        PlainPage page;
        page.resize(600, 400);
        page.show();
        auto *state = new EmptyState(u"plug"_s, u"Nothing yet"_s, u"Wait."_s);
        page.showInstead(state);
        QVERIFY(state->isVisible());
        page.showContent();
        QVERIFY(page.findChild<QLabel *>());
        QSignalSpy badge(&page, &Page::badgeChanged);
        page.setBadge(3);
        page.setBadge(3);
        QCOMPARE(badge.count(), 1);
    }

    void axisTopsAreRound_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("top");
        QTest::newRow("zero") << 0.0 << 5.0;
        QTest::newRow("small") << 0.07 << 0.08;
        QTest::newRow("exact") << 100.0 << 125.0;
        QTest::newRow("between") << 380.0 << 400.0;
        QTest::newRow("large") << 12345.0 << 15000.0;
    }

    void axisTopsAreRound()
    {
        QFETCH(double, value);
        QFETCH(double, top);
        const double found = TimeSeriesChart::niceScale(value, 5).top();
        QVERIFY2(std::abs(found - top) < 1e-9, qPrintable(QString::number(found)));
    }

    void chartThinsButKeepsPeaksAndGaps()
    {
        QTimer tick;
        TimeSeriesChart chart(u"Rate"_s, tick);
        chart.setSeries({{u"received"_s, 0, true}});
        chart.setSpan(std::chrono::seconds(100'000));
        std::vector<ChartPoint> points;
        for (int i = 0; i < 50'000; ++i)
            points.push_back({qint64(i) * 1000, i == 31'234 ? 977.0 : i == 10'000 ? NAN : 1.0});
        chart.setData(0, points);
        QVERIFY(chart.pointCount() <= 600);
        QVERIFY(chart.valuesAt(31'234'000).contains(u"977"_s));
        chart.resize(500, 200);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QVERIFY(chart.accessibleDescription().contains(u"977"_s));
    }

    void hiddenChartDoesNothingUntilShown()
    {
        QTimer tick;
        tick.start(10);
        TimeSeriesChart chart(u"Rate"_s, tick);
        chart.setSeries({{u"received"_s, 0, false}});
        chart.setData(0, std::vector<ChartPoint>{{1000, 5}, {2000, 7}});
        QSignalSpy ticks(&tick, &QTimer::timeout);
        QTRY_VERIFY(ticks.count() >= 3);
        QVERIFY(chart.accessibleDescription().isEmpty());
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QVERIFY(chart.accessibleDescription().contains(u"now 7"_s));
    }

    void chartHasATableBehindIt()
    {
        QTimer tick;
        TimeSeriesChart chart(u"Rate"_s, tick);
        chart.setUnit(u"/s"_s);
        chart.setSeries({{u"received"_s, 0, false}, {u"sent"_s, 1, false}});
        chart.setData(0, std::vector<ChartPoint>{{1000, 5}, {2000, 7}});
        chart.setData(1, std::vector<ChartPoint>{{2000, 9}});
        chart.show();
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_Return);
        auto *table = chart.findChild<DataTable *>(u"chart.table"_s);
        QVERIFY(table);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"9"_s);
    }

    void destructiveQuestionWantsTheTypedWord()
    {
        QWidget window;
        window.show();
        NativePrompts prompts;
        int answers = 0;
        Question question{u"Delete the authority?"_s, u"It cannot be undone."_s, {}, u"Delete"_s, true, u"Home CA"_s};
        prompts.confirm(&window, question, [&answers](bool yes) { answers += yes ? 1 : 100; });
        auto *dialog = window.findChild<QDialog *>(u"prompt"_s);
        QVERIFY(dialog);
        auto *confirm = dialog->findChild<QPushButton *>(u"prompt.confirm"_s);
        QVERIFY(!confirm->isEnabled());
        QVERIFY(dialog->findChild<QPushButton *>(u"prompt.cancel"_s)->isDefault());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"prompt.typed"_s), u"Home CA"_s);
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QCOMPARE(answers, 1);
    }

    void fakePromptsRememberWhatWasAsked()
    {
        FakePrompts prompts;
        prompts.nextAnswer = false;
        bool answered = true;
        prompts.confirm(nullptr, {u"T"_s, {}, {}, u"Go"_s, true, {}}, [&answered](bool yes) { answered = yes; });
        QVERIFY(!answered);
        QCOMPARE(prompts.questions.first().confirm, u"Go"_s);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
