// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pki/vault.h"

namespace warden::pki {

struct AuthoritySpec {
    QString rootName {}; ///< Common name of the root, for example "Lindgren home CA".
    QString issuingName {}; ///< Common name of the issuing CA; empty: derived from the root's.
    x509::KeyType keyType = x509::KeyType::EcP256;
    int rootDays = 3650; ///< 1 to 9132.
    int issuingDays = 1825; ///< Inside the root's lifetime.
};

struct ServerSpec {
    QString commonName {};
    QStringList hosts {}; ///< DNS names and addresses; an address becomes an iPAddress SAN and, for devices that read
                       ///< only names, a dNSName SAN too.
    x509::KeyType keyType = x509::KeyType::EcP256;
    int days = 397; ///< 1 to 825.
};

struct ClientSpec {
    QString commonName {}; ///< The broker's user name.
    x509::KeyType keyType = x509::KeyType::EcP256;
    int days = 730;
};

struct Issued {
    RowId row = 0;
    x509::Identity identity {}; ///< Leaf and intermediates, with the key.
};

/// A root with an issuing CA in a vault: issues server and client certificates and CRLs after RFC 5280. Every
/// certificate is verified strictly against the chain before it is stored. Blocking; lives in the vault's thread.
class Authority
{
public:
    /// Makes root, issuing CA and the first, empty CRL of the issuing CA.
    static Result<Authority> create(Vault &vault, const AuthoritySpec &spec, const Clock &clock);
    /// The authority of a vault; NotFound when the vault has none.
    static Result<Authority> open(Vault &vault, const Clock &clock);

    x509::Certificate root() const { return m_root; }
    x509::Certificate issuing() const { return m_issuing; }
    /// Root and issuing CA: what a broker needs as cafile, and what a device trusts.
    QList<x509::Certificate> anchors() const { return {m_issuing, m_root}; }

    Result<Issued> issueServer(const ServerSpec &spec);
    Result<Issued> issueClient(const ClientSpec &spec);
    /// Issued certificates with their keys as they rest in the vault.
    Result<Issued> issued(RowId row) const;
    /// RFC 5280 reason codes 0 to 10 without 6, 7 and 8. Signs a new CRL too; for a certificate that is revoked
    /// already only that.
    Result<x509::Crl> revoke(RowId row, int reason);

    /// Signs a CRL now: number and thisUpdate strictly increasing, nextUpdate 30 days on.
    Result<x509::Crl> signCrl();
    Result<x509::Crl> latestCrl() const;
    /// True from a third of the CRL's life on, and when a revocation is not on it yet.
    bool crlNeedsRefresh() const;
    /// A throw-away certificate, at once revoked by a new CRL, with which the refusal by a broker is proved.
    Result<Issued> issueRevokedCanary();

private:
    Authority(Vault &vault, const Clock &clock);
    Vault *m_vault;
    const Clock *m_clock;
    RowId m_rootRow = 0;
    RowId m_issuingRow = 0;
    x509::Certificate m_root;
    x509::Certificate m_issuing;
};

} // namespace warden::pki
