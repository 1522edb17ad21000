// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace warden::cli {

Terminal::Terminal(QObject *parent)
    : QObject(parent)
    , m_out(stdout)
    , m_err(stderr)
{
    watchInterrupts(this);
}

Terminal::~Terminal() = default;

void Terminal::print(const QString &line)
{
    m_out << line << '\n';
    m_out.flush();
}

void Terminal::print(const QJsonObject &object)
{
    m_out << QJsonDocument(object).toJson(QJsonDocument::Compact) << '\n';
    m_out.flush();
}

void Terminal::say(const QString &line)
{
    m_err << line << '\n';
    m_err.flush();
}

void Terminal::complain(const Error &error)
{
    m_err << QCoreApplication::applicationName() << ": " << error.text << '\n';
    if (!error.detail.isEmpty())
        m_err << "  (" << error.detail << ")\n";
    m_err.flush();
}

Result<Secret> Terminal::askSecret(const QString &question)
{
    if (!isInteractive())
        return failure(ErrorCode::NotAllowed,
            tr("A password is needed and there is no terminal to ask at. Hand it over with --password-fd N."));
    m_err << question;
    m_err.flush();
    auto secret = readHidden();
    m_err << '\n';
    m_err.flush();
    return secret;
}

bool Terminal::isInteractive() const
{
    return isTerminal();
}

Result<Secret> secretFromDescriptor(int descriptor)
{
    constexpr qint64 longest = 4096;
    QFile file;
    if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorCode::InvalidInput,
            QCoreApplication::translate("Terminal", "File descriptor %1 cannot be read. Open it before the command runs.")
                .arg(descriptor));
    QByteArray line = file.readLine(longest);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return failure(ErrorCode::InvalidInput,
            QCoreApplication::translate("Terminal", "File descriptor %1 held no password.").arg(descriptor));
    return Secret::taking(std::move(line));
}

} // namespace warden::cli
