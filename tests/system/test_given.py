"""What a command line or a file gives, and what controllers say of the same streams: one is in effect, and it is the one told."""

import os
import signal
import urllib.request

import pytest

from controller import Controller, Refused, wire
from programs import WEIR, eventually


def start_node(programs, folder, toml: str):
    file = folder / "node.toml"
    file.write_text(toml)
    port_file = folder / "node.port"
    port_file.unlink(missing_ok=True)
    node = programs.start("node", [str(WEIR), "node", "--config", str(file), "--set", f"port_file={port_file}", "--set",
                                   f"state_dir={folder}/state", "--set", "name=node:main", "--set", "metrics=127.0.0.1:0"],
                          env={"WEIR_CONFIG_DIR": str(folder), "XDG_CONFIG_HOME": str(folder)})  # fmt: skip
    eventually(lambda: port_file.exists() or node._must_live(), "it listens")
    node.port = int(port_file.read_text())
    return node, file


def ask(node, command: str, **fields):
    with Controller(node.port) as controller:
        return controller.ask(command, **fields)


def devices(node):
    return [(one.stream_id, one.device_path) for one in ask(node, "get_config_state").ingests]


def captured(node):
    return {one.name: one.current for one in ask(node, "get_runtime_state").resources if one.kind == "capture"}


GIVEN = '[[stream]]\ndevice = "pattern:one"\nid = 5\nsize = "64x64"\n'


def test_what_a_controller_said_of_a_given_device_is_in_effect_and_told(programs, tmp_path):
    node, file = start_node(programs, tmp_path, GIVEN)
    ask(node, "start_ingest", stream_id=5, device_path="pattern:one?quality=40", width=64, height=64)
    assert devices(node) == [(5, "pattern:one?quality=40")]
    eventually(lambda: captured(node) == {"pattern:one?quality=40": "streaming"}, "that is what runs")

    file.write_text(GIVEN.replace("64x64", "96x96"))
    os.kill(node.process.pid, signal.SIGHUP)
    eventually(lambda: "read again" in node.logged(), "the file is read")
    assert captured(node) == {"pattern:one?quality=40": "streaming"}

    file.write_text("")
    os.kill(node.process.pid, signal.SIGHUP)
    eventually(lambda: node.logged().count("read again") == 2, "the file is read")
    assert devices(node) == [(5, "pattern:one?quality=40")]
    assert list(captured(node)) == ["pattern:one?quality=40"]  # the file's end is not the controller's
    ask(node, "stop_ingest", stream_id=5)
    assert captured(node) == {} and devices(node) == []


def test_what_a_controller_said_goes_before_the_file_after_a_restart(programs, tmp_path):
    node, _ = start_node(programs, tmp_path, GIVEN)
    ask(node, "start_ingest", stream_id=5, device_path="pattern:one?quality=40", width=64, height=64)
    node.kill()

    node, _ = start_node(programs, tmp_path, GIVEN)

    eventually(lambda: captured(node) == {"pattern:one?quality=40": "streaming"}, "the controller's word is in effect")
    assert devices(node) == [(5, "pattern:one?quality=40")]


def test_a_command_line_that_names_another_device_is_told_whose_id_it_is(programs):
    first = programs.node("pattern", "--stream", "5", "--size", "64x64", name="pattern:a")
    ask(first, "start_ingest", stream_id=6, device_path="pattern:told")
    first.kill()
    state = programs.folder / "state" / "pattern-a"

    done = programs.run("pattern", "--name", "pattern:a", "--stream", "6", "--listen", "127.0.0.1:0", "--state-dir", str(state))

    assert done.returncode != 0 and "stream 6 is pattern:told here, as a controller said" in done.stderr


def test_a_node_is_not_started_to_send_to_itself(programs):
    done = programs.run("pattern", "--name", "pattern:me", "--to", "pattern:me", "--listen", "127.0.0.1:0", "--state-dir",
                        str(programs.folder / "state"))  # fmt: skip
    assert done.returncode == 2 and "pattern:me: is this node itself; name another node to send to" in done.stderr


def sent(node) -> float:
    address = node.logged().split("metrics listening address=")[1].split()[0]
    page = urllib.request.urlopen(f"http://{address}/metrics", timeout=10).read().decode()
    return sum(float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if line.startswith("weir_output_frames_sent_total"))


def test_counters_never_fall_when_edges_change(programs, tmp_path):
    other = programs.node("relay", name="relay:other")
    to = {"dest_host": "127.0.0.1", "dest_port": other.port}
    node, file = start_node(programs, tmp_path, GIVEN + f'to = ["127.0.0.1:{other.port}"]\n')
    ask(node, "start_relay", stream_id=5, output_stream_id=55, mode=1, **to)
    eventually(lambda: sent(node) > 30, "frames are sent")

    before = sent(node)
    ask(node, "start_relay", stream_id=5, output_stream_id=55, mode=2, **to)  # other settings
    assert sent(node) >= before
    before = sent(node)
    file.write_text("")
    os.kill(node.process.pid, signal.SIGHUP)
    eventually(lambda: "read again" in node.logged(), "the file is read")
    assert sent(node) >= before


def test_a_capture_that_changes_keeps_the_output_that_sends_it(programs):
    other = programs.node("relay", name="relay:other")
    node = programs.node("relay", "--metrics", "127.0.0.1:0", name="relay:here")
    wish = {"stream_id": 5, "device_path": "pattern:", "width": 64, "height": 64, "dest_host": "127.0.0.1", "dest_port": other.port}

    def output():
        return next(iter(ask(node, "get_runtime_state").outputs), None)

    ask(node, "start_ingest", **wish)
    first = eventually(lambda: (one := output()) and one.frames_sent > 5 and one, "frames are sent")
    ask(node, "start_ingest", **(wish | {"width": 96, "height": 96}))
    second = output()
    assert second.output_id == first.output_id and second.frames_sent >= first.frames_sent
    eventually(lambda: ask(other, "get_runtime_state").streams[:1] and ask(other, "get_runtime_state").streams[0].width == 96, "the new pictures come through")

    ask(node, "start_ingest", **(wish | {"dest_host": "relay:elsewhere", "dest_port": 0}))
    assert output().output_id != first.output_id and sent(node) >= second.frames_sent


def test_an_acknowledging_reader_without_a_nonce_takes_nobody_elses_output(programs):
    node = programs.node("pattern", "--stream", "5", "--size", "64x64", name="pattern:a")
    with Controller(node.port, "reader:one", nonce=0) as one, Controller(node.port, "reader:two", nonce=0) as two:
        fields = {"stream_id": 5, "mode": wire.DeliveryMode.completeness, "acknowledged": True}
        first = one.ask("start_relay", **fields).output_id
        second = two.ask("start_relay", **fields).output_id
        assert first != second
        with pytest.raises(Refused):
            one.ask("stop_relay", output_id=0)
