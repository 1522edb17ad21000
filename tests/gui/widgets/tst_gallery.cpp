// SPDX-License-Identifier: GPL-3.0-or-later
// Every widget side by side, light and dark, at one and two device pixels: looked at by people when WARDEN_GRAB_DIR
// says where to, and by this test for text that does not fit and controls without a name.
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barlist.h"
#include "ui/widgets/checklist.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fields.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/form.h"
#include "ui/widgets/keyvaluegrid.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/steplist.h"
#include "ui/widgets/timeserieschart.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace warden;
using namespace warden::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noon = 1'800'000'000'000;

QLayout *row(std::initializer_list<QWidget *> widgets)
{
    auto *layout = new QHBoxLayout;
    layout->setSpacing(space::S);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    return layout;
}

QWidget *disabled(QWidget *widget)
{
    widget->setEnabled(false);
    return widget;
}

QWidget *checked(QAbstractButton *button)
{
    button->setCheckable(true);
    button->setChecked(true);
    return button;
}

Card *buttonsCard()
{
    auto *card = new Card(u"Buttons"_s);
    card->setNote(u"32 high, 28 compact"_s);
    auto *small = makeButton(u"Compact"_s);
    setCompact(small);
    card->body()->addLayout(row({makePrimary(u"New device"_s, u"plus"), makeButton(u"Test connection"_s, u"pulse"),
        makeDanger(u"Revoke"_s, u"ban"), makeQuiet(u"More options"_s, u"chevron-right"), small}));
    card->body()->addLayout(row({disabled(makePrimary(u"Connect"_s)), disabled(makeButton(u"Cancel"_s)),
        disabled(makeQuiet(u"How to allow it"_s)), makeIconButton(u"bell", u"Notifications"_s, 20),
        checked(makeIconButton(u"filter", u"Filter"_s)), disabled(makeIconButton(u"trash", u"Delete"_s))}));
    auto *segments = new SegmentedControl(u"Time shown"_s);
    segments->addSegment(u"15 min"_s, 0);
    segments->addSegment(u"1 h"_s, 1);
    segments->addSegment(u"24 h"_s, 2);
    segments->addSegment(u"7 d"_s, 3);
    auto *tabs = new QTabBar;
    tabs->setAccessibleName(u"Parts"_s);
    for (const QString &name : {u"Overview"_s, u"Rights"_s, u"Sessions"_s})
        tabs->addTab(name);
    tabs->setDrawBase(true);
    card->body()->addLayout(row({segments, tabs}));
    auto *check = new QCheckBox(u"Verify the host name"_s);
    check->setChecked(true);
    auto *partly = new QCheckBox(u"Some"_s);
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *radio = new QRadioButton(u"This CA file"_s);
    radio->setChecked(true);
    card->body()->addLayout(row({check, partly, new QCheckBox(u"Off"_s), radio, disabled(new QRadioButton(u"Not now"_s))}));
    auto *progress = new QProgressBar;
    progress->setAccessibleName(u"Progress"_s);
    progress->setValue(60);
    card->body()->addWidget(progress);
    return card;
}

Card *chipsCard()
{
    auto *card = new Card(u"Chips"_s);
    auto *chips = new QWidget;
    auto *flow = new FlowLayout(chips, 6);
    flow->addWidget(new StatusChip(Tone::Success, u"connected"_s, u"check"_s));
    flow->addWidget(new StatusChip(Tone::Warning, u"Medium"_s, u"warning"_s));
    flow->addWidget(new StatusChip(Tone::Danger, u"High"_s, u"warning"_s));
    flow->addWidget(new StatusChip(Tone::Info, u"1 new today"_s));
    flow->addWidget(new StatusChip(Tone::Accent, u"Recommended"_s));
    flow->addWidget(new StatusChip(Tone::Neutral, u"Sensors"_s));
    auto *mono = new StatusChip(Tone::Neutral, u"192.168.1.40"_s);
    mono->setMono(true);
    flow->addWidget(mono);
    card->body()->addWidget(chips);
    auto *bars = new BarList;
    bars->setAccessibleName(u"Top talkers"_s);
    bars->setBars({{u"zigbee2mqtt/bridge/state"_s, 23.2, u"23.2"_s}, {u"home/power/total"_s, 10, u"10.0"_s},
        {u"homeassistant/status"_s, 1.1, u"1.1"_s}});
    card->body()->addWidget(bars);
    auto *facts = new KeyValueGrid;
    facts->addRow(u"Issued to"_s, u"homepi.local"_s);
    facts->addRow(u"Key"_s, u"ECDSA P-256"_s, TypeRole::Mono);
    card->body()->addWidget(facts);
    return card;
}

