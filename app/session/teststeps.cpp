// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/teststeps.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace warden::session::teststeps {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionTest", text);
}

QString versionName(mqtt::Version version)
{
    return version == mqtt::Version::V5 ? QStringLiteral("MQTT 5") : QStringLiteral("MQTT 3.1.1");
}

} // namespace

QString nameFound(const broker::Profile &profile, const QList<QHostAddress> &addresses)
{
    const QString host = displayText(profile.endpoint.host);
    if (!QHostAddress(profile.endpoint.host).isNull())
        return tr("%1 needs no look-up").arg(host);
    QStringList list;
    for (const QHostAddress &address : addresses.first(qMin<qsizetype>(addresses.size(), 3)))
        list.append(address.toString());
    return tr("%1 is %2").arg(host, list.join(QStringLiteral(", ")));
}

QString tcpConnected(const broker::Profile &profile)
{
    return tr("Port %1 answers").arg(QString::number(profile.endpoint.port));
}

QString tlsNegotiated(const broker::Profile &profile, const mqtt::LinkReport &link)
{
    using Mode = mqtt::TrustPolicy::Mode;
    switch (profile.trust) {
    case Mode::System:
        return tr("%1 · checked with the authorities of this computer").arg(link.protocol);
    case Mode::Anchors:
        return tr("%1 · checked with %2").arg(link.protocol, displayText(QFileInfo(profile.caFile).fileName()));
    case Mode::PinnedCertificate:
        return tr("%1 · the certificate that you confirmed").arg(link.protocol);
    case Mode::PinnedKey:
        return tr("%1 · the key that you confirmed").arg(link.protocol);
    case Mode::FirstUse:
        break;
    }
    return link.protocol;
}

QString webSocketOpened()
{
    return tr("The WebSocket speaks MQTT");
}

QString signedIn(const broker::Profile &profile, const mqtt::ConnectOptions &options)
{
    const QString version = versionName(profile.version);
    if (profile.signIn == broker::SignIn::Certificate && !options.tls.identity.chain.isEmpty()) {
        const QString name = options.tls.identity.chain.constFirst().displayName();
        return tr("Signed in with the certificate of %1 with %2").arg(displayText(name), version);
    }
    if (profile.signIn == broker::SignIn::Password && !profile.userName.isEmpty())
        return tr("Signed in as %1 with %2").arg(displayText(profile.userName), version);
    return tr("Signed in without a name with %1").arg(version);
}

bool isComplete(const Rights &rights)
{
    const Rights all {Rights::Answer::Yes, Rights::Answer::Yes, Rights::Answer::Yes, Rights::Answer::Yes};
    return rights == all;
}

QString rights(const Rights &rights)
{
    if (isComplete(rights))
        return tr("All that the console needs is allowed");
    QStringList missing;
    const auto check = [&](Rights::Answer answer, const char *what) {
        if (answer != Rights::Answer::Yes)
            missing.append(tr(what));
    };
    check(rights.manageAccess, QT_TRANSLATE_NOOP("ConnectionTest", "users, groups and roles"));
    check(rights.readState, QT_TRANSLATE_NOOP("ConnectionTest", "the broker’s state"));
    check(rights.watchTraffic, QT_TRANSLATE_NOOP("ConnectionTest", "the traffic"));
    check(rights.readLog, QT_TRANSLATE_NOOP("ConnectionTest", "the broker’s log"));
    return tr("Not available: %1").arg(missing.join(QStringLiteral(", ")));
}

} // namespace warden::session::teststeps
