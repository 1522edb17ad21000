// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/certificate.h"
#include "x509/crl.h"
#include "x509/privatekey.h"

#include <QDateTime>
#include <QStringList>

namespace warden::test
{

/// What a certificate for a test is to be like: by default a good one for a server, valid since yesterday.
struct CertificateSpec {
    QString commonName;
    QStringList dnsNames;
    QStringList addresses;
    QStringList purposes{QStringLiteral("serverAuth")}; ///< serverAuth, clientAuth; empty: no extended key usage.
    x509::KeyType keyType = x509::KeyType::EcP256;
    int rsaBits = 0; ///< Other than 0: an RSA key of that size, however weak.
    QString digest = QStringLiteral("SHA256"); ///< Ignored for Ed25519.
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(90);
    bool isCa = false;
    int pathLength = -1; ///< −1: no limit.
    QString permittedDns; ///< Not empty: a name constraint.
    bool hasKeyIdentifiers = true;
};

/// A certificate with its key.
struct Made {
    x509::Certificate certificate;
    x509::PrivateKey key;
    x509::Identity identity(const QList<x509::Certificate> &issuers = {}) const;
};

/// Spec of a CA with the name, without purposes.
CertificateSpec caSpec(const QString &commonName);
/// Spec of a server with one name.
CertificateSpec serverSpec(const QString &host);
/// Spec of a client with the user name.
CertificateSpec clientSpec(const QString &userName);

Made makeSelfSigned(const CertificateSpec &spec);
Made makeSigned(const CertificateSpec &spec, const Made &issuer);
/// The certificate with one bit of its signature turned over.
x509::Certificate withBrokenSignature(const x509::Certificate &certificate);

x509::Crl makeCrl(const Made &issuer, const QList<x509::Certificate> &revoked,
    const QDateTime &thisUpdate = QDateTime::currentDateTimeUtc().addSecs(-3600),
    const QDateTime &nextUpdate = QDateTime::currentDateTimeUtc().addDays(30), qint64 number = 1);

} // namespace warden::test
