// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "ui/theme/tokens.h"

namespace warden::ui {

/// Certificates in words fit to be shown; everything from outside is escaped.
QString certificateName(const x509::Certificate &certificate);
QString issuerName(const x509::Certificate &certificate); ///< "itself (self-signed)" where it is
QString dateText(const QDateTime &at);
QString validityText(const x509::Certificate &certificate);
QString daysLeftText(const x509::Certificate &certificate, const QDateTime &now);
/// True when \a name of a certificate covers \a host: equal, or a wildcard for its first label.
bool coversHost(const x509::AltName &name, const QString &host);

/// "verified", "pinned" … with the colour that the lock has.
struct VerdictText {
    Tone tone = Tone::Neutral;
    QString icon;
    QString word;
    QString sentence;
};
VerdictText verdictText(const mqtt::LinkReport &link);

/// One line of "until then and now".
struct Difference {
    QString label;
    QString before;
    QString now;
    bool same = false;
    bool mono = false;
};
QList<Difference> compareCertificates(
    const x509::Certificate &before, const x509::Certificate &now, const QDateTime &at);

/// What the comparison means, in a bold sentence and the rest; claims no more than the certificates tell.
struct Conclusion {
    Tone tone = Tone::Danger;
    QString strong;
    QString rest;
};
Conclusion concludeChange(const x509::Certificate &before, const x509::Certificate &now);

/// "yesterday", "today, 10:52", "14 Oct 2026".
QString sinceText(const QDateTime &at, const QDateTime &now);

} // namespace warden::ui
