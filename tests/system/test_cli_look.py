"""Verbs that only look: get, describe, explain, ping, top, version, doctor."""

import json
import subprocess

import pytest

from cli import NOT_FOUND, OK, USAGE, Cli
from controller import Controller
from programs import WEIR, eventually


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
    assert (edge["from"], edge["to"], edge["state"], edge["kind"]) == ("camera:desk", "relay:main", "live", "relay")
    assert edge["frames_sent"] > 0
    assert [row["name"] for row in cli.rows("get", "streams", "relay:main")] == ["relay:main/7"]


def test_json_lines_are_one_object_a_row(cli, pattern, relay):
    said = cli("get", "nodes", "-o", "jsonl")

    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["name"] for row in rows] == ["camera:desk", "relay:main"]
    assert all(row["api_version"] == 1 and row["kind"] == "node" for row in rows)


def test_get_devices_and_events(cli, pattern, relay):
    assert any(row["path"] == "pattern:" for row in cli.rows("get", "devices", "camera:desk"))
    events = cli.rows("get", "events")
    assert {"camera:desk", "relay:main"} == {row["node"] for row in events}
    assert any(row["what"] == "capture" and row["state"] == "streaming" for row in events)
    assert [row["age_ms"] for row in events] == sorted(row["age_ms"] for row in events)


def test_watch_shows_what_changes_and_ends_when_asked(programs, cli, relay):
    watch = programs.start("watch", [str(WEIR), "get", "nodes", "-o", "jsonl", "--watch", "--interval", "0.1"])
    watch.wait_logged("relay:main")
    programs.node("relay", name="relay:late")
    watch.wait_logged("relay:late")
    assert watch.stop() == OK


def test_describe_a_node_and_a_stream(cli, pattern, relay):
    cli("connect", "camera:desk", "relay:main", "--wait", "live", "--timeout", "20")

    node = cli("describe", "relay:main")
    assert node.code == OK
    for word in ("Node      relay:main", "Streams", "Peers", "camera:desk"):
        assert word in node.out
    stream = cli("describe", "relay:main/7")
    assert "camera:desk/7" in stream.out and "relay:main/7" in stream.out and "Edges" in stream.out
    assert cli("describe", "relay:main/99").code == NOT_FOUND


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
    (row,) = cli.rows("explain", "resource_state.retry_in")
    assert row["unit"] == "ms" and row["since"] == 1


def test_ping_measures_the_way_and_the_clock(cli, relay):
    rows = cli.rows("ping", "relay:main", "--count", "3", "--interval", "0")

    assert [row["try"] for row in rows] == [1, 2, 3]
    for row in rows:
        assert 0 < row["round_trip_us"]
        # One machine, one clock: the offset is never more than the way.
        assert abs(row["clock_offset_us"]) <= row["round_trip_us"]
    assert cli("ping", "relay:nobody", "--timeout", "0.3").code == NOT_FOUND
    assert cli("ping", "127.0.0.1:1").code not in (OK, USAGE)


def test_top_shows_streams_once(cli, pattern):
    said = cli("top", "--count", "1")

    assert said.code == OK and "camera:desk/7" in said.out and "1 streams" in said.out


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


def test_bash_completes_a_node_name_with_its_colon(programs, cli, relay):
    script = f"""
        PATH={WEIR.parent}:$PATH
        source <(weir completion bash)
        COMP_LINE='weir tell relay:m' COMP_POINT=17 COMP_WORDS=(weir tell relay : m) COMP_CWORD=4
        _weir
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=__import__("os").environ | programs.env)
    assert done.stdout.split() == ["main"], done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_there(cli, shell):
    said = cli("completion", shell)
    assert said.code == OK and "weir __complete" in said.out


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
