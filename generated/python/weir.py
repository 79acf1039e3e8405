"""Generated from schema/ by codegen. Do not edit. The reference: simple first, needs only Python."""

import struct
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

PROTOCOL_VERSION = 2
SCHEMA_HASH = 0x68d2813c


class DecodeError(ValueError):
    """Malformed bytes. `offset` counts from the start of the decoded bytes."""

    def __init__(self, problem, offset):
        super().__init__(f"{problem} at byte {offset}")
        self.problem = problem
        self.offset = offset


class Reader:
    def __init__(self, data):
        self.data = bytes(data)
        self.at = 0
        self.end = len(self.data)

    def take(self, size):
        if size > self.end - self.at:
            raise DecodeError("truncated", self.end)
        self.at += size
        return self.data[self.at - size:self.at]

    def run(self, layout):
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def rest(self):
        return self.take(self.end - self.at)

    def bytes(self, size, most, prefix):
        if size > most:
            raise DecodeError("too_long", self.at - prefix)
        return self.take(size)

    def text(self, size, most, prefix):
        raw = self.bytes(size, most, prefix)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise DecodeError("bad_text", self.at - size) from None

    def flag(self, value, at):
        if value > 1:
            raise DecodeError("bad_bool", at)
        return bool(value)

    def known(self, value, enum, at):
        if value not in enum.__members__.values():
            raise DecodeError("unknown_value", at)
        return value

    def within(self, value, low, high, at):
        if not low <= value <= high:
            raise DecodeError("out_of_range", at)

    def list(self, count, most, prefix, least, read):
        if count > most or count * least > self.end - self.at:
            raise DecodeError("too_many", self.at - prefix)
        return [read() for _ in range(count)]

    def sized(self, size, read):
        if size > self.end - self.at:
            raise DecodeError("truncated", self.end)
        outer, self.end = self.end, self.at + size
        value = read(self)
        self.at, self.end = self.end, outer
        return value

    def union(self, size, arm):
        if arm is None:
            return ("unknown", self.take(size))
        return (arm[0], self.sized(size, arm[1]))


class Writer:
    PREFIX = {1: "<B", 2: "<H", 4: "<I"}

    def __init__(self):
        self.out = bytearray()

    def pack(self, layout, *values):
        self.out += struct.pack(layout, *values)

    def raw(self, data):
        self.out += data

    def prefixed(self, prefix, data, most):
        if len(data) > most:
            raise ValueError(f"{len(data)} bytes, the limit is {most}")
        self.pack(self.PREFIX[prefix], len(data))
        self.out += data

    def sized(self, prefix, value):
        inner = Writer()
        value.write(inner)
        self.prefixed(prefix, inner.out, (1 << 8 * prefix) - 1)

    def list(self, prefix, items, most, write):
        if len(items) > most:
            raise ValueError(f"{len(items)} elements, the limit is {most}")
        self.pack(self.PREFIX[prefix], len(items))
        for item in items:
            write(item)

    def optional(self, value, write):
        self.pack("<B", value is not None)
        if value is not None:
            write(value)

    def union(self, value):
        arm, held = value
        if arm == "unknown":
            self.prefixed(2, held, 0xFFFF)
        else:
            self.sized(2, held)


class Record:
    """What all messages, structs and bodies share."""

    @classmethod
    def decode(cls, data):
        return cls.read(Reader(data))

    def encode(self):
        writer = Writer()
        self.write(writer)
        return bytes(writer.out)


HEADER = struct.Struct("<HI")  # message type, payload length


def to_message(value):
    """Header and payload of a message."""
    payload = value.encode()
    return HEADER.pack(value.TYPE, len(payload)) + payload


def messages(data):
    """(type, payload) of every whole message in `data`, and what is left over as (None, rest)."""
    while len(data) >= HEADER.size:
        kind, length = HEADER.unpack_from(data)
        if len(data) < HEADER.size + length:
            break
        yield kind, data[HEADER.size:HEADER.size + length]
        data = data[HEADER.size + length:]
    yield None, data


class Access(IntEnum):
    """What a peer must be allowed to do before a message or command of its is served."""

    view = 1
    control = 2
    admin = 3


class FunctionFlags(IntFlag):
    """What a node is able to do."""

    source = 0x0001
    relay = 0x0002
    sink = 0x0004
    controller = 0x0008


class Status(IntEnum):
    """How a command ended."""

    ok = 0
    error = 1
    unknown_command = 2
    invalid_params = 3
    not_found = 4
    refused = 5
    unsupported_format = 6
    conflict = 7
    unavailable = 8


class DeviceKind(IntEnum):
    """Where a device's pictures come from."""

    camera = 1
    screen = 2
    pattern = 3
    file = 4


class ControlType(IntEnum):
    """What a device control holds. The numbers are V4L2's."""

    integer = 1
    boolean = 2
    menu = 3
    button = 4
    integer64 = 5
    control_class = 6
    text = 7
    bitmask = 8
    integer_menu = 9


class Format(IntEnum):
    """How the payload of a frame is encoded; decides how a receiver decodes it."""

    mjpeg = 0x0001
    h264 = 0x0002
    h265 = 0x0003
    av1 = 0x0004
    ffv1 = 0x0005
    prores = 0x0006
    qoi = 0x0007
    raw = 0x0008
    raw_zstd = 0x0009


class PixelFormat(IntEnum):
    """Layout of raw pixels; none for compressed formats."""

    none = 0
    bgra8888 = 0x0001
    rgba8888 = 0x0002
    bgr888 = 0x0003
    yuv420p = 0x0004
    yuv422 = 0x0005


class Origin(IntEnum):
    """How a frame was produced. For people and diagnostics; does not affect decoding."""

    device_native = 0x0001
    libjpeg_turbo = 0x0002
    ffmpeg_libavcodec = 0x0003
    ffmpeg_subprocess = 0x0004
    vaapi = 0x0005
    nvenc = 0x0006
    software = 0x0007


class EventCode(IntEnum):
    """What happened to a stream at its source."""

    interrupted = 0x01
    resumed = 0x02


class MediaKind(IntEnum):
    """What a timed frame carries."""

    video = 1
    audio = 2
    data = 3


class FrameFlags(IntFlag):
    """What a reader must know about a frame before decoding it."""

    keyframe = 0x01
    discontinuity = 0x02


class DeliveryMode(IntEnum):
    """What an output does when its reader is too slow."""

    low_latency = 1
    completeness = 2
    opaque = 3


class SlotPolicy(IntEnum):
    """Which frame a low-latency output keeps."""

    replace_pending = 1
    keep_pending = 2


class DropPolicy(IntEnum):
    """Which frame a full completeness output gives up."""

    drop_oldest = 1
    drop_newest = 2


class BudgetPolicy(IntEnum):
    """How firmly a completeness output keeps to its budget."""

    hard = 1
    soft = 2


class Scheduler(IntEnum):
    """How the outputs that share a connection take turns."""

    strict_priority = 1
    round_robin = 2
    weighted_round_robin = 3
    deficit_round_robin = 4
    source_suppression = 5


class DropCause(IntEnum):
    """Why a relay did not deliver a frame."""

    replaced = 1
    slot_busy = 2
    frame_budget = 3
    byte_budget = 4
    oversized = 5
    interrupted = 6
    output_closed = 7
    handoff_full = 8
    awaiting_keyframe = 9
    memory_ceiling = 10
    suppressed = 11
    not_stored = 12
    not_shown = 13


class EventSubject(IntEnum):
    """What an event of a node's history is about."""

    node = 1
    wanted = 2
    resource = 3
    stream = 4
    output = 5
    peer = 6


class TransportMode(IntEnum):
    """How frames travel on an edge."""

    auto = 0
    encapsulated = 1
    opaque = 2


class Scale(IntEnum):
    """How a picture is fitted into a window."""

    stretch = 1
    fit = 2
    fill = 3
    one_to_one = 4


