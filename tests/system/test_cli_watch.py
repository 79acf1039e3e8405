"""Verbs that go on looking: --watch and top, by what nodes tell of their changes."""

import pytest

from cli import OK, Cli
from controller import Controller, wire
from programs import WEIR, eventually
from told_node import ToldNode


@pytest.fixture
def cli(programs):
    return Cli(programs)


@pytest.fixture
def pattern(programs):
    return programs.node("pattern", "--size", "64x64", "--stream", "7", name="camera:desk")


@pytest.fixture
def relay(programs):
    return programs.node("relay", name="relay:main")


def test_watch_shows_what_changes_and_ends_when_asked(programs, cli, relay):
    watch = programs.start("watch", [str(WEIR), "get", "nodes", "-o", "jsonl", "--watch", "--interval", "0.1"])
    watch.wait_logged("relay:main")
    programs.node("relay", name="relay:late")
    watch.wait_logged("relay:late")
    assert watch.stop() == OK


def told_watch(programs, node, *arguments):
    return programs.start("watch", [str(WEIR), *arguments, "--peer", f"127.0.0.1:{node.port}", "--interval", "0.1"],
                          env={"WEIR_DISCOVERY": "off"})  # fmt: skip


def test_a_node_that_tells_what_changes_is_not_asked_again(programs):
    with ToldNode("camera:told") as node:
        watch = told_watch(programs, node, "get", "streams", "-o", "jsonl", "--watch")
        eventually(lambda: "subscribe" in node.asked, "it is asked to tell")
        asked = list(node.asked)
        for number in range(1, 4):
            node.tell(full=number == 1, streams=[wire.StreamState(stream_id=number, live=True)])
            watch.wait_logged(f"camera:told/{number}")

        assert node.asked == asked
        assert asked.count("get_runtime_state") <= 2  # once to know who it is, once to see all
        node.tell(streams_gone=[1])
        eventually(lambda: watch.logged().splitlines()[-2:] and "camera:told/1" not in watch.logged().splitlines()[-2], "it is gone")
        assert watch.stop() == OK


def test_a_node_that_does_not_tell_is_asked_again_and_again(programs):
    with ToldNode("camera:old", refuses=("subscribe",)) as node:
        watch = told_watch(programs, node, "get", "streams", "-o", "jsonl", "--watch")
        eventually(lambda: node.asked.count("get_runtime_state") > 4, "it is asked again")
        node.runtime = {"streams": [wire.StreamState(stream_id=9, live=True)]}
        watch.wait_logged("camera:old/9")
        assert node.asked.count("subscribe") == 1
        assert watch.stop() == OK


def test_watch_is_quiet_while_only_time_passes(programs, relay):
    watch = programs.start("watch", [str(WEIR), "get", "nodes", "-o", "jsonl", "--watch", "--interval", "0.05"])
    watch.wait_logged("relay:main")
    with Controller(relay.port) as controller:
        eventually(lambda: controller.ask("get_runtime_state").uptime > 3000, "time has passed")
    assert len(watch.logged().splitlines()) == 1, "the age of a node is no news"
    assert watch.stop() == OK


def test_watch_says_when_a_node_is_lost_and_goes_on(programs, cli, relay):
    watch = programs.start("watch", [str(WEIR), "get", "nodes", "relay:main", "-o", "jsonl", "--watch", "--interval", "0.1",
                                     "--timeout", "0.5"])  # fmt: skip
    watch.wait_logged('"state":"ok"')
    relay.kill()
    watch.wait_logged("weir: relay:main does not answer")
    programs.node("relay", name="relay:main", listen=f"127.0.0.1:{relay.port}")
    eventually(lambda: watch.logged().count('"state":"ok"') == 2, "it is back")
    assert watch.logged().count("does not answer") < 5, "a trouble is told once"
    assert watch.stop() == OK


def test_top_measures_what_flows(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    def flows():
        rows = cli.rows("top", "--count", "1")
        return rows if len(rows) == 3 and all(row["bits_per_second"] for row in rows) else None

    rows = eventually(flows, "rates are measured")
    out = next(row for row in rows if row["to"])
    assert (out["node"], out["stream_id"], out["to"]) == ("camera:desk", 7, "relay:main")
    assert out["connected"] is True and out["congested"] is False
    said = cli("top", "--count", "1")
    heading, head, *lines = said.out.splitlines()
    assert heading.startswith("2 nodes, 2 streams in ") and "1 output out " in heading
    assert head.split() == ["STREAM", "FPS", "RATE", "QUEUE", "BYTES", "AGE", "KERNEL", "DROPS"]
    assert any(line.startswith("  to relay:main") for line in lines)
    assert max(map(len, said.out.splitlines())) <= 80


def test_top_shows_what_waits_and_what_is_lost(cli):
    drops = [wire.DropCount(cause=wire.DropCause.replaced, frames=41), wire.DropCount(cause=wire.DropCause.interrupted, frames=1)]
    late = wire.OutputState(output_id=3, stream_id=7, mode=wire.DeliveryMode.completeness, peer="viewer:desk", connected=True,
                            frames_received=100, frames_sent=50, frames_waiting=8, bytes_waiting=3 << 20, oldest_age=2500,
                            kernel_queue=64 << 10, fps_milli=9500, drops=drops, bits_per_second=8_000_000,
                            congested=True)  # fmt: skip
    with ToldNode("camera:told") as node:
        node.runtime = {"streams": [wire.StreamState(stream_id=7, live=True, fps_milli=30000, bits_per_second=24_000_000)],
                        "outputs": [late]}  # fmt: skip
        words = ("top", "--count", "1", "--peer", f"127.0.0.1:{node.port}")
        _, out = cli(*words, "-o", "json", env={"WEIR_DISCOVERY": "off"}).items()
        said = cli(*words, env={"WEIR_DISCOVERY": "off"}).out.splitlines()

    assert out["drops"] == {"replaced": 41, "interrupted": 1} and out["congested"] is True
    assert (out["frames_waiting"], out["bytes_waiting"], out["oldest_age_ms"], out["kernel_queue_bytes"]) == (8, 3 << 20, 2500, 65536)
    assert (out["fps"], out["bits_per_second"]) == (9.5, 8_000_000)
    [line] = [line for line in said if line.startswith("  to viewer:desk")]
    assert line.split()[2:] == ["9.5", "8.0", "Mbit/s", "8", "3.1", "MB", "2", "s", "66", "kB", "41", "replaced,", "1", "interrupted"]


def test_top_does_not_repeat_its_summary_where_nothing_changes(programs):
    with ToldNode("camera:told") as node:
        top = told_watch(programs, node, "top")
        eventually(lambda: "subscribe" in node.asked, "it follows")
        node.tell(full=True)
        node.tell(streams=[wire.StreamState(stream_id=3, live=True)])
        top.wait_logged("camera:told/3")
        node.tell(streams=[wire.StreamState(stream_id=3, live=True, frames_received=5)])
        node.tell(streams=[wire.StreamState(stream_id=4, live=True)])
        top.wait_logged("camera:told/4")
        assert top.stop() == OK
    assert top.logged().count("1 node, 1 stream in") == 1
