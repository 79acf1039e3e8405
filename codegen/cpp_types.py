"""C++ back end: how a schema type is spelled."""

from .names import camel
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, is_fixed

UINT = {1: "std::uint8_t", 2: "std::uint16_t", 4: "std::uint32_t"}
SPAN = "std::span<const std::byte>"


def number(type_):
    if type_.kind in ("uint", "int"):
        return f"std::{'u' if type_.kind == 'uint' else ''}int{type_.size * 8}_t"
    return {"f32": "float", "f64": "double", "bool": "bool"}[type_.name]


def owned(type_):
    """Type of a member of the owned struct."""
    if isinstance(type_, Number):
        return number(type_)
    if isinstance(type_, EnumType):
        return camel(type_.enum.name)
    if isinstance(type_, Text):
        return "std::string"
    if isinstance(type_, (Bytes, Rest)):
        return "std::vector<std::byte>"
    if isinstance(type_, ListType):
        return f"std::vector<{owned(type_.element)}>"
    if isinstance(type_, ArrayType):
        return f"std::array<{owned(type_.element)}, {type_.count}>"
    if isinstance(type_, StructType):
        return camel(type_.struct.name)
    if isinstance(type_, OptType):
        return f"std::optional<{owned(type_.element)}>"
    return f"std::variant<std::vector<std::byte>, {', '.join(camel(s.name) for _, s in type_.arms)}>"


def view(type_):
    """Type of a member of the view."""
    if is_fixed(type_):
        return owned(type_)
    if isinstance(type_, Text):
        return "std::string_view"
    if isinstance(type_, (Bytes, Rest)):
        return SPAN
    if isinstance(type_, ListType):
        return f"wire::List<{element(type_.element)}>"
    if isinstance(type_, StructType):
        return f"{camel(type_.struct.name)}::View"
    if isinstance(type_, OptType):
        return f"std::optional<{view(type_.element)}>"
    return f"std::variant<{SPAN}, {', '.join(camel(s.name) + '::View' for _, s in type_.arms)}>"


def element(type_):
    """The codec of one list element."""
    if isinstance(type_, (Number, EnumType)):
        return f"wire::ScalarElement<{owned(type_)}>"
    if isinstance(type_, Text):
        return f"wire::TextElement<{UINT[type_.prefix]}, {type_.max}>"
    if isinstance(type_, Bytes):
        return f"wire::BytesElement<{UINT[type_.prefix]}, {type_.max}u>"
    if isinstance(type_, StructType) and type_.prefix:
        return f"wire::SizedElement<{view(type_)}, {UINT[type_.prefix]}>"
    if isinstance(type_, StructType):
        return f"wire::FrozenElement<{view(type_)}>"
    raise TypeError(type_)


def at(run, offset):
    return f"run{run.index}_ + {offset}" if offset else f"run{run.index}_"
