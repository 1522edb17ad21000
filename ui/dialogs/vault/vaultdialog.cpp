// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/vault/vaultdialog.h"

#include "ui/dialogs/passwordadvice.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fields.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

VaultDialog::VaultDialog(bool exists, Open open, QWidget *parent)
    : Dialog(parent)
    , m_exists(exists)
    , m_open(std::move(open))
    , m_passphrase(new PasswordField(tr("Passphrase")))
    , m_problem(makeWrapped({}, TypeRole::Body, ColorRole::Danger))
{
    setObjectName(QStringLiteral("vault"));
    setHeadingIcon(QStringLiteral("key"), Tone::Accent);
    setHeading(exists ? tr("Open the vault with your passwords") : tr("Keep passwords in a vault"),
        exists ? tr("Its passphrase is asked for once at each start.")
               : tr("They are encrypted with a passphrase that is asked for once at each start."));
    m_passphrase->edit()->setObjectName(QStringLiteral("vault.passphrase"));
    if (!exists) {
        m_passphrase->showStrength(passphraseStrength);
        m_passphrase->setRevealed(true);
        m_passphrase->setSecret(Secret::randomPassphrase(5));
    }
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::S);
    column->addWidget(makeLabel(tr("Passphrase"), TypeRole::Strong));
    column->addWidget(m_passphrase);
    column->addWidget(m_problem);
    column->addStretch(1);
    setContent(content);

    auto *memory = makeButton(tr("Only in memory"));
    memory->setObjectName(QStringLiteral("vault.memory"));
    memory->setAutoDefault(false);
    auto *use = makePrimary(exists ? tr("Open the vault") : tr("Make the vault"));
    use->setObjectName(QStringLiteral("vault.accept"));
    use->setDefault(true);
    addLeft(memory);
    addRight(use);
    connect(memory, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, &VaultDialog::memoryWanted);
    connect(use, &QPushButton::clicked, this, &VaultDialog::tryOpen);
    setPreferredSize({480, 300});
}

void VaultDialog::tryOpen()
{
    if (!m_exists && m_passphrase->strength() < 2) {
        m_problem->setText(tr("Choose a passphrase that is harder to guess."));
        return;
    }
    const Result<void> opened = m_open(m_passphrase->secret());
    if (!opened) {
        m_problem->setText(opened.error().text);
        return;
    }
    accept();
}

} // namespace warden::ui
