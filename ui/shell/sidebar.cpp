// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QRadioButton>
#include <QVBoxLayout>

namespace warden::ui {

using namespace Qt::StringLiterals;

/// Shield and name at the top.
class Brand : public QWidget
{
public:
    Brand() { setFixedHeight(40); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        paintIcon(painter, QRectF(width() < 100 ? 6 : 8, 10, 20, 20), u"shield", tokens.color(ColorRole::Accent));
        QFont font = fontFor(TypeRole::Strong);
        font.setPointSizeF(11.25);
        painter.setFont(font);
        painter.setPen(tokens.color(ColorRole::Text));
        if (width() >= 100)
            painter.drawText(rect().adjusted(36, 0, 0, 0), Qt::AlignVCenter, u"MQTT Warden"_s);
    }
};

/// An entry of the sidebar: one of several choices, so assistive tools see a radio button.
class NavButton : public QRadioButton
{
public:
    explicit NavButton(const Page::Description &page) : QRadioButton(page.title), m_icon(page.icon)
    {
        setObjectName(u"shell.nav."_s + page.id);
        setFixedHeight(36);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
    }

    void setBadge(int count)
    {
        m_badge = count;
        setAccessibleDescription(count > 0 ? Sidebar::tr("%n new", nullptr, count) : QString());
        update();
    }

    QSize minimumSizeHint() const override { return {32, 36}; }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        const bool narrow = width() < 100;
        const bool hover = underMouse() && isEnabled();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        if (isChecked() || hover) {
            painter.setBrush(tokens.color(isChecked() ? ColorRole::AccentSoft : ColorRole::Subtle));
            painter.drawRoundedRect(rect(), metric::RadiusControl, metric::RadiusControl);
        }
        const ColorRole ink = !isEnabled() ? ColorRole::Disabled
            : isChecked()                  ? ColorRole::Accent
            : hover                        ? ColorRole::Text
                                           : ColorRole::Muted;
        paintIcon(painter, QRectF(narrow ? (width() - 20) / 2 : 8, 8, 20, 20), m_icon, tokens.color(ink));
        if (!narrow) {
            QFont font = fontFor(TypeRole::Body);
            font.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
            painter.setFont(font);
            painter.setPen(tokens.color(ink));
            painter.drawText(rect().adjusted(40, 0, -40, 0), Qt::AlignVCenter, text());
        }
        paintBadge(painter, tokens, narrow);
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metric::RadiusControl - 1,
                metric::RadiusControl - 1);
        }
    }

private:
    void paintBadge(QPainter &painter, const Tokens &tokens, bool narrow) const
    {
        if (m_badge <= 0)
            return;
        painter.setPen(Qt::NoPen);
        if (narrow) {
            painter.setBrush(tokens.color(ColorRole::Danger));
            painter.drawEllipse(QRectF(width() - 11, 5, 7, 7));
            return;
        }
        const QString number = m_badge > 99 ? u"99+"_s : QString::number(m_badge);
        QFont font = fontFor(TypeRole::Caption);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const int wide = qMax(20, painter.fontMetrics().horizontalAdvance(number) + 12);
        const QRectF pill(width() - wide - 8, 8, wide, 20);
        painter.setBrush(tokens.color(ColorRole::DangerSoft));
        painter.drawRoundedRect(pill, 10, 10);
        painter.setPen(tokens.color(ColorRole::Danger));
        painter.drawText(pill, Qt::AlignCenter, number);
    }

    QString m_icon;
    int m_badge = 0;
};

Sidebar::Sidebar(QWidget *parent)
    : Panel(ColorRole::Surface, Qt::RightEdge, parent), m_group(new QButtonGroup(this)), m_brand(new Brand),
      m_top(new QVBoxLayout), m_bottom(new QVBoxLayout)
{
    setObjectName(u"shell.nav"_s);
    setAccessibleName(tr("Pages"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::M, space::M, space::M + 1, space::M);
    column->setSpacing(space::XXS);
    column->addWidget(m_brand);
    column->addSpacing(space::M);
    m_top->setSpacing(space::XXS);
    m_bottom->setSpacing(space::XXS);
    column->addLayout(m_top);
    column->addStretch(1);
    column->addLayout(m_bottom);
    setCollapsed(false);
}

NavButton *Sidebar::makeEntry(const Page::Description &page)
{
    auto *entry = new NavButton(page);
    m_entries.insert(page.id, entry);
    m_group->addButton(entry);
    connect(entry, &QAbstractButton::clicked, this, [this, id = page.id] { emit chosen(id); });
    return entry;
}

void Sidebar::addEntry(const Page::Description &page)
{
    m_top->addWidget(makeEntry(page));
}

void Sidebar::addBottomEntry(const Page::Description &page)
{
    m_bottom->addWidget(makeEntry(page));
}

void Sidebar::setCurrent(const QString &id)
{
    NavButton *entry = m_entries.value(id);
    if (entry) {
        entry->setChecked(true);
        return;
    }
    // A group of exclusive buttons lets none be unchecked.
    m_group->setExclusive(false);
    for (NavButton *other : std::as_const(m_entries))
        other->setChecked(false);
    m_group->setExclusive(true);
}

void Sidebar::setBadge(const QString &id, int count)
{
    if (NavButton *entry = m_entries.value(id))
        entry->setBadge(count);
}

void Sidebar::setEntryEnabled(const QString &id, bool enabled)
{
    if (NavButton *entry = m_entries.value(id))
        entry->setEnabled(enabled);
}

void Sidebar::setEntryTitle(const QString &id, const QString &title)
{
    if (NavButton *entry = m_entries.value(id))
        entry->setText(title);
}

void Sidebar::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? metric::SidebarCollapsed : metric::Sidebar);
    for (NavButton *entry : std::as_const(m_entries))
        entry->setToolTip(collapsed ? entry->text() : QString());
}

} // namespace warden::ui
