// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/theme/type.h"

#include <QApplication>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace warden::ui;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

struct Pair {
    ColorRole ink;
    ColorRole ground;
    double least;
};

// Every pair that the style, the widgets and the shell paint.
QList<Pair> pairsInUse()
{
    using enum ColorRole;
    QList<Pair> pairs;
    for (const ColorRole ground : {Window, Surface, Raised, Sunken, Subtle, AccentSoft}) {
        pairs << Pair{Text, ground, 4.5} << Pair{Muted, ground, 4.5} << Pair{Accent, ground, 4.5};
    }
    for (const ColorRole ground : {Window, Surface, Raised, Sunken}) {
        pairs << Pair{Success, ground, 4.5} << Pair{Warning, ground, 4.5} << Pair{Danger, ground, 4.5}
              << Pair{Info, ground, 4.5} << Pair{Focus, ground, 3.0};
    }
    for (const ColorRole ground : {Surface, Raised})
        pairs << Pair{BorderStrong, ground, 3.0};
    pairs << Pair{OnAccent, Accent, 4.5} << Pair{OnAccent, AccentHover, 4.5} << Pair{Success, SuccessSoft, 4.5}
          << Pair{Warning, WarningSoft, 4.5} << Pair{Danger, DangerSoft, 4.5} << Pair{Info, InfoSoft, 4.5};
    return pairs;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void everyPairInUseHasEnoughContrast_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyPairInUseHasEnoughContrast()
    {
        QFETCH(bool, dark);
        const Tokens &tokens = dark ? Tokens::darkScheme() : Tokens::light();
        for (const Pair &pair : pairsInUse()) {
            const double found = contrast(tokens.color(pair.ink), tokens.color(pair.ground));
            QVERIFY2(found >= pair.least,
                qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(pair.ink)).arg(int(pair.ground)).arg(found)));
        }
        for (const QColor &line : tokens.series)
            QVERIFY(contrast(line, tokens.color(ColorRole::Surface)) >= 4.5);
    }

    void switchesAtRunTimeAndRecoloursWhatIsShown()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        QLabel label;
        setTextRole(&label, ColorRole::Muted);
        QCOMPARE(label.palette().color(QPalette::WindowText), Tokens::light().color(ColorRole::Muted));
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(label.palette().color(QPalette::WindowText), Tokens::darkScheme().color(ColorRole::Muted));
        QCOMPARE(qApp->palette().color(QPalette::Window), Tokens::darkScheme().color(ColorRole::Window));
        QCOMPARE(label.palette().color(QPalette::Window), Tokens::darkScheme().color(ColorRole::Window));
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void everyIconDrawsSomethingInTheColourOfItsRole()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        const QStringList names = iconNames();
        QVERIFY(names.size() >= 45);
        for (const QString &name : names) {
            const QImage image = icon(name, ColorRole::Danger).pixmap(QSize(20, 20), 2.0).toImage();
            QCOMPARE(image.size(), QSize(40, 40));
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    inked += image.pixelColor(x, y).alpha() > 200;
            QVERIFY2(inked > 8, qPrintable(name));
            if (name == QStringLiteral("mqtt-warden"))
                continue;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() == 255)
                        QCOMPARE(image.pixelColor(x, y).rgb(), theme.tokens().color(ColorRole::Danger).rgb());
        }
    }

    void iconsFollowStateAndScheme()
    {
        Theme theme(*qApp, Theme::Mode::Light);
        const QIcon plug = icon(u"plug");
        QCOMPARE(iconName(plug), QStringLiteral("plug"));
        const auto darkest = [](const QPixmap &pixmap) {
            const QImage image = pixmap.toImage();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() == 255)
                        return image.pixelColor(x, y).rgb();
            return QRgb(0);
        };
        const QSize size(24, 24);
        QCOMPARE(darkest(plug.pixmap(size)), Tokens::light().color(ColorRole::Text).rgb());
        QCOMPARE(darkest(plug.pixmap(size, QIcon::Disabled)), Tokens::light().color(ColorRole::Disabled).rgb());
        QCOMPARE(darkest(plug.pixmap(size, QIcon::Selected)), Tokens::light().color(ColorRole::Accent).rgb());
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(darkest(plug.pixmap(size)), Tokens::darkScheme().color(ColorRole::Text).rgb());
    }

    void typeRolesAreInterInTheSizesOfTheDesign()
    {
        loadFonts();
        QCOMPARE(fontFor(TypeRole::Caption).pointSizeF(), 9.0);
        QCOMPARE(fontFor(TypeRole::Body).pointSizeF(), 10.0);
        QCOMPARE(fontFor(TypeRole::Subtitle).pointSizeF(), 12.0);
        QCOMPARE(fontFor(TypeRole::Title).pointSizeF(), 16.0);
        QCOMPARE(fontFor(TypeRole::Figure).pointSizeF(), 22.0);
        QCOMPARE(fontFor(TypeRole::Strong).weight(), QFont::DemiBold);
        QCOMPARE(QFontInfo(fontFor(TypeRole::Body)).family(), QStringLiteral("Inter"));
        QVERIFY(QFontInfo(fontFor(TypeRole::Mono)).fixedPitch());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