class Anchor(IntEnum):
    """Where a picture sits that does not fill its window exactly."""

    center = 1
    top_left = 2


class Command(IntEnum):
    """What a control_request asks for."""

    stream_open = 0x0001
    stream_close = 0x0002
    enum_devices = 0x0003
    enum_controls = 0x0004
    get_control = 0x0005
    set_control = 0x0006
    enum_monitors = 0x0007
    start_ingest = 0x0008
    stop_ingest = 0x0009
    start_display = 0x000a
    stop_display = 0x000b
    get_config_state = 0x0010
    get_runtime_state = 0x0011
    start_sink = 0x0012
    stop_sink = 0x0013
    start_relay = 0x0014
    stop_relay = 0x0015
    subscribe = 0x0018
    reconcile_now = 0x0019
    set_log_level = 0x001a
    shutdown = 0x001b
    get_events = 0x001c
    resume_delivery = 0x0020


@dataclass
class Refusal(Record):
    """Body of a control_response whose status is not ok."""

    reason: str = ""  # One sentence for the person who asked.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        reason_prefix, = r.run("<B")
        out.reason = r.text(reason_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.reason.encode(), 255)



@dataclass
class ControlRequest(Record):
    """Asks the peer to do something. What the command itself requires is checked as well."""

    request_id: int = 0  # Chosen by the asking side; comes back in the response.
    command: int = 0
    body: bytes = b""  # The command's request.

    TYPE = 0x0002

    @classmethod
    def read(cls, r):
        out = cls()
        out.request_id, out.command = r.run("<HH")
        out.body = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.request_id)
        w.pack("<H", self.command)
        w.raw(self.body)



@dataclass
class ControlResponse(Record):
    """Answers a control_request. Readable without a table of open requests."""

    request_id: int = 0  # The request's.
    command: int = 0  # The request's.
    status: int = 0
    body: bytes = b""  # The command's reply when status is ok, else a refusal.

    TYPE = 0x0003

    @classmethod
    def read(cls, r):
        out = cls()
        out.request_id, out.command, out.status = r.run("<HHH")
        out.body = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.request_id)
        w.pack("<H", self.command)
        w.pack("<H", self.status)
        w.raw(self.body)



@dataclass
class DeliveryMark(Record):
    """The position of the next frame of a stream on this connection; each further one is the next number. Sent before the first frame, and where a frame does not follow the one before it: the numbers between are lost for good."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    epoch: int = 0  # Names the numbering; drawn by the first node that has the stream, passed on by relays.
    number: int = 0  # Position of the next frame within the epoch.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0012

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.epoch, out.number = r.run("<HQQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<Q", self.epoch)
        w.pack("<Q", self.number)



@dataclass
class DeliveryAck(Record):
    """The receiver answers for every frame of the epoch below a number. A relay does so only for what all its own acknowledging readers have."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    epoch: int = 0  # The mark's.
    number: int = 0  # The first number that is not answered for.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0013

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.epoch, out.number = r.run("<HQQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<Q", self.epoch)
        w.pack("<Q", self.number)



@dataclass
class ResumeDeliveryRequest(Record):
    stream_id: int = 0  # As it is sent on this connection.
    epoch: int = 0  # Of the oldest frame that the sender still has or expects.
    number: int = 0  # Of that frame.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.epoch, out.number = r.run("<HQQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<Q", self.epoch)
        w.pack("<Q", self.number)



@dataclass
class ResumeDeliveryReply(Record):
    epoch: int = 0  # Of the newest frame that the receiver has; 0 when it has none.
    number: int = 0  # The first number of that epoch that it has not.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.epoch, out.number = r.run("<QQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.epoch)
        w.pack("<Q", self.number)



@dataclass
class MediaHead(Record):
    """What a relay and a viewer know about a frame without decoding it."""

    media_kind: int = 0
    flags: int = 0
    sequence: int = 0  # Per stream, +1 per frame produced, wraps. A gap is a loss.
    capture_time: int = 0  # [us] Unix time at which the source took the frame.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.media_kind, out.flags, out.sequence, out.capture_time = r.run("<BBIQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.media_kind)
        w.pack("<B", self.flags)
        w.pack("<I", self.sequence)
        w.pack("<Q", self.capture_time)



