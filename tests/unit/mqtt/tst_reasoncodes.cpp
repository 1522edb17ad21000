// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/properties.h"
#include "mqtt/reasoncodes.h"

#include <QTest>

#include <set>

using namespace warden::mqtt;

class TestReasonCodes : public QObject
{
    Q_OBJECT

private slots:
    void everyCodeHasANameAndAnExplanationOfItsOwn()
    {
        QCOMPARE(allReasonCodes().size(), size_t(43));
        std::set<QString> names;
        std::set<QString> explanations;
        for (const ReasonCode code : allReasonCodes()) {
            names.insert(reasonName(code, PacketType::Puback));
            const QString text = reasonExplanation(code, PacketType::Puback);
            QVERIFY2(text.endsWith(u'.') && text.size() > 8, qPrintable(reasonDisplay(code, PacketType::Puback)));
            explanations.insert(text);
        }
        QCOMPARE(names.size(), allReasonCodes().size());
        QCOMPARE(explanations.size(), allReasonCodes().size());
    }

    void everyCodeBelongsToSomePacket()
    {
        for (const ReasonCode code : allReasonCodes()) {
            int packets = 0;
            for (quint8 type = 1; type <= 15; ++type)
                packets += isAllowed(code, PacketType(type));
            QVERIFY(packets > 0);
        }
    }

    void codesStandWhereTable26PutsThem_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("packets");
        // One letter each: c CONNACK, a PUBACK/PUBREC, r PUBREL/PUBCOMP, s SUBACK, u UNSUBACK, d DISCONNECT, t AUTH.
        const auto row = [](int code, const char *packets) {
            QTest::addRow("0x%02x", uint(code)) << code << QByteArray(packets);
        };
        row(0x00, "carsudt"), row(0x01, "s"), row(0x02, "s"), row(0x03, ""), row(0x04, "d"), row(0x10, "a");
        row(0x11, "u"), row(0x18, "t"), row(0x19, "t"), row(0x80, "casud"), row(0x81, "cd"), row(0x82, "cd");
        row(0x83, "casud"), row(0x84, "c"), row(0x85, "c"), row(0x86, "c"), row(0x87, "casud"), row(0x88, "c");
        row(0x89, "cd"), row(0x8A, "c"), row(0x8B, "d"), row(0x8C, "cd"), row(0x8D, "d"), row(0x8E, "d");
        row(0x8F, "sud"), row(0x90, "cad"), row(0x91, "asu"), row(0x92, "r"), row(0x93, "d"), row(0x94, "d");
        row(0x95, "cd"), row(0x96, "d"), row(0x97, "casd"), row(0x98, "d"), row(0x99, "cad"), row(0x9A, "cd");
        row(0x9B, "cd"), row(0x9C, "cd"), row(0x9D, "cd"), row(0x9E, "sd"), row(0x9F, "cd"), row(0xA0, "d");
        row(0xA1, "sd"), row(0xA2, "sd"), row(0xA3, ""), row(0xFF, ""), row(0x7F, ""), row(0x20, "");
    }

    void codesStandWhereTable26PutsThem()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, packets);
        using enum PacketType;
        const std::pair<char, PacketType> places[] {{'c', Connack}, {'a', Puback}, {'a', Pubrec}, {'r', Pubrel},
            {'r', Pubcomp}, {'s', Suback}, {'u', Unsuback}, {'d', Disconnect}, {'t', Auth}};
        for (const auto &[letter, type] : places)
            QCOMPARE(isAllowed(ReasonCode(code), type), packets.contains(letter));
        for (const PacketType type : {Connect, Publish, Subscribe, Unsubscribe, Pingreq, Pingresp})
            QVERIFY(!isAllowed(ReasonCode(code), type));
    }

    void namesAreTheStandards()
    {
        QCOMPARE(reasonDisplay(ReasonCode::NotAuthorized, PacketType::Connack),
            QStringLiteral("Not authorized (0x87)"));
        QCOMPARE(reasonName(ReasonCode(0), PacketType::Disconnect), QStringLiteral("Normal disconnection"));
        QCOMPARE(reasonName(ReasonCode(0), PacketType::Suback), QStringLiteral("Granted QoS 0"));
        QCOMPARE(reasonName(ReasonCode(0), PacketType::Connack), QStringLiteral("Success"));
        QCOMPARE(reasonDisplay(ReasonCode(0x05), PacketType::Puback), QStringLiteral("Unknown reason code (0x05)"));
        QVERIFY(reasonExplanation(ReasonCode(0x05), PacketType::Puback).isEmpty());
        QCOMPARE(QByteArray(packetName(PacketType::Unsuback)), QByteArray("UNSUBACK"));
        QCOMPARE(QByteArray(propertyName(PropertyId::ReceiveMaximum)), QByteArray("Receive Maximum"));
        QVERIFY(!propertyName(PropertyId(0x04)));
    }

    void returnCodesOf311AreMappedBothWays()
    {
        const ReasonCode codes[] {ReasonCode::Success, ReasonCode::UnsupportedProtocolVersion,
            ReasonCode::ClientIdentifierNotValid, ReasonCode::ServerUnavailable, ReasonCode::BadUserNameOrPassword,
            ReasonCode::NotAuthorized};
        for (quint8 i = 0; i < 6; ++i) {
            QCOMPARE(fromConnectReturnCode(i), codes[i]);
            QCOMPARE(toConnectReturnCode(codes[i]), i);
        }
        QVERIFY(!fromConnectReturnCode(6) && !fromConnectReturnCode(255));
        QVERIFY(!toConnectReturnCode(ReasonCode::Banned));
    }
};

QTEST_GUILESS_MAIN(TestReasonCodes)
#include "tst_reasoncodes.moc"
