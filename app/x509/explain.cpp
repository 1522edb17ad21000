// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "x509/verify.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace warden::x509
{

namespace
{

constexpr int kShownNames = 4;

QString tr(const char *text, int count = -1)
{
    return QCoreApplication::translate("Explanation", text, nullptr, count);
}

QString dayText(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().date(), QStringLiteral("d MMM yyyy"));
}

/// What the sentences speak of.
struct Facts {
    QString subject; ///< The certificate at fault, or the one above it in words.
    QString issuer;
    QString host;
    Certificate certificate;
    QDateTime at;
    bool isLeaf = true;
};

Facts factsOf(const Finding &finding, const Certificate &leaf, const QString &host)
{
    Facts facts;
    facts.isLeaf = finding.position == 0;
    facts.certificate = finding.certificate.isNull() && facts.isLeaf ? leaf : finding.certificate;
    facts.at = finding.at.isValid() ? finding.at : QDateTime::currentDateTimeUtc();
    facts.host = host.isEmpty() ? tr("the broker") : displayText(host, 128);
    facts.subject = facts.certificate.isNull() ? tr("the certificate")
                                               : tr("the certificate of “%1”").arg(facts.certificate.displayName());
    const Name issuer = facts.certificate.issuer();
    facts.issuer = displayText(issuer.commonName().isEmpty() ? issuer.display() : issuer.commonName(), 128);
    if (facts.issuer.isEmpty())
        facts.issuer = tr("an issuer without a name");
    return facts;
}

QString capitalised(QString sentence)
{
    if (!sentence.isEmpty())
        sentence[0] = sentence.at(0).toUpper();
    return sentence;
}

QString agoText(int days)
{
    if (days <= 0)
        return tr("today");
    return days == 1 ? tr("yesterday") : tr("%n days ago", days);
}

Explanation expired(const Facts &facts)
{
    const QDateTime end = facts.certificate.notAfter();
    const int days = int(std::min<qint64>(end.isValid() ? end.daysTo(facts.at) : 0, 100'000));
    const QString what = end.isValid() ? tr("%1 ended on %2 (%3).").arg(facts.subject, dayText(end), agoText(days))
                                       : tr("%1 is past its last day.").arg(facts.subject);
    return {capitalised(what),
        facts.isLeaf ? tr("Renew the certificate on the broker. If that day is not in the past, set this computer's "
                          "clock.")
                     : tr("The CA itself has run out: make a new one, and with it a new certificate for the broker.")};
}

Explanation notYetValid(const Facts &facts)
{
    const QDateTime begin = facts.certificate.notBefore();
    const QString what = begin.isValid()
        ? tr("%1 is valid only from %2 on.")
              .arg(facts.subject, QLocale().toString(begin.toLocalTime(), QLocale::ShortFormat))
        : tr("%1 is not valid yet.").arg(facts.subject);
    return {capitalised(what),
        tr("Check the clocks: if this computer's clock is behind, set it; if the clock was ahead on the machine that "
           "made the certificate, make the certificate again.")};
}

Explanation hostMismatch(const Facts &facts)
{
    QStringList names;
    for (const AltName &each : facts.certificate.altNames()) {
        if (each.type != AltName::Type::Dns && each.type != AltName::Type::IpAddress)
            continue;
        const QString shown = displayText(each.value, 64);
        if (!names.contains(shown))
            names += shown;
    }
    if (names.isEmpty()) {
        return {tr("The certificate names no address at all, so it cannot be told whether it belongs to %1.")
                    .arg(facts.host),
            tr("Make a new certificate for the broker that lists its names and addresses.")};
    }
    const qsizetype more = names.size() - kShownNames;
    const QString list
        = names.mid(0, kShownNames).join(QStringLiteral(", ")) + (more > 0 ? tr(" and %n more", int(more)) : QString());
    return {tr("You connect to %1, but the certificate is made out to %2.").arg(facts.host, list),
        tr("Connect by one of the names in the certificate, or make a new certificate that includes %1.")
            .arg(facts.host)};
}

Explanation selfSigned(const Facts &facts)
{
    return {tr("The certificate of %1 is signed by itself: nobody else vouches for it.").arg(facts.host),
        tr("Compare its fingerprint with the one on the broker. If they are the same, you can trust this certificate; "
           "if not, or in a network that is not yours, stop here.")};
}

Explanation unknownIssuer(const Facts &facts)
{
    return {tr("The certificate was signed by “%1”, which this computer does not know.").arg(facts.issuer),
        tr("Choose the CA file that belongs to the broker (often named ca.crt), or compare the fingerprint with the "
           "one "
           "on the broker. If the CA file is already chosen, the broker may not send its intermediate certificate.")};
}

Explanation revoked(const Facts &facts)
{
    return {capitalised(tr("%1 was revoked: “%2” has declared that it must not be trusted any more.")
                            .arg(facts.subject, facts.issuer)),
        tr("Do not connect. Ask whoever runs the broker why it was revoked, and have a new certificate made with a new "
           "key.")};
}

Explanation crlExpired(const Facts &facts)
{
    return {
        tr("The list of revoked certificates from “%1” is out of date, so it is not known whether %2 is still good.")
            .arg(facts.issuer, facts.subject),
        tr("Have the CA sign a new list (CRL) and load it here and on the broker.")};
}

Explanation crlMissing(const Facts &facts)
{
    return {
        tr("There is no usable list of revoked certificates from “%1”, so it is not known whether %2 is still good.")
            .arg(facts.issuer, facts.subject),
        tr("Load the list (CRL) that “%1” has signed, or switch the check for revoked certificates off.")
            .arg(facts.issuer)};
}

Explanation weakKey(const Facts &facts)
{
    return {capitalised(tr("%1 has a key that is too weak today (%2): it could be broken and the broker be "
                           "impersonated.")
                            .arg(facts.subject, facts.certificate.key().display())),
        tr("Make a new key and certificate with ECDSA P-256, or with RSA 2048 for older devices.")};
}

Explanation weakSignature(const Facts &facts)
{
    return {capitalised(tr("%1 is signed with %2, which can be forged today.")
                            .arg(facts.subject, facts.certificate.signatureAlgorithm())),
        tr("Have the certificate signed again with SHA-256.")};
}

Explanation wrongPurpose(const Facts &facts)
{
    return {capitalised(
                tr("%1 was not made for this use, for example for a device and not for a broker.").arg(facts.subject)),
        tr("Use a certificate of the right kind: one for servers on the broker, one for clients to sign in with.")};
}

Explanation badSignature(const Facts &facts)
{
    return {capitalised(tr("%1 says that “%2” signed it, but the signature does not fit the “%2” that is known here.")
                            .arg(facts.subject, facts.issuer)),
        tr("If the CA was made anew under the same name, choose its new CA file. Otherwise the certificate was "
           "altered: "
           "do not connect.")};
}

Explanation notACa(const Facts &facts)
{
    return {capitalised(tr("%1 was used to sign another certificate, though it has no right to.").arg(facts.subject)),
        tr("Do not connect. Whoever runs the broker should have its certificate signed by a real CA.")};
}

Explanation constraintViolated(const Facts &facts)
{
    return {
        capitalised(
            tr("%1 goes beyond what the CA above it allows (names, or how many CAs may follow).").arg(facts.subject)),
        tr("Have the certificate made again within the limits of the CA, or by a CA without that limit.")};
}

Explanation clockWrong(const Facts &facts)
{
    return {tr("This computer believes that today is %1; by that date the broker's certificates are not yet valid.")
                .arg(dayText(facts.at)),
        tr("Set the date and time of this computer, then connect again.")};
}

} // namespace

Explanation explain(const Finding &finding, const Certificate &leaf, const QString &host)
{
    const Facts facts = factsOf(finding, leaf, host);
    switch (finding.problem) {
    case Problem::NoCertificate:
        return {tr("No certificate came from %1, so nothing shows who is at the other end.").arg(facts.host),
            tr("Check on the broker that a certificate is set for this port.")};
    case Problem::Expired:
        return expired(facts);
    case Problem::NotYetValid:
        return notYetValid(facts);
    case Problem::HostMismatch:
        return hostMismatch(facts);
    case Problem::SelfSigned:
        return selfSigned(facts);
    case Problem::UnknownIssuer:
        return unknownIssuer(facts);
    case Problem::Revoked:
        return revoked(facts);
    case Problem::CrlExpired:
        return crlExpired(facts);
    case Problem::CrlMissing:
        return crlMissing(facts);
    case Problem::WeakKey:
        return weakKey(facts);
    case Problem::WeakSignature:
        return weakSignature(facts);
    case Problem::WrongPurpose:
        return wrongPurpose(facts);
    case Problem::BadSignature:
        return badSignature(facts);
    case Problem::NotACa:
        return notACa(facts);
    case Problem::ConstraintViolated:
        return constraintViolated(facts);
    case Problem::ClockWrong:
        return clockWrong(facts);
    case Problem::Other:
        break;
    }
    return {tr("The certificate of %1 did not pass the check.").arg(facts.host),
        tr("Show the details, and have the certificate made again if you run the broker.")};
}

} // namespace warden::x509
