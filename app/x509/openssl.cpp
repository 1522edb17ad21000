// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/openssl.h"

#include <QStringList>

#include <array>

namespace warden::x509
{

QString takeOpenSslErrors()
{
    QStringList lines;
    // The queue holds at most 16 entries.
    while (const unsigned long code = ERR_get_error()) {
        std::array<char, 256> text{};
        ERR_error_string_n(code, text.data(), text.size());
        lines += QString::fromLatin1(text.data());
    }
    return lines.join(QStringLiteral("; "));
}

} // namespace warden::x509
