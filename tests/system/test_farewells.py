"""A node that ends, and an edge that ends: what was counted as sent arrives, whatever the reader says meanwhile."""

import signal
import socket
import threading
import time

import pytest
import wire_peer
from controller import Controller, wire
from fast_source import FastSource
from programs import eventually

FRAMES = 5
FRAME_BYTES = 60_000


class SlowReader(threading.Thread):
    """Reads at a pace with little room in its kernel, and pings all the while as any node does. Stops at the first error."""

    def __init__(self, connection: socket.socket, ping: bytes, bytes_per_s: float = 500_000):
        super().__init__(daemon=True)
        self.connection, self.ping, self.bytes_per_s = connection, ping, bytes_per_s
        self.got = b""
        self.ended = "not yet"

    def run(self):
        try:
            while some := self.connection.recv(8192):
                self.got += some
                time.sleep(len(some) / self.bytes_per_s)
                self.connection.sendall(self.ping)
            self.ended = "well"
        except OSError as error:
            self.ended = str(error)


def whole_frames(raw: bytes) -> int:
    """How many there are; AssertionError when a message is cut."""
    frames = at = 0
    while at < len(raw):
        kind, size = wire_peer.HEADER.unpack_from(raw, at)
        at += wire_peer.HEADER.size + size
        frames += kind in (wire_peer.VIDEO_FRAME, wire_peer.TIMED_FRAME)
    assert at == len(raw)
    return frames


def test_a_stopping_relay_is_heard_to_the_end_by_a_reader_that_pings(programs):
    relay = programs.node("relay")
    with FastSource(relay.port, 7) as source:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
        connection.connect(("127.0.0.1", relay.port))
        attach = wire.StartRelayRequest(stream_id=7, mode=wire.DeliveryMode.completeness.value)
        connection.sendall(wire_peer.hello("test:reader") + wire_peer.request(1, wire_peer.START_RELAY, attach.encode()))
        reader = SlowReader(connection, wire.to_message(wire.Ping(nonce=1, sent_at=2)))
        reader.start()
        with Controller(relay.port) as controller:
            eventually(lambda: controller.ask("get_runtime_state").outputs, "the reader is attached")
            source.send(FRAMES, payload_bytes=FRAME_BYTES)
            eventually(lambda: controller.ask("get_runtime_state").streams[0].frames_received == FRAMES, "all have come")
        relay.process.send_signal(signal.SIGTERM)
        assert relay.process.wait(10) == 0
    reader.join(20)

    assert (reader.ended, whole_frames(reader.got)) == ("well", FRAMES)
    report = programs.report(relay)
    assert sum(line["frames_sent"] for line in report["outputs"] + report["past_outputs"]) == FRAMES


@pytest.mark.parametrize("by_path", [False, True], ids=["tcp", "unix"])
def test_a_program_that_talks_gets_the_whole_run(programs, tmp_path, by_path):
    relay = programs.node("relay")
    listener = socket.socket(socket.AF_UNIX if by_path else socket.AF_INET)
    if not by_path:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
    listener.bind(str(tmp_path / "player") if by_path else ("127.0.0.1", 0))
    listener.listen()
    listener.settimeout(20)
    where = {"dest_host": f"unix:{tmp_path}/player"} if by_path else {"dest_host": "127.0.0.1", "dest_port": listener.getsockname()[1]}
    with FastSource(relay.port, 7) as source, Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=wire.DeliveryMode.opaque.value, **where)
        program = SlowReader(listener.accept()[0], b"progress...\r")
        program.start()
        source.send(FRAMES, payload_bytes=FRAME_BYTES)
        source.ask("stream_close", stream_id=7)

        program.join(20)

    assert (program.ended, len(program.got)) == ("well", FRAMES * FRAME_BYTES)
