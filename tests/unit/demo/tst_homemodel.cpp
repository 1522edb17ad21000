// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demohome.h"
#include "demo/device.h"
#include "demo/homemodel.h"

#include "topic/topic.h"

#include <QTest>

using namespace warden;
using demo::HomeModel;

namespace {

// A Monday.
HomeModel house(quint32 seed = 1)
{
    return HomeModel(QDateTime(QDate(2026, 11, 23), QTime(0, 0)), seed);
}

} // namespace

class TestHomeModel : public QObject
{
    Q_OBJECT

private slots:
    void staysBelievableForAWeek()
    {
        HomeModel home = house();
        for (int minute = 0; minute < 7 * 24 * 60; ++minute) {
            home.advance(60);
            QVERIFY2(home.roomTemperature() > 15 && home.roomTemperature() < 27, qPrintable(QString::number(home.roomTemperature())));
            QVERIFY(home.hallTemperature() > 14 && home.hallTemperature() < 26);
            QVERIFY(home.bathroomHumidity() >= 25 && home.bathroomHumidity() <= 97);
            QVERIFY(home.power() > 80 && home.power() < 5000);
            QVERIFY(home.voltage() > 220 && home.voltage() < 240);
        }
        // A house of this kind uses between 3 and 30 kWh a day.
        QVERIFY2(home.energy() > 21 && home.energy() < 210, qPrintable(QString::number(home.energy())));
    }

    void followsTheDay()
    {
        HomeModel home = house();
        double night = 0, afternoon = 0;
        int away = 0, asleepMotion = 0, dayMotion = 0, eveningLight = 0, noonLight = 0;
        for (int minute = 0; minute < 5 * 24 * 60; ++minute) {
            home.advance(60);
            const int hour = home.now().time().hour();
            if (hour == 4)
                night += home.outsideTemperature();
            if (hour == 16)
                afternoon += home.outsideTemperature();
            away += hour == 12 && !home.someoneHome();
            asleepMotion += hour < 5 && home.motion();
            dayMotion += hour > 17 && hour < 22 && home.motion();
            eveningLight += hour == 20 && home.light(QStringLiteral("livingroom"));
            noonLight += hour == 12 && home.light(QStringLiteral("livingroom"));
        }
        QVERIFY(afternoon > night + 60 * 5 * 4);
        QVERIFY(away > 200);
        QCOMPARE(asleepMotion, 0);
        QVERIFY(dayMotion > 100);
        QVERIFY(eveningLight > 150);
        QCOMPARE(noonLight, 0);
    }

    void thermostatObeysItsSetPoint()
    {
        HomeModel home = house();
        home.setSetPoint(18);
        home.advance(8 * 3600);
        QVERIFY(qAbs(home.hallTemperature() - 18) < 1.0);
        home.setSetPoint(22);
        home.advance(8 * 3600);
        QVERIFY2(qAbs(home.hallTemperature() - 22) < 1.0, qPrintable(QString::number(home.hallTemperature())));
        home.setSetPoint(90);
        QCOMPARE(home.setPoint(), 30.0);
    }

    void isRepeatableForOneSeed()
    {
        HomeModel a = house(7), b = house(7), c = house(8);
        for (HomeModel *home : {&a, &b, &c})
            home->advance(86'400);
        QCOMPARE(a.energy(), b.energy());
        QVERIFY(a.energy() != c.energy());
    }

    void devicesAreTwelveAndSayValidThings()
    {
        const auto infos = demo::devices();
        const auto all = demo::behaviours();
        QCOMPARE(infos.size(), 12);
        QCOMPARE(all.size(), infos.size());
        HomeModel home = house();
        home.advance(3600 * 20);
        for (const demo::Behaviour &behaviour : all) {
            QVERIFY(!behaviour.readings.isEmpty() || !behaviour.filters.isEmpty());
            for (const auto &reading : behaviour.readings) {
                QVERIFY(!topic::checkName(reading.topic));
                QVERIFY(!reading.value(home).isEmpty());
            }
            for (const QByteArray &filter : behaviour.filters)
                QVERIFY(!topic::checkFilter(filter));
            for (const mqtt::Message &message : behaviour.announcements)
                QVERIFY(!topic::checkName(message.topic));
        }
    }

    void commandsReachTheHouse()
    {
        HomeModel home = house();
        home.advance(3600 * 12);
        const auto all = demo::behaviours();
        all.at(4).command(home, "home/hall/thermostat/setpoint/set", "19.5");
        QCOMPARE(home.setPoint(), 19.5);
        all.at(4).command(home, "home/hall/thermostat/setpoint/set", "warm");
        QCOMPARE(home.setPoint(), 19.5);
        all.at(5).command(home, "home/kitchen/light/set", "ON");
        QVERIFY(home.light(QStringLiteral("kitchen")));
        all.at(6).command(home, "home/entrance/lock/set", "LOCK");
        QVERIFY(home.locked());
        all.at(6).command(home, "home/entrance/lock/set", "UNLOCK");
        QVERIFY(!home.locked());
        all.at(6).command(home, "home/entrance/lock/set", "explode");
        QVERIFY(!home.locked());
    }
};

QTEST_GUILESS_MAIN(TestHomeModel)
#include "tst_homemodel.moc"
