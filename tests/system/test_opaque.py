"""Byte pipes: a plain socket, as nc has one, gets the bytes of a stream and nothing else."""

import shutil
import socket
import subprocess

import mjpeg
import pytest
from controller import Controller, Refused, wire
from test_relay_stalls import assert_balanced, assert_complete, healthy_reader, start_stream

OPAQUE = wire.DeliveryMode.opaque.value


class Program:
    """Listens as `nc -l` does, and keeps what it is sent."""

    def __init__(self, path=None):
        self.listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.listener.bind(str(path) if path else ("127.0.0.1", 0))
        self.listener.listen()
        self.listener.settimeout(20)
        self.port = 0 if path else self.listener.getsockname()[1]

    def run(self):
        """The next connection, which reads nothing until it is asked to."""
        connection, _ = self.listener.accept()
        connection.settimeout(20)
        return connection


def read(connection, size):
    got = bytearray()
    while len(got) < size and (some := connection.recv(1 << 16)):
        got += some
    return bytes(got)


def assert_unbroken(stream, at_least, ended=False):
    """Whole pictures from the first byte on, each number the one before plus one.

    The last one too where the `end`ed connection says so; else reading may have stopped inside it.
    """
    assert stream.startswith(b"\xff\xd8")
    assert not ended or stream.endswith(b"\xff\xd9")
    whole = stream if ended else stream[: stream.rindex(b"\xff\xd8")]
    found, complaints = mjpeg.numbers(whole)
    numbers = [number for number, _ in found]
    assert complaints == ""
    assert len(numbers) >= at_least and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_plain_socket_gets_the_pictures_and_nothing_else(programs, tmp_path):
    relay = start_stream(programs)
    by_tcp, by_path = Program(), Program(tmp_path / "player")
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=OPAQUE, dest_host="127.0.0.1", dest_port=by_tcp.port)
        controller.ask("start_relay", stream_id=7, mode=OPAQUE, dest_host=f"unix:{tmp_path}/player")

        for program in (by_tcp, by_path):
            connection = program.run()
            connection.sendall(b"GET / HTTP/1.0\r\n\r\n")  # nobody answers, and nobody minds
            assert_unbroken(read(connection, 1_000_000), at_least=10)

        outputs = controller.ask("get_runtime_state").outputs
        assert [(o.mode, o.connected) for o in outputs if o.mode == OPAQUE] == [(OPAQUE, True)] * 2


def test_a_program_that_says_no_more_gets_the_stream_on_one_connection(programs):
    relay = start_stream(programs)
    program = Program()
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=OPAQUE, dest_host="127.0.0.1", dest_port=program.port)
        connection = program.run()
        connection.shutdown(socket.SHUT_WR)
        assert_unbroken(read(connection, 5_000_000), at_least=20)

        connection.close()
        assert_unbroken(read(program.run(), 500_000), at_least=1)  # its end is noticed, and the next run begins


def test_a_program_that_stops_reading_costs_nobody_a_frame_and_begins_anew(programs):
    relay = start_stream(programs)
    program = Program()
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=OPAQUE, dest_host="127.0.0.1", dest_port=program.port,
                       bytes_max=2_000_000)  # fmt: skip
    stopped = program.run()

    assert_complete(healthy_reader(programs, relay))

    assert_unbroken(read(stopped, 1 << 30), at_least=1, ended=True)  # what the kernel holds, the rest of a picture, the end
    anew = b""
    while len(anew) < 500_000:  # those that nobody read in time were given up as well
        anew = read(program.run(), 500_000)
        assert_unbroken(anew, at_least=1)
    assert relay.stop() == 0
    lines = programs.report(relay)["outputs"] + programs.report(relay)["past_outputs"]
    assert_balanced(lines)
    assert any(line["mode"] == "opaque" and line["drops"].get("byte_budget") for line in lines)


def pictures(clip):
    """How many pictures a decoder gets out of bare H.264; it complains about anything else."""
    shown = subprocess.run(["ffprobe", "-v", "error", "-f", "h264", "-count_frames", "-show_entries",
                            "stream=nb_read_frames", "-of", "csv=p=0", str(clip)],
                           capture_output=True, text=True, check=True)  # fmt: skip
    assert shown.stderr == ""
    return int(shown.stdout)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_a_file_of_h264_arrives_whole_and_ends(programs, tmp_path):
    clip, arrived = tmp_path / "clip.mkv", tmp_path / "arrived.h264"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=2",
                    "-c:v", "libx264", "-g", "10", str(clip)], check=True)  # fmt: skip
    program = Program()
    node = programs.node("relay")
    with Controller(node.port) as controller:
        controller.ask("start_ingest", stream_id=7, device_path=f"file:{clip}", dest_host="127.0.0.1",
                       dest_port=program.port, transport_mode=wire.TransportMode.opaque.value)  # fmt: skip

        arrived.write_bytes(read(program.run(), 1 << 30))  # to its end, which the source's end is

    assert pictures(arrived) == 50


@pytest.mark.parametrize("fields, sentence", [
    ({"drop_policy": wire.DropPolicy.drop_newest.value}, "cannot drop frames"),
    ({"priority": 3}, "has its connection to itself"),
    ({"acknowledged": True}, "speaks no protocol"),
    ({"dest_host": "", "dest_port": 0}, "give its HOST:PORT or unix:/PATH"),
])  # fmt: skip
def test_what_needs_frames_is_refused_with_the_reason(programs, fields, sentence):
    relay = programs.node("relay")
    with Controller(relay.port) as controller, pytest.raises(Refused, match=sentence):
        controller.ask("start_relay",
                       **({"stream_id": 7, "mode": OPAQUE, "dest_host": "127.0.0.1", "dest_port": 9} | fields))  # fmt: skip
