# SPDX-License-Identifier: GPL-3.0-or-later
"""First start → Connect to a broker → host typed → certificate shown and pinned → signed in."""
import hashlib
import re
import ssl

from broker import Broker
from warden_atspi import Failed, run, wait_for


def journey(window):
    with Broker(window.home / "broker", user="warden", password="a plain test password") as broker:
        window.start()
        window.press("Connect…")
        dialog = window.find("dialog", "Connect to a broker")
        window.fill("Address", "localhost", dialog)
        window.fill("Port", str(broker.port), dialog)
        window.fill("User name", "warden", dialog)
        window.fill("Password", broker.password, dialog)
        window.press(re.compile("^Look at the certificate at first contact"), within=dialog)
        window.screenshot("journey2-connect")
        window.press("Connect", "push button", within=dialog)

        # The very certificate that the broker has, and nothing was sent to it before a person said yes.
        trust = window.find("push button", "Trust this certificate")
        print_of_broker = hashlib.sha256(ssl.PEM_cert_to_DER_cert(broker.certificate)).hexdigest().upper()
        shown = re.sub(r"[^0-9A-F]", "", " ".join(node.text for node in window.root().find_all()).upper())
        if print_of_broker not in shown:
            raise Failed(f"the fingerprint {print_of_broker} is not shown")
        if "warden" in broker.log():
            raise Failed("signed in before the certificate was trusted")
        window.screenshot("journey2-trust")
        trust.press()

        window.find("label", re.compile("^Connected"))
        window.find(name=re.compile("pinned", re.IGNORECASE))
        wait_for(lambda: "u'warden'" in broker.log(), "the broker to log the sign-in")
        window.screenshot("journey2-connected")


run(journey)
