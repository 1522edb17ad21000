// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target.h"

#include "base/files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUuid>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

Result<int> descriptor(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return -1;
    bool ok = false;
    const int value = parser.value(option).toInt(&ok);
    if (!ok || value < 0)
        return failure(ErrorCode::InvalidInput, tr("--%1 takes the number of an open file descriptor, such as 3.").arg(option));
    return value;
}

Result<void> readTrust(broker::Profile &profile, const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("ca")) && parser.isSet(QStringLiteral("pin")))
        return failure(ErrorCode::InvalidInput, tr("Give either --ca or --pin, not both."));
    if (parser.isSet(QStringLiteral("ca"))) {
        profile.trust = mqtt::TrustPolicy::Mode::Anchors;
        profile.caFile = QFileInfo(parser.value(QStringLiteral("ca"))).absoluteFilePath();
    }
    if (parser.isSet(QStringLiteral("pin"))) {
        profile.trust = mqtt::TrustPolicy::Mode::PinnedCertificate;
        profile.pin = x509::fingerprintFromText(parser.value(QStringLiteral("pin")));
        if (profile.pin.isEmpty())
            return failure(ErrorCode::InvalidInput,
                tr("--pin takes a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons."));
    }
    return {};
}

Result<broker::Profile> profileFromUrl(const QCommandLineParser &parser, const QString &url)
{
    const auto endpoint = mqtt::Endpoint::fromUrl(url);
    if (!endpoint)
        return failure(endpoint.error());
    broker::Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.endpoint = *endpoint;
    profile.name = endpoint->display();
    const QString version = parser.value(QStringLiteral("mqtt"));
    if (version != QLatin1String("5") && version != QLatin1String("3.1.1"))
        return failure(ErrorCode::InvalidInput, tr("--mqtt takes 5 or 3.1.1."));
    profile.version = version == QLatin1String("5") ? mqtt::Version::V5 : mqtt::Version::V311;
    profile.clientId = parser.value(QStringLiteral("client-id"));
    profile.userName = parser.value(QStringLiteral("user"));
    profile.signIn = profile.userName.isEmpty() ? broker::SignIn::Nothing : broker::SignIn::Password;
    if (parser.isSet(QStringLiteral("cert"))) {
        profile.signIn = broker::SignIn::Certificate;
        profile.certificateFile = QFileInfo(parser.value(QStringLiteral("cert"))).absoluteFilePath();
        if (parser.isSet(QStringLiteral("key")))
            profile.keyFile = QFileInfo(parser.value(QStringLiteral("key"))).absoluteFilePath();
    }
    profile.allowPasswordInClear = parser.isSet(QStringLiteral("allow-password-in-clear"));
    return profile;
}

} // namespace

void declareTarget(QCommandLineParser &parser)
{
    parser.addOptions({
        {{QStringLiteral("u"), QStringLiteral("user")}, tr("Sign in with this user name."), tr("name")},
        {QStringLiteral("password-fd"), tr("Read the password from this file descriptor instead of asking."), tr("n")},
        {QStringLiteral("cert"), tr("Client certificate: PEM (with its chain) or PKCS#12."), tr("file")},
        {QStringLiteral("key"), tr("Private key of --cert, when it is not in the same file."), tr("file")},
        {QStringLiteral("key-passphrase-fd"), tr("Read the passphrase of the key from this file descriptor."), tr("n")},
        {QStringLiteral("ca"), tr("Trust the authorities in this PEM file and no others."), tr("file")},
        {QStringLiteral("pin"), tr("Trust the certificate with this SHA-256 fingerprint and no other."), tr("hex")},
        {QStringLiteral("mqtt"), tr("MQTT version: 5 or 3.1.1."), tr("version"), QStringLiteral("5")},
        {QStringLiteral("client-id"), tr("Client ID; without it one is made up."), tr("id")},
        {QStringLiteral("allow-password-in-clear"),
            tr("Send the password although the connection is not encrypted. Everybody on the way can read it.")},
    });
}

