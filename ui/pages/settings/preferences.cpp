// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/preferences.h"

#include <QSettings>

namespace warden::ui {

namespace {

const QLatin1String kTheme("window/theme");
const QLatin1String kCompact("window/compactRows");
const QLatin1String kLeaveRunning("brokers/leaveRunning");
const QLatin1String kSecrets("secrets/place");
const QLatin1String kPace("demo/pace");

const QStringList &themeNames()
{
    static const QStringList names {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    return names;
}

const QStringList &secretsNames()
{
    static const QStringList names {QStringLiteral("keychain"), QStringLiteral("vault"), QStringLiteral("memory")};
    return names;
}

} // namespace

Preferences Preferences::load(const QSettings &settings)
{
    Preferences preferences;
    preferences.theme = Theme::Mode(std::max<qsizetype>(0, themeNames().indexOf(settings.value(kTheme).toString())));
    preferences.compactRows = settings.value(kCompact, false).toBool();
    preferences.leaveBrokersRunning = settings.value(kLeaveRunning, false).toBool();
    preferences.secrets
        = SecretsWish(std::max<qsizetype>(0, secretsNames().indexOf(settings.value(kSecrets).toString())));
    preferences.demoPace = std::clamp(settings.value(kPace, 60).toDouble(), 1.0, 3600.0);
    return preferences;
}

void Preferences::save(QSettings &settings) const
{
    settings.setValue(kTheme, themeNames().at(int(theme)));
    settings.setValue(kCompact, compactRows);
    settings.setValue(kLeaveRunning, leaveBrokersRunning);
    settings.setValue(kSecrets, secretsNames().at(int(secrets)));
    settings.setValue(kPace, demoPace);
}

} // namespace warden::ui
