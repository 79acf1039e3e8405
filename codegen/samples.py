"""Values to make vectors from: zero, typical, maximal and unknown enum values, the same on every run."""

from .interpret import EXTRA, default
from .layout import size_range
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType

LIST_BYTES_MAX = 2048  # a maximal list stops growing here, so that vectors stay readable


class Sampler:
    """One kind of value. `kind` is zero, typical, maximal or unknown."""

    def __init__(self, model, kind):
        self.model = model
        self.kind = kind
        self.count = 0

    def record(self, record):
        out = {}
        for field in record.fields:
            out[field.name] = self.field(record, field, out)
        return out

    def field(self, record, field, before):
        type_ = field.type
        if isinstance(type_, UnionType):
            return self.union(type_, before[type_.on])
        if isinstance(type_, EnumType) and self.kind in ("typical", "maximal"):
            union = next((f.type for f in record.fields if isinstance(f.type, UnionType) and f.type.on == field.name), None)
            if union is not None:
                arm = union.arms[0 if self.kind == "typical" else -1][0]
                return next(v.value for v in type_.enum.values if v.name == arm)
        value = self.value(type_)
        if field.range:
            low, high = field.range
            return {"zero": min(max(0, low), high), "maximal": high}.get(self.kind, low + (high - low) // 2 if isinstance(low, int) else (low + high) / 2)
        return value

    def value(self, type_):
        if isinstance(type_, Number):
            return self.number(type_)
        if isinstance(type_, EnumType):
            return self.enum(type_)
        if self.kind == "zero" and not isinstance(type_, StructType):
            return default(type_)
        if isinstance(type_, Text):
            return self.text(type_)
        if isinstance(type_, (Bytes, Rest)):
            return self.bytes(type_)
        if isinstance(type_, ListType):
            return [self.value(type_.element) for _ in range(self.length(type_))]
        if isinstance(type_, ArrayType):
            return [self.value(type_.element) for _ in range(type_.count)]
        if isinstance(type_, OptType):
            return self.value(type_.element)
        return self.record(type_.struct)

    def number(self, type_):
        bits = type_.size * 8
        self.count += 1
        if type_.kind == "bool":
            return self.kind != "zero" and self.count % 3 != 0
        if type_.kind == "float":
            return {"zero": 0.0, "maximal": -0.0009765625}.get(self.kind, self.count + 0.5)
        if self.kind == "zero":
            return 0
        if self.kind == "maximal":
            return (1 << bits) - 1 if type_.kind == "uint" else -(1 << bits - 1)
        value = self.count * 0x0102030405060708 % (1 << bits - 1)
        return -value if type_.kind == "int" and self.count % 2 else value

    def enum(self, type_):
        values, full = type_.enum.values, (1 << 8 * type_.size) - 1
        known = sum({v.value for v in values}) if type_.enum.is_flags else max((v.value for v in values), default=0)
        if self.kind == "zero":
            return 0
        if type_.enum.closed:
            return known
        return known if self.kind == "typical" else full

    def text(self, type_):
        if self.kind == "maximal":
            return ("€" * 22000)[:type_.max // 3] + "x" * (type_.max % 3) if type_.max <= 300 else "x" * min(type_.max, 300)
        return ["plain", "ünïcode \"quoted\"\n", "", "a text of more than fourteen bytes"][self.step() % 4].encode()[:type_.max].decode("utf-8", "ignore")

    def bytes(self, type_):
        most = type_.max if isinstance(type_, Bytes) else 64
        return bytes(i * 7 % 256 for i in range(min(most, 300) if self.kind == "maximal" else min(most, 5)))

    def length(self, type_):
        if self.kind != "maximal":
            return min(2, type_.max)
        each = max(1, size_range(type_.element, self.model.layout)[1])
        return max(1, min(type_.max, LIST_BYTES_MAX // each))

    def union(self, type_, chosen):
        names = {value.value: value.name for value in type_.enum.values}
        arms = dict(type_.arms)
        name = names.get(chosen)
        if name in arms:
            return {name: self.record(arms[name])}
        return {"unknown": b"" if self.kind == "zero" else b"\x01\x02\x03"}

    def step(self):
        self.count += 1
        return self.count


def as_of(model, record, value, version):
    """`value` as a peer of that version sends it: later fields are missing, at every depth."""
    fields = [field for field in record.fields if field.since <= version]
    return {field.name: _as_of(model, field.type, value[field.name], version) for field in fields}


def _as_of(model, type_, value, version):
    if isinstance(type_, StructType):
        return as_of(model, type_.struct, value, version)
    if isinstance(type_, ListType):
        return [_as_of(model, type_.element, item, version) for item in value]
    if isinstance(type_, OptType):
        return None if value is None else _as_of(model, type_.element, value, version)
    if isinstance(type_, UnionType):
        (arm, held), arms = next(iter(value.items())), dict(type_.arms)
        return {arm: as_of(model, arms[arm], held, version) if arm in arms else held}
    return value


__all__ = ["EXTRA", "Sampler", "as_of"]
