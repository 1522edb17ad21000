// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/passwordadvice.h"

#include "base/passwordstrength.h"

#include <QCoreApplication>

namespace warden::ui {

int passphraseStrength(const Secret &secret)
{
    return int(judgePassword(secret.reveal()).strength);
}

QString defaultPasswordWarning(const QString &userName, const Secret &password)
{
    if (password.isEmpty())
        return {};
    const QString text = password.reveal();
    if (!userName.isEmpty() && text.compare(userName, Qt::CaseInsensitive) == 0)
        return QCoreApplication::translate("warden::ui::ConnectDialog",
            "The password is the same as the user name: one of the first that attackers try.");
    if (judgePassword(text).isDefault)
        return QCoreApplication::translate("warden::ui::ConnectDialog",
            "This is a default password: one of the first that attackers try. Change it on the broker soon.");
    return {};
}

} // namespace warden::ui
