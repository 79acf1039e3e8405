"""Recordings that peers ask for: real files by ffmpeg, through restarts and on a disk that refuses."""

import json
import os
import shutil
import subprocess
import urllib.request

import pytest

from controller import Controller, Refused, wire
from programs import WEIR, Program, eventually

pytestmark = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffmpeg writes and reads the files")
STREAM = 7


def start(programs, folder, *arguments: str) -> Program:
    return programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", "--fps", "25", "--sink-dir", str(folder),
                         *arguments, name="pattern:rec")  # fmt: skip


def state_of(node):
    with Controller(node.port) as controller:
        return controller.ask("get_runtime_state")


def sink_of(node):
    return next((one for one in state_of(node).resources if one.kind == "sink"), None)


def output_of(node):
    return next((one for one in state_of(node).outputs if one.peer.startswith("file:")), None)


def frames_in(file) -> int:
    probe = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "json",
                            str(file)], capture_output=True, check=True, timeout=60)  # fmt: skip
    return int(json.loads(probe.stdout)["streams"][0]["nb_read_packets"])


def ask(node, command: str, **fields):
    with Controller(node.port) as controller:
        return controller.ask(command, **fields)


def test_a_subscriber_is_told_of_a_recording_when_it_starts_and_when_it_stops(programs, tmp_path):
    node = start(programs, tmp_path)
    with Controller(node.port) as watcher:
        watcher.ask("subscribe", interval=100)
        changes = [watcher.next_change()]
        assert changes[0].full and changes[0].sinks == []

        def wait_told(holds, what: str) -> None:
            eventually(lambda: any(map(holds, changes)) or changes.append(watcher.next_change()), what)

        ask(node, "start_sink", stream_id=STREAM, path="door.mkv")
        wait_told(lambda change: [(one.stream_id, one.path) for one in change.sinks] == [(STREAM, "door.mkv")], "the recording")
        wait_told(lambda change: any(one.kind == "sink" and one.current == "recording" for one in change.resources), "it records")
        ask(node, "stop_sink", stream_id=STREAM)
        wait_told(lambda change: change.sinks_gone == [STREAM], "its end")
    assert not any(change.full for change in changes[1:])
    assert sum(len(change.sinks) for change in changes) == 1


@pytest.mark.parametrize("ending", ("mkv", "mp4", "ts"))
def test_every_frame_between_start_and_stop_is_in_the_file(programs, tmp_path, ending):
    folder = tmp_path / "rec"
    folder.mkdir()
    node = start(programs, folder)
    ask(node, "start_sink", stream_id=STREAM, path=f"front/door.{ending}")
    eventually(lambda: (one := output_of(node)) and one.frames_sent >= 20, "frames reach the file")
    sink, output = sink_of(node), output_of(node)
    assert (sink.name, sink.current, sink.wanted, sink.error) == (f"front/door.{ending}", "recording", "recording", "")
    assert output.connected and output.drops == [] and output.mode == wire.DeliveryMode.completeness
    assert [(one.stream_id, one.path) for one in ask(node, "get_config_state").sinks] == [(STREAM, f"front/door.{ending}")]

    before = output_of(node).frames_sent
    ask(node, "stop_sink", stream_id=STREAM)

    assert sink_of(node) is None and ask(node, "get_config_state").sinks == []
    assert node.stop() == 0  # the file is whole by then
    assert frames_in(folder / "front" / f"door.{ending}") >= before


def test_a_recording_goes_on_after_a_kill_in_another_file(programs, tmp_path):
    folder = tmp_path / "rec"
    folder.mkdir()
    node = start(programs, folder)
    ask(node, "start_sink", stream_id=STREAM, path="door.mkv")
    eventually(lambda: (one := output_of(node)) and one.frames_sent >= 10, "frames reach the first file")
    node.kill()

    node = start(programs, folder)
    eventually(lambda: (one := output_of(node)) and one.frames_sent >= 10, "frames reach the second file")
    assert node.stop() == 0

    assert sorted(file.name for file in folder.iterdir()) == ["door-2.mkv", "door.mkv"]
    assert frames_in(folder / "door-2.mkv") >= 10


def test_a_source_that_goes_and_comes_leaves_whole_files(programs, tmp_path):
    relay = programs.node("relay", "--sink-dir", str(tmp_path), name="relay:rec")
    ask(relay, "start_sink", stream_id=STREAM, path="a.mkv")
    eventually(lambda: (one := sink_of(relay)) and (one.current, one.wanted) == ("ready", "ready"), "it waits for the stream")

    for _ in range(2):
        source = programs.start("source", [str(WEIR), "pattern", "--name", "pattern:source", "--stream", str(STREAM), "--size",
                                           "160x120", "--to", f"127.0.0.1:{relay.port}", "--state-dir",
                                           str(tmp_path / "state")])  # fmt: skip
        eventually(lambda: sink_of(relay).current == "recording" and output_of(relay).frames_waiting < 100, "it records")
        sent = output_of(relay).frames_sent
        eventually(lambda: output_of(relay).frames_sent > sent + 10, "frames reach the file")
        source.kill()
    eventually(lambda: not state_of(relay).streams[0].live, "the source is gone")

    assert relay.stop() == 0
    assert frames_in(tmp_path / "a.mkv") > 20


