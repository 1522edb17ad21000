// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/type.h"

#include <QCoreApplication>
#include <QDir>
#include <QFontDatabase>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

const QString textFamily = u"Inter"_s;
const QString monoFamily = u"JetBrains Mono"_s;

QFont sized(double points, QFont::Weight weight)
{
    QFont font(textFamily);
    font.setFamilies({textFamily, QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()});
    font.setPointSizeF(points);
    font.setWeight(weight);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature("tnum", 1);
#endif
    return font;
}

QFont monospaced()
{
    QFont font(monoFamily);
    font.setFamilies({monoFamily, QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(9);
    return font;
}

} // namespace

QFont fontFor(TypeRole role)
{
    switch (role) {
    case TypeRole::Caption:
        return sized(9, QFont::Normal);
    case TypeRole::Body:
        return sized(10, QFont::Normal);
    case TypeRole::Strong:
        return sized(10, QFont::DemiBold);
    case TypeRole::Subtitle:
        return sized(12, QFont::DemiBold);
    case TypeRole::Title:
        return sized(16, QFont::DemiBold);
    case TypeRole::Figure:
        return sized(22, QFont::DemiBold);
    case TypeRole::Mono:
        return monospaced();
    }
    return {};
}

void loadFonts()
{
    if (QFontDatabase::hasFamily(textFamily) && QFontDatabase::hasFamily(monoFamily))
        return;
    const QString program = QCoreApplication::applicationDirPath();
    for (const QString &place : {u"/../share/mqtt-warden/fonts"_s, u"/../Resources/fonts"_s, u"/fonts"_s}) {
        const QDir folder(program + place);
        const QStringList files = folder.entryList({u"*.otf"_s, u"*.ttf"_s}, QDir::Files);
        for (const QString &file : files)
            QFontDatabase::addApplicationFont(folder.filePath(file));
    }
}

void setTypeRole(QWidget *widget, TypeRole role)
{
    widget->setFont(fontFor(role));
}

void setTextRole(QWidget *widget, ColorRole role)
{
    widget->setProperty("textRole", int(role));
    widget->style()->polish(widget);
}

} // namespace warden::ui
