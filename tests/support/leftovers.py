# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the processes that a test run has left behind, by a mark in their environment; ends them and says so."""
import os
import pathlib
import signal
import sys
import time


def family(pid):
    """This process and all it descends from."""
    result = set()
    while pid > 1 and pid not in result:
        result.add(pid)
        try:
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace")
        except OSError:
            break
        pid = int(stat.rpartition(")")[2].split()[1])
    return result


def marked(mark):
    needle = b"WARDEN_TEST_RUN=" + mark.encode()
    own = family(os.getpid())
    result = {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) in own:
            continue
        try:
            if needle in (entry / "environ").read_bytes().split(b"\0"):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                if command:  # a zombie has none, and is for its parent to collect
                    result[int(entry.name)] = command
        except OSError:
            continue
    return result


def main(mark):
    if not pathlib.Path("/proc/self/environ").exists():
        return 0
    deadline = time.monotonic() + 5  # a message bus may need a moment to notice that its last user has gone
    left = marked(mark)
    while left and time.monotonic() < deadline:
        time.sleep(0.2)
        left = marked(mark)
    for pid, command in left.items():
        print(f"left behind by the tests: {pid} {command[:200]}", file=sys.stderr)
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