@dataclass
class VideoFrame(Record):
    """One frame of a stream, with nothing but its bytes. Always accepted; our own nodes send timed_frame."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    data: bytes = b""  # One whole encoded picture, as stream_open announced it.

    TYPE = 0x0001

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, = r.run("<H")
        out.data = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.raw(self.data)



@dataclass
class StreamEvent(Record):
    """A stream changed state at its source. Sent on the stream's own connection, before the first missing frame when the sender still can, else as the first message after recovery. Relays pass it to every output of the stream."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    code: int = 0
    age: int = 0  # [ms] Age of the event when sent.
    detail: str = ""  # For people, not for parsing.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0004

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.code, out.age, detail_prefix = r.run("<HBIB")
        out.detail = r.text(detail_prefix, 200, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<B", self.code)
        w.pack("<I", self.age)
        w.prefixed(1, self.detail.encode(), 200)



@dataclass
class TimedFrame(Record):
    """One frame of a stream with its sequence number and capture time."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    head: MediaHead = field(default_factory=lambda: MediaHead())  # Grows at its end; relays pass on what they do not know.
    data: bytes = b""  # One whole encoded picture, as stream_open announced it.

    TYPE = 0x0006

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, head_prefix = r.run("<HB")
        out.head = r.sized(head_prefix, MediaHead.read)
        out.data = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.sized(1, self.head)
        w.raw(self.data)



@dataclass
class DeviceFormat(Record):
    """One way in which a device can deliver."""

    format: int = 0
    pixel_format: int = 0
    width: int = 0  # [px]
    height: int = 0  # [px]
    fps_n: int = 0
    fps_d: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.format, out.pixel_format, out.width, out.height, out.fps_n, out.fps_d = r.run("<HHHHHH")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.format)
        w.pack("<H", self.pixel_format)
        w.pack("<H", self.width)
        w.pack("<H", self.height)
        w.pack("<H", self.fps_n)
        w.pack("<H", self.fps_d)



@dataclass
class Device(Record):
    """Something that a node can capture."""

    kind: int = 0
    path: str = ""  # What start_ingest calls it.
    name: str = ""  # What its maker calls it.
    driver: str = ""
    bus: str = ""  # Where it is plugged in.
    formats: list[DeviceFormat] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.kind, path_prefix = r.run("<BB")
        out.path = r.text(path_prefix, 255, 1)
        name_prefix, = r.run("<B")
        out.name = r.text(name_prefix, 255, 1)
        driver_prefix, = r.run("<B")
        out.driver = r.text(driver_prefix, 255, 1)
        bus_prefix, = r.run("<B")
        out.bus = r.text(bus_prefix, 255, 1)
        formats_prefix, = r.run("<B")
        out.formats = r.list(formats_prefix, 255, 1, 14, lambda: r.sized(r.run("<H")[0], DeviceFormat.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.kind)
        w.prefixed(1, self.path.encode(), 255)
        w.prefixed(1, self.name.encode(), 255)
        w.prefixed(1, self.driver.encode(), 255)
        w.prefixed(1, self.bus.encode(), 255)
        w.list(1, self.formats, 255, lambda v: w.sized(2, v))



@dataclass
class MenuItem(Record):
    """One entry of a menu control."""

    index: int = 0
    value: int = 0  # The number of an integer_menu item.
    name: str = ""
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.index, out.value, name_prefix = r.run("<IqB")
        out.name = r.text(name_prefix, 64, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.index)
        w.pack("<q", self.value)
        w.prefixed(1, self.name.encode(), 64)



@dataclass
class Control(Record):
    """A setting of a device."""

    id: int = 0  # V4L2's control id.
    type: int = 0
    flags: int = 0  # V4L2's control flags.
    minimum: int = 0
    maximum: int = 0
    step: int = 0
    default_value: int = 0
    value: int = 0
    name: str = ""
    menu: list[MenuItem] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.id, out.type, out.flags, out.minimum, out.maximum, out.step, out.default_value, out.value, name_prefix = r.run("<IBIqqqqqB")
        out.name = r.text(name_prefix, 64, 1)
        menu_prefix, = r.run("<B")
        out.menu = r.list(menu_prefix, 255, 1, 15, lambda: r.sized(r.run("<H")[0], MenuItem.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.id)
        w.pack("<B", self.type)
        w.pack("<I", self.flags)
        w.pack("<q", self.minimum)
        w.pack("<q", self.maximum)
        w.pack("<q", self.step)
        w.pack("<q", self.default_value)
        w.pack("<q", self.value)
        w.prefixed(1, self.name.encode(), 64)
        w.list(1, self.menu, 255, lambda v: w.sized(2, v))



@dataclass
class Monitor(Record):
    """A screen and where it sits on the desktop."""

    x: int = 0  # [px]
    y: int = 0  # [px]
    width: int = 0  # [px]
    height: int = 0  # [px]
    width_mm: int = 0  # [mm]
    height_mm: int = 0  # [mm]
    refresh: int = 0  # [mHz]
    name: str = ""
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.x, out.y, out.width, out.height, out.width_mm, out.height_mm, out.refresh, name_prefix = r.run("<iiIIIIIB")
        out.name = r.text(name_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<i", self.x)
        w.pack("<i", self.y)
        w.pack("<I", self.width)
        w.pack("<I", self.height)
        w.pack("<I", self.width_mm)
        w.pack("<I", self.height_mm)
        w.pack("<I", self.refresh)
        w.prefixed(1, self.name.encode(), 255)



@dataclass
class EnumDevicesRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class EnumDevicesReply(Record):
    devices: list[Device] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        devices_prefix, = r.run("<B")
        out.devices = r.list(devices_prefix, 255, 1, 8, lambda: r.sized(r.run("<H")[0], Device.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.list(1, self.devices, 255, lambda v: w.sized(2, v))



@dataclass
class EnumControlsRequest(Record):
    device_path: str = ""
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        device_path_prefix, = r.run("<B")
        out.device_path = r.text(device_path_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.device_path.encode(), 255)



@dataclass
class EnumControlsReply(Record):
    controls: list[Control] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        controls_prefix, = r.run("<H")
        out.controls = r.list(controls_prefix, 65535, 2, 53, lambda: r.sized(r.run("<H")[0], Control.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.list(2, self.controls, 65535, lambda v: w.sized(2, v))



@dataclass
class GetControlRequest(Record):
    device_path: str = ""
    control_id: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        device_path_prefix, = r.run("<B")
        out.device_path = r.text(device_path_prefix, 255, 1)
        out.control_id, = r.run("<I")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.device_path.encode(), 255)
        w.pack("<I", self.control_id)



@dataclass
class GetControlReply(Record):
    value: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.value, = r.run("<q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<q", self.value)



@dataclass
class SetControlRequest(Record):
    device_path: str = ""
    control_id: int = 0
    value: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        device_path_prefix, = r.run("<B")
        out.device_path = r.text(device_path_prefix, 255, 1)
        out.control_id, out.value = r.run("<Iq")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.device_path.encode(), 255)
        w.pack("<I", self.control_id)
        w.pack("<q", self.value)



@dataclass
class SetControlReply(Record):
    value: int = 0  # As the driver took it.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.value, = r.run("<q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<q", self.value)



@dataclass
class EnumMonitorsRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class EnumMonitorsReply(Record):
    monitors: list[Monitor] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        monitors_prefix, = r.run("<B")
        out.monitors = r.list(monitors_prefix, 255, 1, 31, lambda: r.sized(r.run("<H")[0], Monitor.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.list(1, self.monitors, 255, lambda v: w.sized(2, v))



@dataclass
class Announcement(Record):
    """A node says that it exists. Sent at start, every few seconds, and when a probe asks."""

    protocol_version: int = 0
    site_id: int = 0  # 0 is local or unassigned and never crosses a site boundary.
    tcp_port: int = 0  # Where a node accepts connections.
    function_flags: int = 0
    name: str = ""  # namespace:instance.
    boot_nonce: int = 0  # Random at every start of a node; a new one means a restart.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0010

    @classmethod
    def read(cls, r):
        out = cls()
        out.protocol_version, out.site_id, out.tcp_port, out.function_flags, name_prefix = r.run("<BHHHB")
        out.name = r.text(name_prefix, 128, 1)
        out.boot_nonce, = r.run("<Q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.protocol_version)
        w.pack("<H", self.site_id)
        w.pack("<H", self.tcp_port)
        w.pack("<H", self.function_flags)
        w.prefixed(1, self.name.encode(), 128)
        w.pack("<Q", self.boot_nonce)



@dataclass
class Probe(Record):
    """Asks every node to announce itself now."""

    boot_nonce: int = 0  # The asking node's.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0011

    @classmethod
    def read(cls, r):
        out = cls()
        out.boot_nonce, = r.run("<Q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.boot_nonce)



@dataclass
class RelayEdge(Record):
    """An output that a relay is wanted to have."""

    output_id: int = 0  # Assigned by the relaying node when it starts an output. 0 is no output.
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    output_stream_id: int = 0  # Id of the stream on this output; 0 passes stream_id through.
    mode: int = 0
    slot_policy: int = 0
    drop_policy: int = 0
    priority: int = 0  # Higher goes first.
    frames_max: int = 0  # [frames] Frame budget of a completeness output; 0 is the node's default.
    bytes_max: int = 0  # [bytes] Byte budget of a completeness output; 0 is the node's default.
    dest_port: int = 0  # 0 when dest_host is a node name or empty.
    dest_host: str = ""  # Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    budget_policy: int = 0  # Of a completeness output; 0 is hard.
    scheduler: int = 0  # Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    weight: int = 0  # Share of the connection under weighted and deficit round-robin; 0 counts as 1.
    acknowledged: bool = False  # The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.
    site_id: int = 0  # Of the stream and of dest_host; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.output_id, out.stream_id, out.output_stream_id, out.mode, out.slot_policy, out.drop_policy, out.priority, out.frames_max, out.bytes_max, out.dest_port, dest_host_prefix = r.run("<HHHBBBBIQHB")
        out.dest_host = r.text(dest_host_prefix, 255, 1)
        if r.at == r.end:
            return out
        at = r.at
        out.budget_policy, out.scheduler, out.weight, out.acknowledged, out.site_id = r.run("<BBHBH")
        out.acknowledged = r.flag(out.acknowledged, at + 4)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.output_id)
        w.pack("<H", self.stream_id)
        w.pack("<H", self.output_stream_id)
        w.pack("<B", self.mode)
        w.pack("<B", self.slot_policy)
        w.pack("<B", self.drop_policy)
        w.pack("<B", self.priority)
        w.pack("<I", self.frames_max)
        w.pack("<Q", self.bytes_max)
        w.pack("<H", self.dest_port)
        w.prefixed(1, self.dest_host.encode(), 255)
        w.pack("<B", self.budget_policy)
        w.pack("<B", self.scheduler)
        w.pack("<H", self.weight)
        w.pack("<B", self.acknowledged)
        w.pack("<H", self.site_id)



@dataclass
class StartRelayRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    output_stream_id: int = 0  # Id of the stream on this output; 0 passes stream_id through.
    mode: int = 0
    slot_policy: int = 0
    drop_policy: int = 0
    priority: int = 0  # Higher goes first.
    frames_max: int = 0  # [frames] Frame budget of a completeness output; 0 is the node's default.
    bytes_max: int = 0  # [bytes] Byte budget of a completeness output; 0 is the node's default.
    dest_port: int = 0  # 0 when dest_host is a node name or empty.
    dest_host: str = ""  # Node name or host. Empty with dest_port 0 delivers on this connection, for as long as it lives.
    budget_policy: int = 0  # Of a completeness output; 0 is hard.
    scheduler: int = 0  # Of the connection that the output leaves by; all its outputs that name one name the same. 0 leaves it as it is, at first the node's default.
    weight: int = 0  # Share of the connection under weighted and deficit round-robin; 0 counts as 1.
    acknowledged: bool = False  # The reader answers for what it has, and gets the rest again after a lost connection. Completeness only.
    site_id: int = 0  # Of the stream and of dest_host; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.output_stream_id, out.mode, out.slot_policy, out.drop_policy, out.priority, out.frames_max, out.bytes_max, out.dest_port, dest_host_prefix = r.run("<HHBBBBIQHB")
        out.dest_host = r.text(dest_host_prefix, 255, 1)
        if r.at == r.end:
            return out
        at = r.at
        out.budget_policy, out.scheduler, out.weight, out.acknowledged, out.site_id = r.run("<BBHBH")
        out.acknowledged = r.flag(out.acknowledged, at + 4)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<H", self.output_stream_id)
        w.pack("<B", self.mode)
        w.pack("<B", self.slot_policy)
        w.pack("<B", self.drop_policy)
        w.pack("<B", self.priority)
        w.pack("<I", self.frames_max)
        w.pack("<Q", self.bytes_max)
        w.pack("<H", self.dest_port)
        w.prefixed(1, self.dest_host.encode(), 255)
        w.pack("<B", self.budget_policy)
        w.pack("<B", self.scheduler)
        w.pack("<H", self.weight)
        w.pack("<B", self.acknowledged)
        w.pack("<H", self.site_id)



@dataclass
class StartRelayReply(Record):
    output_id: int = 0  # Assigned by the relaying node when it starts an output. 0 is no output.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.output_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.output_id)



@dataclass
class StopRelayRequest(Record):
    output_id: int = 0  # Assigned by the relaying node when it starts an output. 0 is no output.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.output_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.output_id)



@dataclass
class StopRelayReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class DropCount(Record):
    """Frames lost to one cause since the output was opened."""

    cause: int = 0
    frames: int = 0  # [frames]
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.cause, out.frames = r.run("<BQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.cause)
        w.pack("<Q", self.frames)



@dataclass
class Hello(Record):
    """First message of each side of a connection between our own nodes. A peer that sends none is served as a plain peer and never expected to answer a ping."""

    protocol_version: int = 0
    schema_hash: int = 0  # Differs when the layouts differ. For the log, not for refusing.
    boot_nonce: int = 0  # Random at every start of a node; a new one means a restart.
    site_id: int = 0  # 0 is local or unassigned and never crosses a site boundary.
    function_flags: int = 0
    node_name: str = ""  # namespace:instance.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0007

    @classmethod
    def read(cls, r):
        out = cls()
        out.protocol_version, out.schema_hash, out.boot_nonce, out.site_id, out.function_flags, node_name_prefix = r.run("<HIQHHB")
        out.node_name = r.text(node_name_prefix, 128, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.protocol_version)
        w.pack("<I", self.schema_hash)
        w.pack("<Q", self.boot_nonce)
        w.pack("<H", self.site_id)
        w.pack("<H", self.function_flags)
        w.prefixed(1, self.node_name.encode(), 128)



@dataclass
class Ping(Record):
    """Asks for a pong. Sent when nothing else was sent for a second."""

    nonce: int = 0
    sent_at: int = 0  # [us] The sender's clock.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0008

    @classmethod
    def read(cls, r):
        out = cls()
        out.nonce, out.sent_at = r.run("<IQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.nonce)
        w.pack("<Q", self.sent_at)



@dataclass
class Pong(Record):
    """Answers a ping."""

    nonce: int = 0  # The ping's.
    sent_at: int = 0  # [us] The ping's.
    answered_at: int = 0  # [us] The answering node's clock.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0009

    @classmethod
    def read(cls, r):
        out = cls()
        out.nonce, out.sent_at, out.answered_at = r.run("<IQQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.nonce)
        w.pack("<Q", self.sent_at)
        w.pack("<Q", self.answered_at)



@dataclass
class CongestionReport(Record):
    """How one output of a relay copes. received = sent + dropped + waiting, always. Sent to the reader of the output and to controllers: when congestion begins and ends, at most once a second while it lasts, and every ten seconds otherwise."""

    output_id: int = 0  # Assigned by the relaying node when it starts an output. 0 is no output.
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    frames_received: int = 0  # [frames]
    frames_sent: int = 0  # [frames]
    frames_waiting: int = 0  # [frames]
    bytes_waiting: int = 0  # [bytes]
    oldest_age: int = 0  # [ms] Age of the oldest waiting frame.
    kernel_queue: int = 0  # [bytes] Accepted by the kernel and not yet acknowledged by the reader.
    drops: list[DropCount] = field(default_factory=list)
    congested: bool = False  # It drops, or a frame has waited for long; false when a peer is told that this is over.
    fps_milli: int = 0  # [mHz] Sent over the last seconds.
    bits_per_second: int = 0  # [bit/s] Sent over the last seconds.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x000a

    @classmethod
    def read(cls, r):
        out = cls()
        out.output_id, out.stream_id, out.frames_received, out.frames_sent, out.frames_waiting, out.bytes_waiting, out.oldest_age, out.kernel_queue, drops_prefix = r.run("<HHQQIQIIB")
        out.drops = r.list(drops_prefix, 255, 1, 11, lambda: r.sized(r.run("<H")[0], DropCount.read))
        if r.at == r.end:
            return out
        at = r.at
        out.congested, out.fps_milli, out.bits_per_second = r.run("<BIQ")
        out.congested = r.flag(out.congested, at + 0)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.output_id)
        w.pack("<H", self.stream_id)
        w.pack("<Q", self.frames_received)
        w.pack("<Q", self.frames_sent)
        w.pack("<I", self.frames_waiting)
        w.pack("<Q", self.bytes_waiting)
        w.pack("<I", self.oldest_age)
        w.pack("<I", self.kernel_queue)
        w.list(1, self.drops, 255, lambda v: w.sized(2, v))
        w.pack("<B", self.congested)
        w.pack("<I", self.fps_milli)
        w.pack("<Q", self.bits_per_second)



@dataclass
class Ingest(Record):
    """A capture that a node is wanted to run."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    format: int = 0  # 0 lets the node choose.
    width: int = 0  # [px] 0 lets the node choose.
    height: int = 0  # [px] 0 lets the node choose.
    fps_n: int = 0  # Numerator of the frame rate; 0 lets the node choose.
    fps_d: int = 0  # Denominator of the frame rate.
    dest_port: int = 0  # 0 when dest_host is a node name or empty.
    transport_mode: int = 0
    device_path: str = ""  # /dev/video0, screen:, pattern: or file:/path.
    dest_host: str = ""  # Node name or host to push to; empty keeps the stream on the node for readers to attach.
    site_id: int = 0  # Of the stream and of dest_host; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.format, out.width, out.height, out.fps_n, out.fps_d, out.dest_port, out.transport_mode, device_path_prefix = r.run("<HHHHHHHHB")
        out.device_path = r.text(device_path_prefix, 255, 1)
        dest_host_prefix, = r.run("<B")
        out.dest_host = r.text(dest_host_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<H", self.format)
        w.pack("<H", self.width)
        w.pack("<H", self.height)
        w.pack("<H", self.fps_n)
        w.pack("<H", self.fps_d)
        w.pack("<H", self.dest_port)
        w.pack("<H", self.transport_mode)
        w.prefixed(1, self.device_path.encode(), 255)
        w.prefixed(1, self.dest_host.encode(), 255)
        w.pack("<H", self.site_id)



@dataclass
class Display(Record):
    """A window that a node is wanted to show."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    win_x: int = 0  # [px]
    win_y: int = 0  # [px]
    win_w: int = 0  # [px] 0 takes the picture's width.
    win_h: int = 0  # [px] 0 takes the picture's height.
    scale: int = 0
    anchor: int = 0
    no_signal_fps: int = 0  # Rate of the no-signal picture; 0 shows none.
    reserved: int = 0  # Send 0.
    site_id: int = 0  # Of the stream; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.win_x, out.win_y, out.win_w, out.win_h, out.scale, out.anchor, out.no_signal_fps, out.reserved = r.run("<HhhHHBBBB")
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<h", self.win_x)
        w.pack("<h", self.win_y)
        w.pack("<H", self.win_w)
        w.pack("<H", self.win_h)
        w.pack("<B", self.scale)
        w.pack("<B", self.anchor)
        w.pack("<B", self.no_signal_fps)
        w.pack("<B", self.reserved)
        w.pack("<H", self.site_id)



@dataclass
class Sink(Record):
    """A recording that a node is wanted to make."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    path: str = ""  # File to write, below the folder that the node's owner has set aside for recordings.
    site_id: int = 0  # Of the stream; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, path_prefix = r.run("<HB")
        out.path = r.text(path_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.prefixed(1, self.path.encode(), 255)
        w.pack("<H", self.site_id)



@dataclass
class StreamOpenRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    format: int = 0
    pixel_format: int = 0
    origin: int = 0
    width: int = 0  # [px]
    height: int = 0  # [px]
    fps_n: int = 0  # Numerator of the nominal frame rate; 0 is unknown.
    fps_d: int = 0  # Denominator of the nominal frame rate.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.format, out.pixel_format, out.origin, out.width, out.height, out.fps_n, out.fps_d = r.run("<HHHHHHHH")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<H", self.format)
        w.pack("<H", self.pixel_format)
        w.pack("<H", self.origin)
        w.pack("<H", self.width)
        w.pack("<H", self.height)
        w.pack("<H", self.fps_n)
        w.pack("<H", self.fps_d)



@dataclass
class StreamOpenReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StreamCloseRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)



@dataclass
class StreamCloseReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StartIngestRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    format: int = 0  # 0 lets the node choose.
    width: int = 0  # [px] 0 lets the node choose.
    height: int = 0  # [px] 0 lets the node choose.
    fps_n: int = 0  # Numerator of the frame rate; 0 lets the node choose.
    fps_d: int = 0  # Denominator of the frame rate.
    dest_port: int = 0  # 0 when dest_host is a node name or empty.
    transport_mode: int = 0
    device_path: str = ""  # /dev/video0, screen:, pattern: or file:/path.
    dest_host: str = ""  # Node name or host to push to; empty keeps the stream on the node for readers to attach.
    site_id: int = 0  # Of the stream and of dest_host; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.format, out.width, out.height, out.fps_n, out.fps_d, out.dest_port, out.transport_mode, device_path_prefix = r.run("<HHHHHHHHB")
        out.device_path = r.text(device_path_prefix, 255, 1)
        dest_host_prefix, = r.run("<B")
        out.dest_host = r.text(dest_host_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<H", self.format)
        w.pack("<H", self.width)
        w.pack("<H", self.height)
        w.pack("<H", self.fps_n)
        w.pack("<H", self.fps_d)
        w.pack("<H", self.dest_port)
        w.pack("<H", self.transport_mode)
        w.prefixed(1, self.device_path.encode(), 255)
        w.prefixed(1, self.dest_host.encode(), 255)
        w.pack("<H", self.site_id)



@dataclass
class StartIngestReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StopIngestRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)



@dataclass
class StopIngestReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StartDisplayRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    win_x: int = 0  # [px]
    win_y: int = 0  # [px]
    win_w: int = 0  # [px] 0 takes the picture's width.
    win_h: int = 0  # [px] 0 takes the picture's height.
    scale: int = 0
    anchor: int = 0
    no_signal_fps: int = 0  # Rate of the no-signal picture; 0 shows none.
    reserved: int = 0  # Send 0.
    site_id: int = 0  # Of the stream; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, out.win_x, out.win_y, out.win_w, out.win_h, out.scale, out.anchor, out.no_signal_fps, out.reserved = r.run("<HhhHHBBBB")
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<h", self.win_x)
        w.pack("<h", self.win_y)
        w.pack("<H", self.win_w)
        w.pack("<H", self.win_h)
        w.pack("<B", self.scale)
        w.pack("<B", self.anchor)
        w.pack("<B", self.no_signal_fps)
        w.pack("<B", self.reserved)
        w.pack("<H", self.site_id)



@dataclass
class StartDisplayReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StopDisplayRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)



@dataclass
class StopDisplayReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StartSinkRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    path: str = ""  # File to write, below the folder that the node's owner has set aside for recordings.
    site_id: int = 0  # Of the stream; 0 is the node's own site.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, path_prefix = r.run("<HB")
        out.path = r.text(path_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.site_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.prefixed(1, self.path.encode(), 255)
        w.pack("<H", self.site_id)



@dataclass
class StartSinkReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class StopSinkRequest(Record):
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.stream_id, = r.run("<H")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)



@dataclass
class StopSinkReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class NodeEvent(Record):
    """One thing that changed at a node, and when."""

    number: int = 0  # From 1 at the node's start, +1 per event; a gap is what the reader missed.
    at: int = 0  # [ms] Unix time.
    subject: int = 0
    name: str = ""  # Of the subject.
    before: str = ""  # State it was in; empty when it is new.
    after: str = ""  # State it is in since; empty when it is gone.
    detail: str = ""  # For people: why, as far as the node knows.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.number, out.at, out.subject, name_prefix = r.run("<QQBB")
        out.name = r.text(name_prefix, 255, 1)
        before_prefix, = r.run("<B")
        out.before = r.text(before_prefix, 255, 1)
        after_prefix, = r.run("<B")
        out.after = r.text(after_prefix, 255, 1)
        detail_prefix, = r.run("<B")
        out.detail = r.text(detail_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.number)
        w.pack("<Q", self.at)
        w.pack("<B", self.subject)
        w.prefixed(1, self.name.encode(), 255)
        w.prefixed(1, self.before.encode(), 255)
        w.prefixed(1, self.after.encode(), 255)
        w.prefixed(1, self.detail.encode(), 255)



@dataclass
class ResourceState(Record):
    """One thing that the node keeps in its wanted state."""

    kind: str = ""  # capture, connection, output, ...
    name: str = ""
    current: str = ""  # State it is in.
    wanted: str = ""  # State it should be in.
    since: int = 0  # [ms] For how long it has been in its current state.
    retry_in: int = 0  # [ms] Until the next try; 0 when none is due.
    error: str = ""  # Why it is not where it should be; empty when nothing is wrong.
    number: int = 0  # Its own for as long as the node runs; 0 from older nodes.
    action: str = ""  # The step in progress; empty when there is none.
    failures: int = 0  # In a row; forgotten when the wanted state was held for a while.
    gave_up: bool = False  # Not tried again until it is wanted otherwise, its device appears or reconcile_now asks.
    waits_for: str = ""  # Name of the resource that must be there first; empty when there is none.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        kind_prefix, = r.run("<B")
        out.kind = r.text(kind_prefix, 255, 1)
        name_prefix, = r.run("<B")
        out.name = r.text(name_prefix, 255, 1)
        current_prefix, = r.run("<B")
        out.current = r.text(current_prefix, 255, 1)
        wanted_prefix, = r.run("<B")
        out.wanted = r.text(wanted_prefix, 255, 1)
        out.since, out.retry_in, error_prefix = r.run("<QIB")
        out.error = r.text(error_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.number, action_prefix = r.run("<IB")
        out.action = r.text(action_prefix, 255, 1)
        at = r.at
        out.failures, out.gave_up, waits_for_prefix = r.run("<IBB")
        out.gave_up = r.flag(out.gave_up, at + 4)
        out.waits_for = r.text(waits_for_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.kind.encode(), 255)
        w.prefixed(1, self.name.encode(), 255)
        w.prefixed(1, self.current.encode(), 255)
        w.prefixed(1, self.wanted.encode(), 255)
        w.pack("<Q", self.since)
        w.pack("<I", self.retry_in)
        w.prefixed(1, self.error.encode(), 255)
        w.pack("<I", self.number)
        w.prefixed(1, self.action.encode(), 255)
        w.pack("<I", self.failures)
        w.pack("<B", self.gave_up)
        w.prefixed(1, self.waits_for.encode(), 255)



@dataclass
class StreamState(Record):
    """A stream as the node sees it."""

    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    live: bool = False  # Frames are arriving.
    format: int = 0
    pixel_format: int = 0
    origin: int = 0
    width: int = 0  # [px]
    height: int = 0  # [px]
    fps_milli: int = 0  # [mHz] Measured frame rate.
    bits_per_second: int = 0  # [bit/s] Measured payload rate.
    frames_received: int = 0  # [frames]
    frames_lost: int = 0  # [frames] Gaps in the sequence numbers.
    source: str = ""  # Peer or device that it comes from.
    frames_refused: int = 0  # [frames] Not taken in because the node's frame memory was full.
    frames_missing: int = 0  # [frames] Of an acknowledged stream: lost for good before they got here, as its source says.
    frames_repeated: int = 0  # [frames] Of an acknowledged stream: came again after a lost connection, and went no further.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        at = r.at
        out.stream_id, out.live, out.format, out.pixel_format, out.origin, out.width, out.height, out.fps_milli, out.bits_per_second, out.frames_received, out.frames_lost, source_prefix = r.run("<HBHHHHHIQQQB")
        out.live = r.flag(out.live, at + 2)
        out.source = r.text(source_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.frames_refused, out.frames_missing, out.frames_repeated = r.run("<QQQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.stream_id)
        w.pack("<B", self.live)
        w.pack("<H", self.format)
        w.pack("<H", self.pixel_format)
        w.pack("<H", self.origin)
        w.pack("<H", self.width)
        w.pack("<H", self.height)
        w.pack("<I", self.fps_milli)
        w.pack("<Q", self.bits_per_second)
        w.pack("<Q", self.frames_received)
        w.pack("<Q", self.frames_lost)
        w.prefixed(1, self.source.encode(), 255)
        w.pack("<Q", self.frames_refused)
        w.pack("<Q", self.frames_missing)
        w.pack("<Q", self.frames_repeated)



@dataclass
class OutputState(Record):
    """An output of the node as it is now."""

    output_id: int = 0  # Assigned by the relaying node when it starts an output. 0 is no output.
    stream_id: int = 0  # Assigned by the controller; unique within a site. 0 is no stream.
    mode: int = 0
    peer: str = ""  # Who reads it.
    connected: bool = False
    frames_received: int = 0  # [frames]
    frames_sent: int = 0  # [frames]
    frames_waiting: int = 0  # [frames]
    bytes_waiting: int = 0  # [bytes]
    oldest_age: int = 0  # [ms] Age of the oldest waiting frame.
    kernel_queue: int = 0  # [bytes]
    fps_milli: int = 0  # [mHz] Measured frame rate.
    drops: list[DropCount] = field(default_factory=list)
    gaps: int = 0  # How often the reader of an inter-coded stream was told, by a discontinuity flag, that frames before are missing.
    bits_per_second: int = 0  # [bit/s] Measured payload rate.
    congested: bool = False  # It drops, or a frame has waited for long.
    frames_retained: int = 0  # [frames] Sent and not acknowledged yet; 0 where nobody asked for acknowledgements.
    bytes_retained: int = 0  # [bytes] Of the retained frames.
    frames_overrun: int = 0  # [frames] Forgotten before they were acknowledged, because there was no more room for them; lost if the connection is.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.output_id, out.stream_id, out.mode, peer_prefix = r.run("<HHBB")
        out.peer = r.text(peer_prefix, 255, 1)
        at = r.at
        out.connected, out.frames_received, out.frames_sent, out.frames_waiting, out.bytes_waiting, out.oldest_age, out.kernel_queue, out.fps_milli, drops_prefix = r.run("<BQQIQIIIB")
        out.connected = r.flag(out.connected, at + 0)
        out.drops = r.list(drops_prefix, 255, 1, 11, lambda: r.sized(r.run("<H")[0], DropCount.read))
        if r.at == r.end:
            return out
        at = r.at
        out.gaps, out.bits_per_second, out.congested, out.frames_retained, out.bytes_retained, out.frames_overrun = r.run("<QQBIQQ")
        out.congested = r.flag(out.congested, at + 16)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.output_id)
        w.pack("<H", self.stream_id)
        w.pack("<B", self.mode)
        w.prefixed(1, self.peer.encode(), 255)
        w.pack("<B", self.connected)
        w.pack("<Q", self.frames_received)
        w.pack("<Q", self.frames_sent)
        w.pack("<I", self.frames_waiting)
        w.pack("<Q", self.bytes_waiting)
        w.pack("<I", self.oldest_age)
        w.pack("<I", self.kernel_queue)
        w.pack("<I", self.fps_milli)
        w.list(1, self.drops, 255, lambda v: w.sized(2, v))
        w.pack("<Q", self.gaps)
        w.pack("<Q", self.bits_per_second)
        w.pack("<B", self.congested)
        w.pack("<I", self.frames_retained)
        w.pack("<Q", self.bytes_retained)
        w.pack("<Q", self.frames_overrun)



@dataclass
class PeerState(Record):
    """A node that this node has heard of."""

    name: str = ""
    address: str = ""  # host:port.
    site_id: int = 0  # 0 is local or unassigned and never crosses a site boundary.
    function_flags: int = 0
    boot_nonce: int = 0  # Random at every start of a node; a new one means a restart.
    last_seen: int = 0  # [ms] Age of its last announcement.
    duplicate: bool = False  # Another node has the same name.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        name_prefix, = r.run("<B")
        out.name = r.text(name_prefix, 255, 1)
        address_prefix, = r.run("<B")
        out.address = r.text(address_prefix, 255, 1)
        at = r.at
        out.site_id, out.function_flags, out.boot_nonce, out.last_seen, out.duplicate = r.run("<HHQIB")
        out.duplicate = r.flag(out.duplicate, at + 16)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.name.encode(), 255)
        w.prefixed(1, self.address.encode(), 255)
        w.pack("<H", self.site_id)
        w.pack("<H", self.function_flags)
        w.pack("<Q", self.boot_nonce)
        w.pack("<I", self.last_seen)
        w.pack("<B", self.duplicate)



@dataclass
class StateChange(Record):
    """What has changed at a node since the last state_change on this connection. A reader that is slow gets fewer and newer ones, never a queue of old ones."""

    full: bool = False  # Forget what was told before; this and what follows tell everything.
    more: bool = False  # Did not fit into one message; the rest follows.
    revision: int = 0  # Of what the node is meant to do.
    ingests: list[Ingest] = field(default_factory=list)  # New or different.
    displays: list[Display] = field(default_factory=list)  # New or different.
    sinks: list[Sink] = field(default_factory=list)  # New or different.
    relays: list[RelayEdge] = field(default_factory=list)  # New or different.
    ingests_gone: list[int] = field(default_factory=list)  # No longer wanted.
    displays_gone: list[int] = field(default_factory=list)  # No longer wanted.
    sinks_gone: list[int] = field(default_factory=list)  # No longer wanted.
    relays_gone: list[int] = field(default_factory=list)  # No longer wanted.
    resources: list[ResourceState] = field(default_factory=list)  # New or different; passing time alone is no difference.
    streams: list[StreamState] = field(default_factory=list)  # New or different.
    outputs: list[OutputState] = field(default_factory=list)  # New or different.
    peers: list[PeerState] = field(default_factory=list)  # New or different; passing time alone is no difference.
    resources_gone: list[int] = field(default_factory=list)  # Numbers of resources that are gone.
    streams_gone: list[int] = field(default_factory=list)  # No longer there.
    outputs_gone: list[int] = field(default_factory=list)  # No longer there.
    peers_gone: list[int] = field(default_factory=list)  # No longer heard.
    events: list[NodeEvent] = field(default_factory=list)  # What happened since, oldest first, as far as it is still kept; get_events tells what was before.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0018

    @classmethod
    def read(cls, r):
        out = cls()
        at = r.at
        out.full, out.more, out.revision, ingests_prefix = r.run("<BBQH")
        out.full = r.flag(out.full, at + 0)
        out.more = r.flag(out.more, at + 1)
        out.ingests = r.list(ingests_prefix, 65535, 2, 20, lambda: r.sized(r.run("<H")[0], Ingest.read))
        displays_prefix, = r.run("<H")
        out.displays = r.list(displays_prefix, 65535, 2, 16, lambda: r.sized(r.run("<H")[0], Display.read))
        sinks_prefix, = r.run("<H")
        out.sinks = r.list(sinks_prefix, 65535, 2, 5, lambda: r.sized(r.run("<H")[0], Sink.read))
        relays_prefix, = r.run("<H")
        out.relays = r.list(relays_prefix, 65535, 2, 27, lambda: r.sized(r.run("<H")[0], RelayEdge.read))
        ingests_gone_prefix, = r.run("<H")
        out.ingests_gone = r.list(ingests_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        displays_gone_prefix, = r.run("<H")
        out.displays_gone = r.list(displays_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        sinks_gone_prefix, = r.run("<H")
        out.sinks_gone = r.list(sinks_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        relays_gone_prefix, = r.run("<H")
        out.relays_gone = r.list(relays_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        resources_prefix, = r.run("<H")
        out.resources = r.list(resources_prefix, 65535, 2, 19, lambda: r.sized(r.run("<H")[0], ResourceState.read))
        streams_prefix, = r.run("<H")
        out.streams = r.list(streams_prefix, 65535, 2, 44, lambda: r.sized(r.run("<H")[0], StreamState.read))
        outputs_prefix, = r.run("<H")
        out.outputs = r.list(outputs_prefix, 65535, 2, 50, lambda: r.sized(r.run("<H")[0], OutputState.read))
        peers_prefix, = r.run("<H")
        out.peers = r.list(peers_prefix, 65535, 2, 21, lambda: r.sized(r.run("<H")[0], PeerState.read))
        resources_gone_prefix, = r.run("<H")
        out.resources_gone = r.list(resources_gone_prefix, 65535, 2, 4, lambda: r.run("<I")[0])
        streams_gone_prefix, = r.run("<H")
        out.streams_gone = r.list(streams_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        outputs_gone_prefix, = r.run("<H")
        out.outputs_gone = r.list(outputs_gone_prefix, 65535, 2, 2, lambda: r.run("<H")[0])
        peers_gone_prefix, = r.run("<H")
        out.peers_gone = r.list(peers_gone_prefix, 65535, 2, 8, lambda: r.run("<Q")[0])
        if r.at == r.end:
            return out
        events_prefix, = r.run("<H")
        out.events = r.list(events_prefix, 65535, 2, 23, lambda: r.sized(r.run("<H")[0], NodeEvent.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.full)
        w.pack("<B", self.more)
        w.pack("<Q", self.revision)
        w.list(2, self.ingests, 65535, lambda v: w.sized(2, v))
        w.list(2, self.displays, 65535, lambda v: w.sized(2, v))
        w.list(2, self.sinks, 65535, lambda v: w.sized(2, v))
        w.list(2, self.relays, 65535, lambda v: w.sized(2, v))
        w.list(2, self.ingests_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.displays_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.sinks_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.relays_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.resources, 65535, lambda v: w.sized(2, v))
        w.list(2, self.streams, 65535, lambda v: w.sized(2, v))
        w.list(2, self.outputs, 65535, lambda v: w.sized(2, v))
        w.list(2, self.peers, 65535, lambda v: w.sized(2, v))
        w.list(2, self.resources_gone, 65535, lambda v: w.pack("<I", v))
        w.list(2, self.streams_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.outputs_gone, 65535, lambda v: w.pack("<H", v))
        w.list(2, self.peers_gone, 65535, lambda v: w.pack("<Q", v))
        w.list(2, self.events, 65535, lambda v: w.sized(2, v))



@dataclass
class GetConfigStateRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class GetConfigStateReply(Record):
    revision: int = 0  # Grows with every change.
    ingests: list[Ingest] = field(default_factory=list)
    displays: list[Display] = field(default_factory=list)
    sinks: list[Sink] = field(default_factory=list)
    relays: list[RelayEdge] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.revision, ingests_prefix = r.run("<QH")
        out.ingests = r.list(ingests_prefix, 65535, 2, 20, lambda: r.sized(r.run("<H")[0], Ingest.read))
        displays_prefix, = r.run("<H")
        out.displays = r.list(displays_prefix, 65535, 2, 16, lambda: r.sized(r.run("<H")[0], Display.read))
        sinks_prefix, = r.run("<H")
        out.sinks = r.list(sinks_prefix, 65535, 2, 5, lambda: r.sized(r.run("<H")[0], Sink.read))
        relays_prefix, = r.run("<H")
        out.relays = r.list(relays_prefix, 65535, 2, 27, lambda: r.sized(r.run("<H")[0], RelayEdge.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.revision)
        w.list(2, self.ingests, 65535, lambda v: w.sized(2, v))
        w.list(2, self.displays, 65535, lambda v: w.sized(2, v))
        w.list(2, self.sinks, 65535, lambda v: w.sized(2, v))
        w.list(2, self.relays, 65535, lambda v: w.sized(2, v))



@dataclass
class GetRuntimeStateRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class GetRuntimeStateReply(Record):
    node_name: str = ""
    boot_nonce: int = 0  # Random at every start of a node; a new one means a restart.
    uptime: int = 0  # [ms]
    resources: list[ResourceState] = field(default_factory=list)
    streams: list[StreamState] = field(default_factory=list)
    outputs: list[OutputState] = field(default_factory=list)
    peers: list[PeerState] = field(default_factory=list)
    memory_held: int = 0  # [bytes] Frame memory in use.
    memory_max: int = 0  # [bytes] Its ceiling; 0 when the node does not say.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        node_name_prefix, = r.run("<B")
        out.node_name = r.text(node_name_prefix, 255, 1)
        out.boot_nonce, out.uptime, resources_prefix = r.run("<QQH")
        out.resources = r.list(resources_prefix, 65535, 2, 19, lambda: r.sized(r.run("<H")[0], ResourceState.read))
        streams_prefix, = r.run("<H")
        out.streams = r.list(streams_prefix, 65535, 2, 44, lambda: r.sized(r.run("<H")[0], StreamState.read))
        outputs_prefix, = r.run("<H")
        out.outputs = r.list(outputs_prefix, 65535, 2, 50, lambda: r.sized(r.run("<H")[0], OutputState.read))
        peers_prefix, = r.run("<H")
        out.peers = r.list(peers_prefix, 65535, 2, 21, lambda: r.sized(r.run("<H")[0], PeerState.read))
        if r.at == r.end:
            return out
        out.memory_held, out.memory_max = r.run("<QQ")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.node_name.encode(), 255)
        w.pack("<Q", self.boot_nonce)
        w.pack("<Q", self.uptime)
        w.list(2, self.resources, 65535, lambda v: w.sized(2, v))
        w.list(2, self.streams, 65535, lambda v: w.sized(2, v))
        w.list(2, self.outputs, 65535, lambda v: w.sized(2, v))
        w.list(2, self.peers, 65535, lambda v: w.sized(2, v))
        w.pack("<Q", self.memory_held)
        w.pack("<Q", self.memory_max)



@dataclass
class SubscribeRequest(Record):
    interval: int = 0  # [ms] Least time between two changes; the node raises what is too short.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.interval, = r.run("<I")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.interval)



@dataclass
class SubscribeReply(Record):
    interval: int = 0  # [ms] As the node took it.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.interval, = r.run("<I")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.interval)



@dataclass
class ReconcileNowRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class ReconcileNowReply(Record):
    resources: int = 0  # How many it keeps.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.resources, = r.run("<I")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.resources)



@dataclass
class SetLogLevelRequest(Record):
    levels: str = ""  # MODULE:LEVEL, separated by commas; example: relay:debug,*:info.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        levels_prefix, = r.run("<B")
        out.levels = r.text(levels_prefix, 255, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.levels.encode(), 255)



@dataclass
class SetLogLevelReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class ShutdownRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class ShutdownReply(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class GetEventsRequest(Record):
    after: int = 0  # Number of the last event that the asker knows; 0 asks for all that are kept.
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.after, = r.run("<Q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.after)



@dataclass
class GetEventsReply(Record):
    boot_nonce: int = 0  # Of the node; a new one means that the numbers began anew.
    last: int = 0  # Number of the newest event; 0 when there is none yet.
    events: list[NodeEvent] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.boot_nonce, out.last, events_prefix = r.run("<QQH")
        out.events = r.list(events_prefix, 65535, 2, 23, lambda: r.sized(r.run("<H")[0], NodeEvent.read))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.boot_nonce)
        w.pack("<Q", self.last)
        w.list(2, self.events, 65535, lambda v: w.sized(2, v))


MESSAGES = {VideoFrame.TYPE: VideoFrame, ControlRequest.TYPE: ControlRequest, ControlResponse.TYPE: ControlResponse, StreamEvent.TYPE: StreamEvent, TimedFrame.TYPE: TimedFrame, Hello.TYPE: Hello, Ping.TYPE: Ping, Pong.TYPE: Pong, CongestionReport.TYPE: CongestionReport, Announcement.TYPE: Announcement, Probe.TYPE: Probe, DeliveryMark.TYPE: DeliveryMark, DeliveryAck.TYPE: DeliveryAck, StateChange.TYPE: StateChange}
REQUESTS = {
    0x0001: StreamOpenRequest,
    0x0002: StreamCloseRequest,
    0x0003: EnumDevicesRequest,
    0x0004: EnumControlsRequest,
    0x0005: GetControlRequest,
    0x0006: SetControlRequest,
    0x0007: EnumMonitorsRequest,
    0x0008: StartIngestRequest,
    0x0009: StopIngestRequest,
    0x000a: StartDisplayRequest,
    0x000b: StopDisplayRequest,
    0x0010: GetConfigStateRequest,
    0x0011: GetRuntimeStateRequest,
    0x0012: StartSinkRequest,
    0x0013: StopSinkRequest,
    0x0014: StartRelayRequest,
    0x0015: StopRelayRequest,
    0x0018: SubscribeRequest,
    0x0019: ReconcileNowRequest,
    0x001a: SetLogLevelRequest,
    0x001b: ShutdownRequest,
    0x001c: GetEventsRequest,
    0x0020: ResumeDeliveryRequest,
}
REPLIES = {
    0x0001: StreamOpenReply,
    0x0002: StreamCloseReply,
    0x0003: EnumDevicesReply,
    0x0004: EnumControlsReply,
    0x0005: GetControlReply,
    0x0006: SetControlReply,
    0x0007: EnumMonitorsReply,
    0x0008: StartIngestReply,
    0x0009: StopIngestReply,
    0x000a: StartDisplayReply,
    0x000b: StopDisplayReply,
    0x0010: GetConfigStateReply,
    0x0011: GetRuntimeStateReply,
    0x0012: StartSinkReply,
    0x0013: StopSinkReply,
    0x0014: StartRelayReply,
    0x0015: StopRelayReply,
    0x0018: SubscribeReply,
    0x0019: ReconcileNowReply,
    0x001a: SetLogLevelReply,
    0x001b: ShutdownReply,
    0x001c: GetEventsReply,
    0x0020: ResumeDeliveryReply,
}
RECORDS = {
    "refusal": Refusal,
    "control_request": ControlRequest,
    "control_response": ControlResponse,
    "delivery_mark": DeliveryMark,
    "delivery_ack": DeliveryAck,
    "resume_delivery_request": ResumeDeliveryRequest,
    "resume_delivery_reply": ResumeDeliveryReply,
    "media_head": MediaHead,
    "video_frame": VideoFrame,
    "stream_event": StreamEvent,
    "timed_frame": TimedFrame,
    "device_format": DeviceFormat,
    "device": Device,
    "menu_item": MenuItem,
    "control": Control,
    "monitor": Monitor,
    "enum_devices_request": EnumDevicesRequest,
    "enum_devices_reply": EnumDevicesReply,
    "enum_controls_request": EnumControlsRequest,
    "enum_controls_reply": EnumControlsReply,
    "get_control_request": GetControlRequest,
    "get_control_reply": GetControlReply,
    "set_control_request": SetControlRequest,
    "set_control_reply": SetControlReply,
    "enum_monitors_request": EnumMonitorsRequest,
    "enum_monitors_reply": EnumMonitorsReply,
    "announcement": Announcement,
    "probe": Probe,
    "relay_edge": RelayEdge,
    "start_relay_request": StartRelayRequest,
    "start_relay_reply": StartRelayReply,
    "stop_relay_request": StopRelayRequest,
    "stop_relay_reply": StopRelayReply,
    "drop_count": DropCount,
    "hello": Hello,
    "ping": Ping,
    "pong": Pong,
    "congestion_report": CongestionReport,
    "ingest": Ingest,
    "display": Display,
    "sink": Sink,
    "stream_open_request": StreamOpenRequest,
    "stream_open_reply": StreamOpenReply,
    "stream_close_request": StreamCloseRequest,
    "stream_close_reply": StreamCloseReply,
    "start_ingest_request": StartIngestRequest,
    "start_ingest_reply": StartIngestReply,
    "stop_ingest_request": StopIngestRequest,
    "stop_ingest_reply": StopIngestReply,
    "start_display_request": StartDisplayRequest,
    "start_display_reply": StartDisplayReply,
    "stop_display_request": StopDisplayRequest,
    "stop_display_reply": StopDisplayReply,
    "start_sink_request": StartSinkRequest,
    "start_sink_reply": StartSinkReply,
    "stop_sink_request": StopSinkRequest,
    "stop_sink_reply": StopSinkReply,
    "node_event": NodeEvent,
    "resource_state": ResourceState,
    "stream_state": StreamState,
    "output_state": OutputState,
    "peer_state": PeerState,
    "state_change": StateChange,
    "get_config_state_request": GetConfigStateRequest,
    "get_config_state_reply": GetConfigStateReply,
    "get_runtime_state_request": GetRuntimeStateRequest,
    "get_runtime_state_reply": GetRuntimeStateReply,
    "subscribe_request": SubscribeRequest,
    "subscribe_reply": SubscribeReply,
    "reconcile_now_request": ReconcileNowRequest,
    "reconcile_now_reply": ReconcileNowReply,
    "set_log_level_request": SetLogLevelRequest,
    "set_log_level_reply": SetLogLevelReply,
    "shutdown_request": ShutdownRequest,
    "shutdown_reply": ShutdownReply,
    "get_events_request": GetEventsRequest,
    "get_events_reply": GetEventsReply,
}


def request(request_id, command, body):
    """A whole control_request."""
    return to_message(ControlRequest(request_id, command, body.encode()))


def reply(request_id, command, body):
    """A whole control_response with status ok."""
    return to_message(ControlResponse(request_id, command, 0, body.encode()))
