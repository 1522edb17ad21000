// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/aboutcard.h"

#include "ui/widgets/controls.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <openssl/crypto.h>

namespace warden::ui {

AboutCard::AboutCard(QWidget *parent)
    : Card(tr("About"), parent)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::XL);
    grid->setVerticalSpacing(space::S);
    grid->setColumnStretch(2, 1);
    int line = 0;
    const auto add = [&](const QString &name, const QString &version, const QString &licence) {
        auto *versionLabel = makeLabel(version, TypeRole::Mono);
        grid->addWidget(makeLabel(name, TypeRole::Strong), line, 0);
        grid->addWidget(versionLabel, line, 1);
        grid->addWidget(makeLabel(licence, TypeRole::Body, ColorRole::Muted), line, 2);
        ++line;
        return versionLabel;
    };
    add(tr("MQTT Warden"), QCoreApplication::applicationVersion(), tr("GPL, version 3 or later; no warranty"));
    add(tr("Qt"), QString::fromLatin1(qVersion()), tr("LGPL version 3; Qt Charts: GPL version 3"));
    add(tr("OpenSSL"), QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING)), tr("Apache licence 2.0"));
    add(tr("QtKeychain"), {}, tr("Modified BSD licence"));
    m_mosquitto = add(tr("Mosquitto"), tr("not looked for yet"), tr("EPL 2.0 or EDL 1.0; a program of its own"));
    add(tr("Inter, JetBrains Mono"), {}, tr("SIL Open Font License 1.1"));
    body()->addLayout(grid);
}

} // namespace warden::ui
