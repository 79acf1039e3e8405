"""The types of fields, resolved: what the layout and the back ends work on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """Integer, float or bool of fixed width."""

    name: str  # u8 ... i64, f32, f64, bool
    size: int
    kind: str  # uint, int, float, bool


NUMBERS = {
    **{f"u{bits}": Number(f"u{bits}", bits // 8, "uint") for bits in (8, 16, 32, 64)},
    **{f"i{bits}": Number(f"i{bits}", bits // 8, "int") for bits in (8, 16, 32, 64)},
    "f32": Number("f32", 4, "float"),
    "f64": Number("f64", 8, "float"),
    "bool": Number("bool", 1, "bool"),
}


@dataclass(frozen=True, eq=False)
class EnumType:
    """An enum or a set of flags; `enum` is the declarations.Enum with its values."""

    enum: object

    @property
    def base(self):
        return NUMBERS[self.enum.base]

    @property
    def size(self):
        return self.base.size


@dataclass(frozen=True)
class Text:
    prefix: int  # bytes of the length prefix
    max: int  # bytes of UTF-8


@dataclass(frozen=True)
class Bytes:
    prefix: int
    max: int


@dataclass(frozen=True, eq=False)
class ListType:
    prefix: int  # bytes of the count
    max: int  # elements
    element: object


@dataclass(frozen=True, eq=False)
class ArrayType:
    count: int
    element: object  # Number or EnumType


@dataclass(frozen=True, eq=False)
class StructType:
    struct: object  # resolve.Record
    prefix: int  # bytes of the size prefix; 0 for frozen structs


@dataclass(frozen=True, eq=False)
class OptType:
    element: object


@dataclass(frozen=True, eq=False)
class UnionType:
    """A struct chosen by an enum field before it, behind a u16 size; unknown arms are skipped."""

    on: str  # name of the enum field
    enum: object
    arms: tuple  # (enum value name, Record)
    prefix: int = 2


@dataclass(frozen=True)
class Rest:
    """Everything up to the end. `of` is "" for data, "request" or "reply" for a command's body."""

    of: str = ""


def is_fixed(type_):
    return isinstance(type_, (Number, EnumType, ArrayType))


def fixed_size(type_):
    if isinstance(type_, ArrayType):
        return type_.count * type_.element.size
    return type_.size
