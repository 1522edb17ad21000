// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

EmptyState::EmptyState(const QString &icon, const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent), m_icon(makeIcon(icon, ColorRole::Muted, metric::IconXL)),
      m_title(makeLabel(title, TypeRole::Subtitle)), m_text(makeWrapped(text, TypeRole::Body, ColorRole::Muted)),
      m_buttons(new QHBoxLayout)
{
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setFixedWidth(420);
    m_buttons->setSpacing(space::S);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::S);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(space::S);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(space::S);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addLayout(m_buttons);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);
    setAccessibleName(title);
}

void EmptyState::set(const QString &icon, const QString &title, const QString &text)
{
    QLabel *drawing = makeIcon(icon, ColorRole::Muted, metric::IconXL);
    delete layout()->replaceWidget(m_icon, drawing);
    delete m_icon;
    m_icon = drawing;
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
}

QPushButton *EmptyState::addPrimary(const QString &text)
{
    QPushButton *button = makePrimary(text);
    m_buttons->addWidget(button);
    return button;
}

QPushButton *EmptyState::addSecondary(const QString &text)
{
    QPushButton *button = makeButton(text);
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::setDetails(const QString &details)
{
    if (!m_detailsButton) {
        m_detailsButton = makeQuiet(tr("Details"), u"chevron-right");
        m_buttons->addWidget(m_detailsButton);
        m_details = makeWrapped({}, TypeRole::Mono, ColorRole::Muted);
        m_details->setFixedWidth(420);
        m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_details->hide();
        auto *column = static_cast<QVBoxLayout *>(layout());
        column->insertWidget(column->count() - 1, m_details, 0, Qt::AlignHCenter);
        connect(m_detailsButton, &QPushButton::clicked, m_details,
            [this] { m_details->setVisible(!m_details->isVisible()); });
    }
    m_details->setText(details);
    m_detailsButton->setVisible(!details.isEmpty());
}

Skeleton::Skeleton(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Loading"));
    m_delay.setSingleShot(true);
    m_delay.setInterval(300);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_visible = true;
        update();
    });
}

void Skeleton::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_visible = false;
    m_delay.start();
}

void Skeleton::paintEvent(QPaintEvent *)
{
    if (!m_visible)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokensOf(this).color(ColorRole::Subtle));
    constexpr int shares[] = {72, 54, 63, 40, 58};
    int y = space::L;
    for (int i = 0; y + 12 < height(); ++i, y += metric::Row)
        painter.drawRoundedRect(QRect(0, y, width() * shares[i % 5] / 100, 12), 4, 4);
}

} // namespace warden::ui
