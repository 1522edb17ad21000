// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/brokeractions.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace warden::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

} // namespace

QString brokerFolder(const Environment &environment, const QString &name)
{
    QString slug;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber() && c.unicode() < 128)
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    while (slug.endsWith(u'-'))
        slug.chop(1);
    if (slug.isEmpty())
        slug = QStringLiteral("broker");
    return environment.data.brokersFolder() + u'/' + slug.left(64);
}

QString brokerSecretKey(const QString &folder)
{
    return QStringLiteral("vault/") + QFileInfo(folder).fileName();
}

Result<void> mustExist(const BrokerArguments &arguments)
{
    if (QFileInfo::exists(arguments.folder + QStringLiteral("/broker.json")))
        return {};
    return failure(ErrorCode::NotFound,
        tr("There is no broker “%1” here. Make one with: mqtt-wardenctl broker create \"%1\"").arg(arguments.name),
        arguments.folder);
}

void fetchVaultPassphrase(Environment &environment, const BrokerArguments &arguments, QObject *context,
    std::function<void(Result<Secret>)> answer)
{
    if (arguments.parser.isSet(QStringLiteral("passphrase-fd"))) {
        bool ok = false;
        const int descriptor = arguments.parser.value(QStringLiteral("passphrase-fd")).toInt(&ok);
        if (!ok)
            return answer(failure(ErrorCode::InvalidInput, tr("--passphrase-fd takes a number, such as 3.")));
        return answer(secretFromDescriptor(descriptor));
    }
    environment.secrets.read(brokerSecretKey(arguments.folder), context,
        [&environment, answer, name = arguments.name](Result<Secret> kept) {
            if (kept)
                return answer(std::move(kept));
            answer(environment.terminal.askSecret(tr("Passphrase of the vault of %1: ").arg(name)));
        });
}

} // namespace warden::cli
