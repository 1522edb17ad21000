# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through its accessibility tree, as a screen reader would.

run(journey) gives the journey an X server, a message bus and a home folder of its own, and a Window to work with. Nothing
here waits for a length of time: every step waits until what it needs is there, and says what it saw when that never comes.
"""
import ctypes
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from xclose import close_windows

INNER = "WARDEN_BLACKBOX_HOME"
PATIENCE = float(os.environ.get("WARDEN_BLACKBOX_PATIENCE", "30"))


class Failed(Exception):
    """A step did not come about; the text says which one and what was there instead."""


def wait_for(condition, what, patience=PATIENCE):
    """Returns the first true value of condition(), asked again and again."""
    deadline = time.monotonic() + patience
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failed(f"waited {patience:.0f} s for {what}")
        time.sleep(0.05)


def spawn(command, **options):
    """Starts a process that ends when this one does, however that comes about."""
    system = ctypes.CDLL(None)
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=lambda: system.prctl(1, signal.SIGTERM), **options)


def end(process, patience=10):
    """Ends a process that was started here, politely at first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _matches(wanted, actual):
    if wanted is None:
        return True
    actual = (actual or "").replace("&", "")
    return bool(wanted.search(actual)) if isinstance(wanted, re.Pattern) else wanted == actual


class Node:
    """One control of the window. A control may vanish at any moment: then it reads as empty and is not showing."""

    def __init__(self, accessible):
        self.accessible = accessible

    def _ask(self, question, otherwise):
        from gi.repository import GLib
        try:
            return question(self.accessible)
        except GLib.Error:
            return otherwise

    @property
    def name(self):
        return self._ask(lambda a: a.get_name(), "") or ""

    @property
    def role(self):
        return self._ask(lambda a: a.get_role_name(), "") or ""

    @property
    def description(self):
        return self._ask(lambda a: a.get_description(), "") or ""

    @property
    def text(self):
        """What stands in an input field, else the name."""
        def read(accessible):
            interface = accessible.get_text_iface()
            return interface.get_text(0, interface.get_character_count()) if interface else None
        return self._ask(read, None) or self.name

    def has(self, *states):
        held = self._ask(lambda a: a.get_state_set(), None)
        return held is not None and all(held.contains(state) for state in states)

    @property
    def showing(self):
        from gi.repository import Atspi
        return self.has(Atspi.StateType.SHOWING)

    @property
    def enabled(self):
        from gi.repository import Atspi
        return self.has(Atspi.StateType.ENABLED, Atspi.StateType.SENSITIVE)

    @property
    def checked(self):
        from gi.repository import Atspi
        return self.has(Atspi.StateType.CHECKED)

    def children(self):
        count = self._ask(lambda a: a.get_child_count(), 0)
        for index in range(count):
            child = self._ask(lambda a, i=index: a.get_child_at_index(i), None)
            if child is not None:
                yield Node(child)

    def walk(self):
        yield self
        for child in self.children():
            yield from child.walk()

    def find_all(self, role=None, name=None, showing=True):
        return [node for node in self.walk()
                if _matches(role, node.role) and _matches(name, node.name) and (not showing or node.showing)]

    def press(self):
        """What a click or the space bar does."""
        wait_for(lambda: self.enabled, f"“{self.name}” to be enabled")
        actions = self.accessible.get_action_iface()
        if actions is None:
            raise Failed(f"“{self.name}” ({self.role}) cannot be pressed")
        names = [actions.get_action_name(i).lower() for i in range(actions.get_n_actions())]
        wanted = next((i for word in ("press", "toggle", "click") for i, n in enumerate(names) if n == word), 0)
        actions.do_action(wanted)

    def type(self, text):
        """Replaces what stands in an input field."""
        editable = self.accessible.get_editable_text_iface()
        if editable is None or not editable.set_text_contents(text):
            raise Failed(f"“{self.name}” ({self.role}) takes no text")

    def set_value(self, value):
        """Sets a spin box or slider."""
        interface = self.accessible.get_value_iface()
        if interface is None or not interface.set_current_value(value):
            raise Failed(f"“{self.name}” ({self.role}) takes no number")

    def tree(self, depth=0):
        lines = []
        if self.showing or depth == 0:
            text = self.text
            lines.append(f"{'  ' * depth}{self.role} “{self.name}”" + (f" = “{text}”" if text != self.name else ""))
            for child in self.children():
                lines += child.tree(depth + 1)
        return lines


