"""A peer of the binary protocol written from its description alone, so that tests can also say what no peer should.

Little endian, packed: header u16 type, u32 payload length; hello first.
"""

import socket
import struct

HEADER = struct.Struct("<HI")
VIDEO_FRAME, CONTROL_REQUEST, CONTROL_RESPONSE, STREAM_EVENT, TIMED_FRAME, HELLO, PING, PONG = 1, 2, 3, 4, 6, 7, 8, 9
GET_CONFIG_STATE, GET_RUNTIME_STATE, START_RELAY = 0x10, 0x11, 0x14
STATUS_OK, STATUS_UNKNOWN_COMMAND = 0, 2
LOW_LATENCY, REPLACE_PENDING, DROP_OLDEST = 1, 1, 1
PROTOCOL_VERSION = 1


def message(kind: int, payload: bytes = b"") -> bytes:
    return HEADER.pack(kind, len(payload)) + payload


def request(request_id: int, command: int, body: bytes = b"") -> bytes:
    return message(CONTROL_REQUEST, struct.pack("<HH", request_id, command) + body)


def hello(name: str = "test:peer", nonce: int = 1) -> bytes:
    raw = name.encode()
    return message(HELLO, struct.pack("<HIQHHB", PROTOCOL_VERSION, 0, nonce, 0, 0, len(raw)) + raw)


def start_relay(request_id: int, stream_id: int, port: int, host: str = "127.0.0.1") -> bytes:
    """One more low-latency output of a stream, to host:port."""
    raw = host.encode()
    return request(request_id, START_RELAY, struct.pack(
        "<HHBBBBIQHB", stream_id, 0, LOW_LATENCY, REPLACE_PENDING, DROP_OLDEST, 0, 0, 0, port, len(raw)) + raw)  # fmt: skip


class WirePeer:
    """One connection. Reads time out after `patience_s`, so a test that waits for nothing fails."""

    def __init__(self, port: int, patience_s: float = 10):
        self._socket = socket.create_connection(("127.0.0.1", port), patience_s)
        self._waiting = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self._socket.close()

    def send(self, raw: bytes) -> None:
        self._socket.sendall(raw)

    def hold_at_most(self, count: int) -> None:
        """So many bytes, or about twice, may wait here unread; then the other side has to keep them."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, count)

    def try_to_send(self, raw: bytes) -> bool:
        """False when the other side has closed."""
        try:
            self.send(raw)
            return True
        except ConnectionError:
            return False

    def finish_sending(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)

    def next(self) -> tuple[int, bytes]:
        """The next message. EOFError when the other side closed."""
        kind, size = HEADER.unpack(self._read(HEADER.size))
        return kind, self._read(size)

    def reply_to(self, request_id: int) -> tuple[int, int, bytes]:
        """(command, status, body) of the response with this id; other messages are passed over."""
        while True:
            kind, payload = self.next()
            if kind == CONTROL_RESPONSE and struct.unpack_from("<H", payload)[0] == request_id:
                _, command, status = struct.unpack_from("<HHH", payload)
                return command, status, payload[6:]

    def closed_by_the_other_side(self) -> bool:
        """Reads to the end of the connection. False when it is still open after the patience."""
        try:
            while self._socket.recv(1 << 16):
                pass
        except TimeoutError:
            return False
        except ConnectionError:
            pass
        return True

    def _read(self, count: int) -> bytes:
        while len(self._waiting) < count:
            part = self._socket.recv(1 << 16)
            if not part:
                raise EOFError("the other side closed the connection")
            self._waiting += part
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken
