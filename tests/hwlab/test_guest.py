"""The lab itself: a guest boots, sees the host's programs, and a plugged camera is a real V4L2 device."""

import pytest

import mjpeg
from machine import HOST_SEEN_FROM_GUEST, Machine
from usb_camera import UsbCamera

pytestmark = pytest.mark.needs_machine
BOOT_WATCHDOG_S = 90
PLUG = """
set -e
python3 /mnt/share/attach_camera.py {host} {port}
for try in $(seq 100); do [ -e /dev/video0 ] && break; sleep 0.1; done
"""


def test_a_script_runs_with_the_hosts_programs_and_its_exit_code_comes_back(tmp_path):
    with Machine(tmp_path, "python3 -c 'print(6 * 7)' > /mnt/share/answer; exit 5", []) as machine:
        assert machine.finish(BOOT_WATCHDOG_S) == 5

    assert (tmp_path / "answer").read_text() == "42\n"


def test_a_plugged_camera_streams_mjpeg_through_the_real_driver(tmp_path):
    camera = UsbCamera()
    script = PLUG.format(host=HOST_SEEN_FROM_GUEST, port=camera.port) + """
    v4l2-ctl -d /dev/video0 --set-fmt-video=width=1280,height=720,pixelformat=MJPG \\
      --stream-mmap --stream-count=60 --stream-to=/mnt/share/video.mjpg > /mnt/share/v4l2.log 2>&1
    """

    with Machine(tmp_path, script, ["vhci_hcd", "uvcvideo"]) as machine:
        assert machine.finish(BOOT_WATCHDOG_S) == 0, machine.last_words()
    camera.close()

    found, complaints = mjpeg.numbers((tmp_path / "video.mjpg").read_bytes())
    assert complaints == ""
    assert len(found) == 60
    numbers = [number for number, _ in found]
    assert numbers == sorted(set(numbers))  # a busy guest may skip one; it never repeats or reorders
