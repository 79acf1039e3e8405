"""An X server in memory, empty and white: what is not white on it was drawn by whom a test has asked to."""

import ctypes
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from picture import Picture
from programs import Program, Programs

CLIENT_MESSAGE = 33
FORMAT_OF_ATOMS = 32


class _ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24)]  # fmt: skip


@dataclass(frozen=True)
class XWindow:
    id: int
    title: str
    left: int
    top: int
    width: int
    height: int


class XServer:
    def __init__(self, programs: Programs, width: int = 800, height: int = 600):
        for tool, package in (("Xvfb", "xvfb"), ("ffmpeg", "ffmpeg")):
            if not shutil.which(tool):
                pytest.skip(f"no {tool} here; install it (apt install {package})")
        self._programs, self._size = programs, (width, height)
        self.program = self._start("-displayfd", "1", stdout=subprocess.PIPE)
        number = self.program.process.stdout.readline().strip()
        assert number, self.program.logged()
        self.display = f":{number.decode()}"

    @property
    def env(self) -> dict[str, str]:
        return {"DISPLAY": self.display}

    def close(self) -> None:
        """In order: a killed server leaves its lock file behind."""
        self.program.stop()

    def start_again(self) -> None:
        self.program = self._start(self.display)

    def grab(self) -> Picture:
        width, height = self._size
        return Picture.read(["-f", "x11grab", "-draw_mouse", "0", "-video_size", f"{width}x{height}", "-i", self.display])

    def windows(self) -> list[XWindow]:
        """The visible ones that have a title."""
        with _Connection(self.display) as x:
            return list(x.windows())

    def ask_to_close(self, window: XWindow) -> None:
        """As the button in its title bar does."""
        with _Connection(self.display) as x:
            x.delete(window.id)

    def _start(self, *arguments: str, stdout=None) -> Program:
        width, height = self._size
        return self._programs.start("Xvfb", ["Xvfb", *arguments, "-screen", "0", f"{width}x{height}x24", "-wr", "-noreset",
                                             "-nolisten", "tcp"], stdout=stdout)  # fmt: skip


class _Connection:
    """The few calls of Xlib that tests need."""

    def __init__(self, display: str):
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = self._x.XInternAtom.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display, f"no X server at {display}"
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._x.XCloseDisplay(self._display)

    def windows(self):
        above, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self._x.XQueryTree(self._display, self._root, *map(ctypes.byref, (above, parent, children, count)))
        for window in children[: count.value]:
            name = ctypes.c_char_p()
            self._x.XFetchName(self._display, ctypes.c_ulong(window), ctypes.byref(name))
            numbers = [ctypes.c_int() for _ in range(2)] + [ctypes.c_uint() for _ in range(4)]
            self._x.XGetGeometry(self._display, ctypes.c_ulong(window), ctypes.byref(parent), *map(ctypes.byref, numbers))
            if name.value:
                yield XWindow(window, name.value.decode(), *(number.value for number in numbers[:4]))

    def delete(self, window: int) -> None:
        atom = {name: self._x.XInternAtom(self._display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")}
        event = _ClientMessage(type=CLIENT_MESSAGE, window=window, message_type=atom[b"WM_PROTOCOLS"], format=FORMAT_OF_ATOMS)
        event.data[0] = atom[b"WM_DELETE_WINDOW"]
        self._x.XSendEvent(self._display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
        self._x.XSync(self._display, 0)
