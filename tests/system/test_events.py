"""What happened at a node lately: asked for, and told live."""

import time

import pytest

from controller import Controller, wire
from fast_source import FastSource
from programs import eventually


@pytest.fixture
def relay(programs):
    return programs.node("relay", name="relay:main")


def events(node, after: int = 0):
    with Controller(node.port) as controller:
        return controller.ask("get_events", after=after)


def told(node, subject, name):
    return [one for one in events(node).events if one.subject == subject and one.name == name]


def test_a_node_tells_what_happened_to_everything_it_has(programs, relay):
    other = programs.node("relay", name="relay:other")
    with Controller(relay.port, "controller:me") as controller:
        controller.ask("start_ingest", stream_id=3, device_path="pattern:", width=64, height=64)
        edge = controller.ask("start_relay", stream_id=3, mode=1, dest_host="127.0.0.1", dest_port=other.port).output_id
        reader = controller.ask("start_relay", stream_id=3, mode=1).output_id
        eventually(lambda: told(relay, wire.EventSubject.resource, "capture pattern:")[-1:] and
                   told(relay, wire.EventSubject.resource, "capture pattern:")[-1].after == "streaming", "it captures")  # fmt: skip
        controller.ask("stop_ingest", stream_id=3)

    kinds = wire.EventSubject
    assert [one.after for one in told(relay, kinds.node, "relay:main")] == ["running"]
    wishes = told(relay, kinds.wanted, "capture of stream 3")
    assert [(one.before, one.after) for one in wishes] == [("", "wanted"), ("wanted", "")]
    assert "controller:me" in wishes[0].detail and "pattern:" in wishes[0].detail
    assert f"127.0.0.1:{other.port}" in told(relay, kinds.wanted, f"output {edge}")[0].detail
    assert [one.after for one in told(relay, kinds.stream, "stream 3")] == ["live", ""]
    steps = told(relay, kinds.resource, "capture pattern:")
    assert [(one.before, one.after) for one in steps] == [("closed", "open"), ("open", "streaming")]
    eventually(lambda: [one.after for one in told(relay, kinds.output, f"output {reader}")] == ["open", ""], "its reader left")
    assert told(relay, kinds.peer, "relay:other")[0].after == "there"
    everything = events(relay)
    assert [one.number for one in everything.events] == list(range(1, everything.last + 1))
    assert abs(everything.events[-1].at / 1000 - time.time()) < 3600
    assert events(relay, everything.last - 2).events[0].number == everything.last - 1


def test_events_are_told_live_between_two_looks_at_the_state(relay):
    with Controller(relay.port) as watcher, Controller(relay.port) as controller:
        watcher.ask("subscribe", interval=1000)
        assert watcher.next_change().full
        # Begun and ended before the watcher is told again: the state is what it was.
        edge = controller.ask("start_relay", stream_id=9, mode=1, dest_host="relay:none").output_id
        controller.ask("stop_relay", output_id=edge)
        seen = []
        eventually(lambda: seen.extend(one for one in watcher.next_change().events if one.name == f"output {edge}") or len(seen) >= 2,
                   "both changes are told")  # fmt: skip
    assert [one.after for one in seen] == ["wanted", ""]
    assert "relay:none" in seen[0].detail


def test_frames_that_are_missing_for_good_are_an_event_with_their_exact_numbers(relay):
    def mark(number):
        source.send_message(wire.DeliveryMark(stream_id=7, epoch=5, number=number))

    with FastSource(relay.port, 7) as source:
        mark(0)
        source.send(3)
        mark(13)  # its window was overrun: 3 to 12 are nowhere
        source.send(2)

        seen = eventually(lambda: [one for one in told(relay, wire.EventSubject.stream, "stream 7") if "missing" in one.detail],
                          "the gap is told")  # fmt: skip
    assert [one.after for one in seen] == ["live"]
    assert seen[0].detail.startswith("10 frames from number 3 on are missing for good")


def test_what_fails_again_and_again_is_one_event(relay):
    with Controller(relay.port) as controller:
        controller.ask("start_ingest", stream_id=3, device_path="file:/nowhere/at/all.mkv")
        eventually(lambda: any(one.failures > 4 for one in controller.ask("get_runtime_state").resources), "it is tried often")
    failures = told(relay, wire.EventSubject.resource, "capture file:/nowhere/at/all.mkv")
    assert len(failures) == 1 and "/nowhere/at/all.mkv" in failures[0].detail


def test_a_node_that_restarts_begins_its_history_anew_and_says_so(programs, relay):
    first = events(relay)
    relay.kill()
    relay = programs.node("relay", name="relay:main")
    again = events(relay)
    assert again.boot_nonce != first.boot_nonce and again.events[0].number == 1


def test_a_flood_of_readers_leaves_the_rest_of_the_history(relay):
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=9, mode=1, dest_host="relay:none")
        for _ in range(600):
            controller.ask("stop_relay", output_id=controller.ask("start_relay", stream_id=3, mode=1).output_id)
    all_told = events(relay).events
    assert len(all_told) < 1024
    assert all_told[0].subject == wire.EventSubject.node
    assert any(one.subject == wire.EventSubject.wanted for one in all_told)


def test_a_subscriber_is_told_that_a_peer_has_gone_offline(programs, relay):
    """After three announcements that did not come: that is 15 s."""
    other = programs.node("relay", name="relay:other")
    with Controller(relay.port) as watcher:
        eventually(lambda: "relay:other" in [one.name for one in watcher.ask("get_runtime_state").peers], "it is heard")
        watcher.ask("subscribe", interval=100)
        first = watcher.next_change()
        (nonce,) = [one.boot_nonce for one in first.peers if one.name == "relay:other"]

        other.kill()
        gone = eventually(lambda: (change := watcher.next_change()).peers_gone and change, "its silence is told", 30)

    assert gone.peers_gone == [nonce] and not gone.full
