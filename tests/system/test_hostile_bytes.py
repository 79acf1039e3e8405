"""Whatever a connection sends, it hurts nobody but itself: the port of a relay under garbage."""

import os
import struct
import time

import pytest

import mjpeg
import wire_peer
from controller import Controller
from programs import WEIR, Programs, eventually
from wire_peer import WirePeer

FRAMES = 90
PAYLOAD_BYTES_MAX = 64 << 20


@pytest.fixture
def relay(programs: Programs):
    relay = programs.node("relay")
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"127.0.0.1:{relay.port}")
    return relay


def healthy_reader(programs: Programs, relay):
    """Reads on, into a file, while the test attacks; assert_undisturbed() tells whether anything was lost."""
    with (programs.folder / "read.mjpeg").open("wb") as file:
        return programs.start("reader", [str(WEIR), "cat", f"127.0.0.1:{relay.port}", "--mode", "completeness",
                                         "--count", str(FRAMES), "--wait", "20"], stdout=file)  # fmt: skip


def assert_undisturbed(reader):
    assert reader.process.wait(60) == 0
    stream = reader.log.with_name("read.mjpeg").read_bytes()
    found, complaints = mjpeg.numbers(stream)
    assert complaints == ""
    numbers = [number for number, _ in found]
    assert numbers == list(range(numbers[0], numbers[0] + FRAMES))


ATTACKS = {
    "garbage": os.urandom(4096),
    "oversized payload": wire_peer.HEADER.pack(wire_peer.TIMED_FRAME, PAYLOAD_BYTES_MAX + 1),
    "largest number as a length": wire_peer.HEADER.pack(wire_peer.HELLO, 0xFFFFFFFF),
    "hello that lies about its name": wire_peer.message(wire_peer.HELLO, struct.pack("<HIQHHB", 1, 0, 1, 0, 0, 200) + b"x"),
    "request cut off inside": wire_peer.message(wire_peer.CONTROL_REQUEST, b"\x01"),
    "frame without a head": wire_peer.message(wire_peer.TIMED_FRAME, b"\x01"),
    "frame whose head is longer than it": wire_peer.message(wire_peer.TIMED_FRAME, b"\x01\x00\xff\x00"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_malformed_bytes_close_their_connection_and_no_other(programs, relay, attack):
    reader = healthy_reader(programs, relay)

    with WirePeer(relay.port) as attacker:
        attacker.send(attack)
        assert attacker.closed_by_the_other_side()

    assert_undisturbed(reader)
    assert relay.process.poll() is None


def test_a_frame_cut_off_in_its_middle_disturbs_nobody(programs, relay):
    reader = healthy_reader(programs, relay)

    with WirePeer(relay.port) as attacker:
        attacker.send(wire_peer.hello())
        attacker.send(wire_peer.HEADER.pack(wire_peer.TIMED_FRAME, 100_000) + b"\x07\x00" + bytes(5000))

    assert_undisturbed(reader)


def test_a_header_that_drips_is_given_up(programs, relay):
    reader = healthy_reader(programs, relay)

    with WirePeer(relay.port, patience_s=30) as attacker:
        attacker.send(wire_peer.hello()[:3])
        assert attacker.closed_by_the_other_side()

    assert_undisturbed(reader)


def test_peers_that_only_announce_large_payloads_hold_no_memory(programs, relay):
    announced = wire_peer.HEADER.pack(wire_peer.VIDEO_FRAME, PAYLOAD_BYTES_MAX) + b"\x07\x00"
    with Controller(relay.port) as controller:
        eventually(lambda: any(s.frames_received for s in controller.ask("get_runtime_state").streams), "frames come")
        attackers = [WirePeer(relay.port) for _ in range(16)]  # as much as a node's whole frame memory, if it counted
        for attacker in attackers:
            attacker.send(announced)
        reader = healthy_reader(programs, relay)

        for _ in range(4):  # what would do for a picture of ordinary size is not progress for such a one
            for attacker in attackers:
                attacker.try_to_send(bytes(8300))
            time.sleep(2)
            state = controller.ask("get_runtime_state")
            assert state.memory_held < 32 << 20
            assert [stream.frames_refused for stream in state.streams] == [0]

    # Already, not only now that they fall silent; the first byte after that is still taken.
    assert not any(attacker.try_to_send(bytes(1)) and attacker.try_to_send(bytes(1)) for attacker in attackers)
    assert all(attacker.closed_by_the_other_side() for attacker in attackers)
    assert_undisturbed(reader)


def test_the_reason_is_logged(programs, relay):
    with WirePeer(relay.port) as attacker:
        attacker.send(ATTACKS["oversized payload"])
        assert attacker.closed_by_the_other_side()

    relay.wait_logged(str(PAYLOAD_BYTES_MAX + 1))


def test_two_hundred_attackers_at_once_cost_the_reader_nothing(programs, relay):
    reader = healthy_reader(programs, relay)
    attackers = [WirePeer(relay.port) for _ in range(200)]

    for attacker, attack in zip(attackers, list(ATTACKS.values()) * 30):
        attacker.send(attack)

    assert all(attacker.closed_by_the_other_side() for attacker in attackers)
    assert_undisturbed(reader)
