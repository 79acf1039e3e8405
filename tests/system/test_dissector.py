"""The Wireshark dissector on what real programs say to each other: a source, a relay, a reader, requests, datagrams."""

import re
import shutil
import struct
import subprocess
from collections import Counter

import pytest

from programs import ROOT, eventually
from recorded_traffic import Recording, RecordingListener, RecordingProxy
from wire_peer import CONTROL_REQUEST, CONTROL_RESPONSE, GET_RUNTIME_STATE, HEADER, HELLO, PING, PONG, TIMED_FRAME, WirePeer, hello, message, request

SCRIPT = ROOT / "generated/wireshark/weir.lua"
STOP_RELAY, NO_SUCH_OUTPUT = 0x15, 4711
FRAMES = 12

pytestmark = pytest.mark.skipif(shutil.which("tshark") is None, reason="no tshark here; ./dev setup test installs it")


def tshark(file, *arguments):
    result = subprocess.run(["tshark", "-r", str(file), "-X", f"lua_script:{SCRIPT}", *arguments], capture_output=True, text=True, timeout=120)
    assert "Lua" not in result.stderr and result.returncode == 0, result.stderr
    return result.stdout


def messages(stream):
    """(type, payload) of each whole message of a connection's one direction, by the header alone."""
    at = 0
    while at + HEADER.size <= len(stream):
        kind, size = HEADER.unpack_from(stream, at)
        if at + HEADER.size + size > len(stream):
            return
        yield kind, bytes(stream[at + HEADER.size:at + HEADER.size + size])
        at += HEADER.size + size


def counted(recording, heard):
    kinds = [kind for stream in recording.streams.values() for kind, _ in messages(stream)]
    return Counter(kinds + [HEADER.unpack_from(data)[0] for data in heard])


def talk(programs, recording):
    """Everything that is recorded. Returns the datagrams."""
    listener = RecordingListener(programs.discovery, recording)
    relay = programs.node("relay")
    proxy = RecordingProxy(relay.port, recording)
    programs.node("pattern", "--size", "320x240", "--fps", "30", "--stream", "7", "--to", f"127.0.0.1:{proxy.port}")
    done = programs.run("cat", f"127.0.0.1:{proxy.port}/7", "--count", str(FRAMES), "--wait", "20")
    assert done.returncode == 0, done.stderr
    with WirePeer(proxy.port) as peer:
        peer.send(hello() + request(21, GET_RUNTIME_STATE) + request(22, STOP_RELAY, struct.pack("<H", NO_SUCH_OUTPUT)))
        peer.reply_to(21)
        peer.reply_to(22)
        peer.send(message(PING, struct.pack("<IQ", 5, 6)))
        while peer.next()[0] != PONG:
            pass
    assert programs.run("peers").returncode == 0
    eventually(lambda: len(listener.heard) >= 3, "two nodes and a probe are heard")
    for program in programs._started:
        program.stop()
    proxy.close()
    listener.close()
    return list(listener.heard)


@pytest.fixture(scope="module")
def traffic(tmp_path_factory):
    from programs import Programs

    started = Programs(tmp_path_factory.mktemp("traffic"))
    try:
        recording = Recording()
        yield recording, talk(started, recording), started.folder
    finally:
        started.close()


@pytest.fixture(scope="module")
def capture(traffic):
    recording, _, folder = traffic
    file = folder / "traffic.pcap"
    file.write_bytes(recording.pcap())
    return file


@pytest.fixture(scope="module")
def details(capture):
    """Everything that the dissector says, in two passes as the window does it."""
    return tshark(capture, "-2", "-V")


def test_every_message_that_was_sent_is_found(traffic, capture):
    recording, heard, _ = traffic
    sent = counted(recording, heard)
    assert {HELLO, TIMED_FRAME, CONTROL_REQUEST, CONTROL_RESPONSE, PING, PONG, 0x10, 0x11} <= sent.keys()
    assert sent[TIMED_FRAME] >= 2 * FRAMES

    found = Counter(int(kind, 16) for kind in re.findall(r"0x[0-9a-f]{4}", tshark(capture, "-T", "fields", "-e", "weir.type")))

    assert found == sent


def test_large_messages_are_put_together_across_packets(traffic, capture):
    sizes = [len(payload) for stream in traffic[0].streams.values() for kind, payload in messages(stream) if kind == TIMED_FRAME]
    assert max(sizes) > 2 * 1400
    found = tshark(capture, "-Y", f"weir.type == {TIMED_FRAME}", "-T", "fields", "-e", "weir.length", "-e", "tcp.segment.count")
    lengths = [int(one) for line in found.splitlines() for one in line.split("\t")[0].split(",")]
    assert set(sizes) <= set(lengths)
    assert any(int(one) > 2 for line in found.splitlines() for one in line.split("\t")[1].split(",") if one)


def test_nothing_is_malformed_or_unknown(capture):
    assert tshark(capture, "-Y", "_ws.malformed || weir.truncated || weir.unknown || weir.newer || (weir && tcp.analysis.flags)") == ""


def test_replies_know_their_requests_and_a_refusal_is_pointed_out(details):
    assert details.count("[Reply in frame: ") == details.count("[Request in frame: ") >= 3, "the reader's, and two of ours"
    assert "command: get_runtime_state (17)" in details
    refused = details[:details.index("The command was not done")].rpartition("Weir control_response")[2]
    assert "status: not_found (4)" in refused and str(NO_SUCH_OUTPUT) in refused


def test_values_have_their_names_and_units(details):
    for shown in ("media_kind: video (1)", "capture_time [us]: ", "node_name: relay:test", "name: pattern:test", "tcp_port: ", "relay: True"):
        assert shown in details, shown


def test_damage_is_pointed_out_where_it_is(traffic, capture, tmp_path):
    """A text that says it is longer than its message: the first hello's name."""
    name = b"\x0arelay:test"
    file = tmp_path / "damaged.pcap"
    file.write_bytes(traffic[0].pcap(lambda packet: packet.replace(name, b"\xff" + name[1:])))
    assert file.read_bytes() != capture.read_bytes()

    text = tshark(file, "-V", "-Y", "weir.truncated")

    assert "The bytes end inside a field" in text and "Weir hello" in text
    sound = tshark(capture, "-Y", "weir.type", "-T", "fields", "-e", "frame.number").split()
    assert tshark(file, "-Y", "weir.type", "-T", "fields", "-e", "frame.number").split() == sound, "the messages around it are read"
