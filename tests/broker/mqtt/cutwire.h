// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace warden::test {

/// A wire to a broker on this computer that can be cut: what comes in on its port goes on to the other, and back, until
/// cut() drops both ends without a word.
class CutWire
{
public:
    explicit CutWire(quint16 broker) : m_broker(broker)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { join(m_server.nextPendingConnection()); });
        m_server.listen(QHostAddress::LocalHost);
    }

    quint16 port() const { return m_server.serverPort(); }

    void cut()
    {
        m_server.close();
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
            socket->abort();
    }

private:
    void join(QTcpSocket *near)
    {
        auto *far = new QTcpSocket(&m_server);
        const auto carry = [](QTcpSocket *from, QTcpSocket *to) {
            QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] {
                if (to->state() == QAbstractSocket::ConnectedState)
                    to->write(from->readAll());
            });
            QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        };
        carry(near, far);
        carry(far, near);
        QObject::connect(far, &QTcpSocket::connected, near, [near, far] { far->write(near->readAll()); });
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_broker);
    }

    QTcpServer m_server;
    quint16 m_broker;
};

} // namespace warden::test
