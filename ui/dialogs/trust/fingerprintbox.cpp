// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/fingerprintbox.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/statuschip.h"
#include "x509/certificate.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

FingerprintBox::FingerprintBox(QWidget *parent)
    : Card({}, parent)
    , m_title(makeLabel({}, TypeRole::Body, ColorRole::Muted))
    , m_paste(new QLineEdit)
    , m_result(new StatusChip)
{
    setRadius(metric::RadiusControl);
    setPadding(space::M);
    auto *copy = makeQuiet(tr("Copy"), u"copy");
    copy->setObjectName(QStringLiteral("trust.copy"));
    copy->setAutoDefault(false);
    setCompact(copy);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(copy);
    m_paste->setObjectName(QStringLiteral("trust.compare"));
    m_paste->setAccessibleName(tr("Fingerprint shown on the broker"));
    m_paste->setPlaceholderText(tr("Paste the fingerprint shown on the broker to compare"));
    m_paste->setClearButtonEnabled(true);
    m_result->setObjectName(QStringLiteral("trust.comparison"));
    m_result->hide();
    auto *how = makeButton(tr("How to show it there"), u"info");
    how->setObjectName(QStringLiteral("trust.how"));
    how->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::M);
    row->addWidget(m_paste, 1);
    row->addWidget(m_result);
    row->addWidget(how);
    body()->setSpacing(space::S);
    body()->addLayout(head);
    body()->addWidget(buildGroups());
    body()->addWidget(makeSeparator());
    body()->addLayout(row);
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(x509::fingerprintDisplay(m_sha256)); });
    connect(m_paste, &QLineEdit::textChanged, this, &FingerprintBox::compare);
    connect(how, &QPushButton::clicked, this, &FingerprintBox::helpWanted);
}

QWidget *FingerprintBox::buildGroups()
{
    m_groups = new QWidget;
    m_groups->setObjectName(QStringLiteral("trust.fingerprint"));
    auto *grid = new QGridLayout(m_groups);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(space::XS);
    for (int i = 0; i < 16; ++i) {
        QLabel *label = makeLabel({}, TypeRole::Mono);
        QFont font = label->font();
        font.setPointSizeF(11.5);
        font.setWeight(QFont::Medium);
        label->setFont(font);
        const int column = i % 8;
        label->setAlignment(column == 0 ? Qt::AlignLeft : column == 7 ? Qt::AlignRight : Qt::AlignHCenter);
        grid->addWidget(label, i / 8, column);
        grid->setColumnStretch(column, column == 0 || column == 7 ? 3 : 4);
        m_labels[std::size_t(i)] = label;
    }
    return m_groups;
}

void FingerprintBox::setCertificate(const QString &name, const QByteArray &sha256)
{
    m_sha256 = sha256;
    m_title->setText(tr("SHA-256 fingerprint of %1").arg(name));
    const QString text = x509::fingerprintDisplay(sha256);
    const QStringList groups = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int i = 0; i < 16; ++i)
        m_labels[std::size_t(i)]->setText(groups.value(i));
    m_groups->setAccessibleName(tr("Fingerprint %1").arg(text));
    compare();
}

void FingerprintBox::compare()
{
    const QString text = m_paste->text().trimmed();
    const QByteArray pasted = x509::fingerprintFromText(text);
    m_comparison = text.isEmpty() ? Comparison::None
        : pasted.isEmpty()        ? Comparison::NotOne
        : pasted == m_sha256      ? Comparison::Equal
                                  : Comparison::Different;
    m_result->setVisible(m_comparison != Comparison::None);
    if (m_comparison == Comparison::Equal)
        m_result->set(Tone::Success, tr("They are equal"), QStringLiteral("check"));
    else if (m_comparison == Comparison::Different)
        m_result->set(Tone::Danger, tr("They differ: do not trust it"), QStringLiteral("not-equal"));
    else
        m_result->set(Tone::Warning, tr("Not a SHA-256 fingerprint"), QStringLiteral("warning"));
    setInvalid(m_paste, m_comparison == Comparison::Different);
    emit compared(m_comparison);
}

} // namespace warden::ui