Card *formCard()
{
    auto *card = new Card(u"Form"_s);
    auto *form = new Form(Form::Labels::Left);
    auto *name = new QLineEdit(u"Workshop"_s);
    form->addRow(u"Name"_s, name);
    auto *host = new QLineEdit(u"workshop.local"_s);
    host->setFont(fontFor(TypeRole::Mono));
    auto *port = new QSpinBox;
    port->setRange(1, 65535);
    port->setValue(8883);
    port->setAccessibleName(u"Port"_s);
    form->addRow(u"Address"_s, QList<QWidget *>{host, port});
    auto *tiles = new RadioCardGroup(Qt::Horizontal, u"Transport"_s);
    tiles->addCard(0, u"TLS"_s, u"Recommended"_s);
    tiles->addCard(1, u"WebSocket"_s, u"TLS, port 443"_s);
    tiles->addCard(2, u"TCP"_s, {})->setCaption(u"Not encrypted"_s, ColorRole::Warning);
    tiles->setCurrent(0);
    form->addRow(u"Transport"_s, tiles);
    form->addSection();
    auto *password = new PasswordField(u"Password"_s);
    password->showStrength([](const Secret &secret) { return int(secret.size()) / 4; });
    password->setSecret(Secret::fromText(u"otter-lantern-violin"));
    form->addRow(u"Password"_s, password)->setHelp(u"Kept in the system’s keychain, never in a file"_s, u"key"_s);
    auto *wrong = form->addRow(u"Topic filter"_s, new QLineEdit(u"home/#/lamp"_s));
    wrong->setError(u"“#” may only stand at the end of a topic filter."_s);
    auto *combo = new QComboBox;
    combo->addItems({u"P-256 (recommended)"_s, u"RSA 2048"_s});
    form->addRow(u"Key"_s, combo);
    card->body()->addWidget(form);
    return card;
}

Card *choicesCard()
{
    auto *card = new Card(u"Choices and steps"_s);
    auto *list = new RadioCardGroup(Qt::Vertical, u"Encryption"_s);
    list->addCard(0, u"TLS 1.2 and newer"_s, u"Every device that can encrypt at all can connect"_s, u"Recommended"_s);
    list->addCard(1, u"TLS 1.3 only"_s, u"Stricter; Tasmota and ESP8266 devices cannot connect"_s);
    list->setCurrent(0);
    card->body()->addWidget(list);
    auto *box = new CaptionCheckBox(u"Refuse connections that are not encrypted"_s,
        u"Port 1883 stays closed, also inside the home"_s);
    box->setChecked(true);
    card->body()->addWidget(box);
    auto *steps = new StepList({u"Name and place"_s, u"Who may connect"_s, u"Security"_s, u"Finish"_s});
    steps->setCurrent(2);
    card->body()->addWidget(steps);
    return card;
}

