// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/verify.h"

#include <QSslCertificate>
#include <QSslConfiguration>

namespace warden::x509
{

QList<Certificate> systemAnchors()
{
    QList<Certificate> anchors;
    const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
    anchors.reserve(system.size());
    for (const QSslCertificate &each : system) {
        // One that cannot be read vouches for nobody.
        if (auto certificate = Certificate::fromDer(each.toDer()))
            anchors += *certificate;
    }
    return anchors;
}

} // namespace warden::x509
