// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choices.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

// A rectangle that is round only at the corners whose edges are free.
QPainterPath frame(const QRectF &rect, qreal radius, Qt::Edges joined)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    const QSizeF corner(radius, radius);
    const auto square = [&](Qt::Edges edges, const QPointF &at) {
        if (joined & edges)
            path.addRect(QRectF(at, corner));
    };
    path.setFillRule(Qt::WindingFill);
    square(Qt::LeftEdge | Qt::TopEdge, rect.topLeft());
    square(Qt::RightEdge | Qt::TopEdge, rect.topRight() - QPointF(radius, 0));
    square(Qt::LeftEdge | Qt::BottomEdge, rect.bottomLeft() - QPointF(0, radius));
    square(Qt::RightEdge | Qt::BottomEdge, rect.bottomRight() - QPointF(radius, radius));
    return path.simplified();
}

bool keyboardFocus(const QWidget *widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

QFont medium(QFont font)
{
    font.setWeight(QFont::Medium);
    return font;
}

class Segment : public QRadioButton
{
public:
    explicit Segment(const QString &text) : QRadioButton(text) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

    QSize sizeHint() const override
    {
        const int width = QFontMetrics(fontFor(TypeRole::Strong)).size(Qt::TextShowMnemonic, text()).width();
        return {width + 2 * space::M + 1, metric::Control};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

    void setJoined(Qt::Edges edges) { m_joined = edges; }

protected:
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        // Neighbours share a line: each overlaps the one before it.
        const QRectF box = QRectF(rect()).adjusted(.5, .5, m_joined & Qt::RightEdge ? .5 : -.5, -.5);
        painter.setPen(tokens.color(ColorRole::Border));
        const ColorRole fill = isChecked() ? ColorRole::AccentSoft : underMouse() ? ColorRole::Subtle : ColorRole::Surface;
        painter.setBrush(tokens.color(fill));
        painter.drawPath(frame(box, metric::RadiusControl, m_joined));
        if (keyboardFocus(this)) {
            painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(frame(QRectF(rect()).adjusted(1, 1, -1, -1), metric::RadiusControl - 1, m_joined));
        }
        painter.setFont(isChecked() ? fontFor(TypeRole::Strong) : medium(fontFor(TypeRole::Body)));
        const ColorRole ink = !isEnabled() ? ColorRole::Disabled : isChecked() ? ColorRole::Accent : ColorRole::Muted;
        painter.setPen(tokens.color(ink));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextHideMnemonic, text());
    }

private:
    Qt::Edges m_joined;
};

// Radio or check mark of a hand-painted choice, drawn by the style.
void paintIndicator(QPainter &painter, const QAbstractButton *button, QStyle::PrimitiveElement element,
    const QPoint &corner)
{
    QStyleOptionButton option;
    option.initFrom(button);
    option.rect = QRect(corner, QSize(metric::IconS, metric::IconS));
    option.state |= button->isChecked() ? QStyle::State_On : QStyle::State_Off;
    button->style()->drawPrimitive(element, &option, &painter, button);
}

} // namespace

SegmentedControl::SegmentedControl(const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_layout(new QHBoxLayout(this))
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            emit currentChanged(id);
    });
}

QAbstractButton *SegmentedControl::addSegment(const QString &text, int id)
{
    const QList<QAbstractButton *> before = m_group->buttons();
    auto *segment = new Segment(text);
    if (!before.isEmpty()) {
        auto *last = static_cast<Segment *>(before.last());
        last->setJoined(before.size() == 1 ? Qt::Edges(Qt::RightEdge) : Qt::LeftEdge | Qt::RightEdge);
        segment->setJoined(Qt::LeftEdge);
    }
    m_group->addButton(segment, id);
    m_layout->addWidget(segment);
    if (before.isEmpty())
        segment->setChecked(true);
    return segment;
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int id)
{
    if (QAbstractButton *button = m_group->button(id))
        button->setChecked(true);
}

RadioCard::RadioCard(const QString &title, const QString &caption, QWidget *parent)
    : QRadioButton(title, parent), m_caption(caption)
{
    setAccessibleDescription(caption);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RadioCard::setCaption(const QString &caption, ColorRole color)
{
    m_caption = caption;
    m_captionColor = color;
    setAccessibleDescription(caption);
    updateGeometry();
    update();
}

void RadioCard::setBadge(const QString &badge)
{
    m_badge = badge;
    updateGeometry();
}

void RadioCard::setJoined(Qt::Edges edges)
{
    m_joined = edges;
    update();
}

QSize RadioCard::sizeHint() const
{
    const int title = QFontMetrics(fontFor(TypeRole::Strong)).horizontalAdvance(text());
    const int caption = QFontMetrics(fontFor(TypeRole::Caption)).horizontalAdvance(m_caption);
    const int badge = m_badge.isEmpty() ? 0 : QFontMetrics(fontFor(TypeRole::Caption)).horizontalAdvance(m_badge) + 36;
    return {qMax(title, caption) + badge + 2 * space::M + metric::IconS + space::M, m_caption.isEmpty() ? 40 : 55};
}

QSize RadioCard::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), 120), sizeHint().height()};
}

