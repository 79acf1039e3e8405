"""weir ctl on a real driver: what it sets is what V4L2 says afterwards, and the other way round."""

import json

import pytest

from machine import HOST_SEEN_FROM_GUEST, Machine
from programs import WEIR
from usb_camera import UsbCamera

pytestmark = pytest.mark.needs_machine
WATCHDOG_S = 300
KNOBS = "brightness,contrast,auto_exposure,exposure_time_absolute"
# `ctl NAME ARGUMENT...` keeps the answer, the sentence and the exit code; `knobs NAME` what V4L2 says itself.
SCRIPT = """
cd /mnt/share
python3 attach_camera.py {host} {port}
for try in $(seq 100); do [ -e /dev/video0 ] && break; sleep 0.1; done
export WEIR_DISCOVERY=off
{weir} camera --device /dev/video0 --size 640x480 --name camera:guest --listen 127.0.0.1:7001 --port-file port \\
  --state-dir /tmp/state > camera.log 2>&1 &
for try in $(seq 600); do [ -e port ] && break; sleep 0.1; done
ctl() {{
  {weir} ctl "$2" 127.0.0.1:7001 /dev/video0 "${{@:3}}" --timeout 60 > "$1.out" 2> "$1.err"
  echo $? > "$1.code"
}}
knobs() {{ v4l2-ctl -d /dev/video0 -C {knobs} > "$1.knobs"; }}
knobs first
ctl list list -o json
ctl set set brightness=25 contrast=1000 'auto_exposure=Manual Mode' exposure_time_absolute=500 -o json
knobs set
ctl get get brightness exposure_time_absolute -o json
ctl table list
ctl save save /tmp/saved
cp /tmp/saved saved
v4l2-ctl -d /dev/video0 -c brightness=-7
ctl seen get brightness -o json
ctl reset reset -o json
knobs reset
ctl automatic save saved_automatic
ctl load load /tmp/saved
knobs load
ctl one reset brightness
knobs one
ctl unknown set brightnes=1
ctl wrong set brightness=bright
ctl partly set brightness=3 nonsense=1 -o jsonl
ctl nothing set
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the guest wrote, by file name."""
    share = tmp_path_factory.mktemp("controls")
    camera = UsbCamera()
    script = SCRIPT.format(host=HOST_SEEN_FROM_GUEST, port=camera.port, weir=WEIR, knobs=KNOBS)
    with Machine(share, script, ["vhci_hcd", "uvcvideo"]) as machine:
        assert machine.finish(WATCHDOG_S) == 0, machine.last_words()
    camera.close()
    print((share / "camera.log").read_text(errors="replace"))
    return {file.name: file.read_text(errors="replace") for file in share.iterdir() if file.is_file()}


def knobs(text: str) -> dict[str, int]:
    """By name; a line such as auto_exposure: 1 (Manual Mode) means 1."""
    return {name: int(value.split()[0]) for name, value in (line.split(": ") for line in text.splitlines())}


def items(said, name: str) -> dict[str, dict]:
    whole = json.loads(said[f"{name}.out"])
    assert (whole["api_version"], whole["kind"]) == (1, "control")
    return {row["control"]: row for row in whole["items"]}


def test_list_says_what_the_driver_says(said):
    first = knobs(said["first.knobs"])
    listed = items(said, "list")

    assert {name: listed[name]["value"] for name in first} == first
    assert listed["brightness"]["range"] == "-64..64" and listed["brightness"]["default"] == 0
    assert listed["auto_exposure"]["shown"] == "Aperture Priority Mode"
    assert "brightness" in said["table.out"] and "Manual Mode" in said["table.out"]


def test_what_is_set_is_what_v4l2_reads_back(said):
    assert said["set.code"] == "0\n", said["set.err"]
    assert knobs(said["set.knobs"]) == {"brightness": 25, "contrast": 95, "auto_exposure": 1, "exposure_time_absolute": 500}
    taken = items(said, "set")
    assert (taken["contrast"]["asked"], taken["contrast"]["value"]) == (1000, 95)
    assert "contrast: the driver took 95 for 1000" in said["set.err"]
    assert items(said, "get")["exposure_time_absolute"]["value"] == 500


def test_what_somebody_else_sets_is_seen(said):
    assert items(said, "seen")["brightness"]["value"] == -7


def test_reset_goes_back_to_the_defaults(said):
    assert said["reset.code"] == "0\n", said["reset.err"]
    assert knobs(said["reset.knobs"]) == knobs(said["first.knobs"])
    assert items(said, "reset")["brightness"]["value"] == 0
    assert knobs(said["one.knobs"]) == knobs(said["load.knobs"]) | {"brightness": 0}


def test_what_was_saved_is_loaded(said):
    assert "brightness = 25\n" in said["saved"]
    assert "exposure_time_absolute" not in said["saved_automatic"], "what is automatic cannot be loaded"
    assert said["load.code"] == "0\n", said["load.err"]
    assert knobs(said["load.knobs"]) == knobs(said["set.knobs"])


def test_a_mistake_is_one_sentence_and_its_code(said):
    assert said["unknown.code"] == "3\n" and "did you mean brightness?" in said["unknown.err"]
    assert said["wrong.code"] == "2\n" and "it takes -64..64" in said["wrong.err"]
    assert said["nothing.code"] == "2\n" and "CONTROL=VALUE" in said["nothing.err"]
    assert said["partly.code"] == "6\n"
    good, bad = (json.loads(line) for line in said["partly.out"].splitlines())
    assert (good["control"], good["value"], good["error"]) == ("brightness", 3, None)
    assert bad["control"] == "nonsense" and "no control nonsense" in bad["error"]
