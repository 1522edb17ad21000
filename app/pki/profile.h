// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pki/hostnames.h"
#include "x509/certificate.h"
#include "x509/privatekey.h"

#include <QDateTime>

namespace warden::pki {

/// What a certificate is for; each has its extensions after RFC 5280 §4.2.
enum class Profile { Root, Issuing, Server, Client };

/// What is to be signed.
struct Request {
    Profile profile = Profile::Client;
    QString commonName; ///< 1 to 64 characters, none of them invisible.
    QByteArray serial; ///< Big-endian, positive, at most 20 bytes.
    QDateTime notBefore;
    QDateTime notAfter;
    HostNames hosts; ///< For a server.
};

/// How far the beginning of a certificate or list lies in the past: the clocks of devices differ.
inline constexpr qint64 kBackdateSeconds = 3600;

Result<void> checkCommonName(const QString &commonName);

/// Signs with structures, never with OpenSSL's configuration text: no name can smuggle in an extension.
/// \a issuer is null for a root, which is signed with its own key.
Result<x509::Certificate> sign(
    const Request &request, const x509::PrivateKey &subjectKey, const x509::Certificate &issuer, const x509::PrivateKey &issuerKey);

} // namespace warden::pki
