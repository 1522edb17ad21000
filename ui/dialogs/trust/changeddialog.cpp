// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/changeddialog.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/panel.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

QWidget *noteRow(QStringView icon, ColorRole color, const QString &strong, const QString &text, ColorRole textColor)
{
    auto *note = new QWidget;
    auto *grid = new QGridLayout(note);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::S);
    grid->setVerticalSpacing(space::XXS);
    grid->addWidget(makeIcon(icon, color), 0, 0, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
    int line = 0;
    if (!strong.isEmpty())
        grid->addWidget(makeWrapped(strong, TypeRole::Strong), line++, 1);
    grid->addWidget(makeWrapped(text, TypeRole::Body, textColor), line, 1);
    return note;
}

} // namespace

ChangedDialog::ChangedDialog(
    const broker::Profile &profile, const mqtt::LinkReport &link, const QDateTime &now, QWidget *parent)
    : Dialog(parent)
{
    setObjectName(QStringLiteral("changed"));
    const QString since = sinceText(profile.pinnedAt, now);
    setHeadingIcon(QStringLiteral("warning"), Tone::Danger);
    setHeading(profile.pinnedAt.isValid() ? tr("The certificate has changed since %1").arg(since)
                                          : tr("The certificate has changed"),
        profile.signIn == broker::SignIn::Password ? tr("Warden stopped before it sent the password.")
                                                   : tr("Warden stopped before it signed in."));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::M);
    const Result<x509::Certificate> before = x509::Certificate::fromPem(profile.pinnedLeafPem.toLatin1());
    const x509::Certificate fresh = link.sentChain.value(0);
    if (before && !fresh.isNull()) {
        column->addWidget(buildTable(compareCertificates(*before, fresh, now), since));
        const Conclusion conclusion = concludeChange(*before, fresh);
        column->addWidget(noteRow(u"warning", toneRole(conclusion.tone), conclusion.strong, conclusion.rest, ColorRole::Text));
    } else {
        column->addWidget(noteRow(u"warning", ColorRole::Danger, tr("It is not the certificate that was pinned."),
            tr("The earlier one was not kept, so the two cannot be laid side by side."), ColorRole::Text));
    }
    column->addWidget(noteRow(u"info", ColorRole::Muted, {},
        tr("Did you set up the broker again? Then compare the new fingerprint with the one shown on it."),
        ColorRole::Muted));
    column->addStretch(1);
    setContent(content);
    buildButtons();
    setPreferredSize({560, 540});
}

QWidget *ChangedDialog::buildTable(const QList<Difference> &rows, const QString &since)
{
    auto *card = new Card;
    card->setRadius(metric::RadiusControl);
    card->setPadding(0);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(space::M, space::XS, space::M, space::XS);
    grid->setHorizontalSpacing(space::M);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    grid->setRowMinimumHeight(0, metric::RowCompact);
    grid->addWidget(makeLabel(tr("Until %1").arg(since), TypeRole::Caption, ColorRole::Muted), 0, 1);
    grid->addWidget(makeLabel(tr("Now"), TypeRole::Caption, ColorRole::Muted), 0, 2);
    int line = 1;
    for (const Difference &row : rows) {
        grid->addWidget(makeSeparator(), line++, 0, 1, 4);
        addRow(grid, line++, row);
    }
    card->body()->addLayout(grid);
    card->setObjectName(QStringLiteral("changed.table"));
    return card;
}

void ChangedDialog::addRow(QGridLayout *grid, int line, const Difference &row)
{
    const TypeRole type = row.mono ? TypeRole::Mono : TypeRole::Body;
    grid->setRowMinimumHeight(line, metric::Row);
    grid->addWidget(makeLabel(row.label, TypeRole::Body, ColorRole::Muted), line, 0);
    grid->addWidget(new ElidedLabel(row.before, type), line, 1);
    auto *now = new ElidedLabel(row.now, type, row.same ? ColorRole::Text : ColorRole::Danger);
    now->setAccessibleName(row.same ? tr("%1: the same, %2").arg(row.label, row.now)
                                    : tr("%1: changed from %2 to %3").arg(row.label, row.before, row.now));
    grid->addWidget(now, line, 2);
    QLabel *mark = row.same ? makeIcon(u"check", ColorRole::Muted) : makeIcon(u"not-equal", ColorRole::Danger);
    mark->setToolTip(row.same ? tr("the same") : tr("different"));
    grid->addWidget(mark, line, 3);
}

void ChangedDialog::buildButtons()
{
    auto *compare = makeDanger(tr("I changed it, compare…"));
    compare->setObjectName(QStringLiteral("changed.compare"));
    compare->setAutoDefault(false);
    auto *stay = makePrimary(tr("Stay disconnected"));
    stay->setObjectName(QStringLiteral("changed.stay"));
    stay->setDefault(true);
    addLeft(compare);
    addRight(stay);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    connect(compare, &QPushButton::clicked, this, [this] {
        accept();
        emit compareWanted();
    });
    stay->setFocus(Qt::OtherFocusReason);
}

} // namespace warden::ui
