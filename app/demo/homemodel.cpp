// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/homemodel.h"

#include <QtMath>

namespace warden::demo {

namespace {

constexpr double kStep = 10; // seconds
const QString kKitchen = QStringLiteral("kitchen");
const QString kLivingRoom = QStringLiteral("livingroom");
const QString kHall = QStringLiteral("hall");

double hourOf(const QDateTime &time)
{
    return time.time().msecsSinceStartOfDay() / 3'600'000.0;
}

/// 0 at night, 1 in the middle of the day.
double daylight(double hour)
{
    return qBound(0.0, 0.5 - 0.75 * qCos((hour - 1.0) / 24.0 * 2.0 * M_PI), 1.0);
}

bool isWeekend(const QDateTime &time)
{
    return time.date().dayOfWeek() >= 6;
}

} // namespace

HomeModel::HomeModel(const QDateTime &start, quint32 seed)
    : m_now(start)
    , m_random(seed)
{
    const double hour = hourOf(start);
    m_home = hour < 8 || hour > 17 || isWeekend(start);
    m_weather = random(-3, 3);
    m_dark = daylight(hour) < 0.25;
    moveLights(hour);
}

double HomeModel::random(double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(m_random);
}

bool HomeModel::chance(double perHour, double seconds)
{
    return random(0, 1) < 1.0 - qExp(-perHour * seconds / 3600.0);
}

void HomeModel::advance(double seconds)
{
    while (seconds > 0) {
        const double part = qMin(seconds, kStep);
        step(part);
        seconds -= part;
    }
}

double HomeModel::outsideTemperature() const
{
    return 9 + m_weather - 5 * qCos((hourOf(m_now) - 4) / 24.0 * 2.0 * M_PI);
}

void HomeModel::step(double seconds)
{
    m_now = m_now.addMSecs(qint64(seconds * 1000));
    const double hour = hourOf(m_now);
    m_weather = qBound(-6.0, m_weather + random(-0.02, 0.02) * seconds / kStep, 6.0);
    movePeople(hour, seconds);

    // A two-point thermostat with half a degree of hysteresis.
    if (m_hall < m_setPoint - 0.25)
        m_heating = true;
    else if (m_hall > m_setPoint + 0.25)
        m_heating = false;
    const double loss = (m_hall - outsideTemperature()) * 0.06; // °C an hour and degree
    const double gain = (m_heating ? 2.2 : 0.0) + (m_home ? 0.15 : 0.0);
    m_hall += (gain - loss) * seconds / 3600.0 + random(-0.004, 0.004);
    m_room += (m_hall + 0.8 + 0.6 * daylight(hour) - m_room) * seconds / 5400.0 + random(-0.006, 0.006);

    const double damp = m_shower > 0 ? 88 : 46 + 0.4 * m_weather;
    const double speed = m_shower > 0 ? 400.0 : 2400.0;
    m_humidity = qBound(25.0, m_humidity + (damp - m_humidity) * seconds / speed + random(-0.06, 0.06), 97.0);

    m_voltage = qBound(222.0, m_voltage + random(-0.15, 0.15), 239.0);
    m_energy += power() * seconds / 3'600'000.0;
    moveLights(hour);
}

void HomeModel::movePeople(double hour, double seconds)
{
    for (double *left : {&m_shower, &m_doorOpenFor, &m_kettle, &m_washer})
        *left = qMax(0.0, *left - seconds);
    const bool awake = hour > 6.5 && hour < 23;
    const bool workHours = hour > 8 && hour < 17 && !isWeekend(m_now);
    if (m_home && workHours ? chance(4, seconds) : (!m_home && !workHours && chance(3, seconds))) {
        m_home = !m_home;
        m_doorOpenFor = random(8, 30);
        m_locked = !m_home;
    } else if (m_home && awake && chance(0.5, seconds)) {
        m_doorOpenFor = random(6, 40); // the post, the dog, the bins
    }
    if (hour > 22.7 || hour < 5)
        m_locked = true;
    m_motion = m_home && awake && chance(m_motion ? 400 : 60, seconds);
    if (m_home && awake && m_shower <= 0 && ((hour > 6.5 && hour < 8) || (hour > 21 && hour < 22.5)) && chance(1.5, seconds))
        m_shower = random(300, 720);
    if (m_home && awake && chance(1.2, seconds))
        m_kettle = random(90, 200);
    if (m_home && hour > 9 && hour < 20 && m_washer <= 0 && chance(0.12, seconds))
        m_washer = random(2400, 4800);
}

void HomeModel::moveLights(double hour)
{
    const bool dark = daylight(hour) < 0.25;
    const bool awake = hour > 6.3 && hour < 23.2;
    const bool wanted = dark && awake && m_home;
    const bool was = m_dark;
    m_dark = dark && awake && m_home;
    // Only at the change, so that what somebody switched by hand stays.
    if (m_lights.isEmpty() || was != wanted) {
        m_lights.insert(kKitchen, wanted && (hour < 9 || (hour > 16.5 && hour < 21)));
        m_lights.insert(kLivingRoom, wanted && hour > 12);
        m_lights.insert(kHall, wanted);
    }
}

void HomeModel::setSetPoint(double celsius)
{
    m_setPoint = qBound(5.0, celsius, 30.0);
}

void HomeModel::setLight(const QString &room, bool on)
{
    if (m_lights.contains(room))
        m_lights.insert(room, on);
}

double HomeModel::power() const
{
    double watts = 145 + 30 * qSin(m_now.toSecsSinceEpoch() / 900.0); // refrigerator and standby
    for (const bool on : m_lights)
        watts += on ? 14 : 0;
    watts += m_heating ? 620 : 0;
    watts += m_kettle > 0 ? 1950 : 0;
    watts += m_washer > 0 ? 480 : 0;
    watts += m_home ? 90 : 0;
    return watts;
}

} // namespace warden::demo
