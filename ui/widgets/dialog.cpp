// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dialog.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/panel.h"

#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

constexpr int narrowest = 480;

/// The tinted square with an icon before a heading.
class IconTile : public QWidget
{
public:
    IconTile(const QString &icon, Tone tone) : m_icon(icon), m_tone(tone) { setFixedSize(40, 40); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.toneSoft(m_tone));
        painter.drawRoundedRect(rect(), metric::RadiusControl, metric::RadiusControl);
        paintIcon(painter, QRectF(10, 10, 20, 20), m_icon, tokens.tone(m_tone));
    }

private:
    QString m_icon;
    Tone m_tone;
};

} // namespace

Dialog::Dialog(QWidget *parent)
    : QDialog(parent), m_header(new QWidget), m_title(makeWrapped({}, TypeRole::Subtitle)),
      m_subtitle(makeWrapped({}, TypeRole::Body, ColorRole::Muted)),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)), m_main(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_scroll(new QScrollArea), m_left(new QHBoxLayout), m_right(new QHBoxLayout)
{
    auto *head = new QHBoxLayout(m_header);
    head->setContentsMargins(space::XL, 20, space::XL, space::L);
    head->setSpacing(space::L);
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    head->addLayout(names, 1);

    auto *inner = new Panel(ColorRole::Raised);
    inner->setLayout(m_main);
    m_main->setContentsMargins(0, 0, 0, 0);
    m_main->setSpacing(0);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(inner);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addWidget(m_scroll, 1);

    auto *foot = new Panel(ColorRole::Raised, Qt::TopEdge);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(space::XL, space::L + 1, space::XL, space::L);
    row->addLayout(m_left);
    row->addStretch(1);
    row->addLayout(m_right);
    m_left->setSpacing(space::S);
    m_right->setSpacing(space::S);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_header);
    outer->addLayout(m_columns, 1);
    outer->addWidget(foot);
}

void Dialog::setHeading(const QString &title, const QString &subtitle)
{
    setWindowTitle(title);
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    m_title->setAlignment(Qt::AlignLeft | (subtitle.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop));
}

void Dialog::setHeadingIcon(const QString &icon, Tone tone)
{
    delete m_icon;
    m_icon = new IconTile(icon, tone);
    static_cast<QHBoxLayout *>(m_header->layout())->insertWidget(0, m_icon, 0, Qt::AlignTop);
}

void Dialog::setContent(QWidget *content)
{
    m_main->insertWidget(0, content, 1);
}

void Dialog::setLeftPanel(QWidget *panel, int width)
{
    panel->setFixedWidth(width);
    m_leftWidth = width;
    m_columns->insertWidget(0, panel);
    m_header->hide();
}

void Dialog::setSidePanel(QWidget *panel, int width)
{
    m_side = panel;
    m_sideWidth = width;
    panel->setFixedWidth(width);
    m_main->addWidget(panel);
}

void Dialog::addLeft(QWidget *button)
{
    m_left->addWidget(button);
}

void Dialog::addRight(QWidget *button)
{
    m_right->addWidget(button);
}

void Dialog::setPreferredSize(const QSize &size)
{
    const QSize room = screen()->availableGeometry().size() - QSize(space::XXL, space::XXXL);
    resize(size.boundedTo(room));
}

int Dialog::sidePanelBreak() const
{
    return m_leftWidth + narrowest + m_sideWidth;
}

void Dialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (!m_side)
        return;
    const bool narrow = width() < sidePanelBreak();
    m_main->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_side->setMinimumWidth(narrow ? 0 : m_sideWidth);
    m_side->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : m_sideWidth);
}

void Dialog::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color(ColorRole::Raised));
    if (m_header->isVisible())
        painter.fillRect(0, m_header->geometry().bottom(), width(), 1, tokens.color(ColorRole::Border));
}

} // namespace warden::ui
