"""A USB webcam that exists only as a program: it speaks USB/IP, a virtual machine plugs it in.

The guest's vhci_hcd and stock uvcvideo drivers see a UVC camera with a bulk endpoint. Closing the TCP link is
pulling the plug. Frames are NumberedJpeg, stamped with this host's clock when they are due.
Run alone: usb_camera.py PORT
"""

import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import uvc  # noqa: E402
from numbered_jpeg import NumberedJpeg  # noqa: E402

USBIP_VERSION = 0x0111
OP_REP_IMPORT = 0x0003
CMD_SUBMIT, CMD_UNLINK, RET_SUBMIT, RET_UNLINK = 1, 2, 3, 4
EPIPE, ECONNRESET = -32, -104
HEADER_BYTES = 48
LATE_MAX_S = 0.02  # a camera that fell behind skips time instead of sending a burst


class UsbCamera:
    """Serves one plug at a time until close(). `plugged` counts how often a guest attached it."""

    def __init__(self, port: int = 0):
        self._server = socket.create_server(("127.0.0.1", port))
        self.port = self._server.getsockname()[1]
        self.plugged = 0
        self._link: _Link | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def unplug(self) -> None:
        if self._link:
            self._link.close()

    def close(self) -> None:
        self._server.close()
        self.unplug()

    @property
    def frames_sent(self) -> int:
        return self._link.frames_sent if self._link else 0

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                _read(connection, 8 + 32)  # version, code, status and the bus id: there is one camera
                connection.sendall(_import_reply())
                self.plugged += 1
                self._link = _Link(connection)
                self._link.run()
            except (OSError, EOFError):
                pass
            finally:
                connection.close()


