// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

namespace warden::ui {

/// Something that happened, told once in the corner and kept behind the bell.
struct Notice {
    Tone tone = Tone::Neutral;
    QString text;
    QString detail;
    QString actionText;
    std::function<void()> action;
};

/// One note in the corner; errors stay until closed, others leave after four seconds unless pointed at.
class Toast : public QWidget
{
    Q_OBJECT

public:
    Toast(const Notice &notice, QWidget *parent);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Tone m_tone;
    class QTimer *m_life;
};

/// Keeps at most three toasts in the lower right corner of a window.
class ToastHost : public QObject
{
    Q_OBJECT

public:
    explicit ToastHost(QWidget *window);

    void show(const Notice &notice);
    int count() const { return int(m_toasts.size()); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void drop(Toast *toast);

    QWidget *m_window;
    std::vector<QPointer<Toast>> m_toasts;
};

} // namespace warden::ui
