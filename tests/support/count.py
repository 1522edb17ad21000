# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how many tests there are of each kind: programs known to ctest, and the functions inside them."""
import collections
import json
import os
import subprocess
import sys


def properties(test):
    return {p["name"]: p["value"] for p in test.get("properties", [])}


def environment(test):
    result = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    for entry in properties(test).get("ENVIRONMENT", []):
        name, _, value = entry.partition("=")
        result[name] = value
    return result


def functions(test):
    """The test functions of a Qt Test program; every other program counts as one."""
    command = test.get("command", [])
    if not command or not os.path.basename(command[0]).startswith("tst_"):
        return 1
    listed = subprocess.run([command[0], "-functions"], env=environment(test), stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=60)
    return sum(1 for line in listed.stdout.splitlines() if line.strip().endswith("()"))


def main(build):
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True,
                             stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    programs, inside = collections.Counter(), collections.Counter()
    for test in json.loads(listing.stdout)["tests"]:
        labels = properties(test).get("LABELS", [])
        kind = labels[0] if labels else test["name"].partition(".")[0]
        programs[kind] += 1
        inside[kind] += functions(test)
    print("Tests by kind      programs  functions")
    for kind in sorted(programs):
        print(f"  {kind:<16} {programs[kind]:>8}  {inside[kind]:>9}")
    print(f"  {'all':<16} {sum(programs.values()):>8}  {sum(inside.values()):>9}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
