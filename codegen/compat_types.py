"""What a comparison of two schemas sees of a field's type."""

from .docs import type_text
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType


def most(type_):
    if isinstance(type_, OptType):
        return most(type_.element)
    return type_.max if isinstance(type_, (Text, Bytes, ListType)) else None


def held(type_):
    """The struct or enum that a field holds, if any."""
    if isinstance(type_, (ListType, OptType, ArrayType)):
        return held(type_.element)
    return type_.struct if isinstance(type_, StructType) else type_.enum if isinstance(type_, EnumType) else None


def spelled(field):
    """A field's type as bytes see it, without names and bounds."""
    return spelled_type(field.type)


def spelled_type(type_):
    if isinstance(type_, EnumType):
        return type_.base.name
    if isinstance(type_, StructType):
        return f"struct with a u{type_.prefix * 8} size" if type_.prefix else "frozen struct"
    if isinstance(type_, ListType):
        return f"list{type_.prefix * 8}<{spelled_type(type_.element)}>"
    if isinstance(type_, OptType):
        return f"opt<{spelled_type(type_.element)}>"
    if isinstance(type_, (Number, Text, Bytes)):
        return type_text(type_)
    if isinstance(type_, UnionType):
        return "union " + ", ".join(f"{arm}: {struct.name}" for arm, struct in type_.arms) + f" on {type_.on}"
    if isinstance(type_, Rest):
        return type_.of or "rest"
    return f"array<{spelled_type(type_.element)}, {type_.count}>"
