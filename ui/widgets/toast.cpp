// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toast.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int lifeMs = 4000, widest = 420, shadow = 8, atMost = 3;

QString toneIcon(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return u"check"_s;
    case Tone::Warning:
    case Tone::Danger:
        return u"warning"_s;
    case Tone::Neutral:
    case Tone::Accent:
    case Tone::Info:
        break;
    }
    return u"info"_s;
}

} // namespace

Toast::Toast(const Notice &notice, QWidget *parent) : QWidget(parent), m_tone(notice.tone), m_life(new QTimer(this))
{
    setObjectName(u"shell.toast"_s);
    setAccessibleName(notice.text);
    setAccessibleDescription(notice.detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::L + shadow, space::M + shadow, space::S + shadow, space::M + shadow);
    row->setSpacing(space::M);
    row->addWidget(makeIcon(toneIcon(m_tone), toneRole(m_tone), metric::IconM), 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    QLabel *text = makeWrapped(notice.text, TypeRole::Strong);
    column->addWidget(text);
    if (!notice.detail.isEmpty())
        column->addWidget(makeWrapped(notice.detail, TypeRole::Caption, ColorRole::Muted));
    row->addLayout(column, 1);
    if (!notice.actionText.isEmpty()) {
        QPushButton *action = makeQuiet(notice.actionText);
        connect(action, &QPushButton::clicked, this, [this, run = notice.action] {
            if (run)
                run();
            emit closed();
        });
        row->addWidget(action, 0, Qt::AlignTop);
    }
    QToolButton *close = makeIconButton(u"cross", tr("Close"));
    setCompact(close);
    connect(close, &QToolButton::clicked, this, &Toast::closed);
    row->addWidget(close, 0, Qt::AlignTop);
    setFixedWidth(widest + 2 * shadow);
    setFixedHeight(layout()->hasHeightForWidth() ? layout()->heightForWidth(width()) : sizeHint().height());
    m_life->setSingleShot(true);
    m_life->setInterval(lifeMs);
    connect(m_life, &QTimer::timeout, this, &Toast::closed);
    if (m_tone != Tone::Danger)
        m_life->start();
}

void Toast::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    for (int i = shadow; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, tokens.dark ? 12 : 2));
        painter.drawRoundedRect(box.adjusted(-i, -i + 3, i, qMin(i + 3, shadow)), metric::RadiusCard + i, metric::RadiusCard + i);
    }
    painter.setPen(tokens.color(ColorRole::Border));
    painter.setBrush(tokens.color(ColorRole::Raised));
    painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), metric::RadiusCard, metric::RadiusCard);
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_life->stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    if (m_tone != Tone::Danger)
        m_life->start();
    QWidget::leaveEvent(event);
}

ToastHost::ToastHost(QWidget *window) : QObject(window), m_window(window)
{
    m_window->installEventFilter(this);
}

void ToastHost::show(const Notice &notice)
{
    while (int(m_toasts.size()) >= atMost)
        drop(m_toasts.front());
    auto *toast = new Toast(notice, m_window);
    connect(toast, &Toast::closed, this, [this, toast] { drop(toast); });
    m_toasts.emplace_back(toast);
    toast->show();
    place();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(toast, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

void ToastHost::place()
{
    int bottom = m_window->height() - space::XL + shadow;
    for (auto toast = m_toasts.rbegin(); toast != m_toasts.rend(); ++toast) {
        (*toast)->move(m_window->width() - (*toast)->width() - space::XL + shadow, bottom - (*toast)->height());
        (*toast)->raise();
        bottom -= (*toast)->height() - shadow;
    }
}

void ToastHost::drop(Toast *toast)
{
    std::erase_if(m_toasts, [toast](const QPointer<Toast> &kept) { return kept == toast; });
    toast->hide();
    toast->deleteLater();
    place();
}

} // namespace warden::ui
