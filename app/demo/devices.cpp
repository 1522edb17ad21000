// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demohome.h"
#include "demo/device.h"

#include "access/presets.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace warden::demo {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DemoHome", text);
}

QByteArray json(std::initializer_list<std::pair<QString, QJsonValue>> members)
{
    return QJsonDocument(QJsonObject(members)).toJson(QJsonDocument::Compact);
}

double rounded(double value, int decimals)
{
    const double factor = std::pow(10.0, decimals);
    return std::round(value * factor) / factor;
}

QByteArray number(double value, int decimals)
{
    return QByteArray::number(rounded(value, decimals), 'f', decimals);
}

mqtt::Message message(const QByteArray &topic, const QByteArray &payload, bool retain)
{
    mqtt::Message m;
    m.topic = topic;
    m.payload = payload;
    m.retain = retain;
    m.qos = 1;
    return m;
}

/// A Home Assistant discovery message (homeassistant/<component>/<object>/config).
mqtt::Message discovery(const char *component, const char *object, const char *name, const char *stateTopic,
    const char *deviceClass, const char *unit)
{
    QJsonObject config {
        {QStringLiteral("name"), QString::fromLatin1(name)},
        {QStringLiteral("unique_id"), QString::fromLatin1(object)},
        {QStringLiteral("state_topic"), QString::fromLatin1(stateTopic)},
        {QStringLiteral("device"),
            QJsonObject {{QStringLiteral("identifiers"), QString::fromLatin1(object)},
                {QStringLiteral("manufacturer"), QStringLiteral("MQTT Warden demo")},
                {QStringLiteral("model"), QString::fromLatin1(component)},
                {QStringLiteral("sw_version"), QStringLiteral("1.4.2")}}},
    };
    if (*deviceClass)
        config.insert(QStringLiteral("device_class"), QString::fromLatin1(deviceClass));
    if (*unit)
        config.insert(QStringLiteral("unit_of_measurement"), QString::fromUtf8(unit));
    return message(QByteArray("homeassistant/") + component + '/' + object + "/config",
        QJsonDocument(config).toJson(QJsonDocument::Compact), true);
}

Behaviour temperatureSensor()
{
    Behaviour b;
    b.readings = {
        {"home/livingroom/temperature", 40, [](const HomeModel &m) { return number(m.roomTemperature(), 1); }},
        {"home/livingroom/temperature/battery", 3600, [](const HomeModel &) { return QByteArray("87"); }},
    };
    return b;
}

Behaviour humiditySensor()
{
    Behaviour b;
    b.readings = {{"home/bathroom/humidity", 60, [](const HomeModel &m) { return number(m.bathroomHumidity(), 1); }}};
    return b;
}

Behaviour motionSensor()
{
    Behaviour b;
    b.readings = {{"home/hall/motion", 20,
        [](const HomeModel &m) { return QByteArray(m.motion() ? "ON" : "OFF"); }, false, true}};
    return b;
}

Behaviour doorContact()
{
    Behaviour b;
    b.readings = {{"home/entrance/door", 20,
        [](const HomeModel &m) { return QByteArray(m.doorOpen() ? "open" : "closed"); }, true, true}};
    return b;
}

Behaviour thermostat()
{
    Behaviour b;
    b.readings = {
        {"home/hall/thermostat/temperature", 45, [](const HomeModel &m) { return number(m.hallTemperature(), 1); }},
        {"home/hall/thermostat/setpoint", 60, [](const HomeModel &m) { return number(m.setPoint(), 1); }, true, true},
        {"home/hall/thermostat/heating", 30,
            [](const HomeModel &m) { return QByteArray(m.heating() ? "ON" : "OFF"); }, true, true},
    };
    b.filters = {"home/hall/thermostat/setpoint/set"};
    b.command = [](HomeModel &m, const QByteArray &, const QByteArray &payload) {
        bool ok = false;
        const double wanted = payload.toDouble(&ok);
        if (ok)
            m.setSetPoint(wanted);
    };
    return b;
}

Behaviour lights()
{
    Behaviour b;
    for (const char *room : {"kitchen", "livingroom", "hall"}) {
        const QString name = QString::fromLatin1(room);
        b.readings.append({QByteArray("home/") + room + "/light/state", 30,
            [name](const HomeModel &m) { return QByteArray(m.light(name) ? "ON" : "OFF"); }, true, true});
    }
    b.filters = {"home/+/light/set"};
    b.command = [](HomeModel &m, const QByteArray &topic, const QByteArray &payload) {
        const QList<QByteArray> levels = topic.split('/');
        if (levels.size() == 4)
            m.setLight(QString::fromUtf8(levels.at(1)), payload == "ON");
    };
    return b;
}

Behaviour smartLock()
{
    Behaviour b;
    b.readings = {{"home/entrance/lock/state", 30,
        [](const HomeModel &m) { return QByteArray(m.locked() ? "LOCKED" : "UNLOCKED"); }, true, true}};
    b.filters = {"home/entrance/lock/set"};
    b.command = [](HomeModel &m, const QByteArray &, const QByteArray &payload) {
        if (payload == "LOCK" || payload == "UNLOCK")
            m.setLocked(payload == "LOCK");
    };
    return b;
}

Behaviour powerMeter()
{
    Behaviour b;
    b.readings = {
        {"home/power/total", 10, [](const HomeModel &m) { return number(m.power(), 0); }, false},
        {"home/power/voltage", 30, [](const HomeModel &m) { return number(m.voltage(), 1); }, false},
        {"home/power/energy", 60, [](const HomeModel &m) { return number(m.energy(), 3); }},
    };
    return b;
}

