// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/help/howtodialog.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

QWidget *linesCard(const QString &lines)
{
    auto *card = new Card;
    card->setFill(ColorRole::Sunken);
    card->setRadius(metric::RadiusControl);
    card->setPadding(space::M);
    auto *label = makeWrapped(lines, TypeRole::Mono);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(lines);
    auto *copy = makeIconButton(u"copy", HowToDialog::tr("Copy these lines"));
    QObject::connect(copy, &QToolButton::clicked, copy, [lines] { QApplication::clipboard()->setText(lines); });
    auto *row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    card->body()->addLayout(row);
    return card;
}

} // namespace

HowToDialog::HowToDialog(const HowTo &howTo, QWidget *parent)
    : Dialog(parent)
{
    setObjectName(QStringLiteral("howTo"));
    setHeading(howTo.title, howTo.subtitle);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::M);
    for (const HowTo::Part &part : howTo.parts) {
        column->addWidget(makeWrapped(part.text));
        if (!part.lines.isEmpty())
            column->addWidget(linesCard(part.lines));
    }
    column->addStretch(1);
    setContent(content);
    auto *close = makePrimary(tr("Close"));
    close->setObjectName(QStringLiteral("howTo.close"));
    close->setDefault(true);
    addRight(close);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setPreferredSize({600, 420});
}

} // namespace warden::ui
