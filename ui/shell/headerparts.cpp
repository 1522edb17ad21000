// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/headerparts.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QPainter>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = space::S, brokerGap = space::S;

QFont medium(TypeRole role)
{
    QFont font = fontFor(role);
    font.setWeight(QFont::Medium);
    return font;
}

int textWidth(const QFont &font, const QString &text)
{
    return QFontMetrics(font).horizontalAdvance(text) + 1;
}

void paintFocus(QPainter &painter, const QWidget *widget, const Tokens &tokens)
{
    if (!widget->hasFocus() || !widget->window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(widget->rect()).adjusted(1, 1, -1, -1), 5, 5);
}

void fillRound(QPainter &painter, const QRectF &rect, const QColor &fill)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect, metric::RadiusControl, metric::RadiusControl);
}

Tone lockTone(BrokerStatus::Lock lock)
{
    switch (lock) {
    case BrokerStatus::Verified:
        return Tone::Success;
    case BrokerStatus::Pinned:
    case BrokerStatus::Unverified:
        return Tone::Warning;
    case BrokerStatus::Plain:
        return Tone::Danger;
    case BrokerStatus::None:
        break;
    }
    return Tone::Neutral;
}

QStringView lockIcon(BrokerStatus::Lock lock)
{
    switch (lock) {
    case BrokerStatus::Unverified:
        return u"lock-alert";
    case BrokerStatus::Plain:
        return u"lock-open";
    case BrokerStatus::Verified:
    case BrokerStatus::Pinned:
    case BrokerStatus::None:
        break;
    }
    return u"lock";
}

ColorRole stateRole(BrokerStatus::State state)
{
    switch (state) {
    case BrokerStatus::Offline:
        return ColorRole::BorderStrong;
    case BrokerStatus::Connecting:
        return ColorRole::Accent;
    case BrokerStatus::Connected:
        return ColorRole::Success;
    case BrokerStatus::Waiting:
        return ColorRole::Warning;
    case BrokerStatus::Failed:
        return ColorRole::Danger;
    }
    return ColorRole::BorderStrong;
}

} // namespace

BrokerButton::BrokerButton()
{
    setObjectName(u"shell.broker"_s);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setBroker({}, {});
}

void BrokerButton::setBroker(const QString &name, const QString &address)
{
    m_name = name.isEmpty() ? tr("No broker yet") : name;
    m_address = address;
    setAccessibleName(address.isEmpty() ? tr("Broker: %1").arg(m_name) : tr("Broker: %1, %2").arg(m_name, address));
    setToolTip(plainToolTip(m_address.isEmpty() ? m_name : tr("%1, %2").arg(m_name, m_address)));
    updateGeometry();
    update();
}

void BrokerButton::setAddressShown(bool shown)
{
    m_addressShown = shown;
    updateGeometry();
    update();
}

QSize BrokerButton::sizeHint() const
{
    int width = 2 * side + metric::IconM + brokerGap + textWidth(fontFor(TypeRole::Strong), m_name) + brokerGap + 16;
    if (m_addressShown && !m_address.isEmpty())
        width += textWidth(fontFor(TypeRole::Mono), m_address) + brokerGap;
    return {width, metric::Control};
}

QSize BrokerButton::minimumSizeHint() const
{
    return {110, metric::Control};
}

void BrokerButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    if (underMouse() || isDown())
        fillRound(painter, rect(), tokens.color(ColorRole::Subtle));
    const bool any = !m_address.isEmpty();
    const QColor ink = tokens.color(any ? ColorRole::Text : ColorRole::Muted);
    QRect line = rect().adjusted(side, 0, -side, 0);
    paintIcon(painter, QRectF(line.left(), 6, 20, 20), u"server", ink);
    paintIcon(painter, QRectF(line.right() - 15, 8, 16, 16), u"chevron-down", ink);
    line.adjust(metric::IconM + brokerGap, 0, -16 - brokerGap, 0);
    painter.setFont(any ? fontFor(TypeRole::Strong) : medium(TypeRole::Body));
    painter.setPen(ink);
    const QString name = textWidth(painter.font(), m_name) <= line.width()
        ? m_name
        : painter.fontMetrics().elidedText(m_name, Qt::ElideRight, line.width());
    painter.drawText(line, Qt::AlignVCenter, name);
    line.setLeft(line.left() + textWidth(painter.font(), name) + brokerGap);
    if (m_addressShown && line.width() > 40) {
        painter.setFont(fontFor(TypeRole::Mono));
        painter.setPen(tokens.color(ColorRole::Muted));
        const QString address = textWidth(painter.font(), m_address) <= line.width() + 2
            ? m_address
            : painter.fontMetrics().elidedText(m_address, Qt::ElideMiddle, line.width());
        painter.drawText(line, Qt::AlignVCenter | Qt::TextDontClip, address);
    }
    paintFocus(painter, this, tokens);
}

