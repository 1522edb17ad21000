// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <random>

namespace warden::demo {

/// The house behind the simulated devices: weather, people, heating and power as simple physics with believable daily
/// curves. Pure and repeatable for one seed; time moves only by advance().
class HomeModel
{
public:
    HomeModel(const QDateTime &start, quint32 seed);

    /// Moves on by \a seconds of simulated time, in steps of at most 10 s.
    void advance(double seconds);

    QDateTime now() const { return m_now; }
    double outsideTemperature() const; ///< °C
    double roomTemperature() const { return m_room; } ///< °C, in the living room
    double hallTemperature() const { return m_hall; }
    double bathroomHumidity() const { return m_humidity; } ///< %
    double setPoint() const { return m_setPoint; } ///< °C
    void setSetPoint(double celsius); ///< Bounded to 5 … 30 °C.
    bool heating() const { return m_heating; }
    bool someoneHome() const { return m_home; }
    bool motion() const { return m_motion; }
    bool doorOpen() const { return m_doorOpenFor > 0; }
    bool locked() const { return m_locked; }
    void setLocked(bool locked) { m_locked = locked; }
    bool light(const QString &room) const { return m_lights.value(room); }
    void setLight(const QString &room, bool on); ///< Stays as set until the next dusk or leaving.
    double power() const; ///< W, of the whole house
    double energy() const { return m_energy; } ///< kWh since the start
    double voltage() const { return m_voltage; } ///< V

private:
    void step(double seconds);
    void movePeople(double hour, double seconds);
    void moveLights(double hour);
    double random(double from, double to);
    bool chance(double perHour, double seconds);

    QDateTime m_now;
    std::mt19937 m_random;
    double m_weather = 0; // slow drift of the day, °C
    double m_room = 20.5;
    double m_hall = 19.5;
    double m_setPoint = 21;
    double m_humidity = 48;
    double m_shower = 0; // seconds left
    double m_doorOpenFor = 0; // seconds left
    double m_kettle = 0, m_washer = 0; // seconds left
    double m_energy = 0;
    double m_voltage = 231;
    bool m_heating = false;
    bool m_home = true;
    bool m_motion = false;
    bool m_locked = true;
    bool m_dark = false;
    QHash<QString, bool> m_lights;
};

} // namespace warden::demo
