// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/secretrow.h"

#include "ui/widgets/controls.h"

#include <QApplication>
#include <QClipboard>
#include <QCryptographicHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

constexpr int ClipboardLifeMs = 30'000;

QByteArray digest(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

SecretRow::SecretRow(const QString &title, QWidget *parent)
    : Card({}, parent)
    , m_name(title)
    , m_value(makeWrapped({}, TypeRole::Mono))
{
    setRadius(metric::RadiusControl);
    setPadding(space::M);
    setFill(ColorRole::Sunken);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_value->setAccessibleName(title);
    auto *button = makeButton(tr("Copy"), u"copy");
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Copy: %1").arg(title));
    auto *words = new QVBoxLayout;
    words->setSpacing(space::XXS);
    words->addWidget(makeLabel(title, TypeRole::Caption, ColorRole::Muted));
    words->addWidget(m_value);
    auto *row = new QHBoxLayout;
    row->addLayout(words, 1);
    row->addWidget(button);
    body()->addLayout(row);
    connect(button, &QPushButton::clicked, this, &SecretRow::copy);
}

void SecretRow::setSecret(const Secret &secret)
{
    m_secret = secret;
    m_value->setText(secret.reveal());
}

void SecretRow::copy()
{
    auto *mime = new QMimeData;
    const QString text = m_secret.reveal();
    mime->setText(text);
    // What desktops' clipboard histories look at before they keep a copy.
    mime->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QClipboard *clipboard = QApplication::clipboard();
    clipboard->setMimeData(mime);
    // Outlives this dialog; leaves alone what was copied since.
    QTimer::singleShot(ClipboardLifeMs, clipboard, [clipboard, ours = digest(text)] {
        if (digest(clipboard->text()) == ours)
            clipboard->clear();
    });
}

} // namespace warden::ui
