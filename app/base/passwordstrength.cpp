// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/passwordstrength.h"

#include "base/commonpasswords.h"
#include "base/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <optional>

namespace warden
{

namespace
{

constexpr double kBitsPerListWord = 9.0;
constexpr double kBitsPerDigit = 3.32;
constexpr double kBitsPerRun = 2.0;
constexpr qsizetype kShort = 8;
constexpr qsizetype kMaxJudged = 256;
constexpr qsizetype kMinRelated = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("PasswordStrength", text);
}

bool isCommon(const QString &lower)
{
    return std::any_of(kCommonPasswords.begin(), kCommonPasswords.end(),
        [&lower](const char *each) { return lower == QLatin1String(each); });
}

// "P@ssw0rd" is no better than "password".
QString withoutDisguise(const QString &lower)
{
    QString plain = lower;
    static constexpr std::pair<char16_t, char16_t> disguises[]{
        {u'0', u'o'}, {u'1', u'i'}, {u'3', u'e'}, {u'4', u'a'}, {u'5', u's'}, {u'7', u't'}, {u'@', u'a'}, {u'$', u's'}};
    for (const auto &[sign, letter] : disguises)
        plain.replace(QChar(sign), QChar(letter));
    return plain;
}

QString withoutTail(const QString &text)
{
    qsizetype end = text.size();
    while (end > 0 && !text.at(end - 1).isLetter())
        --end;
    return text.left(end);
}

/// "secretsecret" → "secret".
QString smallestPeriod(const QString &text)
{
    for (qsizetype length = 1; length <= text.size() / 2; ++length) {
        if (text.size() % length == 0 && text == text.left(length).repeated(text.size() / length))
            return text.left(length);
    }
    return text;
}

bool areNeighbours(QChar a, QChar b)
{
    if (a == b || std::abs(int(a.unicode()) - int(b.unicode())) == 1)
        return true;
    for (const char16_t *row : {u"1234567890", u"qwertyuiop", u"qwertzuiop", u"asdfghjkl", u"zxcvbnm", u"yxcvbnm"}) {
        const QStringView keys(row);
        const qsizetype at = keys.indexOf(a);
        const qsizetype other = keys.indexOf(b);
        if (at >= 0 && other >= 0 && std::abs(at - other) == 1)
            return true;
    }
    return false;
}

double bitsPerCharacter(const QString &text)
{
    const auto any = [&text](auto test) { return std::any_of(text.cbegin(), text.cend(), test); };
    int pool = 0;
    pool += any([](QChar c) { return c >= u'a' && c <= u'z'; }) ? 26 : 0;
    pool += any([](QChar c) { return c >= u'A' && c <= u'Z'; }) ? 26 : 0;
    pool += any([](QChar c) { return c >= u'0' && c <= u'9'; }) ? 10 : 0;
    pool += any([](QChar c) { return c.unicode() < 0x80 && !c.isLetterOrNumber(); }) ? 33 : 0;
    pool += any([](QChar c) { return c.unicode() >= 0x80; }) ? 100 : 0;
    return pool > 1 ? std::log2(pool) : 0;
}

/// Characters one by one, those of a run ("aaa", "4567", "qwert") after its second for little.
double bitsByCharacter(const QString &text)
{
    const QString lower = text.toLower();
    const double each = bitsPerCharacter(text);
    double bits = 0;
    qsizetype run = 1;
    for (qsizetype i = 0; i < lower.size(); ++i) {
        run = i > 0 && areNeighbours(lower.at(i - 1), lower.at(i)) ? run + 1 : 1;
        if (run <= 2)
            bits += each;
        else if (run == 3)
            bits += kBitsPerRun - each;
    }
    return std::max(bits, 0.0);
}

/// For words of our own list, joined: the list is public. Nothing for other texts.
std::optional<double> bitsByWord(const QString &lower)
{
    static const QRegularExpression separators(QStringLiteral("[\\s\\-_.]+"));
    const QStringList parts = lower.split(separators, Qt::SkipEmptyParts);
    double bits = 0;
    for (const QString &part : parts) {
        static const QRegularExpression digits(QStringLiteral("^[0-9]+$"));
        if (digits.match(part).hasMatch())
            bits += kBitsPerDigit * double(part.size());
        else if (std::any_of(
                     kWords.begin(), kWords.end(), [&](const char *word) { return part == QLatin1String(word); }))
            bits += kBitsPerListWord;
        else
            return std::nullopt;
    }
    return bits;
}

double bitsOf(const QString &text, const QStringList &related)
{
    QString rest = smallestPeriod(text);
    const QString lower = rest.toLower();
    double known = 0;
    for (const QString &word : related) {
        if (word.size() >= kMinRelated && rest.contains(word, Qt::CaseInsensitive)) {
            rest.remove(word, Qt::CaseInsensitive);
            known += kBitsPerRun;
        }
    }
    const QString base = withoutTail(withoutDisguise(lower));
    if (isCommon(base) || isCommon(withoutTail(lower))) {
        rest = rest.mid(std::min(base.size(), rest.size()));
        known += std::log2(double(kCommonPasswords.size()));
    }
    const double bits = known + bitsByCharacter(rest);
    return std::min(bits, bitsByWord(lower).value_or(bits));
}

PasswordStrength strengthOf(double bits)
{
    constexpr double weak = 28;
    constexpr double fair = 40;
    constexpr double good = 50;
    constexpr double strong = 60;
    if (bits < weak)
        return PasswordStrength::VeryWeak;
    if (bits < fair)
        return PasswordStrength::Weak;
    if (bits < good)
        return PasswordStrength::Fair;
    return bits < strong ? PasswordStrength::Good : PasswordStrength::Strong;
}

QString wordsFor(PasswordStrength strength)
{
    switch (strength) {
    case PasswordStrength::VeryWeak:
        return tr("very weak");
    case PasswordStrength::Weak:
        return tr("weak");
    case PasswordStrength::Fair:
        return tr("fair");
    case PasswordStrength::Good:
        return tr("good");
    case PasswordStrength::Strong:
        break;
    }
    return tr("strong");
}

QString adviceFor(const PasswordVerdict &verdict)
{
    if (verdict.isDefault)
        return tr("This is one of the first passwords that an attacker tries. Choose another one.");
    if (verdict.isReused)
        return tr("This password is in use elsewhere: whoever learns one has both. Choose one of its own.");
    if (verdict.strength <= PasswordStrength::Weak)
        return tr("This can be guessed. Take a longer one, for example several words that do not belong together.");
    if (verdict.strength == PasswordStrength::Fair)
        return tr("A few more characters or one more word would make it good.");
    return {};
}

} // namespace

PasswordVerdict judgePassword(QStringView password, const QStringList &related, const QList<Secret> &others)
{
    const QString text = password.left(kMaxJudged).toString();
    const QString lower = text.toLower();
    PasswordVerdict verdict;
    verdict.isDefault = isCommon(lower) || isCommon(smallestPeriod(lower))
        || (!lower.isEmpty() && related.contains(text, Qt::CaseInsensitive));
    const Secret secret = Secret::fromText(password);
    verdict.isReused = !secret.isEmpty()
        && std::any_of(others.cbegin(), others.cend(), [&secret](const Secret &each) { return each.equals(secret); });
    verdict.bits = verdict.isDefault ? 0 : bitsOf(text, related);
    verdict.strength = strengthOf(verdict.bits);
    if (text.size() < kShort)
        verdict.strength = std::min(verdict.strength, PasswordStrength::Weak);
    verdict.words = wordsFor(verdict.strength);
    verdict.advice = adviceFor(verdict);
    return verdict;
}

} // namespace warden
