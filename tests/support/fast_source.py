"""A source that sends small numbered frames as fast as its node takes them, or at a pace, and nothing else meanwhile."""

import time

from controller import Controller, wire


class FastSource:
    """One stream on one connection, opened at once. Answers nothing but what it must while it sends. Every
    `keyframe_every`th frame is a keyframe, and the first."""

    def __init__(self, port: int, stream_id: int, name: str = "source:fast", nonce: int = 1,
                 encoding=wire.Format.mjpeg, keyframe_every: int = 1):  # fmt: skip
        self.stream_id = stream_id
        self._keyframe_every = keyframe_every
        self._controller = Controller(port, name=name, nonce=nonce)
        self._next = 0
        self._controller.ask("stream_open", stream_id=stream_id, format=encoding.value, width=16, height=16)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self._controller.close()

    def ask(self, command: str, **fields):
        return self._controller.ask(command, **fields)

    def send_message(self, message) -> None:
        self._controller.peer.send(wire.to_message(message))

    def send(self, frames: int, payload_bytes: int = 16, batch: int = 1000, pause_s: float = 0) -> None:
        kinds = [bytearray(self._frame(0, bytes(payload_bytes), keyframe)) for keyframe in (False, True)]
        at = self._frame(0x01020304, b"", True).index((0x01020304).to_bytes(4, "little"))
        for start in range(0, frames, batch):
            out = bytearray()
            for _ in range(min(batch, frames - start)):
                whole = kinds[self._next % self._keyframe_every == 0]
                whole[at : at + 4] = self._next.to_bytes(4, "little")
                self._next += 1
                out += whole
            self._controller.peer.send(out)
            if pause_s:
                time.sleep(pause_s)

    def _frame(self, sequence: int, data: bytes, keyframe: bool) -> bytes:
        head = wire.MediaHead(media_kind=wire.MediaKind.video, flags=wire.FrameFlags.keyframe if keyframe else 0,
                              sequence=sequence, capture_time=0)  # fmt: skip
        return wire.to_message(wire.TimedFrame(stream_id=self.stream_id, head=head, data=data))
