"""A source that sends small numbered frames as fast as its node takes them, or at a pace."""

import time

from controller import Controller, wire


class FastSource:
    """One stream on one connection, opened at once. Answers nothing but what it must while it sends."""

    def __init__(self, port: int, stream_id: int, name: str = "source:fast", nonce: int = 1):
        self.stream_id = stream_id
        self._controller = Controller(port, name=name, nonce=nonce)
        self._next = 0
        self._controller.ask("stream_open", stream_id=stream_id, format=wire.Format.mjpeg.value, width=16, height=16)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self._controller.close()

    def ask(self, command: str, **fields):
        return self._controller.ask(command, **fields)

    def send(self, frames: int, payload_bytes: int = 16, batch: int = 1000, pause_s: float = 0) -> None:
        whole = bytearray(self._frame(0, bytes(payload_bytes)))
        at = self._frame(0x01020304, b"").index((0x01020304).to_bytes(4, "little"))
        for start in range(0, frames, batch):
            out = bytearray()
            for _ in range(min(batch, frames - start)):
                whole[at : at + 4] = self._next.to_bytes(4, "little")
                self._next += 1
                out += whole
            self._controller.peer.send(out)
            if pause_s:
                time.sleep(pause_s)

    def _frame(self, sequence: int, data: bytes) -> bytes:
        head = wire.MediaHead(media_kind=wire.MediaKind.video, flags=wire.FrameFlags.keyframe, sequence=sequence,
                              capture_time=0)  # fmt: skip
        return wire.to_message(wire.TimedFrame(stream_id=self.stream_id, head=head, data=data))
