// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/endpoint.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <array>

namespace warden::mqtt {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(warden::mqtt::Endpoint)
};

struct Scheme {
    const char *name;
    Transport transport;
};

// The first of each transport is the one that toUrl() writes.
constexpr std::array kSchemes {
    Scheme {"mqtt", Transport::Tcp},
    Scheme {"mqtts", Transport::Tls},
    Scheme {"ws", Transport::WebSocket},
    Scheme {"wss", Transport::SecureWebSocket},
    Scheme {"tcp", Transport::Tcp},
    Scheme {"ssl", Transport::Tls},
    Scheme {"tls", Transport::Tls},
};

tl::unexpected<Error> invalid(const QString &text, const QString &detail = {})
{
    return failure(ErrorCode::InvalidInput, text, detail);
}

bool isBareIpv6(const QString &text)
{
    return !text.contains(u'[') && text.count(u':') > 1;
}

QString withScheme(const QString &text)
{
    if (text.contains(QStringLiteral("://")))
        return text;
    return QStringLiteral("mqtts://") + (isBareIpv6(text) ? u'[' + text + u']' : text);
}

const Scheme *findScheme(const QString &name)
{
    for (const Scheme &scheme : kSchemes) {
        if (name == QLatin1StringView(scheme.name))
            return &scheme;
    }
    return nullptr;
}

QString bracketed(const QString &host)
{
    return host.contains(u':') ? u'[' + host + u']' : host;
}

} // namespace

bool isEncrypted(Transport transport)
{
    return transport == Transport::Tls || transport == Transport::SecureWebSocket;
}

bool isWebSocket(Transport transport)
{
    return transport == Transport::WebSocket || transport == Transport::SecureWebSocket;
}

quint16 defaultPort(Transport transport)
{
    switch (transport) {
    case Transport::Tcp:
        return 1883;
    case Transport::Tls:
        return 8883;
    case Transport::WebSocket:
        return 80;
    case Transport::SecureWebSocket:
        return 443;
    }
    return 0;
}

Result<Endpoint> Endpoint::fromUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(Words::tr("Enter the broker's address, for example homepi.local."));
    const QUrl url(withScheme(trimmed), QUrl::StrictMode);
    if (!url.isValid())
        return invalid(Words::tr("“%1” is not an address. Write it like mqtts://homepi.local:8883.")
                           .arg(displayText(trimmed)),
            url.errorString());
    const Scheme *scheme = findScheme(url.scheme());
    if (!scheme)
        return invalid(Words::tr("“%1” is not a way to reach a broker. Use mqtts, mqtt, wss or ws.")
                           .arg(displayText(url.scheme())));
    if (!url.userInfo().isEmpty())
        return invalid(
            Words::tr("Leave user name and password out of the address and enter them in their own fields."));
    if (url.host().isEmpty())
        return invalid(Words::tr("The address has no host name. Write it like mqtts://homepi.local:8883."));
    if (url.port() == 0)
        return invalid(Words::tr("Port 0 cannot be used. Encrypted MQTT usually uses port 8883."));

    Endpoint endpoint;
    endpoint.transport = scheme->transport;
    endpoint.host = url.host();
    endpoint.port = quint16(url.port(defaultPort(scheme->transport)));
    const QString path = url.path(QUrl::FullyEncoded);
    if (isWebSocket(scheme->transport)) {
        if (!path.isEmpty())
            endpoint.path = path;
        if (url.hasQuery())
            endpoint.path += u'?' + url.query(QUrl::FullyEncoded);
    } else if ((!path.isEmpty() && path != QLatin1StringView("/")) || url.hasQuery()) {
        return invalid(Words::tr("Only ws and wss addresses have a path. Leave out what follows the port."));
    }
    return endpoint;
}

QString Endpoint::toUrl() const
{
    QString url;
    for (const Scheme &scheme : kSchemes) {
        if (scheme.transport == transport) {
            url = QLatin1StringView(scheme.name) + QStringLiteral("://") + bracketed(host);
            break;
        }
    }
    if (port != defaultPort(transport))
        url += u':' + QString::number(port);
    return isWebSocket(transport) ? url + path : url;
}

QString Endpoint::display() const
{
    return displayText(bracketed(host)) + u':' + QString::number(port);
}

} // namespace warden::mqtt
