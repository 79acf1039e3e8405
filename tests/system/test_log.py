"""A line for every transition, none for a frame, and nobody waits for whoever reads them."""

import fcntl
import os

import pytest
import wire_peer

from controller import Controller, stalled, wire
from programs import eventually

FRAMES = 300


@pytest.fixture
def stream(programs):
    """A source and a relay with all that they ever say, and frames that flow. Nobody announces anything."""
    alone = {"WEIR_DISCOVERY": "off"}
    relay = programs.node("relay", "--log", "*:debug", env=alone)
    source = programs.node("pattern", "--size", "640x160", "--fps", "200", "--stream", "7", "--log", "*:debug",
                           "--to", f"127.0.0.1:{relay.port}", env=alone)  # fmt: skip
    return relay, source


def frames_received(controller) -> int:
    return sum(stream.frames_received for stream in controller.ask("get_runtime_state").streams)


def frames_dropped(controller) -> int:
    return sum(drop.frames for output in controller.ask("get_runtime_state").outputs for drop in output.drops)


def lines(*nodes) -> list[str]:
    return [line for node in nodes for line in node.logged().splitlines()]


def test_frames_that_flow_are_not_logged(stream):
    with Controller(stream[0].port) as reader:
        for mode in (wire.DeliveryMode.low_latency, wire.DeliveryMode.completeness):
            reader.ask("start_relay", stream_id=7, mode=mode)
        eventually(lambda: frames_received(reader) > 10, "frames flow")
        begun, before = frames_received(reader), lines(*stream)

        eventually(lambda: frames_received(reader) >= begun + FRAMES, "frames flow on")
        assert lines(*stream) == before


def test_frames_that_are_dropped_are_not_logged_one_by_one(stream):
    """A reader that has stopped costs the lines of its coming and of becoming too slow, whatever is dropped meanwhile."""
    request = wire.StartRelayRequest(stream_id=7, mode=wire.DeliveryMode.low_latency.value)
    with Controller(stream[0].port) as watcher, stalled(stream[0].port) as reader:
        reader.send(wire.to_message(wire.ControlRequest(request_id=1, command=wire.Command.start_relay.value, body=request.encode())))
        eventually(lambda: frames_dropped(watcher) > 10, "frames are dropped", 60)
        dropped, before = frames_dropped(watcher), len(lines(*stream))

        eventually(lambda: frames_dropped(watcher) >= dropped + FRAMES, "frames are dropped on", 60)
        said = lines(*stream)[before:]
    assert len(said) <= 3, said


@pytest.fixture
def unread_log(programs):
    """A relay that logs into a pipe, as `weir relay 2>&1 | less` does, and the end of it that nobody reads."""
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    relay = programs.node("relay", "--log", "*:debug", stderr=writer)
    os.close(writer)
    yield relay, reader
    os.close(reader)


def test_a_log_that_nobody_reads_stops_nothing_and_says_what_is_lost(unread_log):
    relay, log = unread_log
    for _ in range(200):  # with more than a hundred bytes each
        with Controller(relay.port) as controller:
            assert controller.ask("get_runtime_state").node_name == "relay:test"

    assert len(os.read(log, 1 << 16)) <= 4096
    with Controller(relay.port) as controller:
        controller.ask("get_runtime_state")
        said = os.read(log, 1 << 16).decode()
    assert "warn  log lines lost; nobody took them lines=" in said
    assert relay.stop() == 0


def test_no_peer_can_forge_a_line_or_reach_a_terminal(programs):
    relay = programs.node("relay", "--log", "*:debug")
    evil = "evil\n12:00:00.000 error node disk destroyed \x1b[2J\x9b31m"
    with wire_peer.WirePeer(relay.port) as peer:
        peer.send(wire_peer.hello(evil))
        relay.wait_logged("peer said hello")
        peer.send(wire_peer.message(wire.Ping.TYPE, b"bad"))
        relay.wait_logged("connection ended")

    said = relay.log.read_bytes()
    assert b"disk destroyed" in said and b"\n12:00:00.000 error" not in said
    assert b"\x1b" not in said and b"\xc2\x9b" not in said
