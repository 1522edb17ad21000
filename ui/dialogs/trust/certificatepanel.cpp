// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/certificatepanel.h"

#include "base/text.h"
#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/dialogs/trust/chainview.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keyvaluegrid.h"
#include "ui/widgets/statuschip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace warden::ui {

CertificatePanel::CertificatePanel(QWidget *parent)
    : Card({}, parent)
    , m_chain(new ChainView)
    , m_facts(new KeyValueGrid(88))
{
    setRadius(metric::RadiusControl);
    setPadding(0);
    m_chain->setFixedWidth(212);
    auto *facts = new QWidget;
    auto *factsLayout = new QVBoxLayout(facts);
    factsLayout->setContentsMargins(space::L, space::M, space::L, space::M);
    factsLayout->addWidget(m_facts);
    factsLayout->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    row->addWidget(m_chain);
    auto *line = new Panel(ColorRole::Border);
    line->setFixedWidth(1);
    row->addWidget(line);
    row->addWidget(facts, 1);
    body()->addLayout(row);
    connect(m_chain, &ChainView::currentChanged, this, [this] {
        fill();
        emit currentChanged();
    });
}

void CertificatePanel::show(const mqtt::LinkReport &link, const QString &host, const QDateTime &now)
{
    m_link = link;
    m_host = host;
    m_now = now;
    m_rootKnown = link.verification.isTrusted();
    // A verified chain is shown up to its anchor, any other as the broker sent it.
    m_certificates = m_rootKnown && !link.verification.chain.isEmpty() ? link.verification.chain : link.sentChain;
    m_chain->setChain(m_certificates, m_rootKnown);
    fill();
}

x509::Certificate CertificatePanel::current() const
{
    const int index = m_chain->current();
    return index >= 0 && index < m_certificates.size() ? m_certificates.at(index) : x509::Certificate();
}

void CertificatePanel::fill()
{
    m_facts->clear();
    const x509::Certificate certificate = current();
    if (certificate.isNull())
        return;
    const bool leaf = m_chain->current() == 0;
    m_facts->addRow(tr("Issued to"), certificateName(certificate));
    auto *issuer = new QWidget;
    auto *row = new QHBoxLayout(issuer);
    row->setContentsMargins({});
    row->addWidget(makeLabel(issuerName(certificate)), 0, Qt::AlignVCenter);
    if (!m_rootKnown && m_chain->current() + 1 >= m_certificates.size() - (certificate.isSelfSigned() ? 0 : 1))
        row->addWidget(new StatusChip(Tone::Warning, tr("not known here")), 0, Qt::AlignVCenter);
    row->addStretch(1);
    m_facts->addRow(tr("Issued by"), issuer);
    if (!certificate.altNames().isEmpty() || leaf)
        m_facts->addRow(tr("Names"), namesOf(certificate, leaf));
    m_facts->addRow(tr("Valid"), tr("%1 · %2").arg(validityText(certificate), daysLeftText(certificate, m_now)));
    // "ECDSA with SHA-256": the key before it says the first part already.
    const QString signature = certificate.signatureAlgorithm().section(QStringLiteral(" with "), -1);
    m_facts->addRow(tr("Key"),
        leaf && !m_link.protocol.isEmpty()
            ? tr("%1 · signed with %2 · %3").arg(certificate.key().display(), signature, m_link.protocol)
            : tr("%1 · signed with %2").arg(certificate.key().display(), signature));
}

QWidget *CertificatePanel::namesOf(const x509::Certificate &certificate, bool leaf) const
{
    auto *names = new QWidget;
    auto *flow = new FlowLayout(names);
    bool covered = false;
    QList<x509::AltName> all;
    for (const x509::AltName &name : certificate.altNames()) {
        // An address often stands there twice, as address and as name for devices that read only names.
        if (std::none_of(all.cbegin(), all.cend(), [&](const auto &known) { return known.value == name.value; }))
            all.append(name);
    }
    for (int i = 0; i < std::min<int>(int(all.size()), 12); ++i) {
        const bool match = leaf && coversHost(all.at(i), m_host);
        covered = covered || match;
        auto *chip = new StatusChip(match ? Tone::Success : Tone::Neutral, displayText(all.at(i).value, 48),
            match ? QStringLiteral("check") : QString());
        chip->setMono(true);
        flow->addWidget(chip);
    }
    if (all.size() > 12)
        flow->addWidget(makeLabel(tr("and %n more", nullptr, int(all.size()) - 12), TypeRole::Caption, ColorRole::Muted));
    if (leaf && !covered && !m_host.isEmpty())
        flow->addWidget(new StatusChip(
            Tone::Danger, tr("none is %1").arg(displayText(m_host, 48)), QStringLiteral("not-equal")));
    return names;
}

} // namespace warden::ui
