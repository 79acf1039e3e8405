"""JavaScript back end: how a schema type is spelled, read and written."""

from .names import camel, lower_camel
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType, is_fixed

SET = {"u8": "setUint8", "u16": "setUint16", "u32": "setUint32", "i8": "setInt8", "i16": "setInt16", "i32": "setInt32",
       "f32": "setFloat32", "f64": "setFloat64"}
WIDTH = {1: "u8", 2: "u16", 4: "u32"}


def base(type_):
    return type_.base if isinstance(type_, EnumType) else type_


def get(type_, place, big=False, source="bytes"):
    """Expression that reads one number at `place` of `source`: bytes, or view for what comes in lists."""
    kind = base(type_)
    if kind.name == "bool":
        return f"r.flag({place})"
    value = (from_view if source.endswith("view") else from_bytes)(kind, place, big, source)
    if isinstance(type_, EnumType) and type_.enum.closed:
        return f"r.known({place}, {value}, known{camel(type_.enum.name)})"
    return value


def from_bytes(kind, place, big, bytes_):
    if kind.name == "u8":
        return f"{bytes_}[{place}]"
    return f"get{'Big' if big and kind.size == 8 else ''}{kind.name.upper()}({bytes_}, {place})"


def from_view(kind, place, big, view):
    if kind.size == 8 and kind.kind != "float":
        return f"{view}.getBig{'Uint' if kind.kind == 'uint' else 'Int'}64({place}, true)" if big else f"view{kind.name.upper()}({view}, {place})"
    return f"{view}.{SET[kind.name].replace('set', 'get')}({place}{', true' if kind.size > 1 else ''})"


def is_plain(field):
    """Reading the field cannot fail and may happen inside the literal."""
    type_ = field.type
    if not is_fixed(type_) or isinstance(type_, ArrayType) or field.range:
        return False
    return base(type_).name != "bool" and not (isinstance(type_, EnumType) and type_.enum.closed)


def bound(type_, value, big):
    if type_.kind == "float":
        return repr(value)
    return f"{value}n" if type_.size == 8 and (big or abs(value) > (1 << 53) - 1) else str(value)


def put(type_, place, value):
    """Statement that writes one number at `place`."""
    kind = base(type_)
    if kind.name == "bool":
        return f"view.setUint8({place}, {value} ? 1 : 0);"
    if kind.size == 8 and kind.kind != "float":
        return f"put{kind.name.upper()}(view, {place}, {value});"
    name = SET[kind.name]
    if kind.kind == "float":
        return f"view.{name}({place}, {value}, true);"
    low, high = bounds(kind)
    return f"view.{name}({place}, whole({value}, {low}, {high}){', true' if kind.size > 1 else ''});"


def bounds(kind):
    bits = kind.size * 8
    return (0, (1 << bits) - 1) if kind.kind == "uint" else (-(1 << bits - 1), (1 << bits - 1) - 1)


def is_big(field):
    option = field.options.get("js")
    return option is not None and option.text == "bigint"


def ts_type(type_, big=False):
    if isinstance(type_, EnumType):
        return "number"
    if isinstance(type_, Number):
        if type_.name == "bool":
            return "boolean"
        if type_.size == 8 and type_.kind != "float":
            return "bigint" if big else "Int64"
        return "number"
    if isinstance(type_, Text):
        return "string"
    if isinstance(type_, (Bytes, Rest)):
        return "Uint8Array"
    if isinstance(type_, (ListType, ArrayType)):
        return f"{ts_type(type_.element, big)}[]"
    if isinstance(type_, StructType):
        return camel(type_.struct.name)
    if isinstance(type_, OptType):
        return f"{ts_type(type_.element, big)} | null"
    arms = " | ".join(f"{{ {lower_camel(name)}: {camel(struct.name)} }}" for name, struct in type_.arms)
    return f"{arms} | {{ unknown: Uint8Array }}"


def zero(type_, big=False):
    """What a field is when it is left out of an encode, or not yet in an older message."""
    if isinstance(type_, (Number, EnumType)):
        kind = base(type_)
        return "false" if kind.name == "bool" else "0n" if big and kind.size == 8 else "0"
    if isinstance(type_, Text):
        return "''"
    if isinstance(type_, (Bytes, Rest)):
        return "noBytes"
    if isinstance(type_, StructType):
        return "{}"
    if isinstance(type_, OptType):
        return "null"
    return "noUnion" if isinstance(type_, UnionType) else "[]"
