// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace warden {

/// Passwords that are tried first on brokers and devices of a home, in small letters: set by makers, named in
/// tutorials, or at the head of every list.
inline constexpr std::array kCommonPasswords {
    "000000", "111111", "11111111", "112233", "121212", "123123", "1234", "12345", "123456", "1234567", "12345678",
    "123456789", "1234567890", "123321", "654321", "666666", "987654321", "abc123", "abcd1234", "access", "admin",
    "admin123", "administrator", "alexa", "arduino", "asdfgh", "azerty", "broker", "camera", "changeit", "changeme",
    "cisco", "default", "demo", "device", "domoticz", "dragon", "emqx", "esp32", "esp8266", "esphome", "everyone",
    "football", "frigate", "fhem", "gateway", "guest", "hass", "hassio", "hivemq", "hello", "home", "homeassistant",
    "homekit", "homie", "iloveyou", "internet", "iobroker", "iot", "letmein", "login", "manager", "master", "mcu",
    "monkey", "mosquito", "mosquitto", "mqtt", "mqttpassword", "mqttuser", "node", "nodemcu", "nodered", "openhab",
    "openhabian", "pass", "passw0rd", "password", "password1", "pi", "private", "public", "qwerty", "qwerty123",
    "qwertz", "rabbitmq", "raspberry", "raspberrypi", "raspbian", "root", "router", "secret", "sensor", "server",
    "service", "shelly", "smart", "smarthome", "sonoff", "sunshine", "superuser", "support", "system", "tasmota",
    "telegraf", "test", "test123", "toor", "tuya", "ubnt", "user", "username", "vernemq", "welcome", "wifi", "xiaomi",
    "zaq12wsx", "zigbee", "zigbee2mqtt",
};

} // namespace warden
