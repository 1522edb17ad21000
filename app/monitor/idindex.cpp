// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/idindex.h"

namespace warden::monitor {

IdIndex::IdIndex()
    : m_slots(1024, 0)
{
}

void IdIndex::place(quint64 hash, quint32 id)
{
    std::size_t at = home(hash);
    while (m_slots[at] != 0) {
        if (++at == m_slots.size())
            at = 0;
    }
    m_slots[at] = tagOf(hash) | (id + 1);
}

} // namespace warden::monitor
