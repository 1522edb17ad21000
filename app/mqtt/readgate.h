// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QPointer>
#include <QSocketNotifier>

namespace warden::mqtt {

/// Stops and lets go on the reading of a socket at its root, the read notifier: neither wake-ups nor copies are
/// spent meanwhile. Qt has no call for it, and its buffer limit alone reads on byte by byte under TLS.
class ReadGate
{
public:
    void hold(QAbstractSocket *socket)
    {
        const QList<QSocketNotifier *> notifiers = socket->findChildren<QSocketNotifier *>();
        for (QSocketNotifier *notifier : notifiers) {
            if (notifier->type() == QSocketNotifier::Read && notifier->isEnabled()) {
                notifier->setEnabled(false);
                m_held = notifier;
            }
        }
    }

    void release()
    {
        if (m_held)
            m_held->setEnabled(true);
        m_held = nullptr;
    }

private:
    QPointer<QSocketNotifier> m_held;
};

} // namespace warden::mqtt
