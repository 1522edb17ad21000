// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "mqtt/client.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace warden::broker {

enum class SignIn { Nothing, Password, Certificate };

/// How one broker is reached and trusted. Holds no secret: passwords and key passphrases stand in the SecretStore
/// under secretKey().
struct Profile {
    QString id; ///< UUID, made once.
    QString name;
    QString group;
    mqtt::Endpoint endpoint;
    mqtt::Version version = mqtt::Version::V5;
    QString clientId; ///< Empty: "mqtt-warden-" and a random part for each connection.
    quint16 keepAliveSeconds = 30;
    SignIn signIn = SignIn::Password;
    QString userName;
    QString certificateFile; ///< PEM or PKCS#12
    QString keyFile; ///< PEM; empty when in certificateFile.
    mqtt::TrustPolicy::Mode trust = mqtt::TrustPolicy::Mode::System;
    QString caFile;
    QByteArray pin;
    QString pinnedLeafPem; ///< What the person saw when pinning: to be compared when it changes.
    QDateTime pinnedAt;
    bool allowPasswordInClear = false; ///< The person's explicit yes for this broker.
    bool connectAtStart = false;
    QString localBroker; ///< Folder of the broker that this console runs; empty: somebody else runs it.
    QStringList trafficFilters {QStringLiteral("#")};
    QStringList logSources; ///< Reserved for a file or a command; the topic is always tried.

    QString secretKey(const QString &what = QStringLiteral("password")) const; ///< "broker/<id>/password"
    bool operator==(const Profile &) const = default;
};

/// Empty, or the field ("name", "endpoint.host" …) and what is wrong with it.
struct FieldFault {
    QString field;
    QString text;
};
QList<FieldFault> check(const Profile &profile);

QJsonObject toJson(const Profile &profile);
Result<Profile> profileFromJson(const QJsonObject &json);

/// The profiles in one versioned JSON file, written whole, mode 0600. A file that cannot be read is never
/// overwritten: it is kept beside the new one and named in the error.
class ProfileStore
{
public:
    explicit ProfileStore(QString path);
    Result<void> load();
    QList<Profile> profiles() const { return m_profiles; }
    const Profile *find(const QString &idOrName) const;
    Result<void> save(const Profile &profile); ///< Adds or replaces by id.
    Result<void> remove(const QString &id);

    /// Without secrets, certificates by path only.
    Result<void> exportTo(const QString &path) const;
    struct Imported {
        QList<Profile> profiles; ///< With new ids where an id is taken.
        QStringList problems; ///< One sentence an entry that was left out.
    };
    static Result<Imported> readFrom(const QByteArray &json);
    /// Adds what another program or computer exported. A yes to passwords in clear is not taken over: it was not given here.
    Result<Imported> importFrom(const QByteArray &json);

private:
    Result<void> write(const QList<Profile> &profiles);
    Result<void> keepAside(const QString &detail);
    QString m_path;
    QList<Profile> m_profiles;
    std::optional<Error> m_mayNotSave; ///< Why saving would lose what stands in the file.
};

/// Puts a profile and its secrets together for the MQTT client; reads the certificate files.
Result<mqtt::ConnectOptions> connectOptions(const Profile &profile, const Secret &password, const Secret &keyPassphrase);

} // namespace warden::broker
