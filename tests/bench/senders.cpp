// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/senders.h"

#include "mqtt/encoder.h"
#include "support/floodpeer.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpSocket>

#include <cstdio>

namespace warden::bench {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

} // namespace

int flood(const QStringList &arguments)
{
    test::FloodPeer peer({.messages = arguments.value(0).toULongLong()});
    if (arguments.value(1) != QStringLiteral("-")) {
        peer.secure(QSslCertificate::fromData(contents(arguments.value(1))),
            QSslKey(contents(arguments.value(2)), QSsl::Ec));
    }
    if (!peer.start())
        return 1;
    std::printf("%d\n", int(peer.serverPort()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int publish(const QStringList &arguments)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, arguments.value(0).toUShort());
    if (!socket.waitForConnected())
        return 1;
    const mqtt::Encoder encoder(mqtt::Version::V311);
    mqtt::ConnectPacket connect;
    connect.version = mqtt::Version::V311;
    connect.clientId = "bench-publisher";
    QByteArray bytes;
    if (!encoder.encode(connect, bytes))
        return 1;
    socket.write(bytes);
    if (!socket.waitForReadyRead())
        return 1;
    const test::FloodPlan plan;
    const QByteArray round = test::floodRound(plan, false);
    const quint64 messages = arguments.value(1).toULongLong();
    for (quint64 sent = 0; sent < messages;) {
        const quint64 due = qMin(messages - sent, quint64(plan.topics));
        socket.write(round.constData(), round.size() / plan.topics * qsizetype(due));
        while (socket.bytesToWrite() > 256 * 1024) {
            if (!socket.waitForBytesWritten())
                return 1;
        }
        sent += due;
    }
    socket.write(QByteArray::fromHex("e000"));
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten()) { }
    socket.disconnectFromHost();
    return socket.state() == QAbstractSocket::UnconnectedState || socket.waitForDisconnected() ? 0 : 1;
}

} // namespace warden::bench