class Window:
    """The program under test, started with a data folder of its own."""

    def __init__(self, program, home):
        self.program = program
        self.home = pathlib.Path(home)
        self.process = None
        self.output = self.home / "program.log"
        self.clicks = 0

    def start(self, *options):
        environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        with open(self.output, "ab") as log:
            self.process = spawn([self.program, "--data-dir", str(self.home / "data"), *options],
                                 env=environment, stdout=log, stderr=log)
        self.root()

    def root(self):
        from gi.repository import Atspi

        def application():
            if self.process.poll() is not None:
                raise Failed(f"the program has ended with code {self.process.returncode}:\n{self.log()}")
            desktop = Node(Atspi.get_desktop(0))
            for child in desktop.children():
                if child._ask(lambda a: a.get_process_id(), 0) == self.process.pid and any(child.children()):
                    return child
            return None
        return wait_for(application, "the window in the accessibility tree")

    def log(self):
        return self.output.read_text(errors="replace")[-4000:] if self.output.exists() else ""

    def find(self, role=None, name=None, within=None, patience=PATIENCE, where=lambda node: True):
        """The first control on view with this role and name; name may be a compiled expression."""
        def look():
            found = (within or self.root()).find_all(role, name)
            return next((node for node in found if where(node)), None)
        return wait_for(look, f"a {role or 'control'} “{getattr(name, 'pattern', name)}”", patience)

    def sees(self, role=None, name=None):
        return bool(self.root().find_all(role, name))

    def press(self, name, role=None, within=None):
        """Presses a button, link or check box by its words, as a person does with one click."""
        wanted = role or re.compile("^((push |toggle )?button|link|radio button|check box|page tab|menu item|list item)$")
        node = self.find(wanted, name, within)
        self.clicks += 1
        node.press()
        return node

    def field(self, name, within=None):
        """The input field with this label."""
        kinds = re.compile("^(text|password text|entry|spin button|combo box|editable combo box)$")
        return self.find(kinds, name, within)

    def fill(self, name, text, within=None):
        node = self.field(name, within)
        if node.role == "spin button":
            node.set_value(float(text))
        else:
            node.type(text)
        return node

    def screenshot(self, name):
        """Kept where WARDEN_ARTIFACTS says, when ImageMagick is there to take it."""
        folder = os.environ.get("WARDEN_ARTIFACTS")
        if folder and shutil.which("import"):
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")], check=False,
                           stdin=subprocess.DEVNULL, timeout=30)

    def close(self):
        """Closes the window; the program then ends by itself, with all that it has started."""
        wait_for(close_windows, "a window to close")
        self._ended("its window was closed")

    def terminate(self):
        """What happens when the person logs out: the program is asked to end, and ends with all that it has started."""
        self.process.terminate()
        self._ended("it was asked to end")

    def _ended(self, cause):
        wait_for(lambda: self.process.poll() is not None, f"the program to end after {cause}")
        if self.process.returncode != 0:
            raise Failed(f"the program ended with code {self.process.returncode} after {cause}")

    def stop(self):
        """After a failure: asked first, so that the program may end what it has started."""
        if self.process is not None and self.process.poll() is None:
            close_windows()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                end(self.process)


def _announcing(command, home, log_name, **options):
    """A server that writes where it is to a descriptor, put into the command for “{}”; returns it and its answer."""
    reader, writer = os.pipe()
    with open(home / log_name, "wb") as log:
        server = spawn([part.format(writer) for part in command], pass_fds=[writer], stdout=log, stderr=log, **options)
    os.close(writer)
    with os.fdopen(reader) as answer:
        where = answer.readline().strip()
    if not where:
        server.wait()
        raise Failed(f"{command[0]} does not start:\n" + (home / log_name).read_text(errors="replace"))
    return server, where


def _outside(arguments):
    """Builds the world and runs this script again inside of it."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="warden-blackbox-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    started = []
    try:
        display, number = _announcing(["Xvfb", "-displayfd", "{}", "-screen", "0", "1440x900x24", "-nolisten", "tcp",
                                       "-noreset"], home, "xvfb.log")
        started.append(display)
        for name in ("run", "config", "cache", "share"):
            (home / name).mkdir(mode=0o700)
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "LD_PRELOAD",
                                      "QT_QPA_PLATFORM", "NO_AT_BRIDGE", "LANGUAGE")}
        environment |= {INNER: str(home), "DISPLAY": f":{number}", "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"),
                        "XDG_CONFIG_HOME": str(home / "config"), "XDG_CACHE_HOME": str(home / "cache"),
                        "XDG_DATA_HOME": str(home / "share"), "GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8",
                        "QT_SCALE_FACTOR": "1", "TZ": "UTC"}
        bus, environment["DBUS_SESSION_BUS_ADDRESS"] = _announcing(
            ["dbus-daemon", "--session", "--nofork", "--print-address={}"], home, "bus.log", env=environment)
        started.append(bus)
        inner = spawn([sys.executable, "-B", *arguments], env=environment)
        started.append(inner)
        return inner.wait()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    finally:
        for process in reversed(started):
            end(process)
        shutil.rmtree(home, ignore_errors=True)


def run(journey):
    """The main function of a journey: its script is called with the path of the program."""
    if INNER not in os.environ:
        sys.exit(_outside(sys.argv))
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
    Atspi.init()
    Atspi.set_timeout(5000, 15000)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    name = pathlib.Path(sys.argv[0]).stem
    window = Window(sys.argv[1], os.environ[INNER])
    try:
        journey(window)
        if window.process.poll() is None:
            window.close()
        print(f"{name}: passed")
    except Failed as failure:
        print(f"{name}: {failure}", file=sys.stderr)
        window.screenshot(f"{name}-failed")
        if window.process is not None and window.process.poll() is None:
            print("\n".join(window.root().tree()), file=sys.stderr)
        print(window.log(), file=sys.stderr)
        sys.exit(1)
    finally:
        window.stop()
