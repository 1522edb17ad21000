// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/profilejson.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <array>
#include <cmath>
#include <limits>

namespace warden::broker {

namespace {

constexpr qsizetype kLongestText = 4096;
constexpr qsizetype kLongestPem = 32 * 1024;
constexpr qsizetype kLongestList = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("Profile", text);
}

template <class E>
using Names = std::initializer_list<std::pair<E, QLatin1String>>;

const Names<mqtt::Transport> kTransports {{mqtt::Transport::Tcp, QLatin1String("tcp")},
    {mqtt::Transport::Tls, QLatin1String("tls")}, {mqtt::Transport::WebSocket, QLatin1String("ws")},
    {mqtt::Transport::SecureWebSocket, QLatin1String("wss")}};

const Names<mqtt::Version> kVersions {
    {mqtt::Version::V311, QLatin1String("3.1.1")}, {mqtt::Version::V5, QLatin1String("5")}};

const Names<SignIn> kSignIns {{SignIn::Nothing, QLatin1String("nothing")}, {SignIn::Password, QLatin1String("password")},
    {SignIn::Certificate, QLatin1String("certificate")}};

using Mode = mqtt::TrustPolicy::Mode;
const Names<Mode> kTrusts {{Mode::System, QLatin1String("system")}, {Mode::Anchors, QLatin1String("ca-file")},
    {Mode::FirstUse, QLatin1String("first-use")}, {Mode::PinnedCertificate, QLatin1String("pinned-certificate")},
    {Mode::PinnedKey, QLatin1String("pinned-key")}};

template <class E>
QString nameOf(const Names<E> &names, E value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return {};
}

/// Reads the fields of one object strictly and remembers the first fault with its field's name.
class Reader
{
public:
    Reader(const QJsonObject &json, QString prefix)
        : m_json(json)
        , m_prefix(std::move(prefix))
    {
    }

    QString text(QLatin1String field, const QString &otherwise = {}, qsizetype longest = kLongestText)
    {
        const QJsonValue value = m_json.value(field);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString())
            return fault(field, tr("it must be a text")), QString();
        const QString text = value.toString();
        if (text.size() > longest)
            return fault(field, tr("it is too long")), QString();
        if (text.contains(QChar::Null))
            return fault(field, tr("it holds a zero character")), QString();
        return text;
    }

    bool flag(QLatin1String field)
    {
        const QJsonValue value = m_json.value(field);
        if (!value.isUndefined() && !value.isBool())
            fault(field, tr("it must be true or false"));
        return value.toBool();
    }

    quint16 number(QLatin1String field, quint16 otherwise)
    {
        const QJsonValue value = m_json.value(field);
        if (value.isUndefined())
            return otherwise;
        const double number = value.toDouble(-1);
        if (number < 0 || number > std::numeric_limits<quint16>::max() || std::floor(number) != number)
            return fault(field, tr("it must be a whole number from 0 to 65535")), otherwise;
        return quint16(number);
    }

    template <class E>
    E choice(QLatin1String field, const Names<E> &names, E otherwise)
    {
        const QString text = this->text(field);
        if (text.isEmpty())
            return otherwise;
        QStringList known;
        for (const auto &[value, name] : names) {
            if (text == name)
                return value;
            known.append(name);
        }
        return fault(field, tr("it must be one of %1").arg(known.join(QStringLiteral(", ")))), otherwise;
    }

    QStringList texts(QLatin1String field, const QStringList &otherwise)
    {
        const QJsonValue value = m_json.value(field);
        if (value.isUndefined())
            return otherwise;
        if (!value.isArray() || value.toArray().size() > kLongestList)
            return fault(field, tr("it must be a list of at most %1 texts").arg(kLongestList)), QStringList();
        QStringList list;
        for (const QJsonValue entry : value.toArray()) {
            if (!entry.isString() || entry.toString().size() > kLongestText)
                return fault(field, tr("it must be a list of texts")), QStringList();
            list.append(entry.toString());
        }
        return list;
    }

    QJsonObject object(QLatin1String field)
    {
        const QJsonValue value = m_json.value(field);
        if (!value.isUndefined() && !value.isObject())
            fault(field, tr("it must be a group of fields"));
        return value.toObject();
    }

    void fault(QLatin1String field, const QString &what)
    {
        if (!m_fault)
            m_fault = Error {ErrorCode::InvalidInput,
                tr("The profile's field “%1” is not right: %2.").arg(m_prefix + field, what), {}};
    }

    const std::optional<Error> &firstFault() const { return m_fault; }

private:
    QJsonObject m_json;
    QString m_prefix;
    std::optional<Error> m_fault;
};

