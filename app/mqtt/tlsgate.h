// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/transport.h"

#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

namespace warden::mqtt {

/// Stands between the TLS handshake and the first byte of anything else: asks judge() about the peer's chain and
/// lets nothing pass that it refuses. The socket's own verdict is heard and left to the judge.
class TlsGate : public QObject
{
    Q_OBJECT

public:
    /// Must be made before the socket starts to encrypt; its parent is the socket.
    TlsGate(QSslSocket *socket, const TlsSettings &settings, const QString &host,
        std::shared_ptr<const Clock> clock);

    static QSslConfiguration configuration(const TlsSettings &settings);

    const LinkReport &link() const { return m_link; }
    bool isPassed() const { return m_passed; }
    /// The fault for an error of the socket; also notes the chain that came before it.
    TransportFault fault(QAbstractSocket::SocketError error);

Q_SIGNALS:
    void passed();
    /// The socket is aborted right after.
    void refused(const warden::mqtt::TransportFault &fault);

private:
    void onSslErrors(const QList<QSslError> &errors);
    void onEncrypted();
    QList<x509::Certificate> sentChain() const;

    QSslSocket *m_socket;
    TlsSettings m_settings;
    QString m_host;
    std::shared_ptr<const Clock> m_clock;
    LinkReport m_link;
    bool m_sawCertificate = false;
    bool m_passed = false;
};

} // namespace warden::mqtt
