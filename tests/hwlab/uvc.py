"""What a UVC 1.0 webcam says about itself: descriptors, streaming negotiation, controls. No I/O.

Numbers and layouts are those of "USB Device Class Definition for Video Devices 1.0a" and its MJPEG payload.
"""

import struct
from dataclasses import dataclass

VENDOR, PRODUCT, SERIAL = 0x1D6B, 0x0102, "SN0001"
HIGH_SPEED = 3
BULK_IN = 0x81
PACKET_BYTES = 512
PAYLOAD_BYTES = 16384
PAYLOAD_HEADER_BYTES = 2
CLOCK_HZ = 48_000_000

SIZES = {1: (640, 480), 2: (1280, 720), 3: (1920, 1080)}  # by bFrameIndex
INTERVALS = (333_333, 666_666, 2_000_000)  # of 100 ns: 30, 15 and 5 frames per second
MJPEG, YUYV = 1, 2  # bFormatIndex
YUYV_GUID = b"YUY2" + bytes.fromhex("00001000800000aa00389b71")

SET_CUR, GET_CUR, GET_MIN, GET_MAX, GET_RES, GET_LEN, GET_INFO, GET_DEF = 0x01, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87
VS_PROBE, VS_COMMIT = 1, 2
CONTROL_INTERFACE, STREAMING_INTERFACE = 0, 1
CAMERA_TERMINAL, PROCESSING_UNIT, OUTPUT_TERMINAL = 1, 2, 3


class Stall(Exception):
    """The request is not supported; USB answers it by halting the endpoint."""


@dataclass
class Control:
    bytes: int
    minimum: int
    maximum: int
    step: int
    default: int
    current: int = 0

    def __post_init__(self):
        self.current = self.default

    def pack(self, value: int) -> bytes:
        return (value & (1 << 8 * self.bytes) - 1).to_bytes(self.bytes, "little")


def controls() -> dict[tuple[int, int], Control]:
    """By (entity, selector). A Linux host shows them as brightness, contrast, saturation and so on."""
    return {
        (PROCESSING_UNIT, 0x02): Control(2, -64, 64, 1, 0),  # brightness
        (PROCESSING_UNIT, 0x03): Control(2, 0, 95, 1, 32),  # contrast
        (PROCESSING_UNIT, 0x06): Control(2, -2000, 2000, 1, 0),  # hue
        (PROCESSING_UNIT, 0x07): Control(2, 0, 100, 1, 60),  # saturation
        (PROCESSING_UNIT, 0x05): Control(1, 0, 2, 1, 1),  # power line frequency
        (CAMERA_TERMINAL, 0x02): Control(1, 1, 8, 9, 8),  # auto exposure mode: manual 1, aperture 8
        (CAMERA_TERMINAL, 0x04): Control(4, 1, 10000, 1, 166),  # exposure time, 100 us
        (CAMERA_TERMINAL, 0x0B): Control(2, 100, 400, 1, 100),  # zoom
    }


@dataclass(frozen=True)
class Mode:
    """What host and camera agreed on."""

    format: int = MJPEG
    frame: int = 1
    interval: int = INTERVALS[0]  # 100 ns

    @property
    def size(self) -> tuple[int, int]:
        return SIZES[self.frame]

    @property
    def interval_s(self) -> float:
        return self.interval / 1e7

    def pack(self) -> bytes:
        width, height = self.size
        return struct.pack("<HBBIHHHHHII", 1, self.format, self.frame, self.interval, 0, 0, 0, 0, 0,
                           width * height * 2, PAYLOAD_BYTES)  # fmt: skip

    @staticmethod
    def unpack(raw: bytes) -> "Mode":
        """The nearest mode that the camera has, as the standard asks of a probe."""
        format_index, frame_index, interval = struct.unpack_from("<BBI", raw, 2)
        return Mode(format_index if format_index in (MJPEG, YUYV) else MJPEG,
                    frame_index if frame_index in SIZES else 1,
                    min(INTERVALS, key=lambda one: abs(one - interval)))  # fmt: skip


def device_descriptor() -> bytes:
    return struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x200, 0xEF, 2, 1, 64, VENDOR, PRODUCT, 0x100, 1, 2, 3, 1)


def string_descriptor(index: int) -> bytes:
    texts = {1: "Weir lab", 2: "Lab Webcam", 3: SERIAL}
    if index == 0:
        return b"\x04\x03\x09\x04"
    if index not in texts:
        raise Stall
    body = texts[index].encode("utf-16le")
    return bytes([2 + len(body), 3]) + body


def configuration_descriptor() -> bytes:
    body = b"".join((
        bytes([8, 11, 0, 2, 14, 3, 0, 2]),  # both interfaces are one function
        bytes([9, 4, CONTROL_INTERFACE, 0, 0, 14, 1, 0, 2]), _control_descriptors(),
        bytes([9, 4, STREAMING_INTERFACE, 0, 1, 14, 2, 0, 0]), _streaming_descriptors(),
        struct.pack("<BBBBHB", 7, 5, BULK_IN, 2, PACKET_BYTES, 0),
    ))  # fmt: skip
    return bytes([9, 2]) + struct.pack("<H", 9 + len(body)) + bytes([2, 1, 0, 0x80, 50]) + body


def _control_descriptors() -> bytes:
    camera = struct.pack("<BBBBHBBHHHB", 18, 0x24, 2, CAMERA_TERMINAL, 0x0201, 0, 0, 0, 0, 0, 3) + b"\x0a\x02\x00"
    processing = bytes([11, 0x24, 5, PROCESSING_UNIT, CAMERA_TERMINAL, 0, 0, 2, 0x0F, 0x04, 0])
    output = struct.pack("<BBBBHBBB", 9, 0x24, 3, OUTPUT_TERMINAL, 0x0101, 0, PROCESSING_UNIT, 0)
    units = camera + processing + output
    head = struct.pack("<BBBHHIBB", 13, 0x24, 1, 0x100, 13 + len(units), CLOCK_HZ, 1, STREAMING_INTERFACE)
    return head + units


def _streaming_descriptors() -> bytes:
    mjpeg = bytes([11, 0x24, 6, MJPEG, len(SIZES), 1, 1, 0, 0, 0, 0]) + _frames(7)
    yuyv = bytes([27, 0x24, 4, YUYV, len(SIZES)]) + YUYV_GUID + bytes([16, 1, 0, 0, 0, 0]) + _frames(5)
    formats = mjpeg + yuyv
    head = struct.pack("<BBBBHBBBBBBBB", 15, 0x24, 1, 2, 15 + len(formats), BULK_IN, 0, OUTPUT_TERMINAL, 0, 0, 0, 1, 0)
    return head + b"\0" + formats


def _frames(subtype: int) -> bytes:
    frames = b""
    for index, (width, height) in SIZES.items():
        bits = width * height * 16
        frames += struct.pack("<BBBBBHHIIIIB", 26 + 4 * len(INTERVALS), 0x24, subtype, index, 0, width, height,
                              bits * 5, bits * 30, width * height * 2, INTERVALS[0], len(INTERVALS))  # fmt: skip
        frames += b"".join(struct.pack("<I", interval) for interval in INTERVALS)
    return frames + bytes([6, 0x24, 0x0D, 1, 1, 4])  # colours: BT.709 primaries, BT.601 matrix
