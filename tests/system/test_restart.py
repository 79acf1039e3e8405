"""A relay dies without a word and comes back: video returns by itself, and what was wanted is still wanted."""

import subprocess

import mjpeg
import wire_peer
from programs import WEIR
from wire_peer import WirePeer


def read_frames(programs, relay, count):
    done = subprocess.run([str(WEIR), "cat", f"127.0.0.1:{relay.port}", "--count", str(count), "--wait", "20"],
                          capture_output=True, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found, complaints = mjpeg.numbers(done.stdout)
    assert complaints == ""
    return [number for number, _ in found]


def test_the_source_comes_back_to_a_relay_that_was_killed(programs):
    relay = programs.node("relay", label="relay")
    address = f"127.0.0.1:{relay.port}"
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", address)
    before = read_frames(programs, relay, 10)

    relay.kill()
    relay = programs.node("relay", label="relay", listen=address)

    after = read_frames(programs, relay, 10)
    assert after == sorted(after) and after[0] > before[-1]


def config_of(relay) -> bytes:
    with WirePeer(relay.port) as peer:
        peer.send(wire_peer.hello())
        peer.send(wire_peer.request(1, wire_peer.GET_CONFIG_STATE))
        _, status, body = peer.reply_to(1)
    assert status == wire_peer.STATUS_OK
    return body


def test_an_output_that_a_relay_was_told_survives_its_death(programs):
    second = programs.node("relay", name="relay:second", label="second")
    first = programs.node("relay", name="relay:first", label="first")
    address = f"127.0.0.1:{first.port}"
    programs.node("pattern", "--size", "640x480", "--fps", "30", "--stream", "7", "--to", address)
    read_frames(programs, first, 1)
    with WirePeer(first.port) as controller:
        controller.send(wire_peer.hello())
        controller.send(wire_peer.start_relay(5, stream_id=7, port=second.port))
        assert controller.reply_to(5)[1] == wire_peer.STATUS_OK
    wanted = config_of(first)
    before = read_frames(programs, second, 5)

    first.kill()
    first = programs.node("relay", name="relay:first", label="first", listen=address)

    assert config_of(first) == wanted
    after = read_frames(programs, second, 5)
    assert after[0] > before[-1]


def test_a_node_ends_in_order_and_writes_its_report(programs):
    relay = programs.node("relay")
    pattern = programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"127.0.0.1:{relay.port}")
    read_frames(programs, relay, 5)

    assert pattern.stop() == 0
    assert relay.stop() == 0
    assert programs.report(relay) and programs.report(pattern)
