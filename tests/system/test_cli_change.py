"""Verbs that change something: connect, disconnect, apply, diff, export, tell, snap, ctl, trace."""

import signal
import socket
import struct
import subprocess

import pytest

from cli import FAILED, NOT_FOUND, OK, PARTLY, REFUSED, TIMEOUT, USAGE, Cli
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


def config(node):
    with Controller(node.port) as controller:
        return controller.ask("get_config_state")


# ------------------------------------------------------- connect and disconnect


def test_connect_lays_an_edge_and_waits_until_it_is_live(cli, pattern, relay):
    said = cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    assert (said.code, said.err) == (OK, "")
    assert said.out.splitlines()[1].split() == ["7", "camera:desk", "relay:main", "live"]
    again = cli("connect", "camera:desk", "relay:main", "-o", "json")
    assert again.items()[0]["changed"] is False
    assert len(config(pattern).relays) == 1


def test_connect_takes_settings(cli, relay):
    said = cli("connect", "relay:main/3", "relay:wall", "--mode", "completeness", "--priority", "5",
               "--budget", "100,64MiB", "--scheduler", "round-robin", "--as", "9",
               "--slot", "keep-pending", "--drop", "drop-newest", "--soft")  # fmt: skip

    assert said.code == PARTLY and "relay:wall is not heard" in said.err
    (edge,) = config(relay).relays
    assert (edge.mode, edge.priority, edge.frames_max, edge.bytes_max) == (2, 5, 100, 64 << 20)
    assert (edge.scheduler, edge.dest_host, edge.dest_port, edge.output_stream_id) == (2, "relay:wall", 0, 9)
    assert (edge.slot_policy, edge.drop_policy, edge.budget_policy) == (2, 2, 2)


def test_an_edge_to_a_node_that_is_away_begins_when_it_comes(programs, cli, pattern):
    said = cli("connect", "camera:desk", "relay:later")
    assert said.code == PARTLY and "waiting" in said.out

    programs.node("relay", name="relay:later")
    eventually(lambda: any(row["name"] == "relay:later/7" and row["state"] == "live" for row in cli.rows("get", "streams")),
               "video arrives by itself")  # fmt: skip


def test_connect_starts_a_device_under_an_id_of_its_own(cli, relay, programs):
    wall = programs.node("relay", name="relay:wall")
    for device in ("pattern:?quality=50", "pattern:other"):
        said = cli("connect", "relay:main", "relay:wall", "--device", device, "--size", "64x64", "--fps", "10", "--wait", "live",
                   "--timeout", "20")  # fmt: skip
        assert said.code == OK, said.err
    ids = [ingest.stream_id for ingest in config(relay).ingests]
    assert len(set(ids)) == 2 and config(wall).ingests == []
    assert [(i.width, i.fps_n) for i in config(relay).ingests] == [(64, 10)] * 2


def test_connect_with_a_dry_run_changes_nothing(cli, pattern, relay):
    said = cli("connect", "camera:desk", "relay:main", "--dry-run")

    assert said.code == OK and "would send" in said.out
    (step,) = cli("connect", "camera:desk", "relay:main", "--dry-run", "-o", "json").items()
    assert (step["action"], step["node"], step["step"]) == ("create", "camera:desk", "camera:desk: send stream 7 to relay:main")
    assert config(pattern).relays == []


def test_a_dry_run_ends_as_the_real_run_would(cli, pattern, relay):
    for code, arguments in [(NOT_FOUND, ["connect", "relay:main", "camera:desk"]), (USAGE, ["connect", "relay:main/7", "relay:main"]),
                            (USAGE, ["connect", "relay:main", "relay:main", "--device", "pattern:new"]),
                            (NOT_FOUND, ["disconnect", "camera:desk", "relay:main"])]:  # fmt: skip
        assert (cli(*arguments, "--dry-run").code, cli(*arguments).code) == (code, code)
    assert config(relay).ingests == []

    assert cli("connect", "camera:desk", "relay:main").code == OK
    again = cli("connect", "camera:desk", "relay:main", "--dry-run")
    assert (again.code, again.out) == (OK, "") and "nothing to do" in again.err
    (change,) = cli("connect", "camera:desk", "relay:main", "--priority", "2", "--dry-run", "-o", "json").items()
    assert change["action"] == "change" and "7 goes to relay:main" in change["step"]


