// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/linkbanner.h"

#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

LinkBanner::LinkBanner(QWidget *parent)
    : Card({}, parent)
    , m_title(makeWrapped({}, TypeRole::Strong))
    , m_text(makeWrapped({}, TypeRole::Body))
    , m_due(makeLabel({}, TypeRole::Body, ColorRole::Muted))
    , m_again(makeButton(tr("Try again"), u"refresh"))
{
    setObjectName(QStringLiteral("overview.banner"));
    setFill(ColorRole::DangerSoft, ColorRole::Danger);
    setPadding(space::M);
    m_title->setText(tr("The broker cannot be reached"));
    m_again->setObjectName(QStringLiteral("overview.tryAgain"));
    auto *details = makeQuiet(tr("Details"));
    details->setObjectName(QStringLiteral("overview.details"));

    auto *words = new QVBoxLayout;
    words->setSpacing(space::XXS);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::M);
    row->addWidget(makeIcon(u"warning", ColorRole::Danger, metric::IconM), 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_due);
    row->addWidget(details);
    row->addWidget(m_again);
    body()->addLayout(row);
    connect(m_again, &QPushButton::clicked, this, &LinkBanner::tryAgainWanted);
    connect(details, &QPushButton::clicked, this, &LinkBanner::detailsWanted);
}

void LinkBanner::setFailure(const mqtt::Failure &failure)
{
    m_text->setText(failure.error.text.isEmpty() ? tr("The connection was lost.") : failure.error.text);
    setAccessibleName(m_title->text() % QLatin1Char(' ') % m_text->text());
}

void LinkBanner::setDue(qint64 ms)
{
    if (ms < 0)
        m_due->setText({});
    else if (ms < 1000)
        m_due->setText(tr("Trying now…"));
    else
        m_due->setText(tr("Next attempt in %1 s").arg((ms + 999) / 1000));
}

} // namespace warden::ui
