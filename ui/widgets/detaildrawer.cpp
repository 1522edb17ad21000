// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/detaildrawer.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace warden::ui {

DetailDrawer::DetailDrawer(QWidget *parent)
    : Panel(ColorRole::Surface, Qt::LeftEdge, parent), m_title(new ElidedLabel({}, TypeRole::Subtitle)),
      m_subtitle(new ElidedLabel({}, TypeRole::Mono, ColorRole::Muted)), m_body(new QVBoxLayout)
{
    setFixedWidth(metric::Drawer);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(metric::CardPadding + 1, metric::CardPadding, metric::CardPadding, metric::CardPadding);
    outer->setSpacing(space::L);
    auto *head = new QHBoxLayout;
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    head->addLayout(names, 1);
    QToolButton *close = makeIconButton(u"cross", tr("Close the details"));
    connect(close, &QToolButton::clicked, this, &DetailDrawer::closed);
    head->addWidget(close, 0, Qt::AlignTop);
    outer->addLayout(head);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inner = new Panel(ColorRole::Surface);
    inner->setLayout(m_body);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(space::L);
    scroll->setWidget(inner);
    outer->addWidget(scroll, 1);
}

void DetailDrawer::setHeading(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleName(title);
}

void DetailDrawer::clearBody()
{
    while (QLayoutItem *item = m_body->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

void DetailDrawer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else
        Panel::keyPressEvent(event);
}

} // namespace warden::ui
