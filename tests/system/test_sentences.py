"""What a person gets when something is missing or wrong: one sentence with the next step, and the right exit code."""

import socket
from pathlib import Path

import pytest

OK, FAILED, USAGE, NOT_FOUND = 0, 1, 2, 3


def sentence(done) -> str:
    """The one line that the program said. Log lines of a node that got as far as starting are not it."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("weir: ")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_bad_flag(programs):
    done = programs.run("relay", "--no-such-flag")

    assert done.returncode == USAGE
    assert "--no-such-flag" in sentence(done) and "--help" in sentence(done)


@pytest.mark.parametrize("arguments", [("camera", "--size", "wide"), ("pattern", "--fps", "fast"),
                                       ("relay", "--listen", "nowhere"), ("relay", "--name", "no colon"),
                                       ("cat",), ("record", "relay:main"), ()])  # fmt: skip
def test_wrong_values_are_usage_errors(programs, arguments):
    done = programs.run(*arguments)

    assert done.returncode == USAGE
    assert sentence(done)


@pytest.mark.parametrize("verb", ["", "camera", "screen", "pattern", "file", "relay", "cat", "record", "peers"])
def test_help_goes_to_stdout_and_names_the_exit_codes(programs, verb):
    done = programs.run(*([verb] if verb else []), "--help")

    assert done.returncode == OK
    assert b"Exit codes" in done.stdout


def test_a_taken_port(programs):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = programs.run("relay", "--listen", f"127.0.0.1:{port}")

    assert done.returncode == FAILED
    assert str(port) in sentence(done)


# A source whose device is missing says so and waits: the device may be plugged in, the display may start.
# (The paths do not exist; no machine has a 99th camera.)
MISSING = {
    "camera": (["camera", "--device", "/dev/video99"], "/dev/video99"),
    "display": (["screen"], "display"),
    "display that does not answer": (["screen", "--display", ":4711"], ":4711"),
    "file": (["file", "/nowhere/video.mkv"], "/nowhere/video.mkv"),
}


@pytest.mark.parametrize(("arguments", "named"), MISSING.values(), ids=MISSING.keys())
def test_a_missing_device_is_named_once_and_waited_for(programs, arguments, named):
    node = programs.node(*arguments, env={"DISPLAY": ""})

    node.wait_logged(named)

    warning = next(line for line in node.logged().splitlines() if " warn " in line)
    assert named in warning and ";" in warning  # what is wrong; what to do
    assert node.stop() == OK


def test_any_camera_where_there_is_none(programs):
    if any(Path("/dev").glob("video*")):
        pytest.skip("this machine has a camera")
    node = programs.node("camera")

    node.wait_logged(" warn ")

    assert "camera" in next(line for line in node.logged().splitlines() if " warn " in line)
    assert node.stop() == OK


def test_a_file_without_ffmpeg(programs, tmp_path):
    (tmp_path / "video.mkv").write_bytes(b"")
    node = programs.node("file", str(tmp_path / "video.mkv"), env={"PATH": str(tmp_path)})

    node.wait_logged("ffmpeg")


def test_a_recording_without_ffmpeg(programs, tmp_path):
    done = programs.run("record", "127.0.0.1:1/1", "-O", str(tmp_path / "out.mkv"), env={"PATH": str(tmp_path)})

    assert done.returncode == FAILED
    assert "ffmpeg" in sentence(done)


def test_a_node_that_nobody_knows(programs):
    done = programs.run("cat", "relay:nobody", "--wait", "0.5")

    assert done.returncode == NOT_FOUND
    assert "relay:nobody" in sentence(done)


def test_a_stream_that_the_node_has_not(programs):
    relay = programs.node("relay")

    done = programs.run("cat", f"127.0.0.1:{relay.port}/99", "--wait", "0.5")

    assert done.returncode == NOT_FOUND
    assert "99" in sentence(done)
