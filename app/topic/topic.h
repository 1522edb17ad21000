// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace warden::topic {

/// Where a topic is wrong and why. `position` counts bytes of the UTF-8 form from 0; `text` is translated.
struct Fault {
    qsizetype position = 0;
    QString text;
};

/// Checks a topic name (MQTT 5 §4.7.3): UTF-8 (§1.5.4), 1 to 65 535 bytes, no NUL, no wildcard.
std::optional<Fault> checkName(QByteArrayView name);
/// Checks a topic filter (§4.7.1): as above, `#` last and alone in its level, `+` alone in its level;
/// shared subscriptions `$share/name/filter` (§4.8.2) included.
std::optional<Fault> checkFilter(QByteArrayView filter);
/// The UTF-8 rules of §1.5.4: well-formed, no surrogates, no U+0000.
std::optional<Fault> checkUtf8(QByteArrayView text);

/// True when \a filter matches \a name (§4.7.2: a leading wildcard does not match `$` topics).
/// Both must be valid; the share of a shared subscription is passed over.
bool matches(QByteArrayView filter, QByteArrayView name);
/// True when every topic that \a inner matches is matched by \a outer too.
bool covers(QByteArrayView outer, QByteArrayView inner);

/// A topic filter that was checked once.
class Filter
{
public:
    static Result<Filter> parse(QByteArrayView filter);
    QByteArray bytes() const { return m_bytes; }
    QString display() const;
    bool matches(QByteArrayView name) const { return topic::matches(m_bytes, name); }
    bool isShared() const;
    bool hasWildcard() const;

private:
    QByteArray m_bytes;
};

} // namespace warden::topic
