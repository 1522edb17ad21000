// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/trust/trustdialog.h"

#include "base/text.h"
#include "ui/dialogs/help/howtos.h"
#include "ui/dialogs/trust/certificatepanel.h"
#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/prompts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

Card *reasonCard(QStringView icon, ColorRole color, const QString &title, const QString &text)
{
    auto *card = new Card;
    card->setRadius(metric::RadiusControl);
    card->setPadding(space::M - space::XXS);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::S);
    grid->setVerticalSpacing(space::XXS);
    grid->addWidget(makeIcon(icon, color), 0, 0);
    grid->addWidget(makeLabel(title, TypeRole::Strong), 0, 1);
    grid->addWidget(makeWrapped(text, TypeRole::Caption, ColorRole::Muted), 1, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(1, 1);
    card->body()->addLayout(grid);
    return card;
}

} // namespace

TrustDialog::TrustDialog(Prompts &prompts, const broker::Profile &profile, const mqtt::LinkReport &link,
    const QDateTime &now, QWidget *parent)
    : Dialog(parent)
    , m_profile(profile)
    , m_link(link)
    , m_now(now)
{
    setObjectName(QStringLiteral("trust"));
    const x509::Certificate leaf = link.sentChain.value(0);
    const QString host = displayText(profile.endpoint.host, 96);
    setHeadingIcon(QStringLiteral("certificate"), Tone::Warning);
    setHeading(tr("Is this really your broker?"),
        leaf.isSelfSigned()
            ? tr("%1 showed a certificate that it signed itself. The connection is encrypted, but nobody vouches for who "
                 "is at the other end.")
                  .arg(host)
            : tr("%1 showed a certificate from “%2”. The connection is encrypted, but nobody that you named vouches for "
                 "who is at the other end.")
                  .arg(host, issuerName(link.sentChain.isEmpty() ? leaf : link.sentChain.last())));
    setContent(buildContent());
    buildButtons(prompts);
    setPreferredSize({712, 664});
    showComparison(FingerprintBox::Comparison::None);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

QWidget *TrustDialog::buildContent()
{
    m_certificate = new CertificatePanel;
    m_certificate->show(m_link, m_profile.endpoint.host, m_now);
    m_fingerprint = new FingerprintBox;
    const x509::Certificate leaf = m_link.sentChain.value(0);
    m_fingerprint->setCertificate(certificateName(leaf), leaf.isNull() ? QByteArray() : leaf.sha256());
    connect(m_fingerprint, &FingerprintBox::compared, this, &TrustDialog::showComparison);
    connect(m_fingerprint, &FingerprintBox::helpWanted, this, [this] {
        auto *help = new HowToDialog(howToShowFingerprint(), this);
        help->setAttribute(Qt::WA_DeleteOnClose);
        help->open();
    });
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::M);
    column->addWidget(buildWhy());
    column->addWidget(m_certificate);
    column->addWidget(m_fingerprint);
    column->addWidget(buildRemember());
    column->addStretch(1);
    return content;
}

QWidget *TrustDialog::buildWhy()
{
    auto *why = new QWidget;
    auto *row = new QHBoxLayout(why);
    row->setContentsMargins({});
    row->setSpacing(space::M);
    row->addWidget(reasonCard(u"home", ColorRole::Success, tr("When it is fine"),
                       tr("At home, where you or whoever set up the broker made the certificate. Compare it once.")),
        1);
    row->addWidget(reasonCard(u"ban", ColorRole::Danger, tr("When to stop"),
                       tr("In a network that is not yours, or if the fingerprint differs from the one on the broker.")),
        1);
    return why;
}

QWidget *TrustDialog::buildRemember()
{
    m_byCertificate = new QRadioButton(tr("this certificate"));
    m_byCertificate->setObjectName(QStringLiteral("trust.byCertificate"));
    m_byKey = new QRadioButton(tr("its key, so that a renewal is not asked again"));
    m_byKey->setObjectName(QStringLiteral("trust.byKey"));
    m_byCertificate->setChecked(true);
    auto *remember = new QWidget;
    auto *row = new QHBoxLayout(remember);
    row->setContentsMargins({});
    row->setSpacing(space::L);
    row->addWidget(makeLabel(tr("Remember"), TypeRole::Body, ColorRole::Muted));
    row->addWidget(m_byCertificate);
    row->addWidget(m_byKey);
    row->addStretch(1);
    return remember;
}

void TrustDialog::buildButtons(Prompts &prompts)
{
    auto *caFile = makeButton(tr("Use a CA file…"), u"certificate");
    caFile->setObjectName(QStringLiteral("trust.caFile"));
    m_cancel = makeButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("trust.cancel"));
    m_accept = makePrimary(tr("Trust this certificate"));
    m_accept->setObjectName(QStringLiteral("trust.accept"));
    for (QPushButton *button : {caFile, m_cancel, m_accept})
        button->setAutoDefault(false);
    addLeft(caFile);
    addRight(m_cancel);
    addRight(m_accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &TrustDialog::trust);
    connect(caFile, &QPushButton::clicked, this, [this, &prompts] {
        prompts.chooseFile(this,
            {tr("Choose the certificate of the authority"), {}, {},
                {tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")}},
            [dialog = QPointer<TrustDialog>(this)](const QString &path) {
                if (!dialog)
                    return;
                dialog->m_profile.trust = mqtt::TrustPolicy::Mode::Anchors;
                dialog->m_profile.caFile = path;
                dialog->accept();
                emit dialog->decided(dialog->m_profile);
            });
    });
}

void TrustDialog::showComparison(FingerprintBox::Comparison comparison)
{
    if (!m_accept)
        return;
    const bool equal = comparison == FingerprintBox::Comparison::Equal;
    m_accept->setDefault(equal);
    m_cancel->setDefault(!equal);
    m_accept->setEnabled(comparison != FingerprintBox::Comparison::Different && !m_link.sentChain.isEmpty());
}

void TrustDialog::trust()
{
    const x509::Certificate leaf = m_link.sentChain.first();
    const bool byKey = m_byKey->isChecked();
    m_profile.trust = byKey ? mqtt::TrustPolicy::Mode::PinnedKey : mqtt::TrustPolicy::Mode::PinnedCertificate;
    m_profile.pin = byKey ? leaf.publicKeySha256() : leaf.sha256();
    m_profile.pinnedLeafPem = QString::fromLatin1(leaf.toPem());
    m_profile.pinnedAt = m_now;
    accept();
    emit decided(m_profile);
}

} // namespace warden::ui
