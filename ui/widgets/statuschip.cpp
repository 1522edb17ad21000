// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statuschip.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPainter>

namespace warden::ui {

namespace {

constexpr int chipHeight = 22, chipIcon = 13, chipGap = 5;

struct Chip {
    QString text;
    QString icon;
    bool mono = false;
    QColor ink;
    QColor fill;
};

QFont chipFont(bool mono)
{
    QFont font = fontFor(mono ? TypeRole::Mono : TypeRole::Caption);
    if (!mono)
        font.setWeight(QFont::Medium);
    return font;
}

int chipWidth(const Chip &chip)
{
    const int icon = chip.icon.isEmpty() ? 0 : chipIcon + (chip.text.isEmpty() ? 0 : chipGap);
    return QFontMetrics(chipFont(chip.mono)).horizontalAdvance(chip.text) + icon + 2 * space::S;
}

void paintChip(QPainter &painter, const QRect &rect, const Chip &chip)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(chip.fill);
    painter.drawRoundedRect(rect, metric::RadiusChip, metric::RadiusChip);
    QRect content = rect.adjusted(space::S, 0, -space::S, 0);
    if (!chip.icon.isEmpty()) {
        paintIcon(painter, QRectF(content.left(), rect.center().y() - chipIcon / 2, chipIcon, chipIcon), chip.icon,
            chip.ink);
        content.setLeft(content.left() + chipIcon + chipGap);
    }
    painter.setFont(chipFont(chip.mono));
    painter.setPen(chip.ink);
    QString text = chip.text;
    if (rect.width() < chipWidth(chip))
        text = painter.fontMetrics().elidedText(text, Qt::ElideRight, content.width());
    painter.drawText(content, Qt::AlignVCenter | Qt::AlignLeft, text);
    painter.restore();
}

} // namespace

StatusChip::StatusChip(Tone tone, const QString &text, const QString &icon, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    set(tone, text, icon);
}

void StatusChip::set(Tone tone, const QString &text, const QString &icon)
{
    m_tone = tone;
    m_text = text;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void StatusChip::setMono(bool mono)
{
    m_mono = mono;
    updateGeometry();
}

void StatusChip::setOnSurface(bool onSurface)
{
    m_onSurface = onSurface;
    update();
}

QSize StatusChip::sizeHint() const
{
    return {chipWidth({m_text, m_icon, m_mono, {}, {}}), chipHeight};
}

int StatusChip::paint(QPainter &painter, const QRect &rect, const Tokens &tokens, Tone tone, const QString &text,
    const QString &icon)
{
    const Chip chip{text, icon, false, tokens.tone(tone), tokens.toneSoft(tone)};
    const int width = qMin(chipWidth(chip), rect.width());
    paintChip(painter, {rect.left(), rect.center().y() - chipHeight / 2 + 1, width, chipHeight}, chip);
    return width;
}

void StatusChip::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    paintChip(painter, rect(), {m_text, m_icon, m_mono, tokens.tone(m_tone),
        m_onSurface ? tokens.color(ColorRole::Surface) : tokens.toneSoft(m_tone)});
}

} // namespace warden::ui