void RadioCard::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    const bool tile = m_joined == Qt::Edges();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(.5, .5, -.5, m_joined & Qt::BottomEdge ? .5 : -.5);
    painter.setPen(tokens.color(isChecked() && tile ? ColorRole::Accent : ColorRole::Border));
    const ColorRole fill = isChecked() ? ColorRole::AccentSoft : underMouse() ? ColorRole::Subtle : ColorRole::Surface;
    painter.setBrush(tokens.color(fill));
    painter.drawPath(frame(box, metric::RadiusControl, m_joined));
    if (keyboardFocus(this)) {
        painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(frame(QRectF(rect()).adjusted(1, 1, -1, -1), metric::RadiusControl - 1, m_joined));
    }

    const int titleHeight = QFontMetrics(fontFor(TypeRole::Body)).height();
    const int captionHeight = m_caption.isEmpty() ? 0 : QFontMetrics(fontFor(TypeRole::Caption)).height() + 2;
    const int top = (height() - titleHeight - captionHeight) / 2;
    paintIndicator(painter, this, QStyle::PE_IndicatorRadioButton, {space::M, top + (titleHeight - metric::IconS) / 2});
    QRect line(space::M + metric::IconS + (tile ? space::S : space::M), top, 0, titleHeight);
    line.setRight(width() - space::M);
    if (!m_badge.isEmpty()) {
        const int badge = QFontMetrics(medium(fontFor(TypeRole::Caption))).horizontalAdvance(m_badge) + 2 * space::S;
        const QRect chip(width() - space::M - badge, height() / 2 - 11, badge, 22);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.color(isChecked() ? ColorRole::Surface : ColorRole::AccentSoft));
        painter.drawRoundedRect(chip, metric::RadiusChip, metric::RadiusChip);
        painter.setPen(tokens.color(ColorRole::Accent));
        painter.setFont(medium(fontFor(TypeRole::Caption)));
        painter.drawText(chip, Qt::AlignCenter, m_badge);
        line.setRight(chip.left() - space::S);
    }
    painter.setFont(isChecked() || tile ? fontFor(TypeRole::Strong) : medium(fontFor(TypeRole::Body)));
    painter.setPen(tokens.color(isEnabled() ? ColorRole::Text : ColorRole::Disabled));
    painter.drawText(line, Qt::AlignVCenter | Qt::TextHideMnemonic, text());
    painter.setFont(fontFor(TypeRole::Caption));
    painter.setPen(tokens.color(isEnabled() ? m_captionColor : ColorRole::Disabled));
    line.moveTop(line.bottom() + 2);
    painter.drawText(line, Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, line.width()));
}

RadioCardGroup::RadioCardGroup(Qt::Orientation orientation, const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_orientation(orientation), m_group(new QButtonGroup(this)),
      m_layout(new QBoxLayout(orientation == Qt::Vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this))
{
    setAccessibleName(accessibleName);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(orientation == Qt::Vertical ? 0 : space::S);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            emit currentChanged(id);
    });
}

RadioCard *RadioCardGroup::addCard(int id, const QString &title, const QString &caption, const QString &badge)
{
    auto *card = new RadioCard(title, caption);
    card->setBadge(badge);
    if (m_last && m_orientation == Qt::Vertical) {
        m_last->setJoined(m_group->buttons().size() == 1 ? Qt::Edges(Qt::BottomEdge) : Qt::TopEdge | Qt::BottomEdge);
        card->setJoined(Qt::TopEdge);
    }
    m_last = card;
    m_group->addButton(card, id);
    m_layout->addWidget(card, m_orientation == Qt::Horizontal ? 1 : 0);
    return card;
}

int RadioCardGroup::current() const
{
    return m_group->checkedId();
}

void RadioCardGroup::setCurrent(int id)
{
    if (QAbstractButton *button = m_group->button(id))
        button->setChecked(true);
}

CaptionCheckBox::CaptionCheckBox(const QString &text, const QString &caption, QWidget *parent)
    : QCheckBox(text, parent), m_caption(caption)
{
    setAccessibleDescription(caption);
}

void CaptionCheckBox::setCaption(const QString &caption)
{
    m_caption = caption;
    setAccessibleDescription(caption);
    updateGeometry();
    update();
}

QSize CaptionCheckBox::sizeHint() const
{
    const int title = QFontMetrics(fontFor(TypeRole::Body)).size(Qt::TextShowMnemonic, text()).width();
    const QFontMetrics caption(fontFor(TypeRole::Caption));
    return {qMax(title, caption.horizontalAdvance(m_caption)) + metric::IconS + space::M + space::S, 44};
}

void CaptionCheckBox::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    const int titleHeight = QFontMetrics(fontFor(TypeRole::Body)).height();
    const int captionHeight = QFontMetrics(fontFor(TypeRole::Caption)).height();
    const int top = (height() - titleHeight - captionHeight - 2) / 2;
    paintIndicator(painter, this, QStyle::PE_IndicatorCheckBox, {0, top + (titleHeight - metric::IconS) / 2});
    QRect line(metric::IconS + space::M, top, width() - metric::IconS - space::M, titleHeight);
    painter.setFont(fontFor(TypeRole::Body));
    painter.setPen(tokens.color(isEnabled() ? ColorRole::Text : ColorRole::Disabled));
    painter.drawText(line, Qt::AlignVCenter | Qt::TextHideMnemonic, text());
    painter.setFont(fontFor(TypeRole::Caption));
    painter.setPen(tokens.color(isEnabled() ? ColorRole::Muted : ColorRole::Disabled));
    painter.drawText(QRect(line.left(), line.bottom() + 2, line.width(), captionHeight), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, line.width()));
    if (keyboardFocus(this)) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metric::RadiusChip, metric::RadiusChip);
    }
}

} // namespace warden::ui
