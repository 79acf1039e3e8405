"""Generated from schema/ by codegen. Do not edit. The reference: simple first, needs only Python."""

import struct
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

PROTOCOL_VERSION = 3
SCHEMA_HASH = 0x4e7463b4


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


class Status(IntEnum):
    """How a command ended."""

    ok = 0
    error = 1


class Species(IntEnum):
    """Open. Unknown values pass."""

    fish = 1
    bird = 2
    on = 3


class Mood(IntEnum):
    """Closed. Unknown values are refused."""

    calm = 0
    angry = 0x0100


class Skills(IntFlag):
    """Unknown bits are kept."""

    swims = 0x1
    flies = 0x80000000


class Access(IntEnum):
    """As in every protocol."""

    view = 1
    control = 2
    admin = 3


class Command(IntEnum):
    """What a control_request asks for."""

    feed = 0x0001
    count = 0x0002


@dataclass
class Refusal(Record):
    """Why not."""

    reason: str = ""
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
class Point(Record):
    """Frozen, so it has no size of its own."""

    x: int = 0
    y: int = 0

    @classmethod
    def read(cls, r):
        out = cls()
        out.x, out.y = r.run("<hh")
        return out

    def write(self, w):
        w.pack("<h", self.x)
        w.pack("<h", self.y)



@dataclass
class Fish(Record):
    """An arm of the union."""

    depth: float = 0.0  # [m]
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        at = r.at
        out.depth, = r.run("<f")
        r.within(out.depth, 0.0, 11000.5, at + 0)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<f", self.depth)



@dataclass
class Bird(Record):
    """Another arm."""

    song: str = ""
    height: int = 0  # [m]
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        song_prefix, = r.run("<B")
        out.song = r.text(song_prefix, 20, 1)
        at = r.at
        out.height, = r.run("<i")
        r.within(out.height, -400, 9000, at + 0)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.song.encode(), 20)
        w.pack("<i", self.height)



@dataclass
class Meal(Record):
    """An element that has grown."""

    grams: int = 0
    hot: bool = False
    name: str = ""
    tags: list[str] = field(default_factory=list)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.grams, = r.run("<I")
        if r.at == r.end:
            return out
        at = r.at
        out.hot, name_prefix = r.run("<BH")
        out.hot = r.flag(out.hot, at + 0)
        out.name = r.text(name_prefix, 300, 2)
        if r.at == r.end:
            return out
        tags_prefix, = r.run("<B")
        out.tags = r.list(tags_prefix, 4, 1, 1, lambda: r.text(r.run("<B")[0], 255, 1))
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<I", self.grams)
        w.pack("<B", self.hot)
        w.prefixed(2, self.name.encode(), 300)
        w.list(1, self.tags, 4, lambda v: w.prefixed(1, v.encode(), 255))



@dataclass
class Numbers(Record):
    """Every number, and arrays of them."""

    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    f: int = 0
    g: int = 0
    h: int = 0
    i: float = 0.0
    j: float = 0.0
    yes: bool = False
    big: int = 0  # Grows without limit.
    small_range: int = 0
    wide_range: int = 0
    unit_range: float = 0.0
    mood: int = 0
    triple: list[int] = field(default_factory=lambda: [0] * 3)
    moods: list[int] = field(default_factory=lambda: [0] * 2)
    bits: list[bool] = field(default_factory=lambda: [False] * 4)
    bigs: list[int] = field(default_factory=lambda: [0] * 2)
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0101

    @classmethod
    def read(cls, r):
        out = cls()
        at = r.at
        values = iter(r.run("<BbHhIiQqfdBQBqdH3H2H4B2Q"))
        out.a = next(values)
        out.b = next(values)
        out.c = next(values)
        out.d = next(values)
        out.e = next(values)
        out.f = next(values)
        out.g = next(values)
        out.h = next(values)
        out.i = next(values)
        out.j = next(values)
        out.yes = next(values)
        out.big = next(values)
        out.small_range = next(values)
        out.wide_range = next(values)
        out.unit_range = next(values)
        out.mood = next(values)
        out.triple = [next(values) for _ in range(3)]
        out.moods = [next(values) for _ in range(2)]
        out.bits = [next(values) for _ in range(4)]
        out.bigs = [next(values) for _ in range(2)]
        out.yes = r.flag(out.yes, at + 42)
        r.within(out.small_range, 1, 100, at + 51)
        r.within(out.wide_range, -9223372036854775808, 9223372036854775806, at + 52)
        r.within(out.unit_range, -1.0, 1.0, at + 60)
        r.known(out.mood, Mood, at + 68)
        for i in range(2):
            r.known(out.moods[i], Mood, at + 76 + i * 2)
        for i in range(4):
            out.bits[i] = r.flag(out.bits[i], at + 80 + i * 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.a)
        w.pack("<b", self.b)
        w.pack("<H", self.c)
        w.pack("<h", self.d)
        w.pack("<I", self.e)
        w.pack("<i", self.f)
        w.pack("<Q", self.g)
        w.pack("<q", self.h)
        w.pack("<f", self.i)
        w.pack("<d", self.j)
        w.pack("<B", self.yes)
        w.pack("<Q", self.big)
        w.pack("<B", self.small_range)
        w.pack("<q", self.wide_range)
        w.pack("<d", self.unit_range)
        w.pack("<H", self.mood)
        w.pack("<3H", *self.triple)
        w.pack("<2H", *self.moods)
        w.pack("<4B", *self.bits)
        w.pack("<2Q", *self.bigs)



