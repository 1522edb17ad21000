// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/setupresultpage.h"

#include "base/text.h"
#include "ui/dialogs/setup/secretrow.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QVBoxLayout>

namespace warden::ui {

SetupResultPage::SetupResultPage(QWidget *parent)
    : QWidget(parent)
    , m_title(makeWrapped({}, TypeRole::Subtitle))
    , m_text(makeWrapped({}, TypeRole::Body, ColorRole::Muted))
    , m_secrets(new QWidget)
    , m_password(new SecretRow(tr("Password of the administrator")))
    , m_passphrase(new SecretRow(tr("Passphrase of the certificate authority")))
    , m_address(makeWrapped({}, TypeRole::Body))
    , m_keep(makeWrapped({}, TypeRole::Body, ColorRole::Muted))
    , m_detail(makeWrapped({}, TypeRole::Mono, ColorRole::Muted))
{
    m_title->setObjectName(QStringLiteral("setup.resultTitle"));
    m_text->setObjectName(QStringLiteral("setup.resultText"));
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *secrets = new QVBoxLayout(m_secrets);
    secrets->setContentsMargins({});
    secrets->setSpacing(space::M);
    secrets->addWidget(m_address);
    secrets->addWidget(m_password);
    secrets->addWidget(m_passphrase);
    secrets->addWidget(m_keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::XXL, space::XL, space::XXL, space::XL);
    column->setSpacing(space::S);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(space::M);
    column->addWidget(m_secrets);
    column->addWidget(m_detail);
    column->addStretch(1);
    showWorking();
}

void SetupResultPage::showWorking()
{
    m_title->setText(tr("Making your broker"));
    m_text->setText(tr("This takes a few seconds. The steps are at the side."));
    m_secrets->hide();
    m_detail->hide();
}

void SetupResultPage::showResult(const session::SetupResult &result, const QString &secretsPlace, bool lasting)
{
    m_title->setText(tr("Your broker runs"));
    m_text->setText(tr("It was tried with a good sign-in, which worked, and a bad one, which was refused."));
    m_address->setText(tr("It answers at %1. The user of this console is %2.")
                           .arg(displayText(result.profile.endpoint.display(), 96), displayText(result.profile.userName, 64)));
    m_password->setSecret(result.administratorPassword);
    m_passphrase->setSecret(result.vaultPassphrase);
    m_keep->setText(lasting ? tr("Both are kept in %1. They are shown here only now: keep the passphrase somewhere else "
                                 "too, since no new certificate can be made without it.")
                                  .arg(secretsPlace)
                            : tr("Both are kept in memory only and are forgotten when the console closes. Write them down "
                                 "now."));
    m_secrets->show();
    m_detail->hide();
}

void SetupResultPage::showFailure(const Error &error)
{
    m_title->setText(tr("The broker could not be made"));
    m_text->setText(error.text);
    m_secrets->hide();
    m_detail->setText(error.detail);
    m_detail->setVisible(!error.detail.isEmpty());
}

} // namespace warden::ui
