// SPDX-License-Identifier: GPL-3.0-or-later
#include "pki/authority.h"

#include <QCoreApplication>

#include <cstdio>

using namespace warden;

namespace
{

void say(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

int fail(const Error &error)
{
    say("error " + error.text.toUtf8() + ' ' + error.detail.toUtf8());
    return 1;
}

} // namespace

/// Reports each step only when the vault says that it is done: what was reported must never be lost.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QString path = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    auto vault = pki::Vault::open(path, Secret("sesame"), clock);
    if (!vault)
        return fail(vault.error());
    auto authority = pki::Authority::open(**vault, clock);
    if (!authority)
        return fail(authority.error());
    say("ready");
    for (int i = 0;; ++i) {
        const auto issued = authority->issueClient({QStringLiteral("device-%1").arg(i), x509::KeyType::EcP256, 30});
        if (!issued)
            return fail(issued.error());
        const QByteArray serial = issued->identity.chain.constFirst().serial().toHex();
        say("issued " + serial);
        if (i % 2 == 0)
            continue;
        if (const auto crl = authority->revoke(issued->row, 1); !crl)
            return fail(crl.error());
        say("revoked " + serial);
    }
}