def test_what_was_done_before_a_refusal_is_partly_done(cli, relay):
    said = cli("connect", "relay:main", "relay:wall", "--device", "pattern:", "--mode", "opaque")

    assert said.code == PARTLY and "is captured, but not sent" in said.err and "partly" in said.out
    assert len(config(relay).ingests) == 1


def test_a_node_that_is_known_and_silent_times_out(cli, relay):
    relay.process.send_signal(signal.SIGSTOP)
    silent = f"127.0.0.1:{relay.port}"
    said = [cli(*verb, "--peer", silent, "--timeout", "0.5") for verb in (
        ["connect", f"{silent}/7", "relay:wall"], ["disconnect", f"{silent}/7", "relay:wall"],
        ["connect", silent, "relay:wall", "--device", "pattern:"])]  # fmt: skip
    relay.process.send_signal(signal.SIGCONT)

    assert [one.code for one in said] == [TIMEOUT] * 3
    assert all("does not answer" in one.sentence() for one in said)


def test_an_edge_by_address_ends_by_name(cli, pattern, relay):
    assert cli("connect", "camera:desk", f"127.0.0.1:{relay.port}").code == OK
    (row,) = [row for row in cli.rows("get", "edges") if row["from"] == "camera:desk"]
    assert row["to"] == "relay:main"

    assert cli("disconnect", "camera:desk", "relay:main").code == OK
    assert config(pattern).relays == []


# -------------------------------------------------------------------- byte pipes


def test_bytes_for_a_program_that_is_not_there_wait(cli, pattern):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        program = f"127.0.0.1:{nobody.getsockname()[1]}"
        said = cli("connect", "camera:desk", program, "--mode", "opaque")

        assert said.code == PARTLY and "waiting" in said.out and "ECONNREFUSED" in said.err
        (row,) = [row for row in cli.rows("get", "edges") if row["from"] == "camera:desk"]
        assert row["state"] == "failing" and "ECONNREFUSED" in row["reason"]
        waited = cli("connect", "camera:desk", program, "--mode", "opaque", "--wait", "live", "--timeout", "0.5")
        assert waited.code == TIMEOUT and "ECONNREFUSED" in waited.out


def test_bytes_for_a_program_are_waited_for_and_nothing_else_is_said_to_it(cli, pattern):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        program = f"127.0.0.1:{listener.getsockname()[1]}"
        said = cli("connect", "camera:desk", program, "--mode", "opaque", "--wait", "live", "--timeout", "20")

        assert said.code == OK and " live" in said.out
        connection, _ = listener.accept()
        assert connection.recv(2, socket.MSG_WAITALL) == b"\xff\xd8"
        assert cli("connect", "camera:desk", program, "--mode", "opaque").code == OK
        listener.settimeout(0.5)
        with pytest.raises(TimeoutError):  # nobody but the node dials it
            listener.accept()


@pytest.mark.parametrize(("arguments", "code", "hint"), [
    (["relay:nobody/7", "relay:main"], NOT_FOUND, "weir get nodes"),
    (["relay:mian/7", "relay:wall"], NOT_FOUND, "did you mean relay:main?"),
    (["relay:main", "relay:wall"], NOT_FOUND, "no stream yet"),
    (["7", "relay:main"], USAGE, "NODE/ID"),
    (["relay:main/7", "relay:main"], USAGE, "circle"),
    (["relay:main/7", "relay:wall", "--mode", "fast"], USAGE, "fast"),
    (["relay:main/7", "relay:wall", "--budget", "many"], USAGE, "64MiB"),
    (["relay:main/7", "relay:wall", "--budget", "0"], USAGE, "frames"),
    (["relay:main/7", "relay:wall", "--drop", "drop-olest"], USAGE, "did you mean drop-oldest?"),
    (["relay:main/7", "relay:wall", "--as", "0"], USAGE, "from 1 to 65535"),
    (["relay:main/7", "relay:wall", "--priority", "300"], USAGE, "300"),
    (["relay:main/7"], USAGE, "target"),
    (["127.0.0.1:1/7", "relay:main", "--timeout", "1"], NOT_FOUND, "127.0.0.1:1 does not answer"),
])  # fmt: skip
def test_connect_says_in_one_sentence_what_is_wrong(cli, relay, arguments, code, hint):
    said = cli("connect", *arguments, *([] if "--timeout" in arguments else ["--timeout", "0.5"]))

    assert (said.code, hint in said.sentence()) == (code, True), said.err
    assert said.out == "" and config(relay).relays == []


