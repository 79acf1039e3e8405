"""Where the demo's video can come from on this machine, best first."""

import fcntl
import os
import re
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

# V4L2: struct v4l2_capability is 104 bytes; device_caps are those of this very node.
VIDIOC_QUERYCAP = 0x80685600
CAP_VIDEO_CAPTURE, CAP_STREAMING = 0x00000001, 0x04000000


@dataclass(frozen=True)
class Candidate:
    verb: str
    title: str
    arguments: list[str]


def candidates(wanted: str | None) -> list[Candidate]:
    found = []
    for path in sorted(Path("/dev").glob("video*"), key=lambda path: (len(path.name), path.name)):
        name = camera_name(path)
        if name:
            found.append(Candidate("camera", f"{name} ({path})", ["--device", str(path)]))
    display = os.environ.get("DISPLAY", "")
    if display_answers(display):
        found.append(Candidate("screen", f"screen {display}", ["--display", display]))
    found.append(Candidate("pattern", "pattern", ["--size", "1280x720", "--fps", "30"]))
    return [one for one in found if wanted in (None, one.verb)]


def camera_name(path: Path) -> str:
    """Empty for a device that delivers no video: a webcam's second node carries metadata only."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return ""
    try:
        raw = fcntl.ioctl(fd, VIDIOC_QUERYCAP, bytes(104))
    except OSError:
        return ""
    finally:
        os.close(fd)
    device_caps = struct.unpack_from("<I", raw, 88)[0]
    if not device_caps & CAP_VIDEO_CAPTURE or not device_caps & CAP_STREAMING:
        return ""
    return raw[16:48].split(b"\0")[0].decode(errors="replace") or "camera"


def display_answers(display: str) -> bool:
    """Whether an X server listens there. A name with a host (ssh -X) is believed: capture will tell."""
    match = re.fullmatch(r"([^:]*):(\d+)(\.\d+)?", display)
    if not match:
        return False
    host, number = match[1], int(match[2])
    try:
        if host and host != "unix":
            socket.create_connection((host, 6000 + number), 2).close()
        else:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(f"/tmp/.X11-unix/X{number}")
    except OSError:
        return False
    return True
