// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/dialogs/trust/fingerprintbox.h"
#include "ui/widgets/dialog.h"

class QPushButton;
class QRadioButton;

namespace warden::ui {

class CertificatePanel;
class Prompts;

/// First contact: shows the certificate that the broker showed and asks whether it is the right one. Trusting is not
/// the Enter default until a pasted fingerprint matches.
class TrustDialog : public Dialog
{
    Q_OBJECT

public:
    TrustDialog(Prompts &prompts, const broker::Profile &profile, const mqtt::LinkReport &link, const QDateTime &now,
        QWidget *parent = nullptr);

    /// \a profile with the pin, or with the CA file that was chosen instead.
    broker::Profile trusted() const { return m_profile; }

signals:
    void decided(const warden::broker::Profile &profile);

private:
    QWidget *buildContent();
    QWidget *buildWhy();
    QWidget *buildRemember();
    void buildButtons(Prompts &prompts);
    void showComparison(FingerprintBox::Comparison comparison);
    void trust();

    broker::Profile m_profile;
    mqtt::LinkReport m_link;
    QDateTime m_now;
    CertificatePanel *m_certificate;
    FingerprintBox *m_fingerprint;
    QRadioButton *m_byCertificate;
    QRadioButton *m_byKey;
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

} // namespace warden::ui
