// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("mqtt-wardenctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WARDEN_VERSION));
    warden::cli::Program program;
    return program.run(application.arguments());
}
