"""Third pass: fields -> steps. One step is what a decoder does at once.

Consecutive fields of fixed size form a run, which is checked for length as a whole before any of
its values is looked at; the length prefix of what follows belongs to the run. Every back end walks
the same steps, so all languages accept the same bytes and name the same error for the rest.
"""

from dataclasses import dataclass, field as dataclass_field

from .declarations import all_records
from .types import (ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType,
                    fixed_size, is_fixed)

UNBOUNDED = 1 << 40


@dataclass
class Item:
    """One value or prefix inside a run."""

    offset: int
    size: int
    field: object
    role: str  # value, or prefix: the length, count, size or presence of the field


@dataclass
class Run:
    index: int
    items: list = dataclass_field(default_factory=list)
    size: int = 0

    def add(self, size, field, role):
        self.items.append(Item(self.size, size, field, role))
        self.size += size


@dataclass
class Variable:
    """What follows the prefix of a field that is not fixed; rest and frozen structs have none."""

    field: object
    prefix: object = None  # Item
    run: object = None  # the Run that holds the prefix


@dataclass
class Boundary:
    """Bytes may end here: fields from this version on take their defaults."""

    since: int


@dataclass
class Layout:
    steps: list
    min_size: int
    max_size: int  # UNBOUNDED when it ends in rest
    growable: bool

    @property
    def fixed(self):
        return all(isinstance(step, Run) for step in self.steps)


def compute(declarations):
    """{id(record): Layout} of every record; lint has excluded recursion."""
    layouts = {}

    def of(record):
        if id(record) not in layouts:
            layouts[id(record)] = _layout(record, of)
        return layouts[id(record)]

    for record in all_records(declarations):
        of(record)
    return layouts


def _layout(record, of):
    steps, run, since = [], None, 1
    for field in record.fields:
        if field.since > since:
            since, run = field.since, None
            steps.append(Boundary(since))
        prefix = prefix_size(field.type)
        if is_fixed(field.type) or prefix:
            if run is None:
                run = Run(sum(isinstance(step, Run) for step in steps))
                steps.append(run)
            run.add(prefix or fixed_size(field.type), field, "prefix" if prefix else "value")
        if not is_fixed(field.type):
            steps.append(Variable(field, run.items[-1] if prefix else None, run if prefix else None))
            run = None
    sizes = [size_range(field.type, of) for field in record.fields]
    required = [size for field, size in zip(record.fields, sizes) if field.since == 1]
    ends_in_rest = bool(record.fields) and isinstance(record.fields[-1].type, Rest)
    return Layout(steps, sum(low for low, _ in required), min(UNBOUNDED, sum(high for _, high in sizes)),
                  not record.frozen and not ends_in_rest)


def prefix_size(type_):
    if isinstance(type_, (Text, Bytes, ListType, StructType, UnionType)):
        return type_.prefix
    return 1 if isinstance(type_, OptType) else 0


def size_range(type_, of):
    """Fewest and most bytes of one value, its prefix included."""
    if is_fixed(type_):
        return fixed_size(type_), fixed_size(type_)
    if isinstance(type_, (Text, Bytes)):
        return type_.prefix, type_.prefix + type_.max
    if isinstance(type_, ListType):
        return type_.prefix, min(UNBOUNDED, type_.prefix + type_.max * size_range(type_.element, of)[1])
    if isinstance(type_, StructType):
        inner = of(type_.struct)
        return type_.prefix + inner.min_size, min(UNBOUNDED, type_.prefix + inner.max_size)
    if isinstance(type_, OptType):
        return 1, 1 + size_range(type_.element, of)[1]
    if isinstance(type_, UnionType):
        return type_.prefix, type_.prefix + max([of(struct).max_size for _, struct in type_.arms], default=0)
    return 0, UNBOUNDED


def struct_uses(record):
    """Structs that the record's fields mention."""
    for field in record.fields:
        yield from type_structs(field.type)


def type_structs(type_):
    if isinstance(type_, StructType):
        yield type_.struct
    elif isinstance(type_, (ListType, OptType)):
        yield from type_structs(type_.element)
    elif isinstance(type_, UnionType):
        yield from (struct for _, struct in type_.arms)


def type_enums(type_):
    if isinstance(type_, EnumType):
        yield type_.enum
    elif isinstance(type_, (ListType, OptType, ArrayType)):
        yield from type_enums(type_.element)


__all__ = ["Boundary", "Item", "Layout", "Number", "Run", "UNBOUNDED", "Variable", "all_records", "compute",
           "prefix_size", "size_range", "struct_uses", "type_enums", "type_structs"]
