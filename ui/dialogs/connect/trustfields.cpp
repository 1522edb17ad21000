// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/trustfields.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/form.h"
#include "ui/widgets/prompts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace warden::ui {

using Mode = mqtt::TrustPolicy::Mode;

namespace {

bool isPin(Mode mode)
{
    return mode == Mode::PinnedCertificate || mode == Mode::PinnedKey;
}

} // namespace

TrustFields::TrustFields(Form &form, Prompts &prompts, QWidget *parent)
    : QObject(parent)
    , m_system(new QRadioButton(tr("Certificate authorities that this computer knows")))
    , m_file(new QRadioButton(tr("This CA file")))
    , m_look(new QRadioButton(tr("Look at the certificate at first contact and remember it")))
    , m_pinned(new QRadioButton(tr("The certificate that you looked at and pinned")))
    , m_caFile(new QLineEdit)
    , m_none(makeWrapped(tr("Without encryption nobody can tell who is at the other end."), TypeRole::Body,
          ColorRole::Warning))
{
    m_row = form.addRow(tr("Trust"), build(prompts, parent));
    auto *group = new QButtonGroup(this);
    for (QRadioButton *button : {m_system, m_file, m_look, m_pinned}) {
        group->addButton(button);
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                emit touched({});
        });
    }
    connect(m_caFile, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!text.isEmpty())
            m_file->setChecked(true);
        emit touched(QStringLiteral("trust.caFile"));
    });
}

QWidget *TrustFields::build(Prompts &prompts, QWidget *window)
{
    m_system->setObjectName(QStringLiteral("connect.trust.system"));
    m_file->setObjectName(QStringLiteral("connect.trust.file"));
    m_look->setObjectName(QStringLiteral("connect.trust.look"));
    m_pinned->setObjectName(QStringLiteral("connect.trust.pinned"));
    m_caFile->setObjectName(QStringLiteral("connect.caFile"));
    m_caFile->setAccessibleName(tr("CA file"));
    setTypeRole(m_caFile, TypeRole::Mono);
    auto *browse = makeButton(tr("Browse…"));
    browse->setObjectName(QStringLiteral("connect.browseCa"));
    browse->setAccessibleName(tr("Choose the CA file"));
    browse->setAutoDefault(false);
    auto *fileRow = new QHBoxLayout;
    fileRow->setContentsMargins({});
    fileRow->addWidget(m_file);
    fileRow->addWidget(m_caFile, 1);
    fileRow->addWidget(browse);
    m_choices = new QWidget;
    auto *column = new QVBoxLayout(m_choices);
    column->setContentsMargins({});
    column->setSpacing(space::XS);
    for (QRadioButton *button : {m_system, m_look, m_pinned})
        button->setMinimumHeight(metric::Control - space::XS);
    column->addWidget(m_pinned);
    column->addWidget(m_system);
    column->addLayout(fileRow);
    column->addWidget(m_look);
    auto *both = new QWidget;
    auto *outer = new QVBoxLayout(both);
    outer->setContentsMargins({});
    outer->addWidget(m_choices);
    outer->addWidget(m_none);
    connect(browse, &QPushButton::clicked, this, [this, &prompts, window] {
        prompts.chooseFile(window,
            {tr("Choose the certificate of the authority"), {}, {},
                {tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")}},
            [edit = QPointer<QLineEdit>(m_caFile)](const QString &path) {
                if (edit)
                    edit->setText(path);
            });
    });
    return both;
}

void TrustFields::load(const broker::Profile &profile)
{
    m_caFile->setText(profile.caFile);
    m_pinned->setVisible(isPin(profile.trust));
    switch (profile.trust) {
    case Mode::System:
        m_system->setChecked(true);
        break;
    case Mode::Anchors:
        m_file->setChecked(true);
        break;
    case Mode::FirstUse:
        m_look->setChecked(true);
        break;
    case Mode::PinnedCertificate:
    case Mode::PinnedKey:
        m_pinned->setChecked(true);
        break;
    }
}

void TrustFields::store(broker::Profile &profile) const
{
    profile.caFile = m_caFile->text().trimmed();
    if (m_pinned->isChecked())
        return; // certificate or key, as it was
    profile.trust = m_file->isChecked() ? Mode::Anchors : m_look->isChecked() ? Mode::FirstUse : Mode::System;
    profile.pin.clear();
    profile.pinnedLeafPem.clear();
    profile.pinnedAt = {};
}

void TrustFields::follow(const broker::Profile &now)
{
    const bool encrypted = mqtt::isEncrypted(now.endpoint.transport);
    m_choices->setVisible(encrypted);
    m_none->setVisible(!encrypted);
}

QHash<QString, FormRow *> TrustFields::rows() const
{
    return {{QStringLiteral("trust.caFile"), m_row}, {QStringLiteral("trust.pin"), m_row}};
}

} // namespace warden::ui
