// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/decoder.h"
#include "mqtt/encoder.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace warden::mqtt;

namespace {

constexpr int kMessages = 2'000'000;
constexpr int kRounds = 5;

/// Looks at every message, as a subscriber has to.
class Counter : public PacketHandler
{
public:
    Flow publishes(std::span<const PublishView> batch) override
    {
        messages += qint64(batch.size());
        for (const PublishView &view : batch)
            bytes += view.topic.size() + view.payload.size();
        return Flow::Continue;
    }
    Flow packet(Packet &&) override { return Flow::Continue; }

    qint64 messages = 0;
    qint64 bytes = 0;
};

/// Ten thousand topics of 43 bytes, payloads of 100.
QByteArray traffic(Version version, bool withProperties)
{
    QByteArray bytes;
    for (int i = 0; i < 10'000; ++i) {
        PublishPacket packet;
        packet.topic = QByteArray("building/floor-07/room-1234/sensor/v/") + QByteArray::number(100'000 + i);
        packet.payload = QByteArray(100, 'p');
        if (withProperties) {
            packet.properties.contentType = "application/json";
            packet.properties.userProperties = {{"unit", "C"}};
        }
        if (!Encoder(version).encode(packet, bytes))
            return {};
    }
    return bytes;
}

/// Reads of 64 KiB, as from a socket under load. The best of several rounds, since others share the machine.
double nanosecondsPerMessage(const QByteArray &bytes, Version version)
{
    double best = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        Decoder decoder({version, Role::Client, kMaximumPacketSize, 0});
        Counter counter;
        QElapsedTimer timer;
        timer.start();
        while (counter.messages < kMessages) {
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype size = qMin<qsizetype>(65'536, bytes.size() - at);
                std::memcpy(decoder.prepareWrite(size), bytes.constData() + at, size_t(size));
                decoder.commitWrite(size);
                at += size;
                if (!decoder.decode(counter))
                    return -1;
            }
        }
        best = std::min(best, double(timer.nsecsElapsed()) / double(counter.messages));
    }
    return best;
}

void report(const char *name, double nanoseconds)
{
    const QJsonObject line {{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("ours"), nanoseconds},
        {QStringLiteral("unit"), QStringLiteral("ns/message")}, {QStringLiteral("topicBytes"), 43},
        {QStringLiteral("payloadBytes"), 100}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
}

} // namespace

int main()
{
    report("decoder-mqtt5", nanosecondsPerMessage(traffic(Version::V5, false), Version::V5));
    report("decoder-mqtt311", nanosecondsPerMessage(traffic(Version::V311, false), Version::V311));
    report("decoder-mqtt5-properties", nanosecondsPerMessage(traffic(Version::V5, true), Version::V5));
    return 0;
}
