// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/figurecard.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/statuschip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace warden::ui {

FigureCard::FigureCard(const QString &icon, const QString &label, QWidget *parent)
    : Card({}, parent)
    , m_title(label)
    , m_figure(makeLabel(QStringLiteral("–"), TypeRole::Figure))
    , m_unit(makeLabel({}, TypeRole::Body, ColorRole::Muted))
    , m_chip(new StatusChip)
    , m_foot(new ElidedLabel({}, TypeRole::Caption, ColorRole::Muted))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(space::S - space::XXS);
    head->addWidget(makeIcon(icon, ColorRole::Muted));
    head->addWidget(makeLabel(label, TypeRole::Caption, ColorRole::Muted), 1);

    m_row = new QHBoxLayout;
    m_row->setSpacing(space::XS);
    m_row->addWidget(m_figure, 0, Qt::AlignBottom);
    m_row->addWidget(m_unit, 0, Qt::AlignBottom);
    m_unit->setContentsMargins(0, 0, 0, space::XS);
    m_row->addStretch(1);

    auto *footRow = new QHBoxLayout;
    footRow->setSpacing(space::S);
    footRow->addWidget(m_chip);
    footRow->addWidget(m_foot, 1);
    m_chip->hide();
    m_foot->setMinimumHeight(22);

    body()->setSpacing(space::XS);
    body()->addLayout(head);
    body()->addLayout(m_row);
    body()->addLayout(footRow);
    body()->addStretch(1);
    describe();
}

void FigureCard::setFigure(const QString &figure, const QString &unit)
{
    if (m_figure->text() == figure && m_unit->text() == unit)
        return;
    m_figure->setText(figure);
    m_unit->setText(unit);
    describe();
}

void FigureCard::setUnknown(const QString &why)
{
    setFigure(QStringLiteral("–"));
    setFoot(why);
}

void FigureCard::setFoot(const QString &text)
{
    m_chip->hide();
    m_foot->setText(text);
    describe();
}

void FigureCard::setChip(Tone tone, const QString &text, const QString &icon, const QString &after)
{
    m_chip->set(tone, text, icon);
    m_chip->show();
    m_foot->setText(after);
    describe();
}

void FigureCard::addSparkline(int series)
{
    m_sparkline = new Sparkline(series);
    m_row->addWidget(m_sparkline, 0, Qt::AlignBottom);
}

void FigureCard::setHistory(std::span<const double> values)
{
    if (m_sparkline)
        m_sparkline->setValues(values);
}

QString FigureCard::figure() const
{
    return m_figure->text();
}

QString FigureCard::foot() const
{
    return m_chip->isHidden() ? m_foot->text() : tr("%1, %2").arg(m_chip->text(), m_foot->text());
}

void FigureCard::describe()
{
    setAccessibleName(tr("%1: %2 %3, %4").arg(m_title, m_figure->text(), m_unit->text(), foot()));
}

} // namespace warden::ui
