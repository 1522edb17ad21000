# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the windows of a display to close, as the cross in a title bar does: there is no window manager here to do it."""
import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p


class _ClientMessage(ctypes.Structure):
    _fields_ = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p), ("window", c_ulong),
                ("message_type", c_ulong), ("format", c_int), ("data", c_long * 5), ("padding", c_long * 24)]


def close_windows():
    """Sends WM_DELETE_WINDOW to each window on $DISPLAY that understands it; returns how many there were."""
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = c_void_p
    x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [c_void_p], c_ulong
    x.XInternAtom.argtypes, x.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
    x.XQueryTree.argtypes = [c_void_p, c_ulong, POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong)),
                             POINTER(c_uint)]
    x.XGetWMProtocols.argtypes = [c_void_p, c_ulong, POINTER(POINTER(c_ulong)), POINTER(c_int)]
    x.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, c_void_p]
    x.XCloseDisplay.argtypes = [c_void_p]
    display = x.XOpenDisplay(None)
    if not display:
        return 0
    root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
    x.XQueryTree(display, x.XDefaultRootWindow(display), byref(root), byref(parent), byref(children), byref(count))
    delete, asked = x.XInternAtom(display, b"WM_DELETE_WINDOW", 0), 0
    for window in children[:count.value]:
        known, number = POINTER(c_ulong)(), c_int()
        if not x.XGetWMProtocols(display, window, byref(known), byref(number)) or delete not in known[:number.value]:
            continue
        message = _ClientMessage(type=33, window=window, format=32, message_type=x.XInternAtom(display, b"WM_PROTOCOLS", 0))
        message.data[0] = delete
        x.XSendEvent(display, window, 0, 0, byref(message))
        asked += 1
    x.XCloseDisplay(display)
    return asked
