"""Encodes and decodes straight from the model: the yardstick for the generated code of every language.

Values are plain: structs are dicts in schema order, enums and flags are numbers, bytes are bytes, an
empty opt is None, a union is {arm: struct} or {"unknown": bytes}. What a newer peer appended to a
struct is under the key "" when there is any.
"""

import struct

from .layout import Boundary, Run, size_range
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType

CODES = {"u8": "<B", "u16": "<H", "u32": "<I", "u64": "<Q", "i8": "<b", "i16": "<h", "i32": "<i", "i64": "<q",
         "f32": "<f", "f64": "<d", "bool": "<B"}
UINT = {1: "<B", 2: "<H", 4: "<I"}
EXTRA = ""


class DecodeError(Exception):
    def __init__(self, problem, offset):
        super().__init__(f"{problem} at byte {offset}")
        self.problem = problem
        self.offset = offset


def code(type_):
    return CODES[type_.base.name if isinstance(type_, EnumType) else type_.name]


class Decoder:
    """`trace`, when given, is called with (offset, size, path, value) of every value."""

    def __init__(self, model, data, trace=None):
        self.model = model
        self.data = data
        self.at = 0
        self.end = len(data)
        self.trace = trace
        self.path = []

    def record(self, record):
        layout = self.model.layout(record)
        out = dict(blank(record))
        prefixes = {}
        for step in layout.steps:
            if isinstance(step, Boundary):
                if self.at == self.end:
                    return out
            elif isinstance(step, Run):
                start = self.run(step.size)
                for item in step.items:
                    place = start + item.offset
                    if item.role == "prefix":
                        prefixes[item.field.name] = (place, self.prefix(item.field, place, item.size))
                    else:
                        out[item.field.name] = self.fixed(item.field, place)
            else:
                self.path.append(step.field.name)
                out[step.field.name] = self.variable(step.field, prefixes.get(step.field.name), out)
                self.path.pop()
        if layout.growable and self.at < self.end:
            out[EXTRA] = self.take(self.end - self.at)
            self.note(self.at - len(out[EXTRA]), len(out[EXTRA]), "extra", out[EXTRA])
        return out

    def prefix(self, field, place, size):
        (value,) = struct.unpack_from(UINT[size], self.data, place)
        if isinstance(field.type, OptType) and value > 1:
            raise DecodeError("bad_bool", place)
        self.note(place, size, f"{field.name} {PREFIX_NAMES[type(field.type)]}", value)
        return value

    def run(self, size):
        if size > self.end - self.at:
            raise DecodeError("truncated", self.end)
        self.at += size
        return self.at - size

    def take(self, size):
        start = self.run(size)
        return bytes(self.data[start:start + size])

    def note(self, offset, size, name, value):
        if self.trace is not None:
            self.trace(offset, size, ".".join([*self.path, name]) if name else ".".join(self.path), value)

    def fixed(self, field, place):
        type_ = field.type
        if isinstance(type_, ArrayType):
            size = type_.element.size
            out = [self.number(type_.element, None, place + i * size) for i in range(type_.count)]
            self.note(place, size * type_.count, field.name, out)
            return out
        value = self.number(type_, field, place)
        self.note(place, type_.size, field.name, value)
        return value

    def number(self, type_, field, place):
        (value,) = struct.unpack_from(code(type_), self.data, place)
        if isinstance(type_, Number) and type_.kind == "bool":
            if value > 1:
                raise DecodeError("bad_bool", place)
            return value == 1
        if isinstance(type_, EnumType) and type_.enum.closed and value not in {v.value for v in type_.enum.values}:
            raise DecodeError("unknown_value", place)
        if field is not None and field.range and not field.range[0] <= value <= field.range[1]:
            raise DecodeError("out_of_range", place)
        return value

    def variable(self, field, prefix, seen):
        type_ = field.type
        if isinstance(type_, Rest):
            return self.noted(self.take(self.end - self.at))
        if isinstance(type_, StructType) and not type_.prefix:
            return self.record(type_.struct)
        place, count = prefix
        if isinstance(type_, OptType):
            return self.element(type_.element) if count else None
        if isinstance(type_, ListType):
            least = max(1, size_range(type_.element, self.model.layout)[0])
            if count > type_.max or count * least > self.end - self.at:
                raise DecodeError("too_many", place)
            return [self.indexed(i, type_.element) for i in range(count)]
        if isinstance(type_, UnionType):
            return self.union(type_, count, seen[type_.on])
        return self.behind(type_, place, count)

    def indexed(self, index, type_):
        self.path.append(str(index))
        value = self.element(type_)
        self.path.pop()
        return value

    def behind(self, type_, place, size):
        """Text, bytes or a sized struct whose prefix at `place` said `size`."""
        if isinstance(type_, StructType):
            return self.sized(size, type_.struct)
        if size > type_.max:
            raise DecodeError("too_long", place)
        start = self.at
        raw = self.take(size)
        if isinstance(type_, Bytes):
            return self.noted(raw)
        try:
            return self.noted(raw.decode("utf-8"), len(raw))
        except UnicodeDecodeError:
            raise DecodeError("bad_text", start) from None

    def noted(self, value, size=None):
        size = len(value) if size is None else size
        if size:
            self.note(self.at - size, size, "", value)
        return value

    def sized(self, size, record):
        if size > self.end - self.at:
            raise DecodeError("truncated", self.end)
        outer, self.end = self.end, self.at + size
        value = self.record(record)
        self.at, self.end = self.end, outer
        return value

    def union(self, type_, size, chosen):
        names = {value.value: value.name for value in type_.enum.values}
        arms = dict(type_.arms)
        name = names.get(chosen)
        if name in arms:
            return {name: self.sized(size, arms[name])}
        return {"unknown": self.noted(self.take(size))}

    def element(self, type_):
        if isinstance(type_, (Number, EnumType)):
            place = self.run(type_.size)
            value = self.number(type_, None, place)
            self.note(place, type_.size, "", value)
            return value
        if isinstance(type_, StructType) and not type_.prefix:
            return self.record(type_.struct)
        place = self.run(type_.prefix)
        (size,) = struct.unpack_from(UINT[type_.prefix], self.data, place)
        self.note(place, type_.prefix, PREFIX_NAMES[type(type_)], size)
        return self.behind(type_, place, size)


