// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/client.h"
#include "support/certificates.h"
#include "support/mosquitto.h"

#include <QSignalSpy>
#include <QTest>

namespace warden::test {

/// A client with eyes: what came, what failed.
class WatchedClient
{
public:
    WatchedClient()
    {
        QObject::connect(&client, &mqtt::Client::messageReceived, &client,
            [this](const mqtt::Message &message) { messages.append(message); });
        QObject::connect(&client, &mqtt::Client::failed, &client,
            [this](const mqtt::Failure &failure) { failures.append(failure); });
        QObject::connect(&client, &mqtt::Client::connected, &client,
            [this](bool sessionPresent) { sessions.append(sessionPresent); });
        QObject::connect(&client, &mqtt::Client::stepDone, &client,
            [this](mqtt::ConnectStep step) { steps.append(step); });
    }

    bool connectTo(const mqtt::ConnectOptions &options)
    {
        client.open(options);
        return QTest::qWaitFor([this] { return client.isConnected() || !failures.isEmpty(); }, 10'000)
            && client.isConnected();
    }
    bool subscribe(const QByteArray &filter, quint8 qos = 0)
    {
        std::optional<bool> granted;
        client.subscribe({{filter, qos, false, false, mqtt::RetainHandling::Send}},
            [&](const Result<QList<mqtt::ReasonCode>> &codes) {
                granted = codes && codes->size() == 1 && !mqtt::isFailure(codes->first());
            });
        return QTest::qWaitFor([&] { return granted.has_value(); }, 10'000) && *granted;
    }
    bool publish(const mqtt::Message &message)
    {
        std::optional<bool> taken;
        client.publish(message,
            [&](const Result<mqtt::ReasonCode> &code) { taken = code && !mqtt::isFailure(*code); });
        return QTest::qWaitFor([&] { return taken.has_value(); }, 20'000) && *taken;
    }
    bool waitForMessages(qsizetype count, int timeoutMs = 10'000)
    {
        return QTest::qWaitFor([this, count] { return messages.size() >= count; }, timeoutMs);
    }
    bool waitForFailure(int timeoutMs = 15'000)
    {
        return QTest::qWaitFor([this] { return !failures.isEmpty(); }, timeoutMs);
    }

    mqtt::Client client;
    QList<mqtt::Message> messages;
    QList<mqtt::Failure> failures;
    QList<bool> sessions;
    QList<mqtt::ConnectStep> steps;
};

inline mqtt::ConnectOptions optionsFor(mqtt::Transport transport, quint16 port, mqtt::Version version)
{
    mqtt::ConnectOptions options;
    options.endpoint = {transport, QStringLiteral("127.0.0.1"), port, QStringLiteral("/mqtt")};
    options.version = version;
    options.reconnect.enabled = false;
    return options;
}

/// An authority and a server certificate for 127.0.0.1 and localhost.
struct ServerCertificates {
    Made root = makeSelfSigned(caSpec(QStringLiteral("Test root")));
    Made server = makeSigned(serverFor127(), root);

    static CertificateSpec serverFor127()
    {
        CertificateSpec spec = serverSpec(QStringLiteral("localhost"));
        spec.addresses = {QStringLiteral("127.0.0.1")};
        return spec;
    }
};

/// Writes certificate, key and CA into the broker's folder and gives the lines of a TLS listener.
inline QStringList tlsLines(Mosquitto &broker, const Made &server, const Made &root, const QString &prefix = {})
{
    const QString certificate = broker.writeFile(prefix + QStringLiteral("server.pem"), server.certificate.toPem());
    const QString key
        = broker.writeFile(prefix + QStringLiteral("server.key"), server.key.toPem().view().toByteArray());
    const QString ca = broker.writeFile(prefix + QStringLiteral("ca.pem"), root.certificate.toPem());
    return {QStringLiteral("certfile ") + certificate, QStringLiteral("keyfile ") + key,
        QStringLiteral("cafile ") + ca};
}

} // namespace warden::test
