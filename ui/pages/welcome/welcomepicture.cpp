// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomepicture.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <QPainter>
#include <QPainterPath>

namespace warden::ui {

namespace {

/// Paints on a 360 × 128 stage.
struct Stage {
    QPainter &painter;
    const Tokens &tokens;

    void line(QPointF from, QPointF to, bool dotted)
    {
        QPen pen(tokens.color(ColorRole::BorderStrong), 1.5);
        if (dotted) {
            pen.setCapStyle(Qt::RoundCap);
            pen.setDashPattern({1.3, 3.3});
        }
        painter.setPen(pen);
        painter.drawLine(from, to);
    }

    void glyph(QStringView name, QPointF center, double size, ColorRole role)
    {
        paintIcon(painter, QRectF(center.x() - size / 2, center.y() - size / 2, size, size), name, tokens.color(role));
    }

    void tile(QStringView name, QPointF center, double size, bool main)
    {
        painter.setPen(QPen(tokens.color(main ? ColorRole::Accent : ColorRole::Border), 1));
        painter.setBrush(tokens.color(main ? ColorRole::AccentSoft : ColorRole::Surface));
        const double radius = size > 40 ? 10 : 8;
        painter.drawRoundedRect(QRectF(center.x() - size / 2, center.y() - size / 2, size, size), radius, radius);
        glyph(name, center, size * 0.46, main ? ColorRole::Accent : ColorRole::Muted);
    }
};

void paintConnect(Stage stage)
{
    stage.line({104, 64}, {256, 64}, false);
    stage.tile(u"laptop", {80, 64}, 52, false);
    stage.painter.setPen(QPen(stage.tokens.color(ColorRole::Success), 1));
    stage.painter.setBrush(stage.tokens.color(ColorRole::SuccessSoft));
    stage.painter.drawEllipse(QPointF(180, 64), 17, 17);
    stage.glyph(u"lock", {180, 63.5}, 18, ColorRole::Success);
    stage.tile(u"server", {280, 64}, 52, true);
}

void paintCreate(Stage stage)
{
    stage.line({96, 64}, {264, 64}, true);
    stage.tile(u"certificate", {76, 64}, 40, false);
    stage.tile(u"users", {284, 64}, 40, false);
    stage.painter.setPen(QPen(stage.tokens.color(ColorRole::BorderStrong), 1));
    stage.painter.setBrush(stage.tokens.color(ColorRole::Surface));
    stage.painter.drawRoundedRect(QRectF(130, 22.5, 100, 80), 10, 10);
    stage.painter.setPen(Qt::NoPen);
    stage.painter.setBrush(stage.tokens.color(ColorRole::BorderStrong));
    stage.painter.drawRoundedRect(QRectF(112, 102, 136, 5), 2.5, 2.5);
    stage.tile(u"server", {180, 62}, 48, true);
}

void paintExplore(Stage stage)
{
    struct Satellite {
        const char16_t *icon;
        QPointF at;
    };
    const Satellite satellites[] {{u"thermometer", {80, 26}}, {u"phone", {56, 64}}, {u"bulb", {80, 102}},
        {u"lock", {280, 26}}, {u"motion", {304, 64}}, {u"bolt", {280, 102}}};
    for (const Satellite &satellite : satellites)
        stage.line(satellite.at, {180, 64}, true);
    for (const Satellite &satellite : satellites)
        stage.tile(satellite.icon, satellite.at, 30, false);
    stage.tile(u"home", {180, 64}, 52, true);
}

} // namespace

WelcomePicture::WelcomePicture(Motif motif, QWidget *parent)
    : QWidget(parent)
    , m_motif(motif)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WelcomePicture::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // Inside the card's border, round only where the card is.
    const QRectF area(1, 1, width() - 2, height() - 1);
    QPainterPath shape;
    shape.setFillRule(Qt::WindingFill);
    shape.addRoundedRect(area, metric::RadiusCard - 1, metric::RadiusCard - 1);
    shape.addRect(area.adjusted(0, area.height() / 2, 0, 0));
    painter.fillPath(shape.simplified(), tokens.color(ColorRole::Window));
    painter.fillRect(QRectF(1, height() - 1, width() - 2, 1), tokens.color(ColorRole::Border));
    painter.translate((width() - 360) / 2.0, 0);
    switch (m_motif) {
    case Motif::Connect:
        return paintConnect({painter, tokens});
    case Motif::Create:
        return paintCreate({painter, tokens});
    case Motif::Explore:
        return paintExplore({painter, tokens});
    }
}

} // namespace warden::ui
