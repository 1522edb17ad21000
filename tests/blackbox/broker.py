# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Mosquitto with a certificate that nobody has signed but itself, as many a home has."""
import getpass
import os
import pathlib
import shutil
import socket
import subprocess

from warden_atspi import Failed, end, spawn, wait_for


def _tool(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin:/sbin")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """Listens on loopback with TLS and takes one user; ends with its block."""

    def __init__(self, folder, user, password):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(mode=0o700)
        self.user, self.password = user, password
        self.port = _free_port()
        self.process = None
        self._run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                  "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                  "-keyout", "key.pem", "-out", "cert.pem")
        self._run("mosquitto_passwd", "-c", "-b", "passwords", user, password)
        (self.folder / "mosquitto.conf").write_text(
            f"user {getpass.getuser()}\nlistener {self.port} 127.0.0.1\n"
            "certfile cert.pem\nkeyfile key.pem\npassword_file passwords\nallow_anonymous false\n"
            "log_dest stderr\nlog_type all\n")

    def _run(self, tool, *arguments):
        done = subprocess.run([_tool(tool), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != 0:
            raise Failed(f"{tool}: {done.stderr.decode(errors='replace')}")

    @property
    def certificate(self):
        return (self.folder / "cert.pem").read_text()

    def log(self):
        return (self.folder / "broker.log").read_text(errors="replace")

    def _answers(self):
        if self.process.poll() is not None:
            raise Failed("the broker does not start:\n" + self.log())
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def __enter__(self):
        with open(self.folder / "broker.log", "wb") as log:
            self.process = spawn([_tool("mosquitto"), "-c", "mosquitto.conf"], cwd=self.folder, stdout=log, stderr=log,
                                 env=dict(os.environ))
        try:
            wait_for(self._answers, "the broker to listen")
        except Failed:
            end(self.process)
            raise
        return self

    def __exit__(self, *_):
        end(self.process)
