// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/endpoint.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>

namespace warden::mqtt {

/// Finds out whether a port that hung up on plain MQTT speaks TLS: a handshake, and not a byte after it.
class TlsProbe : public QObject
{
    Q_OBJECT

public:
    explicit TlsProbe(QObject *parent = nullptr);
    void start(const Endpoint &endpoint, int timeoutMs);

Q_SIGNALS:
    void done(bool speaksTls);

private:
    void finish(bool speaksTls);

    QSslSocket m_socket;
    QTimer m_timeout;
    bool m_done = false;
};

} // namespace warden::mqtt