def test_waiting_for_what_never_comes_times_out_with_the_reason(cli, relay):
    said = cli("connect", "relay:main/9", "relay:wall", "--wait", "live", "--timeout", "0.5")

    assert said.code == TIMEOUT and "waiting" in said.out and "relay:wall" in said.out


def test_disconnect_ends_what_connect_began(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main")
    assert "would stop" in cli("disconnect", "camera:desk", "relay:main", "--dry-run").out
    (step,) = cli("disconnect", "camera:desk", "relay:main", "--dry-run", "-o", "jsonl").lines()
    assert (step["action"], step["step"]) == ("delete", "camera:desk: stop sending stream 7 to relay:main")
    assert cli("disconnect", "camera:dosk", "relay:main", "--dry-run", "--timeout", "0.5").code == NOT_FOUND
    assert len(config(pattern).relays) == 1

    assert cli("disconnect", "camera:desk/7", "relay:main").code == OK
    assert config(pattern).relays == []
    said = cli("disconnect", "camera:desk", "relay:main")
    assert said.code == NOT_FOUND and "weir get edges" in said.sentence()


# --------------------------------------------------------------------- topology

STUDIO = """api_version = 1

[[stream]]
name = "desk"
node = "source:{n}"
device = "pattern:"
size = "64x64"
fps = 10
to = "relay:a"

[[edge]]
stream = "desk"
from = "relay:a"
to = ["relay:b", "relay:c"]
"""


@pytest.fixture
def studio(programs, tmp_path):
    """Four nodes that nobody told anything, and a file that wants video through all of them."""
    nodes = {name: programs.node("relay", name=name) for name in ("source:n", "relay:a", "relay:b", "relay:c")}
    file = tmp_path / "studio.toml"
    file.write_text(STUDIO.format(n="n"))
    return nodes, file


def test_apply_brings_up_a_studio_and_a_second_time_does_nothing(cli, studio):
    nodes, file = studio
    plan = cli("apply", str(file), "--dry-run", "-o", "json").items()
    assert [step["action"] for step in plan] == ["create"] * 4
    assert config(nodes["source:n"]).ingests == []

    said = cli("apply", str(file), "--wait", "live", "--timeout", "20")
    assert said.code == OK, said.err
    assert said.out.count("done") == 4 and "everything is live" in said.err

    revisions = {name: config(node).revision for name, node in nodes.items()}
    again = cli("apply", str(file))
    assert (again.code, again.out) == (OK, "") and "nothing to do" in again.err
    assert {name: config(node).revision for name, node in nodes.items()} == revisions
    assert cli("diff", str(file)).code == OK


def test_export_applies_as_nothing_and_prune_removes_the_rest(cli, studio, tmp_path):
    nodes, file = studio
    assert cli("apply", str(file)).code == OK
    for form in ("toml", "json"):
        exported = tmp_path / f"export.{form}"
        exported.write_text(cli("export", "-o", form).out)
        assert "nothing to do" in cli("apply", str(exported), "--prune", "--dry-run").err
    smaller = tmp_path / "smaller.toml"
    smaller.write_text(STUDIO.format(n="n").replace('["relay:b", "relay:c"]', '"relay:b"'))

    assert "nothing to do" in cli("apply", str(smaller)).err
    lines = cli("export", "-o", "jsonl").lines()
    assert sorted(line["kind"] for line in lines) == ["edge"] * 3 + ["stream"]
    differs = cli("diff", str(smaller), "-o", "json")
    assert differs.code == FAILED
    assert [row["what"] for row in differs.items() if row["file"] == ""] == ["stream " + str(config(nodes["source:n"]).ingests[0].stream_id) + " to relay:c"]
    assert cli("apply", str(smaller), "--prune").code == OK
    assert len(config(nodes["relay:a"]).relays) == 1


def test_recordings_and_pushes_go_out_and_come_back(cli, programs, tmp_path):
    rack = programs.node("relay", "--sink-dir", str(tmp_path), name="archive:rack")
    camera = programs.node("relay", name="camera:desk")
    with Controller(camera.port) as controller:
        controller.ask("start_ingest", stream_id=7, device_path="pattern:", width=64, height=64, dest_host="archive:rack")
    file = tmp_path / "studio.toml"
    whole = cli("export").out + '[[sink]]\nstream = "desk"\nnode = "archive:rack"\npath = "desk.mkv"\n'
    file.write_text(whole)

    assert cli("apply", str(file), "--prune", "--wait", "live", "--timeout", "20").code == OK
    assert [(sink.stream_id, sink.path) for sink in config(rack).sinks] == [(7, "desk.mkv")]
    assert config(camera).ingests[0].dest_host == "archive:rack"
    assert cli("diff", str(file)).code == OK
    assert cli("export").out.count("[[") == 3
    file.write_text("\n[[".join(whole.split("\n[[")[:2]))
    said = cli("apply", str(file), "--prune")
    assert said.code == OK and "and end its push to archive:rack" in said.out
    assert config(camera).ingests[0].dest_host == ""
    file.write_text(file.read_text() + '[[edge]]\nstream = "7"\nfrom = "archive:rack"\nto = "relay:x"\n')
    assert "stop recording stream 7 to desk.mkv" in cli("apply", str(file), "--prune").out
    assert config(rack).sinks == []


def test_apply_with_a_node_away_does_the_rest_and_says_so(cli, studio, tmp_path):
    nodes, file = studio
    nodes["relay:a"].kill()

    said = cli("apply", str(file), "--timeout", "1")
    assert said.code == PARTLY and "relay:a" in said.out
    assert len(config(nodes["source:n"]).relays) == 1  # it follows by itself
    assert cli("diff", str(file), "--timeout", "1").code == FAILED


def test_a_mistake_in_a_file_has_its_place(cli, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text('api_version = 1\n[[stream]]\nname = "a"\nnode = "n:x"\ndevise = "pattern:"\n')
    said = cli("apply", str(file))
    assert said.code == USAGE
    assert f"{file}:2:1: stream has no device" in said.sentence()
    assert cli("apply", str(tmp_path / "none.toml")).code == NOT_FOUND


def test_a_topology_comes_from_standard_input(programs, studio):
    _, file = studio
    done = subprocess.run([str(WEIR), "apply", "-", "--dry-run"], input=file.read_bytes(), capture_output=True,
                          env=__import__("os").environ | programs.env)  # fmt: skip
    assert done.returncode == OK and done.stdout.count(b"+ ") == 4


# ------------------------------------------------------------------------ others


def test_tell_steers_a_node(cli, relay):
    assert cli("tell", "relay:main", "log", "*:debug").code == OK
    assert "log levels set" in relay.logged()
    assert cli("tell", "relay:main", "log").code == USAGE
    assert cli("tell", "relay:main", "log", "loud").code == USAGE
    assert "0 resources" in cli("tell", "relay:main", "reconcile").out
    (told,) = cli("tell", "relay:main", "log", "*:info", "-o", "json").items()
    assert (told["node"], told["told"], told["said"]) == ("relay:main", "log", "logs *:info")
    assert "did you mean relay:main?" in cli("tell", "relay:mian", "reconcile", "--timeout", "0.5").sentence()
    assert cli("tell", "relay:main", "shutdown").code == OK
    assert relay.process.wait(20) == 0


def test_snap_saves_one_picture(cli, pattern, tmp_path):
    file = tmp_path / "one.jpg"
    said = cli("snap", "camera:desk", "-O", str(file), "--wait", "20")

    assert said.code == OK and said.out == ""
    picture = file.read_bytes()
    assert picture[:2] == b"\xff\xd8" and picture[-2:] == b"\xff\xd9"
    assert cli("snap", "camera:desk/99", "-O", str(file), "--wait", "0.3").code == NOT_FOUND
    assert file.read_bytes() == picture


@pytest.mark.parametrize("refused", ["get_runtime_state", "start_relay"])
def test_a_reader_that_is_refused_believes_it(cli, refused):
    with ToldNode("camera:shy", refuses=(refused,)) as node:
        node.refusal = wire.Status.refused
        node.runtime = {"streams": [wire.StreamState(stream_id=7, live=True)]}
        said = cli("snap", f"127.0.0.1:{node.port}/7", "-O", "/dev/null", "--wait", "20")

    assert said.code == REFUSED and "not here" in said.sentence()
    assert node.asked.count(refused) == 1


@pytest.mark.parametrize(("verb", "has"), [
    (["snap"], "weir snap has mjpeg; "),
    (["record"], "weir record has mjpeg, h264, h265, av1, raw; "),
])  # fmt: skip
def test_a_reader_refuses_what_it_cannot_decode_with_the_list_it_has(cli, relay, tmp_path, verb, has):
    with Controller(relay.port) as source:
        source.ask("stream_open", stream_id=7, format=wire.Format.prores, width=64, height=64, fps_n=30, fps_d=1)
        source.peer.send(wire.to_message(wire.VideoFrame(stream_id=7, data=b"\0" * 64)))
        said = cli(*verb, "relay:main/7", "-O", str(tmp_path / "out.mkv"), "--wait", "20")

        assert said.code == FAILED
        assert f"the stream is prores and {has}" in said.err
        eventually(lambda: has in relay.logged(), "the node is told why")


def test_ctl_says_that_a_pattern_has_no_controls(cli, pattern):
    said = cli("ctl", "list", "camera:desk", "pattern:")

    assert said.code == NOT_FOUND and "only cameras have controls" in said.sentence()
    assert cli("ctl", "list", "camera:desk", "/dev/video99").code != OK
    assert "did you mean camera:desk?" in cli("ctl", "list", "camera:dosk", "pattern:", "--timeout", "0.5").sentence()
    assert "did you mean list?" in cli("ctl", "lst", "camera:desk", "pattern:").sentence()


def test_trace_prints_every_message_and_a_capture_file(cli, pattern, tmp_path):
    capture = tmp_path / "trace.pcap"
    said = cli("trace", "camera:desk/7", "--count", "12", "--pcap", str(capture))

    messages = said.lines()
    assert said.code == OK and len(messages) == 12
    assert cli("trace", "camera:desk/7", "-o", "table").code == USAGE  # it is JSON lines always
    assert [m["message"] for m in messages[:2]] == ["hello", "control_request"]
    assert {"received", "sent"} == {m["direction"] for m in messages}
    frame = next(m for m in messages if m["message"] == "timed_frame")
    assert frame["body"]["data_bytes"] > 100 and "sequence" in frame["body"]["head"]
    reply = next(m for m in messages if m["message"] == "control_response" and m["body"]["command"] == "get_config_state")
    assert reply["body"]["body"]["ingests"][0]["stream_id"] == 7
    raw = capture.read_bytes()
    assert struct.unpack_from("<IHH", raw) == (0xA1B2C3D4, 2, 4)
    seen = 0
    at = 24
    while at < len(raw):
        (length,) = struct.unpack_from("<8xI", raw, at)
        assert raw[at + 16] == 0x45
        seen += length - 40
        at += 16 + length
    assert seen == sum(m["bytes"] for m in messages)


def test_a_refusal_has_its_own_code(cli, relay):
    with Controller(relay.port) as controller:
        controller.ask("start_ingest", stream_id=5, device_path="pattern:one")
    said = cli("connect", "relay:main/5", "relay:wall", "--device", "pattern:two")

    assert said.code == REFUSED and "5" in said.sentence()
