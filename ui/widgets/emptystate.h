// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QHBoxLayout;

namespace warden::ui {

/// What a page or table shows when it has nothing to show: large icon, one sentence, what to do.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent = nullptr);

    void set(const QString &icon, const QString &title, const QString &text);
    QPushButton *addPrimary(const QString &text);
    QPushButton *addSecondary(const QString &text);
    void setDetails(const QString &details); ///< technical text behind a "Details" button

private:
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QPushButton *m_detailsButton = nullptr;
    QLabel *m_details = nullptr;
};

/// Grey blocks in the shape of what is coming; invisible for the first 300 ms.
class Skeleton : public QWidget
{
    Q_OBJECT

public:
    explicit Skeleton(QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_delay;
    bool m_visible = false;
};

} // namespace warden::ui
