// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/tlsprobe.h"

#include <QNetworkProxy>

namespace warden::mqtt {

TlsProbe::TlsProbe(QObject *parent)
    : QObject(parent)
    , m_socket(this)
    , m_timeout(this)
{
    m_timeout.setSingleShot(true);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    connect(&m_timeout, &QTimer::timeout, this, [this] { finish(false); });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] { finish(true); });
    // Errors about a certificate mean that there is one.
    connect(&m_socket, &QSslSocket::sslErrors, this, [this] { finish(true); });
    connect(&m_socket, &QSslSocket::errorOccurred, this,
        [this] { finish(m_socket.errorString().contains(QLatin1StringView("alert"))); });
}

void TlsProbe::start(const Endpoint &endpoint, int timeoutMs)
{
    m_timeout.start(timeoutMs);
    m_socket.connectToHostEncrypted(endpoint.host, endpoint.port);
}

void TlsProbe::finish(bool speaksTls)
{
    if (m_done)
        return;
    m_done = true;
    m_timeout.stop();
    m_socket.abort();
    Q_EMIT done(speaksTls);
}

} // namespace warden::mqtt
