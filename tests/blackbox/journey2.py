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
        wanted = hashlib.sha256(ssl.PEM_cert_to_DER_cert(broker.certificate)).hexdigest().upper()
        shown = window.find(name=re.compile("^Fingerprint [0-9A-F]{4} ")).name
        if wanted not in shown.replace(" ", ""):
            raise Failed(f"shown is “{shown}”, the broker's is {wanted}")
        if "warden" in broker.log():
            raise Failed("signed in before the certificate was trusted")
        window.screenshot("journey2-trust")
        trust.press()

        window.find(name=re.compile("^State: Connected", re.IGNORECASE))
        window.find(name=re.compile("^Encryption: .*pinned", re.IGNORECASE))
        wait_for(lambda: "u'warden'" in broker.log(), "the broker to log the sign-in")
        window.screenshot("journey2-connected")


run(journey)