Card *checksCard()
{
    auto *card = new Card(u"Connection test"_s);
    card->setNote(u"29 ms in all"_s);
    card->setFill(ColorRole::Sunken);
    auto *list = new CheckList(CheckList::Look::Timeline);
    list->addStep(u"dns"_s, u"Name found"_s);
    list->addStep(u"tls"_s, u"TLS"_s);
    list->addStep(u"mqtt"_s, u"MQTT"_s);
    list->addStep(u"rights"_s, u"Rights"_s);
    list->setStep(u"dns"_s, CheckList::State::Done, u"workshop.local is 192.168.1.24"_s, u"4 ms"_s);
    list->setStep(u"tls"_s, CheckList::State::Failed, u"The certificate is for another name."_s, u"15 ms"_s);
    list->setStep(u"mqtt"_s, CheckList::State::Running);
    list->setStep(u"rights"_s, CheckList::State::Warning);
    list->setDetails(u"rights"_s, {{Tone::Success, u"Watch the traffic"_s, {}, {}},
        {Tone::Warning, u"Read the broker’s log: not allowed"_s, u"Refused sign-ins will stay hidden."_s,
            u"How to allow it"_s}});
    card->body()->addWidget(list);
    auto *plain = new CheckList(CheckList::Look::Plain);
    plain->addStep(u"a"_s, u"Mosquitto found"_s);
    plain->addStep(u"b"_s, u"Start the broker"_s);
    plain->setStep(u"a"_s, CheckList::State::Done, {}, u"2.0.11"_s);
    card->body()->addWidget(plain);
    card->body()->addStretch(1);
    return card;
}

Card *chartCard(QTimer &tick)
{
    auto *card = new Card(u"Messages per second"_s);
    auto *chart = new TimeSeriesChart(u"Messages per second"_s, tick);
    chart->setUnit(u"/s"_s);
    chart->setSeries({{u"received"_s, 0, true}, {u"sent"_s, 1, false}});
    std::vector<ChartPoint> received, sent;
    for (int i = 0; i <= 180; ++i) {
        const qint64 t = noon - (180 - i) * 5000;
        received.push_back({t, i > 90 && i < 100 ? NAN : 150 + 30 * std::sin(i / 9.0) + (i * 37 % 17)});
        sent.push_back({t, 310 + 60 * std::sin(i / 20.0) + (i * 53 % 41)});
    }
    chart->setData(0, received);
    chart->setData(1, sent);
    card->setHeaderWidget(chart->legend());
    card->body()->addWidget(chart, 1);
    auto *spark = new Sparkline(2);
    std::vector<double> values;
    for (int i = 0; i < 40; ++i)
        values.push_back(20 + (i * 31 % 9));
    spark->setValues(values);
    card->body()->addLayout(row({makeLabel(u"148"_s, TypeRole::Figure),
        makeLabel(u"/s in"_s, TypeRole::Body, ColorRole::Muted), spark}));
    return card;
}

Card *tableCard(QObject *owner)
{
    auto *card = new Card;
    card->setPadding(1);
    auto *model = new QStandardItemModel(0, 4, owner);
    model->setHorizontalHeaderLabels({u"Client ID"_s, u"User"_s, u"Address"_s, u"Messages"_s});
    for (int i = 0; i < 5; ++i) {
        QList<QStandardItem *> items{new QStandardItem(u"thermostat-%1"_s.arg(i)), new QStandardItem(u"thermostat"_s),
            new QStandardItem(u"192.168.1.3%1"_s.arg(i)), new QStandardItem(QString::number(1200 - 17 * i))};
        items.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        model->appendRow(items);
    }
    auto *table = new DataTable(u"Clients"_s);
    table->setModel(model);
    table->sortByColumn(3, Qt::DescendingOrder);
    table->selectRow(1);
    auto *search = new SearchField(u"Filter clients"_s);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::M, space::M, space::M, 0);
    bar->addWidget(search);
    bar->addStretch(1);
    card->body()->addLayout(bar);
    card->body()->addWidget(table);
    return card;
}

QWidget *makeGallery(QTimer &tick)
{
    auto *gallery = new QWidget;
    auto *grid = new QGridLayout(gallery);
    grid->setContentsMargins(space::XL, space::XL, space::XL, space::XL);
    grid->setSpacing(space::L);
    grid->addWidget(buttonsCard(), 0, 0);
    grid->addWidget(formCard(), 1, 0, 2, 1);
    grid->addWidget(chipsCard(), 0, 1);
    grid->addWidget(chartCard(tick), 1, 1);
    grid->addWidget(tableCard(gallery), 2, 1);
    grid->addWidget(choicesCard(), 0, 2);
    grid->addWidget(checksCard(), 1, 2);
    auto *empty = new EmptyState(u"plug"_s, u"No client is connected"_s,
        u"As soon as a device signs in, it is shown here."_s);
    empty->addPrimary(u"New device"_s);
    empty->addSecondary(u"Clear filter"_s);
    grid->addWidget(empty, 2, 2);
    gallery->resize(1640, 1180);
    return gallery;
}

