// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QDialog>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QScrollArea;

namespace warden::ui {

/// A native window in the program's look: heading, content, side panels that drop below when it gets narrow, and a
/// bar of buttons with the primary one at the right.
class Dialog : public QDialog
{
    Q_OBJECT

public:
    explicit Dialog(QWidget *parent = nullptr);

    void setHeading(const QString &title, const QString &subtitle = {}); ///< also the window title
    void setHeadingIcon(const QString &icon, Tone tone);                 ///< tinted square before the heading
    void setContent(QWidget *content);                                   ///< its own margins are its own business
    void setLeftPanel(QWidget *panel, int width); ///< for wizards: stands full height, the heading is not shown
    void setSidePanel(QWidget *panel, int width);
    void addLeft(QWidget *button);
    void addRight(QWidget *button);
    void setPreferredSize(const QSize &size); ///< capped to the screen

    int sidePanelBreak() const; ///< below this width the side panel stands under the content

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_header;
    QWidget *m_icon = nullptr;
    QLabel *m_title;
    QLabel *m_subtitle;
    QBoxLayout *m_columns;
    QBoxLayout *m_main;
    QScrollArea *m_scroll;
    QHBoxLayout *m_left;
    QHBoxLayout *m_right;
    QWidget *m_side = nullptr;
    int m_sideWidth = 0;
    int m_leftWidth = 0;
};

} // namespace warden::ui