QDateTime readTime(Reader &reader, QLatin1String field)
{
    const QString text = reader.text(field);
    if (text.isEmpty())
        return {};
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate).toUTC();
    constexpr int lastYear = 9999; // of four-digit ISO dates
    if (!time.isValid() || time.date().year() > lastYear || time.date().year() < 1)
        return reader.fault(field, tr("it must be a time such as 2026-11-22T10:30:00Z")), QDateTime();
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), Qt::UTC);
}

QByteArray readPin(Reader &reader)
{
    const QString text = reader.text(QLatin1String("pin"));
    const QByteArray pin = QByteArray::fromHex(text.toLatin1());
    if (!text.isEmpty() && (pin.size() != 32 || text.size() != 64))
        reader.fault(QLatin1String("pin"), tr("it must be 64 hexadecimal digits"));
    return pin;
}

mqtt::Endpoint readEndpoint(Reader &reader)
{
    mqtt::Endpoint endpoint;
    endpoint.transport = reader.choice(QLatin1String("transport"), kTransports, endpoint.transport);
    endpoint.host = reader.text(QLatin1String("host"));
    endpoint.port = reader.number(QLatin1String("port"), endpoint.port);
    if (const QString path = reader.text(QLatin1String("path")); !path.isEmpty())
        endpoint.path = path;
    return endpoint;
}

void readTrust(Reader &reader, Profile &profile)
{
    profile.trust = reader.choice(QLatin1String("mode"), kTrusts, profile.trust);
    profile.caFile = reader.text(QLatin1String("caFile"));
    profile.pin = readPin(reader);
    profile.pinnedLeafPem = reader.text(QLatin1String("pinnedCertificate"), {}, kLongestPem);
    profile.pinnedAt = readTime(reader, QLatin1String("pinnedAt"));
    const bool pinned = profile.trust == Mode::PinnedCertificate || profile.trust == Mode::PinnedKey;
    if (pinned && profile.pin.isEmpty())
        reader.fault(QLatin1String("pin"), tr("it is missing, though this profile trusts by a pin"));
}

void readSignIn(Reader &reader, Profile &profile)
{
    profile.signIn = reader.choice(QLatin1String("by"), kSignIns, profile.signIn);
    profile.userName = reader.text(QLatin1String("userName"));
    profile.certificateFile = reader.text(QLatin1String("certificateFile"));
    profile.keyFile = reader.text(QLatin1String("keyFile"));
    profile.allowPasswordInClear = reader.flag(QLatin1String("allowPasswordInClear"));
}

void readGeneral(Reader &reader, Profile &profile)
{
    profile.id = reader.text(QLatin1String("id"), {}, 64);
    if (profile.id.isEmpty())
        reader.fault(QLatin1String("id"), tr("it is missing"));
    profile.name = reader.text(QLatin1String("name"));
    profile.group = reader.text(QLatin1String("group"));
    profile.version = reader.choice(QLatin1String("mqtt"), kVersions, profile.version);
    profile.clientId = reader.text(QLatin1String("clientId"));
    profile.keepAliveSeconds = reader.number(QLatin1String("keepAliveSeconds"), profile.keepAliveSeconds);
    profile.connectAtStart = reader.flag(QLatin1String("connectAtStart"));
    profile.localBroker = reader.text(QLatin1String("localBroker"));
    profile.trafficFilters = reader.texts(QLatin1String("trafficFilters"), profile.trafficFilters);
    profile.logSources = reader.texts(QLatin1String("logSources"), {});
}

/// Leaves out what is empty, so that the file stays readable.
void put(QJsonObject &json, QLatin1String field, const QString &text)
{
    if (!text.isEmpty())
        json.insert(field, text);
}

QJsonObject trustToJson(const Profile &profile)
{
    QJsonObject json;
    put(json, QLatin1String("mode"), nameOf(kTrusts, profile.trust));
    put(json, QLatin1String("caFile"), profile.caFile);
    put(json, QLatin1String("pin"), QString::fromLatin1(profile.pin.toHex()));
    put(json, QLatin1String("pinnedCertificate"), profile.pinnedLeafPem);
    if (profile.pinnedAt.isValid())
        put(json, QLatin1String("pinnedAt"), profile.pinnedAt.toUTC().toString(Qt::ISODate));
    return json;
}

QJsonObject signInToJson(const Profile &profile)
{
    QJsonObject json;
    put(json, QLatin1String("by"), nameOf(kSignIns, profile.signIn));
    put(json, QLatin1String("userName"), profile.userName);
    put(json, QLatin1String("certificateFile"), profile.certificateFile);
    put(json, QLatin1String("keyFile"), profile.keyFile);
    if (profile.allowPasswordInClear)
        json.insert(QLatin1String("allowPasswordInClear"), true);
    return json;
}

