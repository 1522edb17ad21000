// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QProcess;

namespace warden::test {

/// True when a server that gives up root would have to be told not to.
bool runsAsRoot();
/// Has the system end the child when the test dies, where the system can.
void endWithParent(QProcess &process);

} // namespace warden::test
