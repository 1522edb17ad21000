// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/widgets/dialog.h"

namespace warden::ui {

class CertificatePanel;
class FingerprintBox;
class KeyValueGrid;

/// What the lock in the header stands for: the verdict in words, protocol, cipher, chain and dates.
class ConnectionDetails : public Dialog
{
    Q_OBJECT

public:
    ConnectionDetails(const broker::Profile &profile, const mqtt::LinkReport &link, const QDateTime &now,
        QWidget *parent = nullptr);

    /// The negotiated group, once a probe has told it: "X25519".
    void setKeyExchange(const QString &group);
    /// All of it as text, as the button copies it.
    QString asText() const;

private:
    QWidget *buildContent();
    QWidget *buildVerdict();
    QWidget *buildLink();

    broker::Profile m_profile;
    mqtt::LinkReport m_link;
    QDateTime m_now;
    class QLabel *m_group = nullptr;
    CertificatePanel *m_certificate = nullptr;
};

} // namespace warden::ui
