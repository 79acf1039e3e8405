"""Real traffic as a capture file, without the rights that capturing needs: a proxy between two programs that writes
down every piece it carries, and a listener to a multicast group.

A piece is at most one Ethernet frame long, so that large messages lie over many packets, as on a network.
"""

import socket
import struct
import threading
import time

PIECE_BYTES_MAX = 1400
HOSTS = (bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]))  # who dialled, who was dialled


class Recording:
    """Packets in the order in which they were seen; any thread may add."""

    def __init__(self):
        self._lock = threading.Lock()
        self._packets = []  # (time, what)
        self.streams = {}  # (connection, direction) -> every byte that went there

    def tcp(self, connection: int, port: int, direction: int, data: bytes) -> None:
        with self._lock:
            stream = self.streams.setdefault((connection, direction), bytearray())
            ports = (40000 + connection, port)
            head = struct.pack(">2H2I2B3H", ports[direction], ports[1 - direction], 1 + len(stream),
                               1 + len(self.streams.get((connection, 1 - direction), b"")), 5 << 4, 0x18, 65535, 0, 0)  # fmt: skip
            stream += data
            self._packets.append((time.time(), ethernet(6, direction, head + data)))

    def udp(self, port: int, data: bytes) -> None:
        with self._lock:
            self._packets.append((time.time(), ethernet(17, 0, struct.pack(">4H", port, port, 8 + len(data), 0) + data)))

    def pcap(self, change=lambda packet: packet) -> bytes:
        """A capture file; `change` may damage a packet."""
        with self._lock:
            out = struct.pack("<I2H4I", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
            for seconds, packet in self._packets:
                packet = change(packet)
                out += struct.pack("<4I", int(seconds), int(seconds % 1 * 1e6), len(packet), len(packet)) + packet
            return out


def ethernet(protocol: int, direction: int, inner: bytes) -> bytes:
    hosts = HOSTS[direction] + HOSTS[1 - direction]
    return bytes(12) + b"\x08\0" + struct.pack(">2B3H2BH", 0x45, 0, 20 + len(inner), 0, 0, 64, protocol, 0) + hosts + inner


class RecordingProxy:
    """Listens on a free port of its own and carries every connection to `target_port`."""

    def __init__(self, target_port: int, recording: Recording):
        self._target_port = target_port
        self._recording = recording
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for one in (self._listener, *self._open):
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                dialled, _ = self._listener.accept()
                onward = socket.create_connection(("127.0.0.1", self._target_port))
            except OSError:
                return
            number = len(self._open)
            self._open += [dialled, onward]
            for direction, source, target in ((0, dialled, onward), (1, onward, dialled)):
                threading.Thread(target=self._carry, args=(number, direction, source, target), daemon=True).start()

    def _carry(self, connection: int, direction: int, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(PIECE_BYTES_MAX):
                self._recording.tcp(connection, self._target_port, direction, data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one of the two is gone, and so is the connection


class RecordingListener:
    """Writes down the datagrams of a multicast group, "239.1.2.3:4567"."""

    def __init__(self, group: str, recording: Recording):
        address, port = group.rsplit(":", 1)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((address, int(port)))
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(address) + bytes(4))
        self.heard = []
        threading.Thread(target=self._listen, args=(recording, int(port)), daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _listen(self, recording: Recording, port: int) -> None:
        while True:
            try:
                data = self._socket.recv(2048)
            except OSError:
                return
            self.heard.append(data)
            recording.udp(port, data)
