// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/decodercheck.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const char *broken = warden::test::checkDecoder(input)) {
        std::fprintf(stderr, "%s\n", broken);
        std::abort();
    }
    return 0;
}
