// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QList>
#include <QStringList>

namespace warden {

enum class PasswordStrength { VeryWeak, Weak, Fair, Good, Strong };

/// What a person should know about a password before it is used.
struct PasswordVerdict {
    PasswordStrength strength = PasswordStrength::VeryWeak;
    bool isDefault = false; ///< Among those that are tried first: set by makers, or on every list of common ones.
    bool isReused = false; ///< In use elsewhere here.
    double bits = 0; ///< Estimate of the guessing work as a power of two.
    QString words; ///< "weak", translated.
    QString advice; ///< One sentence, empty when there is nothing to improve.
};

/// \a related are words an attacker knows (user name, host, product), \a others the passwords already in use.
PasswordVerdict judgePassword(
    QStringView password, const QStringList &related = {}, const QList<Secret> &others = {});

} // namespace warden