LockButton::LockButton()
{
    setObjectName(u"shell.lock"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    hide();
}

void LockButton::setLock(BrokerStatus::Lock lock, const QString &text)
{
    m_lock = lock;
    setText(text);
    setAccessibleName(tr("Encryption: %1").arg(text));
    setToolTip(tr("Show the certificate and the encryption of this connection"));
    setVisible(lock != BrokerStatus::None);
    updateGeometry();
    update();
}

QSize LockButton::sizeHint() const
{
    return {textWidth(medium(TypeRole::Body), text()) + metric::IconS + 6 + 20, metric::ControlCompact};
}

void LockButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    const QColor ink = tokens.tone(lockTone(m_lock));
    QPainter painter(this);
    fillRound(painter, rect(), tokens.toneSoft(lockTone(m_lock)));
    if (underMouse()) {
        painter.setPen(ink);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 5.5, 5.5);
    }
    paintIcon(painter, QRectF(10, 6, 16, 16), lockIcon(m_lock), ink);
    painter.setFont(medium(TypeRole::Body));
    painter.setPen(ink);
    painter.drawText(rect().adjusted(32, 0, 0, 0), Qt::AlignVCenter, text());
    paintFocus(painter, this, tokens);
}

StateLabel::StateLabel()
{
    setObjectName(u"shell.state"_s);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    hide();
}

void StateLabel::setState(BrokerStatus::State state, const QString &text)
{
    m_state = state;
    setText(text);
    setAccessibleName(tr("State: %1").arg(text));
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize StateLabel::sizeHint() const
{
    return {textWidth(fontFor(TypeRole::Body), text()) + 8 + 8 + 8, metric::ControlCompact};
}

QSize StateLabel::minimumSizeHint() const
{
    return {qMin(90, sizeHint().width()), metric::ControlCompact};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.color(stateRole(m_state)));
    painter.drawEllipse(QRectF(4, height() / 2.0 - 4, 8, 8));
    painter.setFont(fontFor(TypeRole::Body));
    painter.setPen(tokens.color(m_state == BrokerStatus::Failed ? ColorRole::Danger
            : underMouse()                                      ? ColorRole::Text
                                                                : ColorRole::Muted));
    const QRect line = rect().adjusted(20, 0, 0, 0);
    const QString shown = textWidth(painter.font(), text()) <= line.width() + 2
        ? text()
        : painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width());
    painter.drawText(line, Qt::AlignVCenter, shown);
    paintFocus(painter, this, tokens);
}

SearchButton::SearchButton()
{
    setObjectName(u"shell.search"_s);
    setText(tr("Search or run a command"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMaximumWidth(280);
    setAttribute(Qt::WA_Hover);
}

void SearchButton::setKeys(const QString &keys)
{
    m_keys = keys;
    setAccessibleDescription(keys);
}

void SearchButton::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.color(underMouse() ? ColorRole::BorderStrong : ColorRole::Border));
    painter.setBrush(tokens.color(ColorRole::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 5.5, 5.5);
    const QColor ink = tokens.color(ColorRole::Muted);
    paintIcon(painter, QRectF(10, 8, 16, 16), u"search", ink);
    QRect line = rect().adjusted(34, 0, -10, 0);
    QFont small = fontFor(TypeRole::Caption);
    small.setPointSizeF(8.25);
    const int keys = textWidth(small, m_keys) + 10;
    if (width() > 230 && !m_keys.isEmpty()) {
        const QRectF cap(line.right() - keys + .5, (height() - 17) / 2 + .5, keys, 17);
        painter.setBrush(tokens.color(ColorRole::Surface));
        painter.setPen(tokens.color(ColorRole::Border));
        painter.drawRoundedRect(cap, 4, 4);
        painter.setFont(small);
        painter.setPen(ink);
        painter.drawText(cap, Qt::AlignCenter, m_keys);
        line.setRight(int(cap.left()) - space::S);
    }
    painter.setFont(fontFor(TypeRole::Body));
    painter.setPen(ink);
    if (line.width() > 60)
        painter.drawText(line, Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, line.width()));
    paintFocus(painter, this, tokens);
}

BellButton::BellButton()
{
    setObjectName(u"shell.bell"_s);
    setIcon(ui::icon(u"bell", ColorRole::Muted));
    setIconSize({metric::IconM, metric::IconM});
    setFocusPolicy(Qt::StrongFocus);
    setUnread(0);
}

void BellButton::setUnread(int unread)
{
    m_unread = unread;
    const QString name = unread == 0 ? tr("Notifications") : tr("Notifications, %n new", nullptr, unread);
    setAccessibleName(name);
    setToolTip(name);
    update();
}

void BellButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (m_unread == 0)
        return;
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = fontFor(TypeRole::Caption);
    font.setPointSizeF(7.5);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString number = m_unread > 9 ? u"9+"_s : QString::number(m_unread);
    const int wide = qMax(15, textWidth(font, number) + 6);
    const QRectF pill(width() - wide, 1, wide, 15);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.color(ColorRole::Accent));
    painter.drawRoundedRect(pill, 7.5, 7.5);
    painter.setPen(tokens.color(ColorRole::OnAccent));
    painter.drawText(pill, Qt::AlignCenter, number);
}

} // namespace warden::ui