@dataclass
class Animal(Record):
    """Unions, options, lists and growth."""

    cage: int = 0  # Where an animal lives.
    species: int = 0
    body: tuple = ("unknown", b"")
    skills: int = 0
    age: int | None = None  # [years]
    nickname: str | None = None  # Empty is not none.
    home: Point | None = None
    last_meal: Meal | None = None
    raw: bytes = b""
    blob: bytes = b""
    corner: Point = field(default_factory=lambda: Point())
    favourite: Meal = field(default_factory=lambda: Meal())
    meals: list[Meal] = field(default_factory=list)
    spots: list[Point] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    flags_list: list[bool] = field(default_factory=list)
    mood_list: list[int] = field(default_factory=list)
    chunks: list[bytes] = field(default_factory=list)
    weight: float = 0.0
    label: str = ""
    seen: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0102

    @classmethod
    def read(cls, r):
        out = cls()
        out.cage, out.species, body_prefix = r.run("<HBH")
        out.body = r.union(body_prefix, {1: ("fish", Fish.read), 2: ("bird", Bird.read)}.get(out.species))
        at = r.at
        out.skills, age_prefix = r.run("<IB")
        r.flag(age_prefix, at + 4)
        out.age = r.run("<H")[0] if age_prefix else None
        at = r.at
        nickname_prefix, = r.run("<B")
        r.flag(nickname_prefix, at + 0)
        out.nickname = r.text(r.run("<B")[0], 255, 1) if nickname_prefix else None
        at = r.at
        home_prefix, = r.run("<B")
        r.flag(home_prefix, at + 0)
        out.home = Point.read(r) if home_prefix else None
        at = r.at
        last_meal_prefix, = r.run("<B")
        r.flag(last_meal_prefix, at + 0)
        out.last_meal = r.sized(r.run("<H")[0], Meal.read) if last_meal_prefix else None
        raw_prefix, = r.run("<B")
        out.raw = r.bytes(raw_prefix, 16, 1)
        blob_prefix, = r.run("<I")
        out.blob = r.bytes(blob_prefix, 4294967295, 4)
        out.corner = Point.read(r)
        favourite_prefix, = r.run("<I")
        out.favourite = r.sized(favourite_prefix, Meal.read)
        meals_prefix, = r.run("<H")
        out.meals = r.list(meals_prefix, 65535, 2, 6, lambda: r.sized(r.run("<H")[0], Meal.read))
        spots_prefix, = r.run("<B")
        out.spots = r.list(spots_prefix, 9, 1, 4, lambda: Point.read(r))
        ids_prefix, = r.run("<B")
        out.ids = r.list(ids_prefix, 255, 1, 8, lambda: r.run("<Q")[0])
        counts_prefix, = r.run("<H")
        out.counts = r.list(counts_prefix, 65535, 2, 8, lambda: r.run("<q")[0])
        flags_list_prefix, = r.run("<B")
        out.flags_list = r.list(flags_list_prefix, 255, 1, 1, lambda: r.flag(r.run("<B")[0], r.at - 1))
        mood_list_prefix, = r.run("<B")
        out.mood_list = r.list(mood_list_prefix, 255, 1, 2, lambda: r.known(r.run("<H")[0], Mood, r.at - 2))
        chunks_prefix, = r.run("<B")
        out.chunks = r.list(chunks_prefix, 255, 1, 2, lambda: r.bytes(r.run("<H")[0], 65535, 2))
        if r.at == r.end:
            return out
        out.weight, label_prefix = r.run("<dB")
        out.label = r.text(label_prefix, 255, 1)
        if r.at == r.end:
            return out
        out.seen, = r.run("<I")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.cage)
        w.pack("<B", self.species)
        w.union(self.body)
        w.pack("<I", self.skills)
        w.optional(self.age, lambda v: w.pack("<H", v))
        w.optional(self.nickname, lambda v: w.prefixed(1, v.encode(), 255))
        w.optional(self.home, lambda v: v.write(w))
        w.optional(self.last_meal, lambda v: w.sized(2, v))
        w.prefixed(1, self.raw, 16)
        w.prefixed(4, self.blob, 4294967295)
        self.corner.write(w)
        w.sized(4, self.favourite)
        w.list(2, self.meals, 65535, lambda v: w.sized(2, v))
        w.list(1, self.spots, 9, lambda v: v.write(w))
        w.list(1, self.ids, 255, lambda v: w.pack("<Q", v))
        w.list(2, self.counts, 65535, lambda v: w.pack("<q", v))
        w.list(1, self.flags_list, 255, lambda v: w.pack("<B", v))
        w.list(1, self.mood_list, 255, lambda v: w.pack("<H", v))
        w.list(1, self.chunks, 255, lambda v: w.prefixed(2, v, 65535))
        w.pack("<d", self.weight)
        w.prefixed(1, self.label.encode(), 255)
        w.pack("<I", self.seen)



