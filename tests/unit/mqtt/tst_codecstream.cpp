// SPDX-License-Identifier: GPL-3.0-or-later
#include "codecsamples.h"
#include "fuzz/decodercheck.h"

#include <QRandomGenerator>
#include <QTest>

#include <cstring>

using namespace warden;
using namespace warden::mqtt;
using namespace warden::test;

namespace {

QByteArray encoded(const Packet &packet, Version version, Role sender)
{
    QByteArray bytes;
    return Encoder(version, sender).encode(packet, bytes) ? bytes : QByteArray();
}

/// All samples of one version and direction behind each other; CONNECT would change the version on the way.
QByteArray stream(Version version, Role sender)
{
    QByteArray bytes;
    for (const Sample &sample : samples()) {
        if (sample.version == version && sample.sender == sender)
            bytes += encoded(sample.packet, version, sender);
    }
    return bytes;
}

QByteArray publish(const QByteArray &topic, const QByteArray &payload, quint16 alias = 0)
{
    PublishPacket packet {topic, payload, 0, false, false, 0, {}};
    if (alias)
        packet.properties.topicAlias = alias;
    return encoded(packet, Version::V5, Role::Server);
}

/// Stops after each call, as a client does that is closing or has to wait.
class Stopper : public PacketHandler
{
public:
    Flow publishes(std::span<const PublishView> batch) override
    {
        for (const PublishView &view : batch)
            seen += view.topic.toByteArray() + '=' + view.payload.toByteArray() + ' ';
        ++calls;
        return Flow::Stop;
    }
    Flow packet(Packet &&packet) override
    {
        seen += QByteArray(packetName(typeOf(packet))) + ' ';
        ++calls;
        return Flow::Stop;
    }

    QByteArray seen;
    int calls = 0;
};

/// Tells whether the views lie where the bytes were received.
class PlaceChecker : public PacketHandler
{
public:
    Flow publishes(std::span<const PublishView> batch) override
    {
        largestBatch = qMax(largestBatch, batch.size());
        for (const PublishView &view : batch) {
            inPlace = inPlace && view.topic.data() >= begin && view.payload.end() <= end;
            ++count;
        }
        return Flow::Continue;
    }
    Flow packet(Packet &&) override { return Flow::Continue; }

    const char *begin = nullptr;
    const char *end = nullptr;
    bool inPlace = true;
    int count = 0;
    size_t largestBatch = 0;
};

} // namespace

class TestCodecStream : public QObject
{
    Q_OBJECT

private slots:
    void byteByByteGivesTheSameAsOnePiece()
    {
        for (const Version version : {Version::V5, Version::V311}) {
            for (const Role sender : {Role::Client, Role::Server}) {
                const QByteArray bytes = stream(version, sender);
                const DecoderOptions options {version, test::peerOf(sender), kMaximumPacketSize, 0xFFFF};
                const Decoded whole = decodeAtOnce(bytes, options);
                QVERIFY(!whole.error);
                QVERIFY(whole.packets.size() > 20);
                QVERIFY(whole == decodeInPieces(bytes, options, [] { return 1; }));
            }
        }
    }

