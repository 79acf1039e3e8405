"""The dissector in tshark: reassembly, links between requests and replies, bits, units, expert info."""

import importlib.util
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from packets import ethernet, pcap

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "generated/wireshark/weir.lua"
PORTS = (41234, 42345)

pytestmark = pytest.mark.skipif(shutil.which("tshark") is None, reason="no tshark here; ./dev setup test installs it")


def load():
    spec = importlib.util.spec_from_file_location("weir_wire", ROOT / "generated/python/weir.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


weir = load()


def tshark(file, *arguments, script=SCRIPT):
    result = subprocess.run(["tshark", "-r", str(file), "-X", f"lua_script:{script}", *arguments], capture_output=True, text=True)
    assert "Lua" not in result.stderr, result.stderr
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def capture(tmp_path):
    """A request cut in two, an event in the same packet, the reply, a datagram, and three things that are wrong."""
    request = weir.request(7, weir.Command.get_runtime_state, weir.GetRuntimeStateRequest())
    event = weir.to_message(weir.StreamEvent(3, weir.EventCode.interrupted, 16, "unplugged"))
    state = weir.StreamState(stream_id=3, live=True, source="camera:a")
    reply = weir.reply(7, weir.Command.get_runtime_state, weir.GetRuntimeStateReply(node_name="relay:main", streams=[state, state]))
    refusal = weir.to_message(weir.ControlResponse(8, weir.Command.stop_relay, weir.Status.not_found, weir.Refusal("no such output").encode()))
    newer = weir.to_message(weir.Ping(1, 2))
    newer = newer[:2] + struct.pack("<I", 15) + newer[6:] + b"\x01\x02\x03"
    short = struct.pack("<HI", weir.StreamEvent.TYPE, 3) + b"\x03\x00\x01"
    announcement = weir.to_message(weir.Announcement(1, 0, 9000, weir.FunctionFlags.relay | weir.FunctionFlags.sink, "relay:main", 77))
    there = request + event + newer + short
    file = tmp_path / "a.pcap"
    file.write_bytes(pcap(
        ethernet(*PORTS, 100, there[:9]), ethernet(*PORTS, 109, there[9:]),
        ethernet(*PORTS[::-1], 1, reply + refusal, reverse=True), ethernet(*PORTS, 0, announcement, 17)))
    return file


def test_messages_are_found_across_segments(capture):
    assert [line.split("weir: ")[1] for line in tshark(capture).splitlines() if "weir: " in line] == [
        "control_request get_runtime_state, stream_event stream 3, ping, stream_event [truncated]",
        "control_response get_runtime_state, control_response stop_relay", "announcement"]


def test_fields_can_be_filtered_for(capture):
    assert len(tshark(capture, "-Y", 'weir.stream_event.detail == "unplugged"').splitlines()) == 1
    assert len(tshark(capture, "-Y", "weir.announcement.function_flags.sink == 1").splitlines()) == 1
    assert len(tshark(capture, "-Y", "weir.announcement.function_flags.source == 1").splitlines()) == 0
    assert tshark(capture, "-T", "fields", "-e", "weir.stream_state.source", "-Y", "weir.stream_state.source").strip() == "camera:a,camera:a"


def test_requests_and_replies_know_each_other(capture):
    text = tshark(capture, "-2", "-V")
    assert "[Request in frame: 2]" in text
    assert "[Reply in frame: 3]" in text


def test_enums_units_and_trouble_are_shown(capture):
    text = tshark(capture, "-V")
    assert "code: interrupted (1)" in text
    assert "age [ms]: 16" in text
    assert "reason: no such output" in text
    for trouble in ("The bytes end inside a field", "A newer peer appended fields", "The command was not done"):
        assert trouble in text


def test_every_typical_value_of_the_whole_language_is_walked_to_its_end(tmp_path):
    import json

    packets, sequence = [], 1
    for record in json.loads((ROOT / "generated/zoo/vectors/animals.json").read_text())["records"]:
        if record["record"] in ("numbers", "animal", "cargo", "nothing"):
            number = {"numbers": 0x0101, "animal": 0x0102, "cargo": 0x0103, "nothing": 0x0105}[record["record"]]
            payload = bytes.fromhex(record["accept"][1]["hex"])
            packets.append(ethernet(*PORTS, sequence, struct.pack("<HI", number, len(payload)) + payload))
            sequence += len(payload) + 6
    file = tmp_path / "zoo.pcap"
    file.write_bytes(pcap(*packets))
    text = tshark(file, "-V", script=ROOT / "generated/zoo/wireshark/weir.lua")
    assert text.count("Weir ") == len(packets) == 4
    assert "truncated" not in text and "[Expert" not in text
    assert "label: " in text and "seen: " in text
