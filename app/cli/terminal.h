// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QJsonObject>
#include <QObject>
#include <QTextStream>

namespace warden::cli {

/// The terminal as the commands see it: results on standard output, progress and errors on standard error.
class Terminal : public QObject
{
    Q_OBJECT

public:
    explicit Terminal(QObject *parent = nullptr);
    ~Terminal() override;

    void print(const QString &line); ///< A result.
    void print(const QJsonObject &object); ///< One JSON object a line.
    void say(const QString &line); ///< Progress, for the person.
    void complain(const Error &error);

    /// Asks without showing what is typed; NotAllowed when there is no terminal to ask at.
    Result<Secret> askSecret(const QString &question);
    bool isInteractive() const; ///< Standard input and error are a terminal.

Q_SIGNALS:
    /// Ctrl+C, SIGTERM or the closing of the console.
    void interrupted();

private:
    QTextStream m_out;
    QTextStream m_err;
};

/// Reads the first line from an open file descriptor or handle, at most 4096 bytes.
Result<Secret> secretFromDescriptor(int descriptor);

// Implemented once for each platform.
bool isTerminal();
Result<Secret> readHidden();
/// Calls `interrupted` of \a terminal in its thread when the system asks the program to end.
void watchInterrupts(Terminal *terminal);

} // namespace warden::cli
