// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/style.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

const QString folder = u":/warden/icons"_s;
const QString prefix = u"warden/"_s; // tells our icons from those of the desktop

QPixmap render(const QString &name, const QSize &pixels, const QColor &color)
{
    const QString key = u"warden/%1/%2x%3/%4"_s.arg(name).arg(pixels.width()).arg(pixels.height()).arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(folder + u'/' + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(QPointF(), pixels));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Paints the drawing in the colour that its state has in the scheme of this moment.
class IconEngine : public QIconEngine
{
public:
    IconEngine(const QString &name, ColorRole role) : m_name(name), m_role(role) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, rect, m_name, color(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return render(m_name, size, color(mode));
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap result = pixmap(size, mode, state);
        result.setDevicePixelRatio(scale);
        return result;
    }

    QString key() const override { return u"warden"_s; }
    QString iconName() override { return prefix + m_name; }
    bool isNull() override { return !QFile::exists(folder + u'/' + m_name + u".svg"_s); }
    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QColor color(QIcon::Mode mode) const
    {
        const Tokens &tokens = tokensOf(nullptr);
        switch (mode) {
        case QIcon::Disabled:
            return tokens.color(ColorRole::Disabled);
        case QIcon::Selected:
            return tokens.color(ColorRole::Accent);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return tokens.color(m_role);
    }

    QString m_name;
    ColorRole m_role;
};

} // namespace

QIcon icon(QStringView name, ColorRole role)
{
    return QIcon(new IconEngine(name.toString(), role));
}

void paintIcon(QPainter &painter, const QRectF &rect, QStringView name, const QColor &color)
{
    // Not the device's ratio: a widget rendered into a picture still tells that of its screen.
    const qreal scale = std::max(1.0, painter.deviceTransform().m11());
    // On whole device pixels, or the strokes blur.
    const QSize pixels = (rect.size() * scale).toSize();
    QPixmap pixmap = render(name.toString(), pixels, color);
    pixmap.setDevicePixelRatio(scale);
    const QPointF corner(std::round(rect.x() * scale) / scale, std::round(rect.y() * scale) / scale);
    painter.drawPixmap(corner, pixmap);
}

QString iconName(const QIcon &icon)
{
    const QString name = icon.name();
    return name.startsWith(prefix) ? name.mid(prefix.size()) : QString();
}

QStringList iconNames()
{
    QStringList names = QDir(folder).entryList({u"*.svg"_s});
    for (QString &name : names)
        name.chop(4);
    return names;
}

} // namespace warden::ui