using Migration = QJsonArray (*)(const QJsonArray &);

/// One step for each older form: the entry at index n brings form n + 1 to form n + 2.
constexpr std::array<Migration, kProfilesVersion - 1> kMigrations {};

} // namespace

QJsonObject toJson(const Profile &profile)
{
    QJsonObject endpoint;
    put(endpoint, QLatin1String("transport"), nameOf(kTransports, profile.endpoint.transport));
    put(endpoint, QLatin1String("host"), profile.endpoint.host);
    endpoint.insert(QLatin1String("port"), profile.endpoint.port);
    if (mqtt::isWebSocket(profile.endpoint.transport) || profile.endpoint.path != mqtt::Endpoint().path)
        put(endpoint, QLatin1String("path"), profile.endpoint.path);

    QJsonObject json;
    put(json, QLatin1String("id"), profile.id);
    put(json, QLatin1String("name"), profile.name);
    put(json, QLatin1String("group"), profile.group);
    json.insert(QLatin1String("endpoint"), endpoint);
    put(json, QLatin1String("mqtt"), nameOf(kVersions, profile.version));
    put(json, QLatin1String("clientId"), profile.clientId);
    json.insert(QLatin1String("keepAliveSeconds"), profile.keepAliveSeconds);
    json.insert(QLatin1String("signIn"), signInToJson(profile));
    json.insert(QLatin1String("trust"), trustToJson(profile));
    if (profile.connectAtStart)
        json.insert(QLatin1String("connectAtStart"), true);
    put(json, QLatin1String("localBroker"), profile.localBroker);
    json.insert(QLatin1String("trafficFilters"), QJsonArray::fromStringList(profile.trafficFilters));
    if (!profile.logSources.isEmpty())
        json.insert(QLatin1String("logSources"), QJsonArray::fromStringList(profile.logSources));
    return json;
}

Result<Profile> profileFromJson(const QJsonObject &json)
{
    Profile profile;
    Reader general(json, {});
    readGeneral(general, profile);
    Reader endpoint(general.object(QLatin1String("endpoint")), QStringLiteral("endpoint."));
    profile.endpoint = readEndpoint(endpoint);
    Reader signIn(general.object(QLatin1String("signIn")), QStringLiteral("signIn."));
    readSignIn(signIn, profile);
    Reader trust(general.object(QLatin1String("trust")), QStringLiteral("trust."));
    readTrust(trust, profile);
    for (const Reader *reader : {&general, &endpoint, &signIn, &trust}) {
        if (reader->firstFault())
            return failure(*reader->firstFault());
    }
    if (const QList<FieldFault> faults = check(profile); !faults.isEmpty())
        return failure(ErrorCode::InvalidInput,
            tr("The profile's field “%1” is not right: %2").arg(faults.first().field, faults.first().text));
    return profile;
}

QByteArray profilesDocument(const QList<Profile> &profiles)
{
    QJsonArray entries;
    for (const Profile &profile : profiles)
        entries.append(toJson(profile));
    const QJsonObject document {{QStringLiteral("format"), QStringLiteral("mqtt-warden-profiles")},
        {QStringLiteral("version"), kProfilesVersion}, {QStringLiteral("profiles"), entries}};
    return QJsonDocument(document).toJson();
}

Result<QJsonArray> profileEntries(const QByteArray &json)
{
    if (json.size() > kLargestProfilesFile)
        return failure(ErrorCode::InvalidInput, tr("This is too large to be a file of broker profiles."));
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    const QJsonObject root = document.object();
    const int version = root.value(QStringLiteral("version")).toInt(0);
    if (root.value(QStringLiteral("format")).toString() != QStringLiteral("mqtt-warden-profiles") || version < 1
        || !root.value(QStringLiteral("profiles")).isArray())
        return failure(ErrorCode::InvalidInput, tr("This is not a file of broker profiles, or it was damaged."),
            fault.error == QJsonParseError::NoError
                ? QString()
                : QStringLiteral("%1 at byte %2").arg(fault.errorString()).arg(fault.offset));
    if (version > kProfilesVersion)
        return failure(ErrorCode::Unsupported,
            tr("These profiles were written by a newer version of MQTT Warden. Use that version, or a newer one."),
            QStringLiteral("version %1").arg(version));
    QJsonArray entries = root.value(QStringLiteral("profiles")).toArray();
    if (entries.size() > kMostProfiles)
        return failure(ErrorCode::InvalidInput, tr("There are more than %1 profiles in this file.").arg(kMostProfiles));
    for (int step = version; step < kProfilesVersion; ++step)
        entries = kMigrations[size_t(step - 1)](entries);
    return entries;
}

} // namespace warden::broker