class _Link:
    """One plugged-in camera: answers control transfers, fills bulk transfers at the frame rate."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._controls = uvc.controls()
        self._probe = self._mode = uvc.Mode()
        self._streams = 0  # grows by one per commit, so that the sender drops a half-sent frame
        self._pending: list[tuple[int, int]] = []  # (sequence, bytes) of bulk transfers the host waits for
        # Guards _pending, _mode and the socket. Answering and forgetting a transfer is one step under it: a
        # reply after the reply to its unlink makes vhci_hcd give the whole device up.
        self._changed = threading.Condition()
        self._open = True
        self.frames_sent = 0

    def close(self) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def run(self) -> None:
        sender = threading.Thread(target=self._send_frames, daemon=True)
        sender.start()
        try:
            while True:
                header = _read(self._connection, HEADER_BYTES)
                command, sequence, _, is_input, endpoint = struct.unpack_from(">IIIII", header)
                if command == CMD_SUBMIT:
                    self._submit(sequence, bool(is_input), endpoint, header)
                elif command == CMD_UNLINK:
                    self._unlink(sequence, struct.unpack_from(">I", header, 20)[0])
        finally:
            self.close()
            sender.join()

    def _submit(self, sequence: int, is_input: bool, endpoint: int, header: bytes) -> None:
        (size,) = struct.unpack_from(">I", header, 24)
        data = _read(self._connection, size) if not is_input and size else b""
        with self._changed:
            if endpoint != 0:
                self._pending.append((sequence, size))
                self._changed.notify_all()
                return
            try:
                reply = self._control(header[40:48], data)[:size]
            except uvc.Stall:
                self._reply(sequence, EPIPE, b"", 0)
            else:
                self._reply(sequence, 0, reply if is_input else b"", len(reply) if is_input else size)

    def _unlink(self, sequence: int, victim: int) -> None:
        with self._changed:
            found = any(pending == victim for pending, _ in self._pending)
            self._pending = [one for one in self._pending if one[0] != victim]
            status = ECONNRESET if found else 0
            self._connection.sendall(struct.pack(">IIIIIi24x", RET_UNLINK, sequence, 0, 0, 0, status))

    def _reply(self, sequence: int, status: int, data: bytes, size: int) -> None:
        head = struct.pack(">IIIIIiIIII8x", RET_SUBMIT, sequence, 0, 0, 0, status, size, 0, 0, 0)
        self._connection.sendall(head + data)

    def _control(self, setup: bytes, data: bytes) -> bytes:
        request_type, request, value, index, _ = struct.unpack("<BBHHH", setup)
        if request_type & 0x60 == 0:
            return _standard(request, value)
        selector, entity, interface = value >> 8, index >> 8, index & 0xFF
        if interface == uvc.STREAMING_INTERFACE:
            return self._negotiate(request, selector, data)
        return self._control_value(request, (entity, selector), data)

    def _negotiate(self, request: int, selector: int, data: bytes) -> bytes:
        if request == uvc.SET_CUR:
            self._probe = uvc.Mode.unpack(data)
            if selector == uvc.VS_COMMIT:
                self._mode = self._probe
                self._streams += 1
                self._changed.notify_all()
            return b""
        if request == uvc.GET_LEN:
            return struct.pack("<H", len(self._probe.pack()))
        return b"\x03" if request == uvc.GET_INFO else self._probe.pack()

    def _control_value(self, request: int, key: tuple[int, int], data: bytes) -> bytes:
        control = self._controls.get(key)
        if control is None:
            raise uvc.Stall
        if request == uvc.SET_CUR:
            control.current = int.from_bytes(data[: control.bytes], "little", signed=control.minimum < 0)
            return b""
        values = {uvc.GET_CUR: control.current, uvc.GET_MIN: control.minimum, uvc.GET_MAX: control.maximum,
                  uvc.GET_RES: control.step, uvc.GET_DEF: control.default}  # fmt: skip
        if request in values:
            return control.pack(values[request])
        return struct.pack("<H", control.bytes) if request == uvc.GET_LEN else b"\x03"

    def _send_frames(self) -> None:
        pictures: dict[tuple[int, int], NumberedJpeg] = {}
        stream, number, due, toggle = -1, 0, 0.0, 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or not self._open)
                if not self._open:
                    return
                mode = self._mode
                if stream != self._streams:
                    stream, due = self._streams, time.monotonic()
                self._changed.wait_for(lambda: self._stale(stream), max(0.0, due - time.monotonic()))
            due = max(due + mode.interval_s, time.monotonic() - LATE_MAX_S)
            if mode.size not in pictures:
                pictures[mode.size] = NumberedJpeg(*mode.size)
            frame = _picture(mode, pictures[mode.size], number)
            number += 1
            try:
                whole = self._send(frame, toggle, stream)
            except OSError:
                return
            toggle ^= 1
            self.frames_sent += whole

    def _send(self, frame: bytes, toggle: int, stream: int) -> bool:
        """Cuts one frame into payload transfers. False when the stream ended in its middle."""
        position = 0
        while position < len(frame):
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._stale(stream))
                if self._stale(stream):
                    return False
                sequence, size = self._pending.pop(0)
                part = frame[position : position + size - uvc.PAYLOAD_HEADER_BYTES]
                position += len(part)
                last = 2 if position == len(frame) else 0
                head = bytes([uvc.PAYLOAD_HEADER_BYTES, 0x80 | toggle | last])
                self._reply(sequence, 0, head + part, len(head) + len(part))
        return True

    def _stale(self, stream: int) -> bool:
        return not self._open or stream != self._streams


def _picture(mode: uvc.Mode, picture: NumberedJpeg, number: int) -> bytes:
    if mode.format == uvc.MJPEG:
        return picture.frame(number, time.time_ns() // 1_000_000)
    width, height = mode.size
    return bytes([number & 0xFF, 128]) * (width * height)


def _standard(request: int, value: int) -> bytes:
    GET_STATUS, GET_DESCRIPTOR, GET_CONFIGURATION, GET_INTERFACE = 0, 6, 8, 10
    if request == GET_DESCRIPTOR:
        kind, index = value >> 8, value & 0xFF
        if kind == 1:
            return uvc.device_descriptor()
        if kind == 2:
            return uvc.configuration_descriptor()
        if kind == 3:
            return uvc.string_descriptor(index)
        raise uvc.Stall
    return {GET_STATUS: b"\0\0", GET_CONFIGURATION: b"\0", GET_INTERFACE: b"\0"}.get(request, b"")


def _import_reply() -> bytes:
    device = b"/weir-lab".ljust(256, b"\0") + b"1-1".ljust(32, b"\0")
    device += struct.pack(">IIIHHHBBBBBB", 1, 2, uvc.HIGH_SPEED, uvc.VENDOR, uvc.PRODUCT, 0x100,
                          0xEF, 2, 1, 0, 1, 2)  # fmt: skip
    return struct.pack(">HHI", USBIP_VERSION, OP_REP_IMPORT, 0) + device


def _read(connection: socket.socket, count: int) -> bytes:
    raw = bytearray()
    while len(raw) < count:
        part = connection.recv(count - len(raw))
        if not part:
            raise EOFError
        raw += part
    return bytes(raw)


if __name__ == "__main__":
    camera = UsbCamera(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(camera.port, flush=True)
    threading.Event().wait()
