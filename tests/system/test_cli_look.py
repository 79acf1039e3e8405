"""Verbs that only look: get, describe, explain, ping, version, doctor."""

import json
import subprocess

import pytest

from cli import NOT_FOUND, OK, PARTLY, USAGE, Cli
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


def test_get_nodes_lists_who_is_there(cli, pattern, relay):
    rows = {row["name"]: row for row in cli.rows("get", "nodes")}

    assert set(rows) == {"camera:desk", "relay:main"}
    assert rows["camera:desk"]["functions"] == ["source", "relay"]
    assert rows["relay:main"]["address"] == f"127.0.0.1:{relay.port}"
    assert rows["relay:main"]["state"] == "ok" and rows["relay:main"]["streams"] == 0
    said = cli("get", "nodes")
    assert said.out.splitlines()[0].split()[:2] == ["NAME", "ADDRESS"]
    assert said.err == "" and "\x1b" not in said.out


def test_get_nodes_where_there_is_none(cli):
    said = cli("get", "nodes")

    assert said.code == NOT_FOUND and said.out == ""
    assert "--peer" in said.sentence()


def test_get_streams_and_edges(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    rows = {row["name"]: row for row in cli.rows("get", "streams")}
    assert set(rows) == {"camera:desk/7", "relay:main/7"}
    assert rows["relay:main/7"]["origin"] == "camera:desk" and rows["relay:main/7"]["state"] == "live"
    assert rows["relay:main/7"]["picture"] == "mjpeg 64x64"
    (edge,) = cli.rows("get", "edges")
    assert (edge["from"], edge["to"], edge["state"], edge["type"]) == ("camera:desk", "relay:main", "live", "relay")
    assert edge["frames_sent"] > 0
    assert [row["name"] for row in cli.rows("get", "streams", "relay:main")] == ["relay:main/7"]


def test_json_lines_are_one_object_a_row(cli, pattern, relay):
    said = cli("get", "nodes", "-o", "jsonl")

    assert [row["name"] for row in said.lines()] == ["camera:desk", "relay:main"]
    assert {row["kind"] for row in said.lines()} == {"node"}


def test_get_devices(cli, pattern, relay):
    assert any(row["path"] == "pattern:" for row in cli.rows("get", "devices", "camera:desk"))
    bare = cli("get", "monitors", env={"DISPLAY": ""})
    assert (bare.code, bare.sentence()) == (OK, "weir: there are no monitors")
    with ToldNode("relay:old", refuses=("enum_devices",)) as old:
        said = cli("get", "devices", "--peer", f"127.0.0.1:{old.port}", "-o", "json")
    assert said.code == PARTLY and "relay:old: not here" in said.sentence()
    assert any(row["path"] == "pattern:" for row in said.items())


def test_peers_lists_who_announces_itself(cli, pattern, relay):
    rows = {row["name"]: row for row in cli.rows("peers", "--wait", "0.5")}

    assert set(rows) == {"camera:desk", "relay:main"}
    assert rows["camera:desk"]["functions"] == ["source", "relay"] and rows["relay:main"]["duplicate"] is False
    assert cli("peers", "--wait", "0.5").out.splitlines()[0].split()[:2] == ["NAME", "ADDRESS"]
    assert "--peer" in cli("peers", "--discovery", "off").sentence()


# -------------------------------------------------------------------------- events


def event(number: int, after: str, at: int = 1_700_000_000_000) -> wire.NodeEvent:
    return wire.NodeEvent(number=number, at=at + number, subject=wire.EventSubject.resource, name="camera", before="closed",
                          after=after, detail="unplugged" if after == "failed" else "")  # fmt: skip


@pytest.fixture
def two_histories():
    """Nodes whose events follow each other in turns, and more of them than one message holds."""
    with ToldNode("camera:a") as a, ToldNode("camera:b") as b:
        a.events = [event(number, f"a{number}") for number in (1, 3, 5, 7, 9)]
        b.events = [event(number, f"b{number}") for number in (2, 4, 6)]
        yield a, b


def with_peers(*nodes) -> list[str]:
    return [word for node in nodes for word in ("--peer", f"127.0.0.1:{node.port}")]


def test_get_events_tells_all_histories_in_the_order_of_time(cli, two_histories):
    rows = cli("get", "events", *with_peers(*two_histories), "-o", "json", env={"WEIR_DISCOVERY": "off"}).items()

    assert [row["after"] for row in rows] == ["a1", "b2", "a3", "b4", "a5", "b6", "a7", "a9"]
    assert (rows[0]["node"], rows[0]["subject"], rows[0]["name"], rows[0]["before"]) == ("camera:a", "resource", "camera", "closed")
    only = cli("get", "events", "camera:b", *with_peers(*two_histories), "-o", "jsonl", env={"WEIR_DISCOVERY": "off"}).lines()
    assert [row["number"] for row in only] == [2, 4, 6]


def test_get_events_for_people_is_a_table_with_the_time_of_day(cli, two_histories):
    two_histories[0].events.append(event(10, "failed"))
    said = cli("get", "events", *with_peers(*two_histories), env={"WEIR_DISCOVERY": "off", "TZ": "UTC"})

    head, *lines = said.out.splitlines()
    assert head.split() == ["TIME", "NODE", "WHAT", "NAME", "WAS", "IS", "WHY"]
    assert lines[0].split() == ["2023-11-14", "22:13:20.001", "camera:a", "resource", "camera", "closed", "a1"]
    assert lines[-1].split()[-2:] == ["failed", "unplugged"]


def test_watching_events_shows_each_once_however_it_comes(programs, two_histories):
    a, b = two_histories
    b.refuses = ("subscribe",)  # so it is asked again and again
    watch = programs.start("watch", [str(WEIR), "get", "events", "--watch", "-o", "jsonl", "--interval", "0.1", *with_peers(a, b)],
                           env={"WEIR_DISCOVERY": "off"})  # fmt: skip
    watch.wait_logged("a9")
    a.tell(full=True)
    a.tell(events=[event(9, "a9"), event(11, "a11")])
    watch.wait_logged("a11")
    b.events.append(event(12, "b12"))
    watch.wait_logged("b12")
    a.tell(events=[event(13, "a13")])
    watch.wait_logged("a13")

    seen = [json.loads(line)["after"] for line in watch.logged().splitlines()]
    assert seen == ["a1", "b2", "a3", "b4", "a5", "b6", "a7", "a9", "a11", "b12", "a13"]
    assert watch.stop() == OK


def test_two_nodes_of_one_name_tell_their_own_events(programs):
    with ToldNode("camera:a", boot_nonce=1) as one, ToldNode("camera:a", boot_nonce=2) as two:
        one.events = [event(number, f"one{number}") for number in range(1, 10)]
        two.events = [event(number, f"two{number}") for number in (2, 4)]
        watch = programs.start("watch", [str(WEIR), "get", "events", "--watch", "-o", "jsonl", "--interval", "0.1", *with_peers(one, two)],
                               env={"WEIR_DISCOVERY": "off"})  # fmt: skip
        for node in (one, two):
            eventually(lambda: "subscribe" in node.asked, "both are followed")
            node.tell(full=True)
        watch.wait_logged("one9")
        watch.wait_logged("two4")
        two.tell(events=[event(5, "two5")])
        watch.wait_logged("two5")
        one.tell(events=[event(10, "one10")])
        watch.wait_logged("one10")
        two.tell(events=[event(6, "two6")])
        watch.wait_logged("two6")

        seen = [row["after"] for row in map(json.loads, watch.logged().splitlines()) if row["node"] == "camera:a"]
        assert sorted(seen) == sorted([f"one{number}" for number in range(1, 11)] + [f"two{number}" for number in (2, 4, 5, 6)])
        assert watch.stop() == OK


def test_real_nodes_tell_what_happened_and_what_happens(programs, cli, pattern, relay):
    watch = programs.start("watch", [str(WEIR), "get", "events", "--watch", "-o", "jsonl", "--interval", "0.1"])
    watch.wait_logged('"after":"streaming"')
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")
    watch.wait_logged('"after":"attached"')
    eventually(lambda: any(row["node"] == "relay:main" and row["subject"] == "stream" for row in cli.rows("get", "events")),
               "the stream is told where it arrives")  # fmt: skip

    rows = cli.rows("get", "events")
    assert [row["at_ms"] for row in rows] == sorted(row["at_ms"] for row in rows)
    assert {"node", "wanted", "resource", "stream", "peer"} <= {row["subject"] for row in rows}
    assert any(row["subject"] == "wanted" and "relay:main" in row["detail"] for row in rows)
    assert watch.stop() == OK
    seen = [(row["node"], row["number"]) for row in map(json.loads, watch.logged().splitlines())]
    assert len(seen) == len(set(seen))
    assert [row["kind"] for row in cli("describe", "camera:desk", "-o", "jsonl").lines()].count("event") > 3


def test_a_node_without_a_history_is_named(cli, two_histories):
    two_histories[1].refuses = ("get_events",)
    said = cli("get", "events", *with_peers(*two_histories), "-o", "jsonl", env={"WEIR_DISCOVERY": "off"})

    assert said.code == PARTLY and "camera:b: not here" in said.sentence()
    assert len(said.lines()) == 5


# ------------------------------------------------------------------------ describing


def test_describe_a_node_and_a_stream(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    node = cli("describe", "relay:main")
    assert node.code == OK
    for word in ("Node       relay:main", "Streams", "Peers", "camera:desk"):
        assert word in node.out
    stream = cli("describe", "relay:main/7")
    assert "camera:desk/7" in stream.out and "relay:main/7" in stream.out and "Edges" in stream.out
    assert cli("describe", "relay:main/99").code == NOT_FOUND


def test_a_description_is_one_document_with_everything_in_it(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    stream = cli("describe", "relay:main/7", "-o", "json").whole()
    assert stream["stream"] == {"stream_id": 7}
    assert {row["name"] for row in stream["streams"]} == {"camera:desk/7", "relay:main/7"}
    assert [row["to"] for row in stream["edges"]] == ["relay:main"]
    node = cli("describe", "camera:desk", "-o", "json").whole()
    assert node["node"]["name"] == "camera:desk" and node["node"]["revision"] >= 1 and node["node"]["memory_max"] > 0
    assert {row["type"] for row in node["resources"]} >= {"capture", "output", "connection"}
    assert [row["name"] for row in node["streams"]] == ["camera:desk/7"]
    assert [row["to"] for row in node["edges"]] == ["relay:main"]
    assert [row["name"] for row in node["peers"]] == ["relay:main"]
    lines = cli("describe", "camera:desk", "-o", "jsonl").lines()
    assert {"node", "resource", "stream", "edge", "peer"} <= {line["kind"] for line in lines}


def test_a_misspelt_name_is_recognised(cli, relay):
    said = cli("describe", "relay:mian", "--timeout", "0.5")

    assert said.code == NOT_FOUND
    assert "did you mean relay:main?" in said.sentence()


def test_explain_says_what_the_schema_says(cli):
    field = cli("explain", "resource_state.retry_in")
    assert field.code == OK and "Until the next try" in field.out and "ms" in field.out
    command = cli("explain", "shutdown")
    assert "admin" in command.out and "shutdown_request" in command.out
    assert "did you mean retry_in?" in cli("explain", "retri_in").sentence()
    assert cli("explain", "resource_state.nonsense").code == NOT_FOUND
    whole = cli("explain", "resource_state.retry_in", "-o", "json").whole()
    assert whole["records"] == [] and whole["fields"][0]["unit"] == "ms" and whole["fields"][0]["since"] == 1
    (request, reply) = cli("explain", "shutdown", "-o", "json").whole()["records"]
    assert (request["name"], request["type"], request["requires"]) == ("shutdown_request", "request", "admin")


def test_ping_measures_the_way_and_the_clock(cli, relay):
    rows = cli.rows("ping", "relay:main", "--count", "3", "--interval", "0")

    assert [row["try"] for row in rows] == [1, 2, 3]
    for row in rows:
        assert 0 < row["round_trip_us"]
        # One machine, one clock: the offset is never more than the way.
        assert abs(row["clock_offset_us"]) <= row["round_trip_us"]
    assert cli("ping", "relay:nobody", "--timeout", "0.3").code == NOT_FOUND
    assert cli("ping", "127.0.0.1:1").code not in (OK, USAGE)


def test_version_names_program_and_protocol(cli):
    (row,) = cli.rows("version")

    assert set(row) == {"weir", "protocol", "schema_hash"}
    assert cli("--version").out.startswith("weir ")


def test_doctor_finds_multicast_working_and_says_fixes(cli, relay):
    said = cli("doctor", "-o", "json")
    findings = {row["check"]: row for row in said.items()}

    assert findings["multicast"]["state"] == "ok"
    assert findings["nodes"]["detail"] == "relay:main"
    for row in said.items():
        assert row["state"] == "ok" or row["fix"], row
    broken = cli("doctor", "-o", "json", env={"XDG_STATE_HOME": "/proc/nothing"})
    assert any(row["check"] == "memory" and row["state"] == "problem" for row in broken.items())
    assert broken.code == 1


def test_nodes_without_multicast_are_reached_through_one_that_is_named(programs, cli):
    off = {"WEIR_DISCOVERY": "off"}
    relay = programs.node("relay", name="relay:main", env=off)

    said = cli("get", "nodes", "--peer", f"127.0.0.1:{relay.port}", "-o", "json", env=off)
    assert [row["name"] for row in said.items()] == ["relay:main"]
    assert cli("describe", f"127.0.0.1:{relay.port}", env=off).code == OK
    assert cli("describe", "relay:main", "--peer", f"127.0.0.1:{relay.port}", env=off).code == OK


def test_doctor_judges_the_files_that_a_node_may_open(programs):
    def findings(hard: int) -> dict:
        done = subprocess.run(["bash", "-c", f"ulimit -Sn 64 && ulimit -Hn {hard} && exec {WEIR} doctor -o json"],
                              capture_output=True, text=True, env=__import__("os").environ | programs.env)  # fmt: skip
        return {row["check"]: row for row in json.loads(done.stdout)["items"]}["open files"]

    assert findings(100)["state"] == "problem"
    # A node raises its own limit to the hard one: a low soft limit is no problem.
    assert findings(4096)["state"] == "ok" and "4032 connections" in findings(4096)["detail"]


def test_a_discovery_that_makes_no_sense_is_said_wherever_it_stands(cli):
    for verb in (["get", "nodes"], ["peers"], ["relay"], ["cat", "7"], ["doctor"]):
        said = cli(*verb, env={"WEIR_DISCOVERY": "garbage"})
        assert said.code == USAGE and "garbage" in said.sentence(), verb


@pytest.mark.parametrize("verb", ["get nodes", "peers", "relay", "cat 7", "snap 7", "trace a:b"])
def test_peers_are_named_one_by_one_as_often_as_needed(cli, verb):
    """The only mistake is the last one, so everything before it was taken."""
    said = cli(*verb.split(), "--peer", "10.0.0.1:1", "--peer", "10.0.0.2:2", "--discovery", "nonsense")

    assert said.code == USAGE and "nonsense" in said.sentence()


def test_help_names_each_choice_once(cli):
    for verb, words in (("get", "nodes|streams|edges|devices|monitors|events"), ("connect", "low-latency"), ("cat", "completeness")):
        usage = cli(verb, "--help").out
        assert words in usage
        assert "{" not in usage, f"weir {verb} --help lists its choices a second time"
    assert "(Env:" not in cli("get", "--help").out and "WEIR_PEERS" in cli("get", "--help").out
    groups = [line for line in cli("--help").out.splitlines() if line.endswith(":") and line[0] not in " -"]
    assert groups == ["Options:", "Run a node:", "Read a stream:", "See and change what nodes do:", "Tools:"]
    assert "POSITIVE" not in cli("get", "--help").out and " in [" not in cli("connect", "--help").out


def test_a_node_that_hangs_times_out(cli, relay):
    import os
    import signal

    os.kill(relay.process.pid, signal.SIGSTOP)
    said = cli("describe", f"127.0.0.1:{relay.port}", "--timeout", "0.5")
    os.kill(relay.process.pid, signal.SIGCONT)

    assert said.code == 4 and "--timeout" in said.sentence()


def test_a_name_from_the_network_cannot_write_to_the_terminal(cli, programs, relay):
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=1, dest_host="\x1b[2Jevil")
        assert "\x1b" not in cli("get", "edges").out
        assert "evil" in cli("get", "edges").out


# --------------------------------------------------------------- help and shell


def test_a_misspelt_verb_is_recognised(cli):
    said = cli("conect")

    assert said.code == USAGE and "did you mean connect?" in said.sentence()
    assert cli("get", "noeds").sentence().endswith("did you mean nodes?")
    assert cli("get", "nothing").sentence().endswith("; see weir get --help")


def test_an_unknown_verb_runs_the_program_of_that_name(cli, tmp_path):
    tool = tmp_path / "weir-hello"
    tool.write_text("#!/bin/sh\necho hello $1\nexit 3\n")
    tool.chmod(0o755)

    said = cli("hello", "world", env={"PATH": f"{tmp_path}:/usr/bin:/bin"})
    assert (said.code, said.out) == (3, "hello world\n")


@pytest.mark.parametrize("words,found", [
    (["g"], ["get"]), (["get", "e"], ["edges", "events"]), (["connect", "--mo"], ["--mode"]),
    (["connect", "--mode", "c"], ["completeness"]), (["connect", "--mode=lo"], ["--mode=low-latency"]),
    (["get", "nodes", "-o", "j"], ["json", "jsonl"]), (["tell", "relay:main", "r"], ["reconcile"]),
])  # fmt: skip
def test_completion_knows_verbs_options_and_values(cli, words, found):
    assert cli("__complete", "--", *words).out.split() == found


def test_completion_knows_live_names(cli, pattern, relay):
    assert cli("__complete", "--", "tell", "").out.split() == ["camera:desk", "relay:main"]
    assert cli("__complete", "--", "connect", "").out.split() == ["camera:desk/7"]
    assert cli("__complete", "--", "describe", "").out.split() == ["camera:desk", "camera:desk/7", "relay:main"]
    assert cli("__complete", "--", "ctl", "list", "camera:desk", "").out.split() == ["pattern:"]


def test_manual_pages_are_made_of_the_same_options(cli):
    page = cli("man", "connect").out
    for option in ("mode", "priority", "budget", "wait", "dry\\-run", "timeout", "peer"):
        assert f"\\-\\-{option}" in page, option
    assert ".SH NAME" in cli("man").out and "weir get" in cli("man").out
    assert cli("man", "nonsense").code == NOT_FOUND


def test_no_color_is_obeyed_on_a_terminal(programs, cli, relay):
    def on_terminal(**env):
        done = subprocess.run(["script", "-qec", f"{WEIR} get nodes", "/dev/null"], capture_output=True, text=True,
                              env=__import__("os").environ | programs.env | env)  # fmt: skip
        return done.stdout

    coloured = eventually(lambda: (out := on_terminal()) and "relay:main" in out and out, "the table is shown")
    assert "\x1b[" in coloured
    assert "\x1b[" not in on_terminal(NO_COLOR="1")
