// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x509/certificate.h"

struct X509_crl_st;

namespace warden::x509 {

/// One certificate revocation list (RFC 5280 §5), read once, never changed.
class Crl
{
public:
    Crl() = default;
    static Result<Crl> fromDer(QByteArrayView der);
    static Result<QList<Crl>> listFromPem(QByteArrayView pem);
    /// A copy of \a native.
    static Crl fromNative(X509_crl_st *native);

    bool isNull() const { return !m_native; }
    QByteArray toDer() const;
    QByteArray toPem() const;
    Name issuer() const;
    QDateTime thisUpdate() const;
    QDateTime nextUpdate() const; ///< Invalid when the CRL has none.
    qint64 number() const; ///< −1 when the CRL has none.
    int entryCount() const;
    bool revokes(const QByteArray &serial) const;
    /// True when the signature verifies with the key of \a issuer.
    bool isSignedBy(const Certificate &issuer) const;

    X509_crl_st *native() const { return m_native.get(); }

private:
    std::shared_ptr<X509_crl_st> m_native;
};

} // namespace warden::x509
