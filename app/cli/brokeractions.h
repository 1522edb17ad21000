// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace warden::cli {

/// What follows `mqtt-wardenctl broker ACTION`.
struct BrokerArguments {
    QString name;
    QString folder;
    const QCommandLineParser &parser;
};

/// The folder of a broker by name: lower case, letters, digits and hyphens below the brokers' folder.
QString brokerFolder(const Environment &environment, const QString &name);
QString brokerSecretKey(const QString &folder); ///< Of its vault's passphrase in the secret store.

/// The vault's passphrase: --passphrase-fd, the secret store, or a question; in this order.
void fetchVaultPassphrase(Environment &environment, const BrokerArguments &arguments, QObject *context,
    std::function<void(Result<Secret>)> answer);
/// ErrorCode::NotFound when no broker was made in this folder.
Result<void> mustExist(const BrokerArguments &arguments);

using MadeCommand = Result<std::unique_ptr<Command>>;
MadeCommand makeBrokerCreate(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerStart(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerStop(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerStatus(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerRefresh(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerExport(Environment &environment, const BrokerArguments &arguments);
MadeCommand makeBrokerList(Environment &environment);

} // namespace warden::cli