QString grabFolder()
{
    return qEnvironmentVariable("WARDEN_GRAB_DIR");
}

void keep(QWidget *widget, const QString &name)
{
    if (grabFolder().isEmpty())
        return;
    for (const int scale : {1, 2}) {
        QPixmap picture(widget->size() * scale);
        picture.setDevicePixelRatio(scale);
        widget->render(&picture);
        QVERIFY(picture.save(u"%1/%2-%3x.png"_s.arg(grabFolder(), name).arg(scale)));
    }
}

} // namespace

class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void everyWidgetShowsItsTextAndHasAName_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyWidgetShowsItsTextAndHasAName()
    {
        QFETCH(bool, dark);
        Theme theme(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
        QTimer tick;
        const std::unique_ptr<QWidget> gallery(makeGallery(tick));
        gallery->show();
        QVERIFY(QTest::qWaitForWindowExposed(gallery.get()));
        ToastHost toasts(gallery.get());
        toasts.show({Tone::Success, u"Profile saved"_s, {}, {}, {}});
        toasts.show({Tone::Danger, u"The broker ended the connection"_s, u"Trying again in 4 s."_s, u"Details"_s, {}});
        keep(gallery.get(), dark ? u"gallery-dark"_s : u"gallery-light"_s);
        for (const QWidget *widget : gallery->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            if (qobject_cast<const QAbstractButton *>(widget) && !widget->parentWidget()->inherits("QLineEdit"))
                QVERIFY2(widget->width() >= widget->minimumSizeHint().width(),
                    qPrintable(qobject_cast<const QAbstractButton *>(widget)->text()));
            if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QScrollArea")
                || widget->objectName() == u"qt_scrollarea_viewport"_s)
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            const QWidget *parent = widget->parentWidget();
            const bool inner = parent && (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox"));
            if (!inner && !widget->inherits("QTextEdit"))
                QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u" in "_s
                        + QString::fromLatin1(parent ? parent->metaObject()->className() : "")));
        }
    }

    void dialogShowsHeadingPanelsAndButtons_data() { everyWidgetShowsItsTextAndHasAName_data(); }

    void dialogShowsHeadingPanelsAndButtons()
    {
        QFETCH(bool, dark);
        Theme theme(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
        Dialog dialog;
        dialog.setHeading(u"Connect to a broker"_s, u"Nothing on the broker is changed by connecting."_s);
        auto *form = new Form(Form::Labels::Left);
        form->addRow(u"Name"_s, new QLineEdit(u"Workshop"_s));
        form->addRow(u"Host"_s, new QLineEdit(u"workshop.local"_s));
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        column->setContentsMargins(space::XL, 20, space::XL, 20);
        column->addWidget(form);
        column->addStretch(1);
        dialog.setContent(content);
        auto *side = new Panel(ColorRole::Sunken, Qt::LeftEdge);
        auto *list = new QVBoxLayout(side);
        list->addWidget(makeLabel(u"Connection test"_s, TypeRole::Strong));
        list->addStretch(1);
        dialog.setSidePanel(side, 360);
        dialog.addLeft(makeButton(u"Test connection"_s, u"pulse"));
        dialog.addRight(makeButton(u"Cancel"_s));
        dialog.addRight(makePrimary(u"Connect"_s));
        dialog.resize(968, 420);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(side->mapTo(&dialog, QPoint()).x() > form->mapTo(&dialog, QPoint()).x());
        keep(&dialog, dark ? u"dialog-dark"_s : u"dialog-light"_s);
        dialog.resize(560, 600);
        QTRY_VERIFY(side->mapTo(&dialog, QPoint()).y() > form->mapTo(&dialog, QPoint()).y());
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
