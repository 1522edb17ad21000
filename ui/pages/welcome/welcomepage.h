// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

class QLabel;
class QPushButton;

namespace warden::ui {

class WelcomeCard;

/// The first thing a newcomer sees: three ways to start. Searches nothing itself; what was found comes by the setters.
class WelcomePage : public Page
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void setMosquittoFound(const QString &version);
    void setMosquittoMissing(const QString &howToGetIt);
    void setSecretsPlace(const QString &sentence); ///< "Passwords go into the system’s keychain."
    void setDemoProgress(const QString &text);     ///< while the demo starts; empty: it does not
    void setDemoFailed(const QString &text);

signals:
    void connectWanted();
    void createWanted();
    void demoWanted();
    void importWanted();

private:
    QWidget *buildHead();
    QWidget *buildCards();
    QWidget *buildFooter();

    WelcomeCard *m_connect;
    WelcomeCard *m_create;
    WelcomeCard *m_demo;
    QLabel *m_secrets;
};

} // namespace warden::ui
