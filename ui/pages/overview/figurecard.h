// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <span>

class QLabel;

namespace warden::ui {

class ElidedLabel;
class Sparkline;
class StatusChip;

/// One large figure with its unit, a tiny line, and below it a chip or a line of text; "–" while nothing is known.
class FigureCard : public Card
{
    Q_OBJECT

public:
    FigureCard(const QString &icon, const QString &label, QWidget *parent = nullptr);

    void setFigure(const QString &figure, const QString &unit = {});
    void setUnknown(const QString &why = {}); ///< nothing measured: a dash, never a zero
    void setFoot(const QString &text);
    /// A chip, and after it a few words.
    void setChip(Tone tone, const QString &text, const QString &icon = {}, const QString &after = {});
    void addSparkline(int series);
    void setHistory(std::span<const double> values);
    QString figure() const;
    QString foot() const;

private:
    void describe();

    QString m_title;
    QLabel *m_figure;
    QLabel *m_unit;
    StatusChip *m_chip;
    ElidedLabel *m_foot;
    Sparkline *m_sparkline = nullptr;
    class QHBoxLayout *m_row;
};

} // namespace warden::ui
