// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <QChar>
#include <QStringDecoder>

namespace warden {

namespace {

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

void appendEscaped(QString &out, char32_t c)
{
    if (c == '\\')
        out += QStringLiteral("\\\\");
    else if (c < 0x100)
        out += QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
    else if (c < 0x10000)
        out += QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
    else
        out += QStringLiteral("\\U%1").arg(uint(c), 8, 16, QLatin1Char('0'));
}

} // namespace

QString displayText(QStringView text, qsizetype maxLength)
{
    QString out;
    out.reserve(qMin(text.size(), maxLength) + 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (out.size() >= maxLength) {
            out += QChar(0x2026);
            break;
        }
        char32_t c = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (isInvisible(c))
            appendEscaped(out, c);
        else
            out += QChar::fromUcs4(c);
    }
    return out;
}

QString displayText(QByteArrayView bytes, qsizetype maxLength)
{
    // One character takes at most four bytes: nothing beyond that can be shown.
    const QByteArrayView head = bytes.first(qMin(bytes.size(), maxLength * 4));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(head);
    if (!decoder.hasError())
        return displayText(QStringView(text), maxLength);
    QString out;
    for (const char byte : head) {
        if (out.size() >= maxLength)
            break;
        const auto c = uchar(byte);
        if (c >= 0x20 && c < 0x7f)
            out += QLatin1Char(byte);
        else
            appendEscaped(out, c);
    }
    if (out.size() >= maxLength)
        out += QChar(0x2026);
    return out;
}

} // namespace warden
