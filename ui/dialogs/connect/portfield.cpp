// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/portfield.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPainter>

namespace warden::ui {

PortField::PortField(QWidget *parent)
    : QLineEdit(parent)
{
    setAccessibleName(tr("Port"));
    setMaxLength(5);
    setInputMethodHints(Qt::ImhDigitsOnly);
    setTypeRole(this, TypeRole::Mono);
    const int word = QFontMetrics(fontFor(TypeRole::Body)).horizontalAdvance(tr("Port"));
    setTextMargins(word + space::S, 0, 0, 0);
    setFixedWidth(word + QFontMetrics(fontFor(TypeRole::Mono)).horizontalAdvance(QStringLiteral("88888")) + 36);
}

quint16 PortField::port() const
{
    bool ok = false;
    const uint value = text().trimmed().toUInt(&ok);
    return ok && value <= 65535 ? quint16(value) : quint16(0);
}

void PortField::setPort(quint16 port)
{
    setText(port == 0 ? QString() : QString::number(port));
}

void PortField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setFont(fontFor(TypeRole::Body));
    painter.setPen(tokensOf(this).color(ColorRole::Muted));
    painter.drawText(rect().adjusted(10, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, tr("Port"));
}

} // namespace warden::ui
