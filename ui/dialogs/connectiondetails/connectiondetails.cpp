// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectiondetails/connectiondetails.h"

#include "base/text.h"
#include "ui/dialogs/trust/certificatepanel.h"
#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/keyvaluegrid.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

ConnectionDetails::ConnectionDetails(
    const broker::Profile &profile, const mqtt::LinkReport &link, const QDateTime &now, QWidget *parent)
    : Dialog(parent)
    , m_profile(profile)
    , m_link(link)
    , m_now(now)
{
    setObjectName(QStringLiteral("connectionDetails"));
    const VerdictText verdict = verdictText(link);
    setHeadingIcon(verdict.icon, verdict.tone);
    setHeading(tr("Connection to %1").arg(displayText(profile.name, 64)), verdict.sentence);
    setContent(buildContent());
    auto *copy = makeButton(tr("Copy"), u"copy");
    copy->setObjectName(QStringLiteral("connectionDetails.copy"));
    copy->setAutoDefault(false);
    auto *close = makePrimary(tr("Close"));
    close->setObjectName(QStringLiteral("connectionDetails.close"));
    close->setDefault(true);
    addLeft(copy);
    addRight(close);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(asText()); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setPreferredSize({712, link.encrypted ? 600 : 320});
    close->setFocus(Qt::OtherFocusReason);
}

QWidget *ConnectionDetails::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::L);
    if (!m_link.verification.isTrusted() && m_link.encrypted)
        column->addWidget(buildVerdict());
    column->addWidget(buildLink());
    if (!m_link.sentChain.isEmpty()) {
        m_certificate = new CertificatePanel;
        m_certificate->show(m_link, m_profile.endpoint.host, m_now);
        column->addWidget(m_certificate);
        auto *fingerprint = new KeyValueGrid(132);
        QLabel *value = fingerprint->addRow(
            tr("SHA-256"), x509::fingerprintDisplay(m_link.sentChain.first().sha256()), TypeRole::Mono);
        value->setObjectName(QStringLiteral("connectionDetails.fingerprint"));
        column->addWidget(fingerprint);
    }
    column->addStretch(1);
    return content;
}

QWidget *ConnectionDetails::buildVerdict()
{
    auto *card = new Card;
    card->setRadius(metric::RadiusControl);
    card->setFill(ColorRole::WarningSoft, ColorRole::Warning);
    card->body()->setSpacing(space::S);
    for (const x509::Finding &finding : m_link.verification.findings) {
        const x509::Explanation words = x509::explain(finding, m_link.sentChain.value(0), m_profile.endpoint.host);
        card->body()->addWidget(makeWrapped(words.what, TypeRole::Strong));
        card->body()->addWidget(makeWrapped(words.next));
    }
    return card;
}

QWidget *ConnectionDetails::buildLink()
{
    auto *grid = new KeyValueGrid(132);
    grid->addRow(tr("Address"), displayText(m_profile.endpoint.toUrl(), 160), TypeRole::Mono);
    if (!m_link.peerAddress.isNull())
        grid->addRow(tr("Answers from"), tr("%1 port %2").arg(m_link.peerAddress.toString()).arg(m_link.peerPort),
            TypeRole::Mono);
    if (!m_link.encrypted) {
        grid->addRow(tr("Encryption"), tr("none"));
        return grid;
    }
    grid->addRow(tr("Protocol"), m_link.protocol);
    grid->addRow(tr("Cipher"), m_link.cipher, TypeRole::Mono);
    m_group = grid->addRow(tr("Key exchange"), tr("not looked at"));
    return grid;
}

void ConnectionDetails::setKeyExchange(const QString &group)
{
    if (m_group)
        m_group->setText(group);
}

QString ConnectionDetails::asText() const
{
    QStringList lines {displayText(m_profile.name, 64), m_profile.endpoint.toUrl(), verdictText(m_link).word};
    if (m_link.encrypted) {
        lines << m_link.protocol << m_link.cipher;
        if (m_group)
            lines << tr("Key exchange: %1").arg(m_group->text());
    }
    for (const x509::Certificate &certificate : m_link.sentChain) {
        lines << QString() << tr("Issued to: %1").arg(certificate.subject().display())
              << tr("Issued by: %1").arg(certificate.issuer().display())
              << tr("Valid: %1").arg(validityText(certificate)) << tr("Key: %1").arg(certificate.key().display())
              << tr("Serial: %1").arg(certificate.serialHex())
              << tr("SHA-256: %1").arg(x509::fingerprintDisplay(certificate.sha256()));
        for (const x509::AltName &name : certificate.altNames())
            lines << tr("Name: %1").arg(displayText(name.value, 96));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace warden::ui
