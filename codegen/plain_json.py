"""A decoded value as the one line of JSON that every language's tests compare.

Enums and flags are numbers, bytes are hex, integers that a double cannot hold are strings, what a
newer peer appended is "extra" when there is any.
"""

import json
import math

from .interpret import EXTRA
from .types import ArrayType, Bytes, ListType, OptType, Rest, StructType, UnionType

EXACT = 1 << 53


def text(record, value):
    return json.dumps(plain(record, value), separators=(",", ":"), ensure_ascii=False)


def plain(record, value):
    out = {field.name: field_plain(field.type, value[field.name]) for field in record.fields}
    if value.get(EXTRA):
        out["extra"] = value[EXTRA].hex()
    return out


def field_plain(type_, value):
    if isinstance(type_, OptType):
        return None if value is None else field_plain(type_.element, value)
    if isinstance(type_, (ListType, ArrayType)):
        return [field_plain(type_.element, item) for item in value]
    if isinstance(type_, StructType):
        return plain(type_.struct, value)
    if isinstance(type_, UnionType):
        (arm, held), arms = next(iter(value.items())), dict(type_.arms)
        return {arm: plain(arms[arm], held) if arm in arms else held.hex()}
    if isinstance(type_, (Bytes, Rest)):
        return value.hex()
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value == int(value) else value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= EXACT:
        return str(value)
    return value
