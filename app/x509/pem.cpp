// SPDX-License-Identifier: GPL-3.0-or-later
#include "x509/native.h"
#include "x509/openssl.h"

#include <QCoreApplication>

#include <openssl/pem.h>

namespace warden::x509::native
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("X509", text);
}

// Blocks pasted from YAML are indented, and files from old editors end their lines with CR alone.
QByteArray withTidyLines(QByteArrayView pem)
{
    QByteArray tidy;
    tidy.reserve(pem.size() + 1);
    bool atStart = true;
    for (const char c : pem) {
        if (c == '\r' || c == '\n') {
            if (!atStart)
                tidy += '\n';
            atStart = true;
        } else if (!atStart || (c != ' ' && c != '\t' && c != '\xef' && c != '\xbb' && c != '\xbf')) {
            tidy += c;
            atStart = false;
        }
    }
    // Headers are closed by an empty line, which was taken out above.
    qsizetype at = 0;
    while ((at = tidy.indexOf("DEK-Info:", at)) >= 0) {
        const qsizetype end = tidy.indexOf('\n', at);
        if (end < 0)
            break;
        tidy.insert(end, '\n');
        at = end;
    }
    if (!atStart)
        tidy += '\n';
    return tidy;
}

PemBlock takenBlock(char *type, char *header, unsigned char *data, long size)
{
    PemBlock block{QByteArray(type), QByteArray(header), Secret(QByteArrayView(data, size))};
    OPENSSL_free(type);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, size_t(size));
    return block;
}

} // namespace

Result<QList<PemBlock>> pemBlocks(QByteArrayView pem, qsizetype maxBytes)
{
    if (pem.size() > maxBytes)
        return failure(
            ErrorCode::InvalidInput, tr("The file is too large to be a certificate, key or revocation list."));
    QByteArray tidy = withTidyLines(pem);
    const BioPtr bio(BIO_new_mem_buf(tidy.constData(), int(tidy.size())));
    QList<PemBlock> blocks;
    ERR_clear_error();
    for (;;) {
        char *type = nullptr;
        char *header = nullptr;
        unsigned char *data = nullptr;
        long size = 0;
        if (PEM_read_bio(bio.get(), &type, &header, &data, &size) != 1)
            break;
        blocks += takenBlock(type, header, data, size);
        if (blocks.size() > kMaxBlocks) {
            wipe(tidy);
            return failure(ErrorCode::InvalidInput, tr("The file holds more than 100 parts. Use a smaller file."));
        }
    }
    wipe(tidy);
    const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    const QString detail = takeOpenSslErrors();
    if (!ended)
        return failure(ErrorCode::InvalidInput,
            tr("A part of the file is damaged. Copy the file again, whole and unchanged."), detail);
    return blocks;
}

} // namespace warden::x509::native