Behaviour phone(const QByteArray &person, bool mayControl)
{
    Behaviour b;
    b.filters = {"home/#"};
    if (!mayControl)
        return b;
    b.willTopic = "home/people/" + person;
    b.whim = [](const HomeModel &m, std::mt19937 &random) -> std::optional<mqtt::Message> {
        const int dice = std::uniform_int_distribution<int>(0, 89)(random);
        if (dice == 0)
            return message("home/hall/thermostat/setpoint/set", m.someoneHome() ? "21.5" : "18.0", false);
        if (dice == 1)
            return message("home/livingroom/light/set", m.light(QStringLiteral("livingroom")) ? "OFF" : "ON", false);
        if (dice == 2 && !m.locked() && !m.someoneHome())
            return message("home/entrance/lock/set", "LOCK", false);
        return std::nullopt;
    };
    return b;
}

Behaviour homeAssistant()
{
    Behaviour b;
    b.willTopic = "homeassistant/status";
    b.filters = {"home/#", "zigbee2mqtt/#"};
    b.announcements = {
        discovery("sensor", "temp-livingroom", "Living room", "home/livingroom/temperature", "temperature", "°C"),
        discovery("sensor", "humidity-bathroom", "Bathroom", "home/bathroom/humidity", "humidity", "%"),
        discovery("binary_sensor", "motion-hall", "Hall motion", "home/hall/motion", "motion", ""),
        discovery("binary_sensor", "door-front", "Front door", "home/entrance/door", "door", ""),
        discovery("climate", "thermostat-hall", "Hall", "home/hall/thermostat/temperature", "", ""),
        discovery("light", "light-kitchen", "Kitchen", "home/kitchen/light/state", "", ""),
        discovery("lock", "lock-front", "Front door lock", "home/entrance/lock/state", "", ""),
        discovery("sensor", "meter-power", "House power", "home/power/total", "power", "W"),
    };
    b.whim = [](const HomeModel &m, std::mt19937 &random) -> std::optional<mqtt::Message> {
        if (std::uniform_int_distribution<int>(0, 119)(random) != 0)
            return std::nullopt;
        return message("home/hall/light/set", m.motion() ? "ON" : "OFF", false);
    };
    return b;
}

Behaviour zigbee2mqtt()
{
    Behaviour b;
    b.willTopic = "zigbee2mqtt/bridge/state";
    b.filters = {"zigbee2mqtt/bridge/request/#", "zigbee2mqtt/+/set"};
    b.readings = {
        {"zigbee2mqtt/plug-desk", 20,
            [](const HomeModel &m) {
                return json({{QStringLiteral("power"), rounded(m.someoneHome() ? 38 + m.power() / 200 : 2.1, 1)},
                    {QStringLiteral("state"), QStringLiteral("ON")}, {QStringLiteral("linkquality"), 142}});
            },
            false},
        {"zigbee2mqtt/window-bedroom", 120,
            [](const HomeModel &) {
                return json({{QStringLiteral("contact"), true}, {QStringLiteral("battery"), 92},
                    {QStringLiteral("linkquality"), 88}});
            }},
        {"zigbee2mqtt/balcony", 90,
            [](const HomeModel &m) {
                return json({{QStringLiteral("temperature"), rounded(m.outsideTemperature(), 1)},
                    {QStringLiteral("linkquality"), 61}});
            }},
    };
    b.announcements = {message("zigbee2mqtt/bridge/info",
        json({{QStringLiteral("version"), QStringLiteral("1.42.0")}, {QStringLiteral("permit_join"), false}}), true)};
    return b;
}

DeviceInfo info(const char *name, const QString &title, const char *kind, bool byCertificate, const QString &role)
{
    return {QString::fromLatin1(name), title, QString::fromLatin1(kind), byCertificate, role};
}

} // namespace

QList<DeviceInfo> devices()
{
    using namespace access;
    const QString ha = QStringLiteral("Home Assistant");
    const QString z2m = QStringLiteral("Zigbee2MQTT");
    return {
        info("temp-livingroom", tr("Temperature sensor in the living room"), "sensor", true, preset::sensors),
        info("humidity-bathroom", tr("Humidity sensor in the bathroom"), "sensor", true, preset::sensors),
        info("motion-hall", tr("Motion sensor in the hall"), "sensor", true, preset::sensors),
        info("door-front", tr("Contact at the front door"), "sensor", false, preset::sensors),
        info("thermostat-hall", tr("Thermostat in the hall"), "climate", true, preset::controllers),
        info("lights", tr("Lights"), "light", false, preset::controllers),
        info("lock-front", tr("Smart lock at the front door"), "lock", true, preset::controllers),
        info("meter-power", tr("Power meter"), "meter", false, preset::sensors),
        info("phone-anna", tr("Anna's phone"), "phone", false, preset::controllers),
        info("phone-ben", tr("Ben's phone"), "phone", false, preset::monitors),
        info("homeassistant", tr("Home Assistant"), "controller", false, ha),
        info("zigbee2mqtt", tr("Zigbee2MQTT bridge"), "bridge", true, z2m),
    };
}

QList<Behaviour> behaviours()
{
    return {temperatureSensor(), humiditySensor(), motionSensor(), doorContact(), thermostat(), lights(), smartLock(),
        powerMeter(), phone("anna", true), phone("ben", false), homeAssistant(), zigbee2mqtt()};
}

} // namespace warden::demo