PREFIX_NAMES = {Text: "length", Bytes: "length", ListType: "count", StructType: "size", UnionType: "size", OptType: "present"}


def decode(model, record, data, trace=None):
    return Decoder(model, data, trace).record(record)


DEFAULTS = {"bool": False, "float": 0.0, "uint": 0, "int": 0}


BLANK = {}  # {id of a record: (the record, its fields at their defaults)}; vectors decode each thousands of times


def blank(record):
    found = BLANK.get(id(record))
    if found is None:
        found = BLANK[id(record)] = (record, {field.name: default(field.type) for field in record.fields})
    return found[1]


def default(type_):
    """What a field is before anything has been read into it."""
    if isinstance(type_, Number):
        return DEFAULTS[type_.kind]
    if isinstance(type_, EnumType):
        return 0
    if isinstance(type_, ArrayType):
        return [default(type_.element)] * type_.count
    if isinstance(type_, StructType):
        return {field.name: default(field.type) for field in type_.struct.fields}
    if isinstance(type_, (Bytes, Rest)):
        return b""
    if isinstance(type_, UnionType):
        return {"unknown": b""}
    return {Text: ""}.get(type(type_), [] if isinstance(type_, ListType) else None)


def encode(model, record, value):
    """Bytes of one struct or body. Fields that `value` lacks are at their default."""
    out = bytearray()
    for field in record.fields:
        if field.since <= model.version:
            out += encode_field(model, field.type, value.get(field.name, default(field.type)))
    return bytes(out) + value.get(EXTRA, b"")


def encode_field(model, type_, value):
    if isinstance(type_, (Number, EnumType)):
        return struct.pack(code(type_), value)
    if isinstance(type_, ArrayType):
        return b"".join(encode_field(model, type_.element, item) for item in value)
    if isinstance(type_, Rest):
        return value
    if isinstance(type_, OptType):
        return b"\0" if value is None else b"\1" + encode_field(model, type_.element, value)
    if isinstance(type_, ListType):
        return struct.pack(UINT[type_.prefix], len(value)) + b"".join(encode_field(model, type_.element, item) for item in value)
    if isinstance(type_, StructType):
        body = encode(model, type_.struct, value)
    elif isinstance(type_, UnionType):
        (arm, inner), arms = next(iter(value.items())), dict(type_.arms)
        body = encode(model, arms[arm], inner) if arm in arms else inner
    else:
        body = value.encode("utf-8") if isinstance(type_, Text) else value
    return (struct.pack(UINT[type_.prefix], len(body)) if type_.prefix else b"") + body
