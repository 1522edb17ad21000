// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/profile.h"

#include "base/files.h"
#include "base/text.h"
#include "topic/topic.h"

#include <QCoreApplication>
#include <QDir>
#include <QRandomGenerator>

namespace warden::broker {

namespace {

constexpr qint64 kLargestCertificateFile = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Profile", text);
}

bool isText(const QString &text)
{
    return !topic::checkUtf8(text.toUtf8());
}

void checkEndpoint(const Profile &profile, QList<FieldFault> &faults)
{
    const QString host = profile.endpoint.host.trimmed();
    if (host.isEmpty())
        faults.append({QStringLiteral("endpoint.host"), tr("Enter the broker's name or address.")});
    else if (host.size() > 255 || host.contains(QLatin1Char('/')) || host.contains(QLatin1Char(' ')) || !isText(host))
        faults.append({QStringLiteral("endpoint.host"), tr("This is no host name or address.")});
    if (profile.endpoint.port == 0)
        faults.append({QStringLiteral("endpoint.port"), tr("Enter a port from 1 to 65535.")});
    if (mqtt::isWebSocket(profile.endpoint.transport) && !profile.endpoint.path.startsWith(QLatin1Char('/')))
        faults.append({QStringLiteral("endpoint.path"), tr("The path must begin with a slash, for example /mqtt.")});
}

void checkSignIn(const Profile &profile, QList<FieldFault> &faults)
{
    if (profile.signIn == SignIn::Password && profile.userName.isEmpty())
        faults.append({QStringLiteral("signIn.userName"), tr("Enter the user name.")});
    if (profile.signIn == SignIn::Certificate && profile.certificateFile.isEmpty())
        faults.append({QStringLiteral("signIn.certificateFile"), tr("Choose the certificate to sign in with.")});
    if (profile.signIn == SignIn::Certificate && !mqtt::isEncrypted(profile.endpoint.transport))
        faults.append({QStringLiteral("signIn.by"), tr("A certificate needs an encrypted connection. Choose TLS.")});
    if (!isText(profile.userName) || profile.userName.toUtf8().size() > 65'535)
        faults.append({QStringLiteral("signIn.userName"), tr("This is no user name that MQTT can carry.")});
}

void checkTrust(const Profile &profile, QList<FieldFault> &faults)
{
    using Mode = mqtt::TrustPolicy::Mode;
    if (!mqtt::isEncrypted(profile.endpoint.transport))
        return;
    if (profile.trust == Mode::Anchors && profile.caFile.isEmpty())
        faults.append({QStringLiteral("trust.caFile"), tr("Choose the file with the authority's certificate.")});
    if ((profile.trust == Mode::PinnedCertificate || profile.trust == Mode::PinnedKey) && profile.pin.size() != 32)
        faults.append({QStringLiteral("trust.pin"), tr("The pin is missing. Connect once and confirm the certificate.")});
}

QString randomClientId()
{
    const quint64 number = QRandomGenerator::system()->generate64();
    return QStringLiteral("mqtt-warden-%1").arg(number & 0xffffffffff, 10, 16, QLatin1Char('0'));
}

Result<x509::Identity> readIdentity(const Profile &profile, const Secret &passphrase)
{
    const Result<QByteArray> certificate = readFile(profile.certificateFile, kLargestCertificateFile);
    if (!certificate)
        return failure(certificate.error());
    if (!certificate->contains("-----BEGIN "))
        return x509::identityFromPkcs12(*certificate, passphrase);
    if (profile.keyFile.isEmpty())
        return x509::identityFromPem(*certificate, *certificate, passphrase);
    Result<QByteArray> key = readFile(profile.keyFile, kLargestCertificateFile);
    if (!key)
        return failure(key.error());
    const Secret keyBytes = Secret::taking(std::move(*key));
    return x509::identityFromPem(*certificate, keyBytes.view(), passphrase);
}

Result<mqtt::TrustPolicy> trustPolicy(const Profile &profile)
{
    mqtt::TrustPolicy policy;
    policy.mode = profile.trust;
    policy.pin = profile.pin;
    if (profile.trust != mqtt::TrustPolicy::Mode::Anchors)
        return policy;
    const Result<QByteArray> pem = readFile(profile.caFile, kLargestCertificateFile);
    if (!pem)
        return failure(pem.error());
    Result<QList<x509::Certificate>> anchors = x509::Certificate::listFromPem(*pem);
    if (!anchors)
        return failure(ErrorCode::InvalidInput,
            tr("%1 holds no certificate of an authority. Choose the CA file of this broker.")
                .arg(QDir::toNativeSeparators(profile.caFile)),
            anchors.error().text);
    policy.anchors = *anchors;
    return policy;
}

} // namespace

QString Profile::secretKey(const QString &what) const
{
    return QStringLiteral("broker/%1/%2").arg(id, what);
}

QList<FieldFault> check(const Profile &profile)
{
    QList<FieldFault> faults;
    if (profile.name.trimmed().isEmpty())
        faults.append({QStringLiteral("name"), tr("Give the broker a name.")});
    else if (profile.name.size() > 200)
        faults.append({QStringLiteral("name"), tr("The name is too long.")});
    checkEndpoint(profile, faults);
    checkSignIn(profile, faults);
    checkTrust(profile, faults);
    if (!isText(profile.clientId) || profile.clientId.toUtf8().size() > 65'535)
        faults.append({QStringLiteral("clientId"), tr("This is no client ID that MQTT can carry.")});
    for (const QString &filter : profile.trafficFilters) {
        if (const auto fault = topic::checkFilter(filter.toUtf8()))
            faults.append({QStringLiteral("trafficFilters"),
                tr("“%1” is no topic filter: %2").arg(displayText(filter), fault->text)});
    }
    return faults;
}

Result<mqtt::ConnectOptions> connectOptions(const Profile &profile, const Secret &password, const Secret &keyPassphrase)
{
    mqtt::ConnectOptions options;
    options.endpoint = profile.endpoint;
    options.version = profile.version;
    options.clientId = profile.clientId.isEmpty() ? randomClientId() : profile.clientId;
    options.keepAliveSeconds = profile.keepAliveSeconds;
    options.allowPasswordInClear = profile.allowPasswordInClear;
    if (mqtt::isEncrypted(profile.endpoint.transport)) {
        Result<mqtt::TrustPolicy> trust = trustPolicy(profile);
        if (!trust)
            return failure(trust.error());
        options.tls.trust = std::move(*trust);
    }
    if (profile.signIn == SignIn::Password) {
        options.userName = profile.userName;
        options.password = password;
    } else if (profile.signIn == SignIn::Certificate) {
        Result<x509::Identity> identity = readIdentity(profile, keyPassphrase);
        if (!identity)
            return failure(identity.error());
        options.tls.identity = std::move(*identity);
        options.userName = profile.userName; // some brokers want one beside the certificate
    }
    return options;
}

} // namespace warden::broker
