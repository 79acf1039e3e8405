"""A USB webcam on a real driver -> weir camera in the guest -> weir relay on the host -> a reader."""

import itertools
import subprocess
import time
from collections import deque
from dataclasses import dataclass

import pytest

import mjpeg
from machine import HOST_SEEN_FROM_GUEST, Machine
from programs import WEIR, Programs, eventually
from usb_camera import UsbCamera

pytestmark = pytest.mark.needs_machine
FRAMES_PER_SECOND = 30
WINDOW_FRAMES = 10 * FRAMES_PER_SECOND
WINDOWS_MAX = 3
START_FRAMES = 30  # of the first second the camera, the guest and the reader may still be settling
# Plugs the camera, and plugs it again whenever it was pulled: the person at the desk.
SCRIPT = """
desk() {{ while :; do [ -e /dev/video0 ] || python3 /mnt/share/attach_camera.py {host} {camera}; sleep 0.5; done; }}
desk > /mnt/share/desk.log 2>&1 &
for try in $(seq 100); do [ -e /dev/video0 ] && break; sleep 0.1; done
exec {weir} camera --device /dev/video0 --size 1280x720 --fps 30 --name camera:guest --discovery off \\
  --state-dir /tmp/weir-state --to {host}:{relay} > /mnt/share/camera.log 2>&1
"""


@dataclass
class Arrived:
    at: float  # seconds, monotonic
    jpeg: bytes


@pytest.fixture
def lab(tmp_path):
    """(camera, relay, programs) with the guest's node already sending."""
    programs = Programs(tmp_path)
    camera = UsbCamera()
    relay = programs.node("relay")
    script = SCRIPT.format(host=HOST_SEEN_FROM_GUEST, camera=camera.port, relay=relay.port, weir=WEIR)
    with Machine(tmp_path, script, ["vhci_hcd", "uvcvideo"]) as machine:
        yield camera, relay, programs
        for log in (machine.console, tmp_path / "camera.log", tmp_path / "desk.log"):
            print(f"--- {log.name}\n{log.read_text(errors='replace') if log.exists() else '(none)'}")
    camera.close()
    programs.close()


def read(relay, programs, count):
    """Frames as they arrive, every one of them: the relay keeps a complete queue for this reader."""
    reader = programs.start("cat", [str(WEIR), "cat", f"127.0.0.1:{relay.port}", "--mode", "completeness",
                                    "--count", str(count), "--wait", "90"], stdout=subprocess.PIPE)  # fmt: skip
    chunks = iter(lambda: reader.process.stdout.read1(1 << 20), b"")
    for jpeg in mjpeg.split(chunks):
        yield Arrived(time.monotonic(), jpeg)


def test_a_webcam_arrives_at_its_full_rate_whole_and_in_order(lab):
    """Whole and in order always; at its full rate for ten seconds, for which a busy machine gets three tries."""
    _, relay, programs = lab
    frames = read(relay, programs, 1_000_000)
    deque(itertools.islice(frames, START_FRAMES), maxlen=0)

    rates, numbers = [], []
    while len(rates) < WINDOWS_MAX and not (rates and full(rates[-1])):
        window = list(itertools.islice(frames, WINDOW_FRAMES + 1))
        found, complaints = mjpeg.numbers(b"".join(one.jpeg for one in window))
        assert complaints == ""
        numbers += [number for number, _ in found]
        assert len(found) == len(window)
        assert numbers == sorted(set(numbers))
        rates.append(WINDOW_FRAMES / (window[-1].at - window[0].at))

    assert full(rates[-1]), f"frames per second in {WINDOWS_MAX} windows of ten seconds: {rates}"


def full(rate: float) -> bool:
    return FRAMES_PER_SECOND - 1 <= rate <= FRAMES_PER_SECOND + 1


def test_video_returns_after_the_camera_was_pulled_and_plugged_again(lab):
    camera, relay, programs = lab
    frames = read(relay, programs, 100_000)
    for _ in range(15):
        next(frames)

    camera.unplug()
    eventually(lambda: camera.plugged >= 2, "the camera is plugged again", watchdog_s=60)
    replugged_at = time.monotonic()
    replugged_ms = time.time_ns() // 1_000_000 & 0xFFFFFFFF

    # What arrives from now on was captured by the camera that came back, after what was still waiting.
    later = (one.jpeg for one in frames if one.at > replugged_at)
    assert any(captured_ms(jpeg) > replugged_ms for jpeg in itertools.islice(later, 300))


def captured_ms(jpeg: bytes) -> int:
    found, complaints = mjpeg.numbers(jpeg)
    assert complaints == "" and found[0] is not None
    return found[0][1]