def test_a_disk_that_refuses_costs_its_recording_and_nothing_else(programs, tmp_path):
    other = programs.node("relay", name="relay:other")
    folder = tmp_path / "rec"
    folder.mkdir()
    port_file = tmp_path / "limited.port"
    # No file of this node may grow beyond 300 kB: its disk is full after a second or so.
    limited = programs.start("limited", [
        "prlimit", "--fsize=300000", str(WEIR), "pattern", "--name", "pattern:limited", "--stream", str(STREAM), "--size",
        "640x480", "--fps", "50", "--to", f"127.0.0.1:{other.port}", "--sink-dir", str(folder), "--port-file", str(port_file),
        "--metrics", "127.0.0.1:0", "--state-dir", str(tmp_path / "state")])  # fmt: skip
    eventually(port_file.exists, "it listens")
    limited.port = int(port_file.read_text())
    ask(limited, "start_sink", stream_id=STREAM, path="a.mkv")

    def failing():
        return (one := sink_of(limited)) and one.error and one.failures >= 2 and one

    sink = eventually(failing, "the disk refuses", 60)
    assert "a.mkv" in sink.error or "a-" in sink.error
    lost = eventually(lambda: [one for one in output_of(limited).drops if one.cause == wire.DropCause.not_stored],
                      "what it did not take is counted")  # fmt: skip
    assert lost[0].frames > 0
    output = output_of(limited)
    assert output.frames_received == output.frames_sent + output.frames_waiting + sum(one.frames for one in output.drops)
    edge = next(one for one in state_of(limited).outputs if not one.peer.startswith("file:"))
    assert edge.connected and edge.drops == []
    received = state_of(other).streams[0].frames_received
    eventually(lambda: state_of(other).streams[0].frames_received > received + 20, "the other reader goes on")

    address = limited.logged().split("metrics listening address=")[1].split()[0]
    page = urllib.request.urlopen(f"http://{address}/metrics", timeout=10).read().decode()
    assert 'weir_resources{kind="sink",state=' in page and 'cause="not_stored"' in page
    assert len(list(folder.iterdir())) > 1


def test_no_path_from_the_network_leaves_the_folder(programs, tmp_path):
    folder, outside = tmp_path / "rec", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    node = start(programs, folder)
    for path in ("../outside/a.mkv", str(outside / "a.mkv"), "x/../../outside/a.mkv", "./a.mkv", "a\0.mkv"):
        with pytest.raises(Refused) as refused:
            ask(node, "start_sink", stream_id=STREAM, path=path)
        assert refused.value.status == wire.Status.invalid_params

    ask(node, "start_sink", stream_id=STREAM, path="link/a.mkv")  # the folder's owner may remove the link

    eventually(lambda: "no folder of its own" in sink_of(node).error, "it says what is in its way")
    assert list(outside.iterdir()) == []
    (folder / "link").unlink()
    ask(node, "reconcile_now")
    eventually(lambda: sink_of(node).current == "recording", "it begins by itself")


def test_recordings_stay_wanted_without_a_folder_and_say_so(programs, tmp_path):
    folder = tmp_path / "rec"
    folder.mkdir()
    node = start(programs, folder)
    ask(node, "start_sink", stream_id=STREAM, path="a.mkv")
    node.kill()

    node = programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", name="pattern:rec")

    eventually(lambda: (one := sink_of(node)) and "--sink-dir" in one.error, "it says what it lacks")
    assert [one.path for one in ask(node, "get_config_state").sinks] == ["a.mkv"]
    ask(node, "stop_sink", stream_id=STREAM)
    assert sink_of(node) is None


def test_a_source_that_ends_leaves_its_whole_film_in_the_recording(programs, tmp_path):
    film, folder, tools = tmp_path / "film.mkv", tmp_path / "rec", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30:d=2", "-c:v", "libx264",
                    "-preset", "ultrafast", "-g", "30", str(film)], check=True)  # fmt: skip
    # The disk is not ready before the film is over.
    (tools / "ffmpeg").write_text(f'#!/bin/sh\ncase "$*" in *pipe:0*) sleep 4 ;; esac\nexec {shutil.which("ffmpeg")} "$@"\n')
    (tools / "ffmpeg").chmod(0o755)
    sink = ("--sink-dir", str(folder))
    told = programs.node("relay", *sink, name="file:film", label="node")
    ask(told, "start_sink", stream_id=STREAM, path="copy.mkv")
    assert told.stop() == 0

    source = programs.node("file", str(film), "--stream", str(STREAM), *sink, name="file:film", label="node",
                           env={"PATH": f"{tools}:{os.environ['PATH']}"})  # fmt: skip

    assert source.process.wait(60) == 0, source.logged()
    assert frames_in(folder / "copy.mkv") == frames_in(film) == 60


def test_a_writer_that_hangs_does_not_keep_the_node_from_ending(programs, tmp_path):
    folder, tools = tmp_path / "rec", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    (tools / "ffmpeg").write_text("#!/bin/sh\nexec sleep 1000\n")
    (tools / "ffmpeg").chmod(0o755)
    node = programs.node("pattern", "--stream", str(STREAM), "--size", "640x480", "--sink-dir", str(folder), name="pattern:rec",
                         env={"PATH": f"{tools}:{os.environ['PATH']}"})  # fmt: skip
    ask(node, "start_sink", stream_id=STREAM, path="a.mkv")
    eventually(lambda: (one := output_of(node)) and one.frames_waiting > 20, "frames wait for it")

    assert node.stop() == 1  # and the log says why

    assert "does not answer; ending without it" in node.logged()


def test_only_stop_sink_ends_a_recording(programs, tmp_path):
    node = start(programs, tmp_path)
    ask(node, "start_sink", stream_id=STREAM, path="a.mkv")
    output = eventually(lambda: output_of(node), "it has an output")

    with pytest.raises(Refused, match="serves file:a.mkv of this node.*stop_sink") as refused:
        ask(node, "stop_relay", output_id=output.output_id)

    assert refused.value.status == wire.Status.conflict
    assert output_of(node).output_id == output.output_id
