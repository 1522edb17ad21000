// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace warden::ui {

/// A plain area filled with a role's colour, with hairlines along chosen edges.
class Panel : public QWidget
{
    Q_OBJECT

public:
    explicit Panel(ColorRole fill, Qt::Edges borders = {}, QWidget *parent = nullptr);

    void setFill(ColorRole fill);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ColorRole m_fill;
    Qt::Edges m_borders;
};

/// A framed area with round corners: title left, something small right, body below.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    QVBoxLayout *body() const { return m_body; }
    void setTitle(const QString &title);
    void setNote(const QString &note);       ///< muted text at the right of the title
    void setHeaderWidget(QWidget *widget);   ///< instead of the note: a legend, a link
    void setFill(ColorRole fill, ColorRole border = ColorRole::Border);
    void setRadius(int radius);
    void setPadding(int padding);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ColorRole m_fill = ColorRole::Surface;
    ColorRole m_border = ColorRole::Border;
    int m_radius = metric::RadiusCard;
    QWidget *m_head;
    QHBoxLayout *m_headRow;
    QLabel *m_title;
    QLabel *m_note;
    QVBoxLayout *m_body;
};

} // namespace warden::ui
