// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/credentials.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace warden::demo {

using session::SetupResult;

namespace {

const QString kVault = QStringLiteral("vault");
const QString kAdministrator = QStringLiteral("administrator");
const QString kPasswords = QStringLiteral("passwords");
const QString kProfile = QStringLiteral("profile");

Secret secretOf(const QJsonValue &value)
{
    return Secret::fromText(value.toString());
}

} // namespace

Secret credentialsToSecret(const SetupResult &result)
{
    QJsonObject passwords;
    for (auto it = result.passwords.cbegin(); it != result.passwords.cend(); ++it)
        passwords.insert(it.key(), it.value().reveal());
    const QJsonObject all {
        {kVault, result.vaultPassphrase.reveal()},
        {kAdministrator, result.administratorPassword.reveal()},
        {kPasswords, passwords},
        {kProfile, broker::toJson(result.profile)},
    };
    return Secret::taking(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

Result<SetupResult> readCredentials(const QString &folder, const Secret &kept)
{
    const QJsonObject all = QJsonDocument::fromJson(kept.view().toByteArray()).object();
    auto profile = broker::profileFromJson(all.value(kProfile).toObject());
    if (!profile)
        return failure(profile.error());
    SetupResult result;
    result.profile = *profile;
    result.vaultPassphrase = secretOf(all.value(kVault));
    result.administratorPassword = secretOf(all.value(kAdministrator));
    const QJsonObject passwords = all.value(kPasswords).toObject();
    for (auto it = passwords.begin(); it != passwords.end(); ++it)
        result.passwords.insert(it.key(), secretOf(it.value()));

    const SystemClock clock;
    auto vault = pki::Vault::open(folder + QStringLiteral("/vault.db"), result.vaultPassphrase, clock);
    if (!vault)
        return failure(vault.error());
    auto authority = pki::Authority::open(**vault, clock);
    if (!authority)
        return failure(authority.error());
    const auto records = (*vault)->certificates();
    if (!records)
        return failure(records.error());
    for (const pki::CertificateRecord &record : *records) {
        const QString name = record.certificate.isNull() ? QString() : record.certificate.subject().commonName();
        if (record.profile != QLatin1String("client") || record.state != pki::CertificateState::Issued
            || name == result.profile.userName) // the administrator's stays in the vault
            continue;
        if (record.certificate.notAfter() < clock.now())
            return failure(ErrorCode::NotFound,
                QCoreApplication::translate("DemoHome", "The certificates of the demo home have expired."));
        const auto issued = authority->issued(record.id);
        if (!issued)
            return failure(issued.error());
        result.identities.insert(name, issued->identity);
    }
    return result;
}

} // namespace warden::demo
