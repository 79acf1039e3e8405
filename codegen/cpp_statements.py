"""C++ back end: the statements about one value."""

from .cpp_types import UINT, owned
from .names import camel, cpp_value
from .types import Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType


def own(field):
    type_, name = field.type, field.name
    if isinstance(type_, (Bytes, Rest)):
        return f"out.{name}.assign({name}.begin(), {name}.end());"
    if isinstance(type_, StructType):
        return f"out.{name} = {name}.own();"
    if isinstance(type_, ListType):
        return (f"out.{name}.reserve({name}.size());\n"
                f"for (const auto& item_ : {name}) out.{name}.emplace_back({own_element(type_.element, 'item_')});")
    if isinstance(type_, OptType):
        return f"if ({name}) out.{name}.emplace({own_element(type_.element, f'(*{name})')});"
    if isinstance(type_, UnionType):
        lines = [f"switch ({name}.index()) {{",
                 f"    case 0: out.{name}.emplace<0>(std::get<0>({name}).begin(), std::get<0>({name}).end()); break;"]
        for index in range(1, len(type_.arms) + 1):
            lines.append(f"    case {index}: out.{name}.emplace<{index}>(std::get<{index}>({name}).own()); break;")
        return "\n".join([*lines, "}"])
    return f"out.{name} = {name};"


def own_element(type_, item):
    if isinstance(type_, StructType):
        return f"{item}.own()"
    if isinstance(type_, Bytes):
        return f"{item}.begin(), {item}.end()"
    return item


def write_element(type_, item):
    if isinstance(type_, (Number, EnumType)):
        return f"wire::store(out.run({type_.size}), {sent(type_, item)});"
    if isinstance(type_, Text):
        return f"out.prefixed_text<{UINT[type_.prefix]}>(wire::clip({item}, {type_.max}));"
    if isinstance(type_, Bytes):
        return f"out.prefixed_bytes<{UINT[type_.prefix]}>(wire::first({item}, {type_.max}u));"
    if type_.prefix:
        return f"out.sized<{UINT[type_.prefix]}>({item});"
    return f"out = {item}.put(out);"


def load(type_, target, place):
    """Statements that read one number and check what its type promises."""
    if owned(type_) == "bool":
        yield f"if (!in.flag({place})) return false;"
    yield f"{target} = wire::load<{owned(type_)}>({place});"
    if isinstance(type_, EnumType) and type_.enum.closed:
        yield f"if (!in.known({place}, {target})) return false;"


def sent(type_, value):
    """A closed enum never sends a value that the other side would refuse."""
    if isinstance(type_, EnumType) and type_.enum.closed:
        return f"is_known({value}) ? {value} : {owned(type_)}{{}}"
    return value


def range_text(field):
    return tuple(literal(field.type, bound) for bound in field.range)


def literal(type_, value):
    if type_.kind == "float":
        return f"{value!r}{'f' if type_.size == 4 else ''}"
    if value == -(1 << 63):
        return "INT64_MIN"
    return f"{value}{'u' if type_.kind == 'uint' else ''}"


def read_union(field, prefix, length):
    type_, name = field.type, field.name
    enum = camel(type_.enum.name)
    yield f"switch ({type_.on}) {{"
    for index, (arm, _) in enumerate(type_.arms, 1):
        yield f"    case {enum}::{cpp_value(arm)}:"
        yield f"        if (!in.sized({length}, {name}.template emplace<{index}>(), seen_)) return false;"
        yield "        break;"
    yield "    default:"
    yield f"        if (!in.template bytes<{prefix}>({length}, {(1 << 8 * type_.prefix) - 1}, {name}.template emplace<0>())) return false;"
    yield "}"


def write_union(field, place):
    """The arm that is held must be the one that the enum names; unknown bytes go with any."""
    type_, name = field.type, field.name
    enum = camel(type_.enum.name)
    yield f"switch ({name}.index()) {{"
    yield f"    case 0: out.bytes(std::get<0>({name})); break;"
    for index, (arm, _) in enumerate(type_.arms, 1):
        yield f"    case {index}:"
        yield f"        WEIR_ASSERT({type_.on} == {enum}::{cpp_value(arm)});"
        yield f"        out = std::get<{index}>({name}).put(out);"
        yield "        break;"
    yield "}"
    yield f"out.close_sized<{UINT[type_.prefix]}>({place});"