Result<Target> readTarget(Environment &environment, const QCommandLineParser &parser, const QString &urlOrProfile)
{
    Target target;
    broker::ProfileStore store(environment.data.profilesFile());
    const auto loaded = store.load();
    if (const broker::Profile *kept = loaded ? store.find(urlOrProfile) : nullptr) {
        target.profile = *kept;
        target.fromProfile = true;
    } else {
        auto profile = profileFromUrl(parser, urlOrProfile);
        if (!profile)
            return failure(profile.error());
        target.profile = *profile;
    }
    if (const auto trusted = readTrust(target.profile, parser); !trusted)
        return failure(trusted.error());
    const auto password = descriptor(parser, QStringLiteral("password-fd"));
    if (!password)
        return failure(password.error());
    target.passwordDescriptor = *password;
    const auto key = descriptor(parser, QStringLiteral("key-passphrase-fd"));
    if (!key)
        return failure(key.error());
    target.keyPassphraseDescriptor = *key;
    return target;
}

void fetchCredentials(Environment &environment, const Target &target, QObject *context,
    std::function<void(Result<Credentials>)> answer)
{
    Credentials credentials;
    if (target.keyPassphraseDescriptor >= 0) {
        auto secret = secretFromDescriptor(target.keyPassphraseDescriptor);
        if (!secret)
            return answer(failure(secret.error()));
        credentials.keyPassphrase = std::move(*secret);
    }
    if (target.profile.signIn != broker::SignIn::Password)
        return answer(credentials);
    if (target.passwordDescriptor >= 0) {
        auto secret = secretFromDescriptor(target.passwordDescriptor);
        if (!secret)
            return answer(failure(secret.error()));
        credentials.password = std::move(*secret);
        return answer(credentials);
    }
    const auto withPassword = [answer, credentials](Result<Secret> secret) {
        if (!secret)
            return answer(failure(secret.error()));
        answer(Credentials {std::move(*secret), credentials.keyPassphrase});
    };
    const auto ask = [&environment, withPassword, user = target.profile.userName] {
        withPassword(environment.terminal.askSecret(tr("Password of %1: ").arg(user)));
    };
    if (!target.fromProfile)
        return ask();
    environment.secrets.read(target.profile.secretKey(), context,
        [ask, withPassword](Result<Secret> kept) { kept ? withPassword(std::move(kept)) : ask(); });
}

void openClient(Environment &environment, const Target &target, mqtt::Client &client, bool reconnect,
    std::function<void(const Error &)> refused)
{
    fetchCredentials(environment, target, &client,
        [profile = target.profile, &client, reconnect, refused](const Result<Credentials> &credentials) {
            if (!credentials)
                return refused(credentials.error());
            auto options = broker::connectOptions(profile, credentials->password, credentials->keyPassphrase);
            if (!options)
                return refused(options.error());
            options->reconnect.enabled = reconnect;
            client.open(*options);
        });
}

int exitCodeOf(const mqtt::Failure &failure)
{
    using Kind = mqtt::FailureKind;
    switch (failure.kind) {
    case Kind::CertificateRefused:
    case Kind::PinChanged:
    case Kind::FirstUse:
    case Kind::ProtocolMismatch:
    case Kind::CipherMismatch:
    case Kind::PlainOnTlsPort:
    case Kind::TlsOnPlainPort:
    case Kind::ClientCertificateMissing:
    case Kind::ClientCertificateRefused:
    case Kind::TlsFailed:
        return kNotTrusted;
    case Kind::BadUserNameOrPassword:
    case Kind::NotAuthorized:
    case Kind::ClientIdRefused:
    case Kind::RefusedByBroker:
    case Kind::PasswordInClear:
        return kNotAdmitted;
    case Kind::NameNotFound:
    case Kind::ConnectionRefused:
    case Kind::HostUnreachable:
    case Kind::ConnectTimedOut:
    case Kind::NoAnswer:
    case Kind::ConnectionLost:
        return kUnreachable;
    default:
        return kFailed;
    }
}

} // namespace warden::cli
