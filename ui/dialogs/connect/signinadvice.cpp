// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/signinadvice.h"

#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/panel.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

using Questions = SignInQuestions;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("warden::ui::SignInAdvice", text);
}

} // namespace

SignInAdvice advise(const Questions &questions)
{
    if (questions.link == Questions::Link::Plain)
        return {broker::SignIn::Nothing, tr("Encrypt first"),
            tr("Without encryption every password can be read on the way. Sign in with nothing where the broker allows "
               "it, or move the device to an encrypted port.")};
    if (questions.files == Questions::Files::No)
        return {broker::SignIn::Password, tr("A password of its own"),
            tr("Give it a long generated password that nothing else uses, so that it can be changed or blocked alone.")};
    if (questions.power == Questions::Power::Controls)
        return {broker::SignIn::Certificate, tr("A certificate"),
            tr("What opens doors or changes settings should hold a key that cannot be guessed and never leaves it.")};
    return {broker::SignIn::Certificate, tr("A certificate, or a password of its own"),
        tr("A certificate cannot be guessed and is revoked alone. A long generated password does for a sensor too.")};
}

SignInAdviceDialog::SignInAdviceDialog(QWidget *parent)
    : Dialog(parent)
    , m_files(new RadioCardGroup(Qt::Horizontal, tr("Can files be put on it?")))
    , m_link(new RadioCardGroup(Qt::Horizontal, tr("Is its connection encrypted?")))
    , m_power(new RadioCardGroup(Qt::Horizontal, tr("What may it do?")))
    , m_title(makeWrapped({}, TypeRole::Strong))
    , m_reason(makeWrapped({}, TypeRole::Body, ColorRole::Muted))
{
    setObjectName(QStringLiteral("signInAdvice"));
    setHeading(tr("Which way to sign in suits it?"), tr("Three questions about the device or program."));
    m_files->addCard(int(Questions::Files::Yes), tr("Yes"), tr("A certificate and a key fit on it"));
    m_files->addCard(int(Questions::Files::No), tr("No"), tr("It takes a user name and password only"));
    m_link->addCard(int(Questions::Link::Encrypted), tr("Yes"), tr("TLS, or secure WebSocket"));
    m_link->addCard(int(Questions::Link::Plain), tr("No"), tr("Plain TCP, port 1883"));
    m_power->addCard(int(Questions::Power::Reports), tr("It reports"), tr("Temperature, motion, power"));
    m_power->addCard(int(Questions::Power::Controls), tr("It controls"), tr("Locks, heating, the broker itself"));

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::S);
    const std::pair<QString, RadioCardGroup *> questions[] {{tr("Can files be put on it?"), m_files},
        {tr("Is its connection encrypted?"), m_link}, {tr("What may it do?"), m_power}};
    for (const auto &[question, group] : questions) {
        column->addWidget(makeLabel(question, TypeRole::Strong));
        column->addWidget(group);
        column->addSpacing(space::S);
        connect(group, &RadioCardGroup::currentChanged, this, &SignInAdviceDialog::update);
        group->setCurrent(0);
    }
    auto *advice = new Card;
    advice->setFill(ColorRole::AccentSoft, ColorRole::Accent);
    advice->body()->addWidget(m_title);
    advice->body()->addWidget(m_reason);
    column->addWidget(advice);
    setContent(content);

    auto *cancel = makeButton(tr("Cancel"));
    auto *use = makePrimary(tr("Use this"));
    use->setObjectName(QStringLiteral("signInAdvice.accept"));
    use->setDefault(true);
    addRight(cancel);
    addRight(use);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, [this] {
        emit chosen(advise({Questions::Files(m_files->current()), Questions::Link(m_link->current()),
                               Questions::Power(m_power->current())})
                        .kind);
        accept();
    });
    setPreferredSize({560, 520});
    update();
}

void SignInAdviceDialog::update()
{
    const SignInAdvice advice = advise({Questions::Files(m_files->current()), Questions::Link(m_link->current()),
        Questions::Power(m_power->current())});
    m_title->setText(advice.title);
    m_reason->setText(advice.reason);
}

} // namespace warden::ui
