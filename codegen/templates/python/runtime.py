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