@dataclass
class Cargo(Record):
    """Ends in everything else."""

    cage: int = 0  # Where an animal lives.
    head: Fish = field(default_factory=lambda: Fish())
    data: bytes = b""

    TYPE = 0x0103

    @classmethod
    def read(cls, r):
        out = cls()
        out.cage, head_prefix = r.run("<HB")
        out.head = r.sized(head_prefix, Fish.read)
        out.data = r.rest()
        return out

    def write(self, w):
        w.pack("<H", self.cage)
        w.sized(1, self.head)
        w.raw(self.data)



@dataclass
class Datagram(Record):
    """Small enough."""

    name: str = ""
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0104

    @classmethod
    def read(cls, r):
        out = cls()
        name_prefix, = r.run("<B")
        out.name = r.text(name_prefix, 19, 1)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.prefixed(1, self.name.encode(), 19)



@dataclass
class Nothing(Record):
    """Has no fields yet."""

    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    TYPE = 0x0105

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class ControlRequest(Record):
    """Asks."""

    request_id: int = 0
    command: int = 0
    body: bytes = b""

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
    """Answers."""

    request_id: int = 0
    command: int = 0
    status: int = 0
    body: bytes = b""

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
class FeedRequest(Record):
    meal: Meal = field(default_factory=lambda: Meal())
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        meal_prefix, = r.run("<H")
        out.meal = r.sized(meal_prefix, Meal.read)
        out.extra = r.rest()
        return out

    def write(self, w):
        w.sized(2, self.meal)



@dataclass
class FeedReply(Record):
    left: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        if r.at == r.end:
            return out
        out.left, = r.run("<B")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<B", self.left)



@dataclass
class CountRequest(Record):
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.extra = r.rest()
        return out

    def write(self, w):
        pass



@dataclass
class CountReply(Record):
    total: int = 0
    extra: bytes = field(default=b"", compare=False)  # what a newer peer appended; not encoded

    @classmethod
    def read(cls, r):
        out = cls()
        out.total, = r.run("<Q")
        out.extra = r.rest()
        return out

    def write(self, w):
        w.pack("<Q", self.total)


MESSAGES = {ControlRequest.TYPE: ControlRequest, ControlResponse.TYPE: ControlResponse, Numbers.TYPE: Numbers, Animal.TYPE: Animal, Cargo.TYPE: Cargo, Datagram.TYPE: Datagram, Nothing.TYPE: Nothing}
REQUESTS = {
    0x0001: FeedRequest,
    0x0002: CountRequest,
}
REPLIES = {
    0x0001: FeedReply,
    0x0002: CountReply,
}
RECORDS = {
    "refusal": Refusal,
    "point": Point,
    "fish": Fish,
    "bird": Bird,
    "meal": Meal,
    "numbers": Numbers,
    "animal": Animal,
    "cargo": Cargo,
    "datagram": Datagram,
    "nothing": Nothing,
    "control_request": ControlRequest,
    "control_response": ControlResponse,
    "feed_request": FeedRequest,
    "feed_reply": FeedReply,
    "count_request": CountRequest,
    "count_reply": CountReply,
}


def request(request_id, command, body):
    """A whole control_request."""
    return to_message(ControlRequest(request_id, command, body.encode()))


def reply(request_id, command, body):
    """A whole control_response with status ok."""
    return to_message(ControlResponse(request_id, command, 0, body.encode()))
