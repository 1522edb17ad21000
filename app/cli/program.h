// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace warden::cli {

/// mqtt-wardenctl: reads the command line, builds what the command needs, runs it and returns its exit code.
class Program
{
public:
    Program();
    ~Program();
    int run(const QStringList &arguments);

private:
    int runCommand(const CommandEntry &entry, const QStringList &arguments);
    int usageError(const QString &text);
    QString help() const;

    Terminal m_terminal;
};

} // namespace warden::cli
