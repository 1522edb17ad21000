// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QRadioButton>

class QBoxLayout;
class QButtonGroup;

namespace warden::ui {

/// A few short choices side by side, one of them chosen; arrow keys move, assistive tools see radio buttons.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(const QString &accessibleName, QWidget *parent = nullptr);

    QAbstractButton *addSegment(const QString &text, int id); ///< the first one added is chosen
    int current() const;
    void setCurrent(int id);

signals:
    void currentChanged(int id);

private:
    QButtonGroup *m_group;
    QBoxLayout *m_layout;
};

/// A radio button in a frame with a title, a line below and a small word at the right ("Recommended").
class RadioCard : public QRadioButton
{
    Q_OBJECT

public:
    RadioCard(const QString &title, const QString &caption, QWidget *parent = nullptr);

    void setCaption(const QString &caption, ColorRole color = ColorRole::Muted);
    void setBadge(const QString &badge);
    /// Edges at which this card touches its neighbour: no round corners there.
    void setJoined(Qt::Edges edges);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

private:
    QString m_caption;
    ColorRole m_captionColor = ColorRole::Muted;
    QString m_badge;
    Qt::Edges m_joined;
};

/// Radio cards as one list (vertical, frames joined) or as tiles (horizontal, 8 apart).
class RadioCardGroup : public QWidget
{
    Q_OBJECT

public:
    RadioCardGroup(Qt::Orientation orientation, const QString &accessibleName, QWidget *parent = nullptr);

    RadioCard *addCard(int id, const QString &title, const QString &caption, const QString &badge = {});
    int current() const; ///< -1 while nothing is chosen
    void setCurrent(int id);

signals:
    void currentChanged(int id);

private:
    Qt::Orientation m_orientation;
    QButtonGroup *m_group;
    QBoxLayout *m_layout;
    RadioCard *m_last = nullptr;
};

/// A check box with a second, muted line.
class CaptionCheckBox : public QCheckBox
{
    Q_OBJECT

public:
    CaptionCheckBox(const QString &text, const QString &caption, QWidget *parent = nullptr);

    void setCaption(const QString &caption);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_caption;
};

} // namespace warden::ui
