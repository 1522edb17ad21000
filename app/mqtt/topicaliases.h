// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <list>

namespace warden::mqtt {

/// The topic aliases that we give (MQTT 5 §3.3.2.3.4): the topics used last have one.
class TopicAliases
{
public:
    struct Use {
        quint16 alias = 0; ///< 0: send the topic without.
        bool known = false; ///< The broker has it already: send the alias alone.
    };

    /// Forgets all; \a maximum is what the broker takes, 0 for none.
    void reset(quint16 maximum)
    {
        m_maximum = qMin<quint16>(maximum, kMost);
        m_byTopic.clear();
        m_byAge.clear();
    }

    Use use(const QByteArray &topic)
    {
        if (m_maximum == 0)
            return {};
        const auto found = m_byTopic.constFind(topic);
        if (found != m_byTopic.constEnd()) {
            m_byAge.splice(m_byAge.end(), m_byAge, *found);
            return {(*found)->alias, true};
        }
        quint16 alias = quint16(m_byTopic.size() + 1);
        if (alias > m_maximum) {
            alias = m_byAge.front().alias;
            m_byTopic.remove(m_byAge.front().topic);
            m_byAge.pop_front();
        }
        m_byTopic.insert(topic, m_byAge.insert(m_byAge.end(), {topic, alias}));
        return {alias, false};
    }

private:
    static constexpr quint16 kMost = 256;
    struct Entry {
        QByteArray topic;
        quint16 alias = 0;
    };

    quint16 m_maximum = 0;
    std::list<Entry> m_byAge;
    QHash<QByteArray, std::list<Entry>::iterator> m_byTopic;
};

} // namespace warden::mqtt
