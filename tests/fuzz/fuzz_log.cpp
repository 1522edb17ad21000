// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/logparser.h"
#include "broker/mosquitto/logtext.h"

#include <QByteArrayList>

#include <cstdio>
#include <cstdlib>

using namespace warden;
using broker::mosquitto::LogChannel;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

void check(const monitor::ConnectionEvent &event, qsizetype size)
{
    require(event.at.isValid(), "an event without a time");
    require(event.detail.size() <= 512, "a detail without end");
    require(event.clientId.size() + event.userName.size() + event.topic.size() <= size + 16384, "names from nowhere");
    require(event.qos >= -1, "a negative QoS");
    require(event.protocolVersion == 0 || (event.protocolVersion >= 3 && event.protocolVersion <= 5), "an odd version");
}

// What the console reads must come out again of the line that a broker would write.
void checkRoundTrip(const QByteArray &id, const QByteArray &user)
{
    if (!id.isValidUtf8() || !user.isValidUtf8() || user.contains(" (p") || id.size() + user.size() > 2000)
        return;
    broker::mosquitto::LogParser parser;
    const QByteArray line = "New client connected from 10.0.0.1:4711 as " + id + " (p5, c1, k60, u'" + user + "').";
    const auto event = parser.parse(line, QDateTime::currentDateTimeUtc());
    require(event.has_value(), "a sign-in was not read");
    require(event->clientId == QString::fromUtf8(id), "a client id was read wrongly");
    require(event->userName == QString::fromUtf8(user), "a user name was read wrongly");
    require(event->port == 4711, "an address was read wrongly");
    const QByteArray end = "Client " + id + " disconnected.";
    const auto ended = parser.parse(end, QDateTime::currentDateTimeUtc());
    require(ended && ended->clientId == QString::fromUtf8(id), "an end was read wrongly");
}

} // namespace

/// The first byte is the channel, then lines; the first two lines also serve as client id and user name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    broker::mosquitto::LogParser parser;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &line : lines) {
        const auto event = parser.parse(line, now, LogChannel(data[0] % 7));
        if (event)
            check(*event, line.size());
    }
    checkRoundTrip(lines.value(0), lines.value(1));
    return 0;
}
