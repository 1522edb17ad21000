# SPDX-License-Identifier: GPL-3.0-or-later
"""First start → Explore the demo home → live charts, in at most two clicks."""
import re

from warden_atspi import Failed, run, wait_for


def figure(window, title):
    """The number on the card with this title, or nothing while it is not known."""
    found = window.root().find_all(name=re.compile(f"^{title}: "))
    digits = re.search(r": ([\d.,]+)", found[0].name) if found else None
    return float(digits.group(1).replace(",", "")) if digits else None


def chart(window, title):
    """What the chart with this title says of itself."""
    return next((node.description for node in window.root().find_all(name=title) if node.description), "")


def journey(window):
    window.start()
    window.find(name="Welcome to MQTT Warden")
    window.screenshot("journey1-welcome")
    window.press("Start the demo")

    window.find(name=re.compile("^State: Connected", re.IGNORECASE), patience=60)
    window.find(name=re.compile(r"^Encryption: TLS 1\.3 · verified", re.IGNORECASE))
    # Twelve devices, and the console itself.
    wait_for(lambda: (figure(window, "Clients connected") or 0) >= 12, "twelve connected clients", patience=60)
    wait_for(lambda: (figure(window, "Messages") or 0) > 0, "messages that come in", patience=60)

    first = wait_for(lambda: re.search(r"\bnow [\d.]", chart(window, "Messages per second")), "the chart of messages").string
    wait_for(lambda: chart(window, "Messages per second") not in ("", first), "the chart of messages to move")
    events = window.find(name="Latest events")
    wait_for(lambda: any(True for _ in events.children()), "the sign-ins of the devices in the list of events")
    window.screenshot("journey1-overview")
    if window.clicks > 2:
        raise Failed(f"it took {window.clicks} clicks")
    window.terminate()


run(journey)
