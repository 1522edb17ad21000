// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/widgets/dialog.h"

class QLabel;

namespace warden::ui {

/// Three answers about a device or program, and which way to sign in suits it.
struct SignInQuestions {
    enum class Files { Yes, No };
    enum class Link { Encrypted, Plain };
    enum class Power { Reports, Controls }; ///< what it may do at the broker
    Files files = Files::Yes;
    Link link = Link::Encrypted;
    Power power = Power::Reports;
};

struct SignInAdvice {
    broker::SignIn kind = broker::SignIn::Password;
    QString title;
    QString reason;
};

SignInAdvice advise(const SignInQuestions &questions);

/// Asks the three questions and shows the advice while they are answered.
class SignInAdviceDialog : public Dialog
{
    Q_OBJECT

public:
    explicit SignInAdviceDialog(QWidget *parent = nullptr);

signals:
    void chosen(warden::broker::SignIn kind);

private:
    void update();

    class RadioCardGroup *m_files;
    RadioCardGroup *m_link;
    RadioCardGroup *m_power;
    QLabel *m_title;
    QLabel *m_reason;
};

} // namespace warden::ui
