// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

namespace warden::ui {

/// Icon, word and soft background: how a state is told in a table, a card or a form.
class StatusChip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(Tone tone = Tone::Neutral, const QString &text = {}, const QString &icon = {},
        QWidget *parent = nullptr);

    void set(Tone tone, const QString &text, const QString &icon = {});
    void setMono(bool mono);
    void setOnSurface(bool onSurface); ///< surface behind it instead of the soft colour
    QString text() const { return m_text; }
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: paints the same chip into \a rect, left aligned, and returns the width used.
    static int paint(QPainter &painter, const QRect &rect, const Tokens &tokens, Tone tone, const QString &text,
        const QString &icon);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
    QString m_text;
    QString m_icon;
    bool m_mono = false;
    bool m_onSurface = false;
};

} // namespace warden::ui
