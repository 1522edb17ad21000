// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace warden::monitor {

/// The secret of a hash, drawn anew for each table.
struct HashKey {
    quint64 first = 0;
    quint64 second = 0;
    static HashKey random();
};

/// SipHash-1-3: 64 bits that whoever chooses the text can neither steer nor foresee. So wide and even that it may stand
/// for the text itself.
quint64 keyedHash(QByteArrayView text, const HashKey &key);

} // namespace warden::monitor
