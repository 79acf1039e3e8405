"""C++ back end: how a schema type is spelled, as a member and as a form on the wire."""

from .names import camel, cpp_value
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType, is_fixed

UINT = {1: "std::uint8_t", 2: "std::uint16_t", 4: "std::uint32_t"}


def number(type_):
    if isinstance(type_, EnumType):
        return camel(type_.enum.name)
    if type_.kind in ("uint", "int"):
        return f"std::{'u' if type_.kind == 'uint' else ''}int{type_.size * 8}_t"
    return {"f32": "float", "f64": "double", "bool": "bool"}[type_.name]


def member(type_, form="As"):
    """Type of a member of a record in its form `form`."""
    if isinstance(type_, (Number, EnumType)):
        return number(type_)
    if isinstance(type_, ArrayType):
        return f"std::array<{number(type_.element)}, {type_.count}>"
    if isinstance(type_, Text):
        return f"{form}::Text"
    if isinstance(type_, (Bytes, Rest)):
        return f"{form}::Bytes"
    if isinstance(type_, ListType):
        return f"{form}::template List<{element(type_.element)}>"
    if isinstance(type_, StructType):
        return f"{camel(type_.struct.name)}As<{form}>"
    if isinstance(type_, OptType):
        return f"std::optional<{inside(type_.element, form)}>"
    return f"std::variant<typename {form}::Bytes, {', '.join(f'{camel(s.name)}As<{form}>' for _, s in type_.arms)}>"


def inside(type_, form):
    """The same as the argument of a template, where a dependent type must be announced."""
    return ("typename " if isinstance(type_, (Text, Bytes)) else "") + member(type_, form)


def parameter(type_):
    """Type of a function's parameter that holds the field's value."""
    return f"const {camel(type_.struct.name)}&" if isinstance(type_, StructType) else member(type_)


def form(field):
    """How the field lies in bytes; empty when its member's type says it."""
    type_ = field.type
    if is_fixed(type_):
        return ranged(type_, field.range) if field.range else ""
    if isinstance(type_, Rest):
        return "wire::Rest"
    if isinstance(type_, ListType):
        return bounded(f"wire::List{8 * type_.prefix}", type_, [element(type_.element)])
    if isinstance(type_, OptType):
        return f"wire::Opt<{element(type_.element)}>"
    if isinstance(type_, UnionType):
        enum = camel(type_.enum.name)
        arms = [f"wire::Arm<{enum}::{cpp_value(arm)}, {camel(struct.name)}As>" for arm, struct in type_.arms]
        return f"wire::Union<{', '.join([UINT[type_.prefix], *arms])}>"
    return element(type_)


def element(type_):
    """The form of a list's element or of an option's value."""
    if isinstance(type_, (Number, EnumType)):
        return f"wire::Plain<{number(type_)}>"
    if isinstance(type_, Text):
        return bounded(f"wire::Str{8 * type_.prefix}", type_, [])
    if isinstance(type_, Bytes):
        return bounded(f"wire::Bytes{8 * type_.prefix}", type_, [])
    struct = f"{camel(type_.struct.name)}As"
    if type_.prefix == 0:
        return f"wire::Frozen<{struct}>"
    return f"wire::Sized<{struct}>" if type_.prefix == 2 else f"wire::Sized<{struct}, {UINT[type_.prefix]}>"


def bounded(name, type_, arguments):
    """A form with its maximum, unless that is what its prefix can say."""
    if type_.max != (1 << 8 * type_.prefix) - 1:
        arguments = [*arguments, str(type_.max)]
    return f"{name}<{', '.join(arguments)}>"


def ranged(type_, bounds):
    low, high = (literal(type_, bound) for bound in bounds)
    return f"wire::Ranged<{number(type_)}, {low}, {high}>"


def literal(type_, value):
    if type_.kind == "float":
        return f"{value!r}{'f' if type_.size == 4 else ''}"
    if value == -(1 << 63):
        return "INT64_MIN"
    return f"{value}{'u' if type_.kind == 'uint' else ''}"