    void randomPiecesGiveTheSameAsOnePiece()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 60; ++round) {
            const Version version = round % 2 ? Version::V5 : Version::V311;
            const Role sender = round % 4 < 2 ? Role::Client : Role::Server;
            const QByteArray bytes = stream(version, sender);
            const DecoderOptions options {version, test::peerOf(sender), kMaximumPacketSize, 0xFFFF};
            const int largest = 1 << random.bounded(16);
            const auto next = [&random, largest] { return random.bounded(1, largest + 1); };
            QVERIFY(decodeAtOnce(bytes, options) == decodeInPieces(bytes, options, next));
        }
    }

    void mutatedPacketsKeepThePromisesOfTheDecoder()
    {
        QRandomGenerator random(5);
        int accepted = 0;
        const QList<Sample> all = samples();
        for (int round = 0; round < 60'000; ++round) {
            const Sample &sample = all[random.bounded(int(all.size()))];
            QByteArray bytes = encoded(sample.packet, sample.version, sample.sender);
            if (bytes.size() > 500)
                continue;
            for (int i = random.bounded(1, 4); i > 0; --i)
                mutate(bytes, random);
            const char control = char((sample.version == Version::V311) | (sample.sender == Role::Client) << 1 | 4
                | random.bounded(16) << 4);
            const QByteArray input = control + bytes;
            const char *broken = checkDecoder(input);
            QVERIFY2(!broken, QByteArray(QByteArray(broken) + ": " + input.toHex()).constData());
            const DecoderCase testCase(input);
            accepted += !decodeAtOnce(testCase.bytes, testCase.options).error;
        }
        QVERIFY(accepted > 1'000);
    }

    void publishesComeInPlaceAndInBatches()
    {
        QByteArray bytes;
        for (int i = 0; i < 1'000; ++i)
            bytes += publish("home/room/" + QByteArray::number(i), "21.5");
        Decoder decoder;
        PlaceChecker checker;
        char *room = decoder.prepareWrite(bytes.size());
        std::memcpy(room, bytes.constData(), size_t(bytes.size()));
        decoder.commitWrite(bytes.size());
        checker.begin = room;
        checker.end = room + bytes.size();
        QVERIFY(decoder.decode(checker));
        QVERIFY(checker.inPlace);
        QCOMPARE(checker.count, 1'000);
        QVERIFY(checker.largestBatch >= 64 && checker.largestBatch < 1'000);
        QCOMPARE(decoder.bufferedSize(), 0);
    }

    void orderIsKeptBetweenPublishesAndOtherPackets()
    {
        const QByteArray pong = encoded(PingrespPacket(), Version::V5, Role::Server);
        const Decoded decoded = decodeAtOnce(
            QByteArray(publish("a", "1") + pong + publish("b", "2") + publish("c", "3") + pong), {});
        QStringList order;
        for (const Packet &packet : decoded.packets)
            order += QString::fromLatin1(packetName(typeOf(packet)));
        QCOMPARE(order.join(u' '), QStringLiteral("PUBLISH PINGRESP PUBLISH PUBLISH PINGRESP"));
    }

    void stopsWhereTheHandlerSaysAndGoesOnThere()
    {
        Decoder decoder;
        const QByteArray pong = encoded(PingrespPacket(), Version::V5, Role::Server);
        decoder.append(QByteArray(publish("a", "1") + publish("b", "2") + pong + pong));
        decoder.append(QByteArray(publish("c", "3") + QByteArray::fromHex("00")));
        Stopper stopper;
        for (int call = 1; call <= 4; ++call) {
            QVERIFY(decoder.decode(stopper));
            QCOMPARE(stopper.calls, call);
        }
        QCOMPARE(stopper.seen, QByteArray("a=1 b=2 PINGRESP PINGRESP c=3 "));
        QCOMPARE(decoder.decode(stopper).error().reason, ReasonCode::MalformedPacket);
        QCOMPARE(stopper.calls, 4);
    }

    void topicAliasesAreResolved()
    {
        const DecoderOptions options {Version::V5, Role::Client, kMaximumPacketSize, 2};
        const Decoded decoded = decodeAtOnce(
            QByteArray(publish("one", "a", 1) + publish("two", "b", 2) + publish("", "c", 1)
                + publish("", "d", 2) + publish("three", "e", 1) + publish("", "f", 1) + publish("", "g", 2)),
            options);
        QVERIFY(!decoded.error);
        QByteArray seen;
        for (const Packet &packet : decoded.packets)
            seen += std::get<PublishPacket>(packet).topic + '=' + std::get<PublishPacket>(packet).payload + ' ';
        QCOMPARE(seen, QByteArray("one=a two=b one=c two=d three=e three=f two=g "));
    }

    void topicAliasesEndWithTheConnection()
    {
        const DecoderOptions options {Version::V5, Role::Client, kMaximumPacketSize, 1};
        Decoder decoder(options);
        PacketRecorder recorder;
        decoder.append(QByteArray(publish("one", "a", 1) + publish("", "b", 1)));
        QVERIFY(decoder.decode(recorder));
        QCOMPARE(recorder.packets.size(), size_t(2));
        decoder.reset(options);
        decoder.append(publish("", "b", 1));
        QCOMPARE(decoder.decode(recorder).error().reason, ReasonCode::ProtocolError);
    }

    void aliasesRedefinedInOneBatchDoNotChangeEarlierViews()
    {
        QByteArray bytes;
        for (int i = 0; i < 600; ++i)
            bytes += publish("topic" + QByteArray::number(i), "x", 1) + publish("", "y", 1);
        const Decoded decoded = decodeAtOnce(bytes, {Version::V5, Role::Client, kMaximumPacketSize, 1});
        QCOMPARE(decoded.packets.size(), size_t(1'200));
        for (int i = 0; i < 600; ++i)
            QCOMPARE(std::get<PublishPacket>(decoded.packets[size_t(2 * i + 1)]).topic,
                "topic" + QByteArray::number(i));
    }

    void propertiesOfAViewAreReadOnDemand()
    {
        PublishPacket packet {"a", "b", 1, false, false, 9, allProperties(PacketType::Publish, Role::Server)};
        const Decoded decoded = decodeAtOnce(
            encoded(packet, Version::V5, Role::Server), {Version::V5, Role::Client, kMaximumPacketSize, 0xFFFF});
        packet.properties.topicAlias.reset();
        QVERIFY(decoded.packets.at(0) == Packet(packet));
        QVERIFY(!decodePublishProperties(QByteArray::fromHex("2300")));
        QVERIFY(decodePublishProperties({})->isEmpty());
    }

    void tooLargePacketsAreRefusedFromTheHeaderOn()
    {
        const DecoderOptions options {Version::V5, Role::Client, 100, 0};
        const QByteArray fits = publish("a", QByteArray(100 - 2 - 4, 'x'));
        QCOMPARE(fits.size(), 100);
        QVERIFY(!decodeAtOnce(fits, options).error);
        const QByteArray over = publish("a", QByteArray(100 - 2 - 4 + 1, 'x'));
        QCOMPARE(decodeAtOnce(over.first(1), options).error.has_value(), false);
        const Decoded decoded = decodeAtOnce(over.first(2), options);
        QCOMPARE(decoded.error->reason, ReasonCode::PacketTooLarge);
        QVERIFY(!decoded.error->text.isEmpty());
    }

    void whatCameBeforeAFaultIsHandedOn()
    {
        Decoder decoder;
        PacketRecorder recorder;
        decoder.append(QByteArray(publish("a", "1") + publish("b", "2") + QByteArray::fromHex("00")));
        QVERIFY(!decoder.decode(recorder));
        QCOMPARE(recorder.packets.size(), size_t(2));
        decoder.append(publish("c", "3"));
        QVERIFY(!decoder.decode(recorder));
        QCOMPARE(recorder.packets.size(), size_t(2));
        decoder.reset({});
        decoder.append(publish("c", "3"));
        QVERIFY(decoder.decode(recorder));
        QCOMPARE(recorder.packets.size(), size_t(3));
    }

    void largePacketsArriveInSmallPieces()
    {
        const QByteArray payload = QByteArray(3'000'000, 'x') + "end";
        const QByteArray bytes = publish("big", payload) + publish("small", "y");
        int pieces = 0;
        const Decoded decoded = decodeInPieces(bytes, {}, [&pieces] {
            ++pieces;
            return 1'000;
        });
        QCOMPARE(pieces, 3'001);
        QCOMPARE(std::get<PublishPacket>(decoded.packets.at(0)).payload, payload);
        QCOMPARE(std::get<PublishPacket>(decoded.packets.at(1)).topic, QByteArray("small"));
    }

private:
    static void mutate(QByteArray &bytes, QRandomGenerator &random)
    {
        const int at = random.bounded(int(bytes.size()));
        switch (random.bounded(5)) {
        case 0:
            bytes[at] = char(random.bounded(256));
            break;
        case 1:
            bytes[at] = char(bytes[at] ^ (1 << random.bounded(8)));
            break;
        case 2:
            bytes.insert(at, char(random.bounded(256)));
            bytes[qMin<qsizetype>(1, bytes.size() - 1)] = char(bytes.size() - 2);
            break;
        case 3:
            if (bytes.size() > 2)
                bytes.remove(at, 1);
            bytes[qMin<qsizetype>(1, bytes.size() - 1)] = char(qMax<qsizetype>(0, bytes.size() - 2));
            break;
        case 4:
            bytes += bytes.mid(at, 5);
            break;
        }
    }
};

QTEST_GUILESS_MAIN(TestCodecStream)
#include "tst_codecstream.moc"
