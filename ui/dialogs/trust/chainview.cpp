// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/chainview.h"

#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

/// One certificate of the chain: icon, name, what it is.
class ChainNode : public QAbstractButton
{
public:
    ChainNode(const QString &icon, ColorRole iconColor, const QString &name, const QString &what, int level)
        : m_icon(icon)
        , m_iconColor(iconColor)
        , m_what(what)
        , m_level(level)
    {
        setCheckable(true);
        setText(name);
        setToolTip(name.toHtmlEscaped());
        setAccessibleName(ChainView::tr("%1, %2").arg(name, what));
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const int lines = QFontMetrics(fontFor(TypeRole::Strong)).height() + QFontMetrics(fontFor(TypeRole::Caption)).height();
        return {180, lines + space::M};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect area = rect().adjusted(m_level * space::L, 0, 0, 0);
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokens.color(ColorRole::AccentSoft));
            painter.drawRoundedRect(area, metric::RadiusChip, metric::RadiusChip);
        }
        if (hasFocus()) {
            painter.setPen(QPen(tokens.color(ColorRole::Focus), metric::FocusRing));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), metric::RadiusChip, metric::RadiusChip);
        }
        const QFontMetrics strong(fontFor(TypeRole::Strong));
        const QFontMetrics caption(fontFor(TypeRole::Caption));
        const int left = area.left() + space::S;
        const int textLeft = left + metric::IconS + space::S;
        const int width = area.right() - space::S - textLeft;
        paintIcon(painter, QRectF(left, area.top() + 6 + (strong.height() - metric::IconS) / 2.0, metric::IconS, metric::IconS),
            m_icon, tokens.color(isChecked() ? ColorRole::Accent : m_iconColor));
        painter.setFont(fontFor(isChecked() ? TypeRole::Strong : TypeRole::Body));
        painter.setPen(tokens.color(isChecked() ? ColorRole::Accent : ColorRole::Text));
        painter.drawText(QRect(textLeft, area.top() + 6, width, strong.height()), Qt::AlignVCenter,
            strong.elidedText(text(), Qt::ElideMiddle, width));
        painter.setFont(fontFor(TypeRole::Caption));
        painter.setPen(tokens.color(isChecked() ? ColorRole::Accent : ColorRole::Muted));
        painter.drawText(QRect(textLeft, area.top() + 6 + strong.height(), width, caption.height()), Qt::AlignVCenter,
            caption.elidedText(m_what, Qt::ElideRight, width));
    }

private:
    QString m_icon;
    ColorRole m_iconColor;
    QString m_what;
    int m_level;
};

} // namespace

ChainView::ChainView(QWidget *parent)
    : Panel(ColorRole::Sunken, {}, parent)
    , m_group(new QButtonGroup(this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("trust.chain"));
    setAccessibleName(tr("Certificate chain"));
    m_column->setContentsMargins(space::S, space::S, space::S, space::S);
    m_column->setSpacing(space::XS);
    connect(m_group, &QButtonGroup::idClicked, this, &ChainView::currentChanged);
}

void ChainView::setChain(const QList<x509::Certificate> &leafFirst, bool rootKnown)
{
    const QList<QAbstractButton *> old = m_group->buttons();
    for (QAbstractButton *button : old) {
        m_group->removeButton(button);
        delete button;
    }
    while (QLayoutItem *item = m_column->takeAt(0))
        delete item;
    int level = 0;
    for (int index = int(leafFirst.size()) - 1; index >= 0; --index, ++level) {
        const x509::Certificate &certificate = leafFirst.at(index);
        const bool top = level == 0;
        const QString what = index == 0 ? (certificate.isSelfSigned() ? tr("The broker, signed by itself") : tr("The broker"))
            : certificate.isSelfSigned() ? tr("Root, signed by itself")
                                         : tr("Issuing authority");
        const bool doubtful = top && !rootKnown;
        auto *node = new ChainNode(doubtful ? QStringLiteral("warning") : QStringLiteral("certificate"),
            doubtful ? ColorRole::Warning : ColorRole::Muted, certificateName(certificate), what, std::min(level, 3));
        m_group->addButton(node, index);
        m_column->addWidget(node);
    }
    m_column->addStretch(1);
    setCurrent(0);
}

int ChainView::current() const
{
    return m_group->checkedId();
}

void ChainView::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

} // namespace warden::ui
