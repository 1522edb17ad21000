// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomepage.h"

#include "ui/pages/cardgrid.h"
#include "ui/pages/welcome/welcomecard.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

using Motif = WelcomePicture::Motif;

WelcomePage::WelcomePage(QWidget *parent)
    : Page({QStringLiteral("welcome"), tr("Welcome"), {}, QStringLiteral("home")}, parent)
{
    setHeaderVisible(false);
    setContentMargins({});
    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(space::XL, space::XL, space::XL, space::XL);
    middle->setSpacing(0);
    middle->addStretch(1);
    middle->addWidget(buildHead());
    middle->addSpacing(space::XXL);
    middle->addWidget(buildCards());
    middle->addSpacing(space::XL);
    auto *import = makeQuiet(tr("Import broker profiles…"), u"file");
    import->setObjectName(QStringLiteral("welcome.import"));
    middle->addWidget(import, 0, Qt::AlignHCenter);
    middle->addStretch(1);
    content()->setSpacing(0);
    content()->addLayout(middle, 1);
    content()->addWidget(buildFooter());

    connect(m_connect->button(), &QPushButton::clicked, this, &WelcomePage::connectWanted);
    connect(m_create->button(), &QPushButton::clicked, this, &WelcomePage::createWanted);
    connect(m_demo->button(), &QPushButton::clicked, this, &WelcomePage::demoWanted);
    connect(import, &QPushButton::clicked, this, &WelcomePage::importWanted);
    setDemoProgress({});
}

QWidget *WelcomePage::buildHead()
{
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(space::S);
    auto *title = makeWrapped(tr("Welcome to MQTT Warden"), TypeRole::Figure);
    auto *lead = makeWrapped(tr("It makes an MQTT broker secure and watches over it. How would you like to start?"),
        TypeRole::Subtitle, ColorRole::Muted);
    QFont font = lead->font();
    font.setWeight(QFont::Normal);
    lead->setFont(font);
    title->setAlignment(Qt::AlignHCenter);
    lead->setAlignment(Qt::AlignHCenter);
    layout->addWidget(title);
    layout->addWidget(lead);
    return head;
}

QWidget *WelcomePage::buildCards()
{
    m_connect = new WelcomeCard(Motif::Connect,
        {tr("Connect to a broker"), tr("One already runs in your home or plant"),
            {tr("Type its address"), tr("Look at its certificate, once"), tr("Sign in and see how it is doing")},
            tr("Connect…"), true});
    m_create = new WelcomeCard(Motif::Create,
        {tr("Create a secure broker on this computer"), tr("You start from nothing, or start again"),
            {tr("Name it and say who may connect"), tr("Certificates, roles and rules are made"),
                tr("It runs here, or moves to a Raspberry Pi")},
            tr("Create…"), false});
    m_demo = new WelcomeCard(Motif::Explore,
        {tr("Explore the demo home"), tr("You only want to look around"),
            {tr("A real broker starts on this computer"), tr("Twelve simulated devices sign in to it"),
                tr("Try anything: nothing real can break")},
            tr("Start the demo"), false});
    m_connect->button()->setObjectName(QStringLiteral("welcome.connect"));
    m_create->button()->setObjectName(QStringLiteral("welcome.create"));
    m_demo->button()->setObjectName(QStringLiteral("welcome.demo"));
    m_connect->setNeed(QStringLiteral("info"), ColorRole::Muted, tr("You need its address and an account"));
    m_create->setNeed({}, ColorRole::Muted, tr("It needs Mosquitto, a free broker"));

    auto *grid = new CardGrid(280);
    for (WelcomeCard *card : {m_connect, m_create, m_demo})
        grid->addCard(card);
    grid->setMaximumWidth(3 * 360 + 2 * space::L);
    auto *center = new QWidget;
    auto *row = new QHBoxLayout(center);
    row->setContentsMargins({});
    row->addStretch(1);
    row->addWidget(grid, 1000);
    row->addStretch(1);
    return center;
}

QWidget *WelcomePage::buildFooter()
{
    auto *footer = new Panel(ColorRole::Window, Qt::TopEdge);
    footer->setMinimumHeight(56);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(space::XL, space::S, space::XL, space::S);
    row->setSpacing(space::S);
    row->addStretch(1);
    row->addWidget(makeIcon(u"lock"));
    row->addWidget(makeLabel(tr("Everything stays on this computer."), TypeRole::Strong));
    m_secrets = makeLabel({}, TypeRole::Body, ColorRole::Muted);
    row->addWidget(m_secrets);
    row->addStretch(1);
    setSecretsPlace({});
    return footer;
}

void WelcomePage::setMosquittoFound(const QString &version)
{
    m_create->setNeed(QStringLiteral("check"), ColorRole::Success, tr("Mosquitto %1 found on this computer").arg(version));
    m_create->setToolTip({});
}

void WelcomePage::setMosquittoMissing(const QString &howToGetIt)
{
    m_create->setNeed(QStringLiteral("warning"), ColorRole::Warning, tr("Mosquitto is not on this computer yet"));
    m_create->setToolTip(howToGetIt.toHtmlEscaped());
    m_demo->setNeed(QStringLiteral("warning"), ColorRole::Warning, tr("Needs Mosquitto, which is not here yet"));
}

void WelcomePage::setSecretsPlace(const QString &sentence)
{
    m_secrets->setText(sentence.isEmpty() ? tr("No account, no cloud, no telemetry.")
                                          : tr("No account, no cloud, no telemetry. %1").arg(sentence));
}

void WelcomePage::setDemoProgress(const QString &text)
{
    m_demo->button()->setEnabled(text.isEmpty());
    m_demo->setNeed(QStringLiteral("clock"), ColorRole::Muted, text.isEmpty() ? tr("Ready in a few seconds") : text);
}

void WelcomePage::setDemoFailed(const QString &text)
{
    m_demo->button()->setEnabled(true);
    m_demo->setNeed(QStringLiteral("warning"), ColorRole::Danger, text);
}

} // namespace warden::ui
