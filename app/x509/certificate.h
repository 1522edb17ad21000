// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>

struct x509_st;

namespace warden::x509 {

/// A distinguished name, most specific attribute last, as RFC 5280 §4.1.2.4 orders it.
struct Name {
    struct Attribute {
        QString type; ///< Short name: CN, O, OU, C, serialNumber …, or the OID in dots.
        QString value;
        bool operator==(const Attribute &) const = default;
    };
    QList<Attribute> attributes;

    QString value(const QString &type) const;
    QString commonName() const { return value(QStringLiteral("CN")); }
    /// "CN=…, O=…", escaped for display and bounded.
    QString display() const;
    bool operator==(const Name &) const = default;

    static Name fromCommonName(const QString &commonName);
};

struct AltName {
    enum class Type { Dns, IpAddress, Uri, Email, Other };
    Type type = Type::Dns;
    QString value;
    bool operator==(const AltName &) const = default;
};

struct KeyInfo {
    QString algorithm; ///< "ECDSA", "RSA", "Ed25519" …
    QString curve; ///< "P-256" …, empty where there is none.
    int bits = 0;
    int securityBits = 0; ///< NIST SP 800-57 estimate; under 112 is weak.
    bool isWeak() const { return securityBits < 112; }
    /// "ECDSA P-256", "RSA 2048".
    QString display() const;
};

/// One X.509 certificate, read once, shared cheaply, never changed. Usable from every thread.
class Certificate
{
public:
    Certificate() = default;

    static Result<Certificate> fromDer(QByteArrayView der);
    /// The first certificate in \a pem.
    static Result<Certificate> fromPem(QByteArrayView pem);
    /// All certificates in \a pem (at most 100), in their order; an Error when there is none or one is broken.
    static Result<QList<Certificate>> listFromPem(QByteArrayView pem);
    /// Takes a reference of its own.
    static Certificate fromNative(x509_st *native);

    bool isNull() const { return !m_native; }
    QByteArray toDer() const;
    QByteArray toPem() const;

    Name subject() const;
    Name issuer() const;
    QByteArray serial() const; ///< Big-endian, without sign byte.
    QString serialHex() const;
    QDateTime notBefore() const; ///< UTC
    QDateTime notAfter() const; ///< UTC
    QList<AltName> altNames() const;
    KeyInfo key() const;
    QString signatureAlgorithm() const; ///< "ECDSA with SHA-256" …
    bool isCa() const;
    bool isSelfSigned() const; ///< Subject equals issuer and the signature verifies with its own key.
    QByteArray sha256() const; ///< 32 bytes, of the DER.
    QByteArray publicKeySha256() const; ///< 32 bytes, of the SubjectPublicKeyInfo: stays the same over a renewal.
    /// What a person recognises it by: the CN, or the first alternative name, or the serial.
    QString displayName() const;

    x509_st *native() const { return m_native.get(); }
    friend bool operator==(const Certificate &a, const Certificate &b) { return a.toDer() == b.toDer(); }

private:
    std::shared_ptr<x509_st> m_native;
};

/// "7A1C 93E0 …": sixteen groups of four, as a person compares them.
QString fingerprintDisplay(const QByteArray &sha256);
/// Reads a fingerprint as people paste it (with or without colons, blanks, "SHA256:"); empty when it is none.
QByteArray fingerprintFromText(const QString &text);

} // namespace warden::x509
