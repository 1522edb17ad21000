// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"
#include "cli/command.h"

namespace warden::cli {

/// Which broker a command speaks to, and how: a URL with options, or a profile kept by the console.
struct Target {
    broker::Profile profile;
    bool fromProfile = false;
    int passwordDescriptor = -1;
    int keyPassphraseDescriptor = -1;
};

void declareTarget(QCommandLineParser &parser);
Result<Target> readTarget(Environment &environment, const QCommandLineParser &parser, const QString &urlOrProfile);

struct Credentials {
    Secret password;
    Secret keyPassphrase;
};
/// From the file descriptors, the secret store (profiles only) or a question at the terminal, in this order.
void fetchCredentials(Environment &environment, const Target &target, QObject *context,
    std::function<void(Result<Credentials>)> answer);

/// Fetches the credentials and opens \a client, which is the context too; an Error instead where that is not possible.
void openClient(Environment &environment, const Target &target, mqtt::Client &client, bool reconnect,
    std::function<void(const Error &)> refused);

int exitCodeOf(const mqtt::Failure &failure);

} // namespace warden::cli
